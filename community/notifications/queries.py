"""Reading news."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext as _

from community.members.following import kind_of, type_of
from community.members.follows.queries import Followed, described, follows_of
from community.members.models import User
from community.members.queries import UNREAD, open_participations
from community.notifications.kinds import News, news_kind
from community.notifications.models import FollowChoice, Notification
from foundation.prepared import Prepared

A_PAGE = 30
# Words of the kinds of things that are followed for all that happens in them.
CHOOSABLE, MOST_CHOOSABLE = ("thema", "forum"), 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MOST_DIGITS = 18  # of a number in an address: what fits in the database's integer


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for somebody: news and conversations that they did not read."""

    news: int = 0
    messages: int = 0

    @property
    def total(self) -> int:
        """All of it, for the lamp."""
        return self.news + self.messages


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNews:
    """A notification as its page shows it."""

    pk: int
    made: datetime
    is_new: bool
    news: News


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """A followed thing for which somebody can choose a way of its own; `chosen` is "" where they did not."""

    follow_id: int
    thing: Followed
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """A page of notifications; `older` is what the address of the next one asks for, "" on the last one."""

    items: tuple[ShownNews, ...]
    gone: tuple[int, ...]  # primary keys of what is not to be seen any more, and still counts as new
    newest: int  # the highest primary key on it; 0 for none
    older: str


def news_of(user: User) -> QuerySet[Notification]:
    """The notifications of somebody, the newest first."""
    return Notification.objects.filter(recipient=user).order_by("-made", "-pk")


def unread_notifications(user: User) -> int:
    """How many pieces of news somebody did not read."""
    return Notification.objects.filter(recipient=user, read=None).count()


def waiting_for(user: User) -> Waiting:
    """What waits for somebody, in one query."""
    return Waiting(**dict(waiting_by_kind(user=user.pk)))


@Prepared
def waiting_by_kind(user: int) -> QuerySet[Any, Any]:
    """How much of what waits."""

    def counted(rows: QuerySet[Any], kind: str) -> Any:
        named = rows.order_by().annotate(what=Value(kind, output_field=CharField())).values("what")
        return named.annotate(number=Count("pk")).values_list("what", "number")

    news = counted(Notification.objects.filter(recipient=user, read=None), "news")
    return news.union(counted(open_participations(user).filter(UNREAD), "messages"))


def news_page(user: User, *, before: str) -> NewsPage:
    """The newest news, or what is older than `before`. Raises Http404 for what no address of ours holds."""
    found = news_of(user)
    if before:
        made, pk = cursor(before)
        found = found.filter(Q(made__lt=made) | Q(made=made, pk__lt=pk), made__lte=made)
    rows = list(found[: A_PAGE + 1])
    has_more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    items = shown(rows, to=user)
    seen = {item.pk for item in items}
    return NewsPage(
        items=items,
        gone=tuple(row.pk for row in rows if row.pk not in seen and row.read is None),
        newest=max((row.pk for row in rows), default=0),
        older=address_of(rows[-1]) if has_more else "",
    )


def address_of(row: Notification) -> str:
    """The place of a notification in the list, as an address holds it."""
    return f"{(row.made - EPOCH) // MICROSECOND}-{row.pk}"


def cursor(text: str) -> tuple[datetime, int]:
    """The place that an address holds. Raises Http404."""
    made, _dash, pk = text.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS for part in (made, pk)):
        raise Http404(_("There is no such page."))
    try:
        return EPOCH + int(made) * MICROSECOND, int(pk)
    except OverflowError as error:
        raise Http404(_("There is no such page.")) from error


def shown(notifications: Iterable[Notification], *, to: User) -> tuple[ShownNews, ...]:
    """These for their reader, in their order; what they may not see is left out."""
    rows = list(notifications)
    news = shown_news(rows, to=to)
    return tuple(
        ShownNews(pk=row.pk, made=row.made, is_new=row.read is None, news=news[row.pk])
        for row in rows
        if row.pk in news
    )


def shown_news(notifications: Sequence[Notification], *, to: User) -> dict[int, News]:
    """What these say to their reader, by primary key; each family of kinds is asked once."""
    families: dict[str, list[Notification]] = defaultdict(list)
    for each in notifications:
        kind = news_kind(each.kind)
        if kind is not None:
            families[kind.family or kind.name].append(each)
    found: dict[int, News] = {}
    for rows in families.values():
        kind = news_kind(rows[0].kind)
        if kind is not None:
            found |= kind.shown(rows, to=to)
    return found


def followed_to_choose_for(user: User) -> list[Choosable]:
    """The followed themes and forums that somebody can choose a way of their own for."""
    follows = list(follows_of(user).filter(choosable_follows())[:MOST_CHOOSABLE])
    chosen = dict(FollowChoice.objects.filter(follow__in=follows).values_list("follow_id", "channel"))
    ids = {(each.content_type_id, each.object_id): each.pk for each in follows}
    return [
        Choosable(
            follow_id=ids[type_of(thing.kind).pk, thing.pk],
            thing=thing,
            chosen=chosen.get(ids[type_of(thing.kind).pk, thing.pk], ""),
        )
        for thing in described(follows)
    ]


def choosable_follows() -> Q:
    """Follows of the kinds of things that are a stream of news each."""
    kinds = [kind for kind in map(kind_of, CHOOSABLE) if kind is not None]
    return Q(content_type__in=[type_of(kind).pk for kind in kinds])
