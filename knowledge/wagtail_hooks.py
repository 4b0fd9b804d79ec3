"""Knowledge tools on the screens of the editors."""

from foundation.transfer.admin import offer_in_admin
from knowledge.transfer import ToolTransfer

offer_in_admin(ToolTransfer)
