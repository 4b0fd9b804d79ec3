"""What a page with a list of topics shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forums.models import Audience, Forum, Topic
from community.forums.permissions import may_post_in
from community.forums.reading.addresses import SHOW_PARAMETER, THEME_PARAMETER, ListAddress, Show
from community.forums.reading.cards import TopicRow
from community.forums.reading.feeds import feed_of
from community.forums.reading.rooms import all_rooms
from community.forums.reading.rows import topic_rows
from community.forums.reading.topics import own_hidden_topics, sheet_of, shown_topics, with_reading
from community.themes.queries import ThemeBadge, badges
from foundation.listing import Advice, Link
from foundation.locales import active_locale_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicList:
    """A list of topics as its template needs it. waiting: what this reader began and others do not see yet."""

    rows: list[TopicRow]
    waiting: list[TopicRow]
    tabs: tuple[Link, ...]
    themes: tuple[ThemeBadge, ...]
    theme: ThemeBadge | None
    hidden: tuple[tuple[str, str], ...]  # what the form for a theme keeps
    theme_parameter: str
    action: str
    newer_url: str
    older_url: str
    empty: Advice | None


def list_context(
    request: HttpRequest, topics: QuerySet[Topic], address: ListAddress, *, forum: Forum | None = None
) -> dict[str, Any] | None:
    """The list that the address asks for; None where the beginning of it has all that is newer."""
    user = request.user
    found = shown_topics(with_reading(topics, user), address.show, user)
    if address.theme is not None:
        found = found.filter(of_theme(address.theme))
    is_plain = address.show == Show.ALL and address.theme is None
    sheet = sheet_of(found, address, pinned_first=forum is not None and is_plain)
    if sheet is None:
        return None
    listed = TopicList(
        rows=topic_rows(sheet.topics, to=user, with_forum=forum is None),
        waiting=waiting_rows(user, address, forum),
        tabs=tabs_of(address, is_member=user.is_authenticated),
        themes=tuple(badges(active_locale_id()).values()),
        theme=address.theme,
        hidden=((SHOW_PARAMETER, address.show.value),) if address.show else (),
        theme_parameter=THEME_PARAMETER,
        action=address.path,
        newer_url=address.around(sheet.newer, newer=True) if sheet.newer else "",
        older_url=address.around(sheet.older, newer=False) if sheet.older else "",
        empty=None if sheet.topics else advice_for(address, forum),
    )
    title = forum.shown_name if forum else _("All topics")
    context: dict[str, Any] = {"title": title, "listed": listed, "crumbs": [Link(_("Forum"), reverse("forum_index"))]}
    if forum is not None:
        theme = badges(active_locale_id()).get(forum.theme_id or 0)
        context |= {"forum": forum, "badge": theme, "ask_url": ask_address(user, forum), "feed_url": feed_of(forum)}
    return context


def of_theme(theme: ThemeBadge) -> Q:
    """Topics with this theme, and those without one in forums that have it."""
    forums = [forum.pk for forum in all_rooms().values() if forum.theme_id == theme.pk]
    return Q(theme=theme.pk) | Q(theme=None, forum__in=forums) if forums else Q(theme=theme.pk)


def waiting_rows(user: Any, address: ListAddress, forum: Forum | None) -> list[TopicRow]:
    """What this member began here and others do not see, on top of the list."""
    if not user.is_authenticated or address.place is not None or address.show not in (Show.ALL, Show.MINE):
        return []
    return topic_rows(list(own_hidden_topics(user, **({"forum": forum} if forum else {}))), to=user)


def tabs_of(address: ListAddress, *, is_member: bool) -> tuple[Link, ...]:
    """The filters; those that depend on who asks are for members."""
    shows = [show for show in Show if is_member or not show.is_personal]
    return tuple(Link(str(show.label), address.showing(show), current=show == address.show) for show in shows)


def ask_address(user: Any, forum: Forum) -> str:
    """Where to begin a topic; also for visitors, who sign in first; "" for who may not."""
    is_open = not forum.is_archived and forum.post_by == Audience.MEMBERS
    may = may_post_in(user, forum) if user.is_authenticated else is_open
    return reverse("new_topic", args=(forum.slug,)) if may else ""


def advice_for(address: ListAddress, forum: Forum | None) -> Advice:
    """What to do where there is no topic."""
    everything = Link(_("Show all topics"), address.path)
    if address.show == Show.ALL and address.theme is None:
        return Advice(_("Nobody began a topic here yet"), _("Be the first: a short question is fine."))
    if address.show in (Show.NEW, Show.UNREAD):
        return Advice(_("You have read everything"), _("Nothing new was said since you were here."), (everything,))
    if address.show == Show.MINE:
        return Advice(_("You have not taken part yet"), _("What you ask or answer comes to stand here."), (everything,))
    if address.show == Show.UNANSWERED:
        return Advice(_("Every question has its answer"), _("Nobody waits for help here."), (everything,))
    return Advice(_("No topics found"), _("Choose another theme, or look at everything."), (everything,))
