"""The log of moderators, and what it says to whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forums.models import ModerationAction
from community.forums.moderating.cases import person_url
from community.forums.moderating.places import Place, before
from community.forums.reading.moments import Moment, moment
from community.members.queries import Person, people_shown

PAGE_SIZE = 40
Verb = ModerationAction.Verb
TO_PEOPLE = (Verb.WARN, Verb.SILENCE, Verb.BLOCK, Verb.LIFT, Verb.TRUST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One action as a moderator reads it; person and title are None and "" where it concerned none.

    is_to_person: it was done to the person, not to what they wrote.
    """

    pk: int
    at: Moment
    actor: Person
    verb: str
    person: Person | None
    person_url: str
    title: str
    url: str
    change: str
    reason: str
    is_to_person: bool


@dataclass(frozen=True, slots=True)
class Records:
    """One page of the log; next_place is "" on the last one."""

    records: tuple[Record, ...]
    next_place: str


def records_after(
    place: Place | None, *, to: Any, verb: str = "", actor: int | None = None, person: int | None = None
) -> Records:
    """A page of the log, newest first: of this verb, by this moderator, about this person."""
    wanted = Q()
    for name, value in (("verb", verb), ("actor", actor), ("person", person)):
        if value:
            wanted &= Q(**{name: value})
    return shown_records(ModerationAction.objects.filter(wanted), place, to=to)


def shown_records(rows: QuerySet[ModerationAction], place: Place | None, *, to: Any) -> Records:
    """A page of these actions: two queries."""
    found = list(
        rows.filter(before(place, "at")).select_related("topic", "post__topic").order_by("-at", "-pk")[: PAGE_SIZE + 1]
    )
    shown = found[:PAGE_SIZE]
    people = people_shown({pk for row in shown for pk in (row.actor_id, row.person_id)}, to=to)
    more = str(Place(shown[-1].at, shown[-1].pk)) if len(found) > PAGE_SIZE else ""
    return Records(tuple(recorded(shown, people)), more)


def recorded(rows: Iterable[ModerationAction], people: dict[int | None, Person]) -> Iterable[Record]:
    """These actions as rows of the log."""
    for row in rows:
        topic = row.post.topic if row.post else row.topic
        yield Record(
            pk=row.pk,
            at=moment(row.at),
            actor=people[row.actor_id],
            verb=str(row.get_verb_display()),
            person=people[row.person_id] if row.person_id else None,
            person_url=person_url(row.person_id),
            title=topic.title if topic else "",
            url=row.post.get_absolute_url() if row.post else topic.get_absolute_url() if topic else "",
            change=change_of(row),
            reason=row.reason,
            is_to_person=row.verb in TO_PEOPLE,
        )


def change_of(action: ModerationAction) -> str:
    """What was there before, and after, in words; "" where nothing was replaced by something else."""
    details = action.details
    if action.verb in (Verb.MOVE, Verb.RENAME, Verb.MERGE) and details.get("to"):
        return _("from “%(before)s” to “%(after)s”") % {"before": details.get("from", ""), "after": details["to"]}
    if action.verb == Verb.SPLIT and details.get("from"):
        return _("from “%(before)s”") % {"before": details["from"]}
    return ""


def what_happened(action: ModerationAction) -> str:
    """What a moderator did, in a sentence for whom it concerns."""
    details = action.details
    names = {"before": details.get("from", ""), "after": details.get("to", "")}
    if action.verb == Verb.HIDE:
        is_topic = action.post is None or action.post.number == 1
        return (
            _("A moderator hid your topic. Others do not see it.")
            if is_topic
            else _("A moderator hid your post. Others do not see it.")
        )
    if action.verb == Verb.MOVE:
        return _("A moderator moved your topic from “%(before)s” to “%(after)s”.") % names
    if action.verb == Verb.RENAME:
        return _("A moderator gave your topic another title: “%(after)s”, in place of “%(before)s”.") % names
    if action.verb == Verb.MERGE:
        return _("A moderator put your topic “%(before)s” together with “%(after)s”.") % names
    if action.verb == Verb.SPLIT:
        return _("A moderator made a topic of its own of your post in “%(before)s”.") % names
    return SENTENCES[Verb(action.verb)]() if Verb(action.verb) in SENTENCES else str(action.get_verb_display())


SENTENCES = {
    Verb.RESTORE: lambda: _("A moderator made your post visible again."),
    Verb.APPROVE: lambda: _("A moderator looked at your post. Everybody can see it now."),
    Verb.LOCK: lambda: _("A moderator locked your topic. Nobody can answer any more."),
    Verb.UNLOCK: lambda: _("A moderator opened your topic again. People can answer."),
    Verb.EDIT: lambda: _("A moderator changed your post."),
    Verb.WARN: lambda: _("A moderator gives you a warning."),
    Verb.SILENCE: lambda: _("You can read the forum, but not post for a while."),
    Verb.BLOCK: lambda: _("You cannot use the forum for a while."),
    Verb.LIFT: lambda: _("You can use the forum again as before."),
    Verb.REVIEW: lambda: _("A moderator looked again at what was decided."),
    Verb.TO_KNOWLEDGE: lambda: _("An editor makes a knowledge tool of your topic."),
}


def decision_url(action: ModerationAction) -> str:
    """Where the person whom it concerns reads what happened."""
    return reverse("forum_decision", args=(action.pk,))
