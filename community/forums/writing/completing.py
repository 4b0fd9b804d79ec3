"""What somebody may mean who types a name: people who show theirs, initiatives, knowledge tools, meetings."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.initiatives.queries import directory_url, public_initiatives
from community.members.models import User, Visibility
from foundation.locales import active_locale_id
from foundation.visibility import open_to_all

MOST = 6
SHORTEST, LONGEST = 2, 60  # characters
MOST_A_MINUTE = 120  # questions of one person
# Pages that a text may link to by name, as the database names their models: events lie beside the forum.
PAGES = (("knowledge", "knowledgetool"), ("events", "event"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One of them: its name, what it is, and its address."""

    name: str
    kind: str
    url: str


class TooOftenError(Exception):
    """Somebody asked more often than anybody types."""


def refuse_too_often(user: User, what: str) -> None:
    """Count a question. Raises TooOftenError."""
    minute = timezone.now().replace(second=0, microsecond=0)
    key = f"forum-{what}:{user.pk}:{minute:%H%M}"
    cache.add(key, 0, timedelta(minutes=2).total_seconds())
    try:
        number = cache.incr(key)
    except ValueError:  # it was thrown away meanwhile
        return
    if number > MOST_A_MINUTE:
        raise TooOftenError


def suggestions(typed: str, *, sign: str, by: User) -> list[dict[str, str]]:
    """What these letters may mean: people and initiatives after an @, tools and meetings after a #."""
    words = typed.replace("\x00", "").split()[:5]
    text = " ".join(words)[:LONGEST]
    if len(text) < SHORTEST:
        return []
    found = [*people(words, by=by), *initiatives(text)] if sign == "@" else pages(text)
    return [asdict(each) for each in found[: MOST * 2]]


def people(words: list[str], *, by: User) -> list[Suggestion]:
    """Members whose name begins with these words, who show it to members."""
    meant = Q()
    for word in words:
        meant &= Q(first_name__istartswith=word) | Q(last_name__istartswith=word) | Q(last_name__icontains=f" {word}")
    shown = Q(profile__name_visibility__in=(Visibility.MEMBERS, Visibility.PUBLIC))
    rows = (
        User.objects.filter(meant, shown, is_active=True)
        .exclude(Q(pk=by.pk) | Q(first_name="", last_name=""))
        .order_by("first_name", "last_name", "pk")
    )
    kind = _("member")
    return [
        Suggestion(" ".join(part for part in (first, last) if part), kind, reverse("member", args=(public_id,)))
        for first, last, public_id in rows.values_list("first_name", "last_name", "profile__public_id")[:MOST]
    ]


def initiatives(text: str) -> list[Suggestion]:
    """Public initiatives with these letters in their name."""
    locale_id = active_locale_id()
    base = directory_url(locale_id)
    kind = _("initiative")
    rows = named(public_initiatives(locale_id), text).values_list("title", "slug")[:MOST]
    return [Suggestion(title, kind, f"{base}{slug}/") for title, slug in rows]


def pages(text: str) -> list[Suggestion]:
    """Public knowledge tools and meetings with these letters in their name."""
    types = {ContentType.objects.get_by_natural_key(*name).pk for name in PAGES}
    rows = open_to_all(Page.objects.filter(content_type__in=types, locale_id=active_locale_id()))
    return [
        Suggestion(page.title, str(page.specific_class._meta.verbose_name), page.get_url() or "")
        for page in named(rows, text)[:MOST]
    ]


def named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those with these letters in their title."""
    return rows.filter(title__icontains=text).order_by("title", "pk")
