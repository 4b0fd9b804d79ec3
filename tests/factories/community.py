"""What people do with initiatives."""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from community.initiatives.models import Invitation, JoinRequest, Membership, Role
from community.members.models import User
from tests.factories.pages import InitiativeFactory
from tests.factories.people import UserFactory


class MembershipFactory(DjangoModelFactory):
    """Somebody belongs to an initiative, as a member."""

    class Meta:
        """What it makes."""

        model = Membership

    initiative = factory.SubFactory(InitiativeFactory)
    user = factory.SubFactory(UserFactory)


class OwnerFactory(MembershipFactory):
    """Somebody owns an initiative."""

    role = Role.OWNER


class JoinRequestFactory(DjangoModelFactory):
    """Somebody asks to belong to an initiative."""

    class Meta:
        """What it makes."""

        model = JoinRequest

    initiative = factory.SubFactory(InitiativeFactory)
    user = factory.SubFactory(UserFactory)
    remark = "Ik woon om de hoek en help graag mee."


class InvitationFactory(DjangoModelFactory):
    """An owner asked somebody by e-mail; its link leads nowhere."""

    class Meta:
        """What it makes."""

        model = Invitation

    initiative = factory.SubFactory(InitiativeFactory)
    email = factory.Sequence(lambda n: f"gast{n}@voorbeeld.example")
    digest = factory.Sequence(lambda n: f"{n:064d}")


def verified_person(email: str, **fields: Any) -> User:
    """Somebody with an account who showed that they read the mail of this address."""
    user: User = UserFactory(email=email, **fields)
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user
