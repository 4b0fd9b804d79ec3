"""`manage.py import_tools FILE`: knowledge tools from CSV or JSON Lines."""

from foundation.transfer.commands import ImportCommand
from knowledge.transfer import ToolTransfer


class Command(ImportCommand):
    """Import knowledge tools."""

    transfer_class = ToolTransfer
