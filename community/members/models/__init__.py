"""People, what they told about themselves, what they agreed to and what they follow."""

from community.members.models.conversation import BlockedMember, Conversation, Message, Participation
from community.members.models.following import Follow
from community.members.models.privacy import Consent, DataExport, ExportRecord, InactivityWarning, Terms
from community.members.models.profile import MemberProfile, Visibility
from community.members.models.user import User, UserManager

__all__ = [
    "BlockedMember",
    "Consent",
    "Conversation",
    "DataExport",
    "ExportRecord",
    "Follow",
    "InactivityWarning",
    "MemberProfile",
    "Message",
    "Participation",
    "Terms",
    "User",
    "UserManager",
    "Visibility",
]
