"""`manage.py export_tools [FILE]`: knowledge tools as CSV or JSON Lines."""

from foundation.transfer.commands import ExportCommand
from knowledge.transfer import ToolTransfer


class Command(ExportCommand):
    """Export knowledge tools."""

    transfer_class = ToolTransfer
