"""Kinds of news that people hear of.

An app says what it has in a module `notification_kinds.py`, imported when it is ready:

    @news
    class Replies(NewsKind):
        name = "reply"
        label = gettext_lazy("Answers in topics I follow")
        ...

and announces each event in the transaction in which it happens: `announce("reply", post.pk, actor=user)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from community.members.models import User
from community.members.queries import Person
from community.notifications.models import Channel, Notification


@dataclass(frozen=True, slots=True)
class Audience:
    """Who has to hear of it: those of `people` (whoever may know of it) who follow something for which `follows` holds.

    `follows` is a condition on Follow; None stands for all of `people`, each of whom is among them once. thread: what
    is read at once with it, as "topic:12"; "" for nothing.
    """

    people: QuerySet[User]
    follows: Q | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news as one reader may see it, in the language in use.

    sentence: what happened, whole, without the name of who did it ("answered"). title: what it is about. url: a
    path of this site. excerpt: plain text, short. where: the part of the site it
    is in, by which digests are grouped, and mailing_list its name, as "forum-money", by which mails are filtered.
    reply_to: where an answer by e-mail goes, "" where none is possible. is_reply: whether the thread began with
    something else.
    """

    sentence: str
    title: str
    url: str
    who: Person | None = None
    where: str = ""
    mailing_list: str = ""
    excerpt: str = ""
    reply_to: str = ""
    is_reply: bool = False


class NewsKind:
    """A kind of news. Subclasses fill in the names and the methods."""

    name: ClassVar[str]  # in the database
    label: Any  # in the settings of people: "Answers in topics I follow"
    explanation: Any = ""
    order: ClassVar[int] = 100
    default: ClassVar[Channel] = Channel.AT_ONCE
    channels: ClassVar[tuple[Channel, ...]] = tuple(Channel)  # between which people choose
    # Kinds with the same word here are shown by one of them together, so that many kinds cost no more queries.
    family: ClassVar[str] = ""

    def concerns(self, user: User) -> bool:
        """Whether this person can get such news at all, so that there is something to choose."""
        return True

    def audience(self, subject_id: int) -> Audience | None:
        """Who has to hear of it; None for nobody, or what is gone. Asked once for each batch of people."""
        raise NotImplementedError

    def shown(self, notifications: Sequence[Notification], *, to: User) -> dict[int, News]:
        """These for their reader, by the primary key of the notification, in a number of queries that stays the same.

        What they may not see, or what is gone, is left out. Of a family, all its kinds at once.
        """
        raise NotImplementedError

    def texts(self, notifications: Sequence[Notification], *, to: User) -> dict[int, SafeString]:
        """The whole texts of those that `shown` gave, as clean HTML, for a mail; where an excerpt is all, none."""
        return {}


_kinds: dict[str, NewsKind] = {}


def news(kind: type[NewsKind]) -> type[NewsKind]:
    """Register a kind of news; for use as a decorator."""
    _kinds[kind.name] = kind()
    return kind


def news_kinds() -> list[NewsKind]:
    """All kinds, in their order."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def news_kind(name: str) -> NewsKind | None:
    """The kind with this name; None for one that its app no longer has."""
    return _kinds.get(name)
