"""Mails about buddies."""

from typing import Any

from django.urls import reverse

from community.initiatives.models import Buddyship, Initiative
from community.initiatives.people.mails import tell_owners
from community.members.mailing import site_url


def tell_about(buddyship: Buddyship, name: str, *, to: Initiative, but: Any, words: str = "") -> None:
    """Mail the owners of one of the two, but for the one who did it."""
    other = buddyship.starter if to.pk == buddyship.coach_id else buddyship.coach
    address = reverse("buddy", args=(to.pk, buddyship.pk))
    tell_owners(name, to, but=but, other=other.title, words=words, buddy_url=site_url(address))
