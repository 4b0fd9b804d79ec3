"""Initiatives and what belongs to them."""

from community.initiatives.models.choices import ContactVisibility, Direction, LegalForm, Phase
from community.initiatives.models.directory import InitiativeDirectory
from community.initiatives.models.initiative import (
    Initiative,
    InitiativePhoto,
    InitiativeTag,
    InitiativeTheme,
    NeedOrOffer,
)

__all__ = [
    "ContactVisibility",
    "Direction",
    "Initiative",
    "InitiativeDirectory",
    "InitiativePhoto",
    "InitiativeTag",
    "InitiativeTheme",
    "LegalForm",
    "NeedOrOffer",
    "Phase",
]
