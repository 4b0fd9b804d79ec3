"""The browser that some of these tests need."""

from tests.journeys.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args"]
