"""`manage.py import_tools FILE`: knowledge tools from CSV or JSON Lines."""

from knowledge.transfer import ToolTransfer
from foundation.transfer.commands import ImportCommand


class Command(ImportCommand):
    """Import knowledge tools."""

    transfer_class = ToolTransfer
