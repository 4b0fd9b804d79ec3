#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run one management command."""
    # `site` is a standard-library module, so site/ is a folder on the path and never a package.
    sys.path.insert(0, str(PROJECT_ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennisnetwerk.settings.development")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs the path set above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
