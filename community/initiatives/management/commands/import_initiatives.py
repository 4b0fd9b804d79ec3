"""`manage.py import_initiatives FILE`: initiatives from CSV or JSON Lines."""

from community.initiatives.transfer import InitiativeTransfer
from foundation.transfer.commands import ImportCommand


class Command(ImportCommand):
    """Import initiatives."""

    transfer_class = InitiativeTransfer
