"""Who may read and write what."""

from collections.abc import Iterable
from uuid import UUID

from community.members.models import BlockedMember, Participation, User


def participation_of(user: User, public_id: UUID) -> Participation | None:
    """The part somebody has in a conversation; None for whoever has none, or left it."""
    found = Participation.objects.filter(user=user, left=None, conversation__public_id=public_id)
    return found.select_related("conversation").first()


def may_be_written_to(people: Iterable[User], *, by: User) -> list[User]:
    """Those of these people who get a new conversation from this person: not closed, not oneself, not blocking."""
    pks = {person.pk for person in people} - {by.pk}
    blocking = BlockedMember.objects.filter(user__in=pks, blocked=by).values("user")
    return list(User.objects.filter(pk__in=pks, is_active=True).exclude(pk__in=blocking).order_by("pk"))
