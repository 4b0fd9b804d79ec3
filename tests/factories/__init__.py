"""Factories: things as people make them, published the way the admin publishes."""

from tests.factories.media import DocumentFactory, PhotoFactory
from tests.factories.pages import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
)
from tests.factories.people import UserFactory

__all__ = [
    "DocumentFactory",
    "EventFactory",
    "InitiativeFactory",
    "OrdinaryPageFactory",
    "PhotoFactory",
    "StakeholderFactory",
    "ThemeFactory",
    "ToolFactory",
    "UserFactory",
]
