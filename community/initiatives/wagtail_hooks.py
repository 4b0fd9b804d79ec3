"""Initiatives on the screens of the editors."""

from community.initiatives.transfer import InitiativeTransfer
from foundation.transfer.admin import offer_in_admin

offer_in_admin(InitiativeTransfer)
