"""What a moderator says to a person: a warning, a measure with its end, its end before its time, trust."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forums.models import ModerationAction, Post, Sanction, Standing
from community.forums.moderating.actions.logging import Verb, checked_reason, note, require_moderator
from community.forums.moderating.locks import hold_people
from community.forums.readers import read_anew, sanctions_in_force
from community.members.models import User

Kind = Sanction.Kind

PRESSED_TWICE = timedelta(minutes=1)  # within which the same warning is the same
LONGEST = timedelta(days=730)  # a measure; who should never come back has their account closed


def warn(person: User, *, by: User, reason: str, post: Post | None = None) -> Sanction:
    """Tell somebody that they went too far; nothing is taken from them."""
    return measure(person, Kind.WARNING, by=by, reason=reason, until=None, post=post)


def silence(person: User, *, by: User, reason: str, until: datetime, post: Post | None = None) -> Sanction:
    """Let somebody read, and not post, until then."""
    return measure(person, Kind.SILENCE, by=by, reason=reason, until=until, post=post)


def block(person: User, *, by: User, reason: str, until: datetime, post: Post | None = None) -> Sanction:
    """Let somebody see no more than visitors do until then."""
    return measure(person, Kind.BLOCK, by=by, reason=reason, until=until, post=post)


@transaction.atomic
def measure(  # noqa: PLR0913 - each by name
    person: User, kind: Kind, *, by: User, reason: str, until: datetime | None, post: Post | None
) -> Sanction:
    """Take a measure; one of the same kind in force ends. Asked for twice, it is taken once.

    Raises PermissionDenied also for one against a moderator, ValidationError for a reason or end that is missing.
    """
    require_moderator(by)
    reason = checked_reason(reason, required=True)
    hold_people(person.pk)
    if read_anew(person).is_moderator:
        raise PermissionDenied
    if kind != Kind.WARNING:
        check_end(until)
    known = same_measure(person, kind, reason=reason, until=until)
    if known is not None:
        return known
    if until is not None:
        sanctions_in_force().filter(person=person, kind=kind).update(ended=timezone.now())
    sanction = Sanction.objects.create(person=person, kind=kind, reason=reason, until=until, by=by)
    about: dict[str, Any] = {}
    if post is not None:
        about = {"post": post, "topic_id": post.topic_id, "forum_id": post.topic.forum_id}
    details = {"until": until.isoformat()} if until else {}
    verb = {Kind.WARNING: Verb.WARN, Kind.SILENCE: Verb.SILENCE, Kind.BLOCK: Verb.BLOCK}[kind]
    note(verb, by=by, person_id=person.pk, reason=reason, details=details, **about)
    return sanction


def check_end(until: datetime | None) -> None:
    """Raise ValidationError for an end that is no time to come, or too far away."""
    now = timezone.now()
    if until is None or not now < until <= now + LONGEST:
        message = _("Choose a day to come, at most %(n)s days from now.") % {"n": LONGEST.days}
        raise ValidationError({"until": message})


def same_measure(person: User, kind: Kind, *, reason: str, until: datetime | None) -> Sanction | None:
    """What somebody just did, where a button was pressed twice."""
    same = Sanction.objects.filter(person=person, kind=kind, reason=reason, ended=None)
    if until is None:
        return same.filter(since__gt=timezone.now() - PRESSED_TWICE).first()
    return same.filter(until=until).first()


@transaction.atomic
def lift(person: User, *, by: User, reason: str = "") -> ModerationAction | None:
    """End all that stops somebody, before its time. Gives None where nothing does."""
    require_moderator(by)
    reason = checked_reason(reason)
    hold_people(person.pk)
    if not sanctions_in_force().filter(person=person).update(ended=timezone.now()):
        return None
    return note(Verb.LIFT, by=by, person_id=person.pk, reason=reason)


@transaction.atomic
def set_trust(person: User, *, by: User, trust: Standing.Trust | None, reason: str = "") -> Standing:
    """Say how far somebody is trusted; None leaves it to what they do. They are not told."""
    require_moderator(by)
    reason = checked_reason(reason)
    hold_people(person.pk)
    standing, _made = Standing.objects.get_or_create(user=person)
    if standing.fixed == trust:
        return standing
    details = {"from": standing.fixed, "to": trust}
    standing.fixed = trust
    standing.save(update_fields=["fixed"])
    note(Verb.TRUST, by=by, person_id=person.pk, tell=False, reason=reason, details=details)
    return standing
