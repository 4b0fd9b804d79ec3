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

from community.members.models import User
from community.members.queries import Person
from community.notifications.models import Channel, Notification


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has to hear of it; `follow_id` is the follow it is because of, where there is one."""

    user_id: int
    follow_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news as one reader may see it, in the language in use.

    sentence: what happened, whole, without the name of who did it ("antwoordde op"). title: what it is about. url: a
    path of this site. excerpt: plain text. thread: the same for mails that belong together, as "topic-12". reply_to:
    where an answer by e-mail goes, "" where none is possible.
    """

    sentence: str
    title: str
    url: str
    who: Person | None = None
    where: str = ""
    excerpt: str = ""
    theme_id: int | None = None
    thread: str = ""
    reply_to: str = ""
    html: str = ""  # the whole text for a mail, clean; "" where the excerpt is all of it


class NewsKind:
    """A kind of news. Subclasses fill in the names and the two methods."""

    name: ClassVar[str]  # in the database
    label: Any  # in the settings of people: "Answers in topics I follow"
    explanation: Any = ""
    order: ClassVar[int] = 100
    default: ClassVar[Channel] = Channel.AT_ONCE

    def recipients(self, subject_id: int, *, after: int, most: int) -> list[Recipient]:
        """Who has to hear of it and may: at most so many with a primary key above `after`, in its order; one query."""
        raise NotImplementedError

    def thread(self, subject_id: int) -> str:
        """What is read at once with it, as "topic:12"; "" for nothing. Asked once for each announcement."""
        return ""

    def shown(self, notifications: Sequence[Notification], *, to: User) -> dict[int, News]:
        """These for their reader, by the primary key of the notification, in a number of queries that stays the same.

        What they may not see, or what is gone, is left out.
        """
        raise NotImplementedError


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
