"""What changes about members."""

from allauth.account.models import EmailAddress
from django.db import transaction

from community.members.models import Consent, User
from community.members.queries import terms_in_force


@transaction.atomic
def make_account(email: str, password: str | None = None, *, is_superuser: bool = False, **fields: object) -> User:
    """Make an account whose address counts as confirmed: for people that somebody else vouches for."""
    make = User.objects.create_superuser if is_superuser else User.objects.create_user
    user = make(email, password, **fields)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def agree_to_terms(user: User) -> None:
    """Remember that somebody agreed to the terms in force; nothing where there are none."""
    terms = terms_in_force()
    if terms:
        Consent.objects.get_or_create(user=user, terms=terms)
