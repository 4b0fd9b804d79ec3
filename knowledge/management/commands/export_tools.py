"""`manage.py export_tools [FILE]`: knowledge tools as CSV or JSON Lines."""

from knowledge.transfer import ToolTransfer
from foundation.transfer.commands import ExportCommand


class Command(ExportCommand):
    """Export knowledge tools."""

    transfer_class = ToolTransfer
