"""Initiatives and what belongs to them."""

from community.initiatives.models.buddies import Buddyship
from community.initiatives.models.choices import ContactVisibility, Direction, LegalForm, NeedKind, Phase
from community.initiatives.models.directory import InitiativeDirectory
from community.initiatives.models.editing import OwnTranslation, ProfileDraft, ProfilePhoto, TranslationVersion
from community.initiatives.models.initiative import (
    Initiative,
    InitiativePhoto,
    InitiativeTag,
    InitiativeTheme,
    NeedOrOffer,
)
from community.initiatives.models.membership import Invitation, JoinRequest, Membership, Role
from community.initiatives.models.ownership import OwnerRecord
from community.initiatives.models.reminders import NeedReminder

__all__ = [
    "Buddyship",
    "ContactVisibility",
    "Direction",
    "Initiative",
    "InitiativeDirectory",
    "InitiativePhoto",
    "InitiativeTag",
    "InitiativeTheme",
    "Invitation",
    "JoinRequest",
    "LegalForm",
    "Membership",
    "NeedKind",
    "NeedOrOffer",
    "NeedReminder",
    "OwnTranslation",
    "OwnerRecord",
    "Phase",
    "ProfileDraft",
    "ProfilePhoto",
    "Role",
    "TranslationVersion",
]
