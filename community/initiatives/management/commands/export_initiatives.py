"""`manage.py export_initiatives [FILE]`: initiatives as CSV or JSON Lines."""

from community.initiatives.transfer import InitiativeTransfer
from foundation.transfer.commands import ExportCommand


class Command(ExportCommand):
    """Export initiatives."""

    transfer_class = InitiativeTransfer
