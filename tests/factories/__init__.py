"""Factories: things as people make them, published the way the admin publishes."""

from tests.factories.community import InvitationFactory, JoinRequestFactory, MembershipFactory, OwnerFactory
from tests.factories.media import DocumentFactory, PhotoFactory
from tests.factories.pages import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
)
from tests.factories.people import MemberProfileFactory, UserFactory

__all__ = [
    "DocumentFactory",
    "EventFactory",
    "InitiativeFactory",
    "InvitationFactory",
    "JoinRequestFactory",
    "MemberProfileFactory",
    "MembershipFactory",
    "OrdinaryPageFactory",
    "OwnerFactory",
    "PhotoFactory",
    "StakeholderFactory",
    "ThemeFactory",
    "ToolFactory",
    "UserFactory",
]
