"""What the address of a list of topics asks: which topics, of which theme, and where in the list."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import TextChoices
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.themes.queries import ThemeBadge, source_badges

SHOW_PARAMETER, THEME_PARAMETER = "toon", "thema"
OLDER_PARAMETER, NEWER_PARAMETER = "na", "voor"  # what comes after, and before, a place in the list
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST_MOMENT, LARGEST_KEY = 253_402_300_799_999_999, 2**63 - 1  # the last of the year 9999; what databases take


class Show(TextChoices):
    """Which topics; the value stands in addresses."""

    ALL = "", gettext_lazy("All")
    NEW = "nieuw", gettext_lazy("New")
    UNREAD = "ongelezen", gettext_lazy("Unread")
    UNANSWERED = "onbeantwoord", gettext_lazy("Without answer")
    ANSWERED = "beantwoord", gettext_lazy("Answered")
    MINE = "mijn", gettext_lazy("Mine")

    @property
    def is_personal(self) -> bool:
        """Whether it depends on who asks."""
        return self in (Show.NEW, Show.UNREAD, Show.MINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list of topics: that of one topic, by what the list is sorted on."""

    is_pinned: bool
    last_posted: datetime
    pk: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{int(self.is_pinned)}-{(self.last_posted - EPOCH) // MICROSECOND}-{self.pk}"

    @classmethod
    def of(cls, text: str) -> Self:
        """Read it. Raises BadRequest for what no link of ours says."""
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):  # noqa: PLR2004 - as above
            raise BadRequest(_("This address has a place in the list that is damaged."))
        pinned, moment, pk = (int(part[:20]) for part in parts)
        if pinned > 1 or moment > LARGEST_MOMENT or pk > LARGEST_KEY:
            raise BadRequest(_("This address has a place in the list that is damaged."))
        return cls(bool(pinned), EPOCH + moment * MICROSECOND, pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAddress:
    """What an address asks. `newer`: what comes before the place, else after it; no place is the beginning."""

    path: str
    show: Show = Show.ALL
    theme: ThemeBadge | None = None
    place: Place | None = None
    newer: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read it. Raises Http404 for a choice that is not there, BadRequest for a damaged place."""
        asked = request.GET
        try:
            show = Show(asked.get(SHOW_PARAMETER, ""))
        except ValueError as error:
            raise Http404 from error
        slug = asked.get(THEME_PARAMETER, "")
        theme = next((badge for badge in source_badges() if badge.slug == slug), None)
        if slug and theme is None:
            raise Http404
        newer = NEWER_PARAMETER in asked
        place = asked.get(NEWER_PARAMETER if newer else OLDER_PARAMETER)
        return cls(path=request.path, show=show, theme=theme, place=Place.of(place) if place else None, newer=newer)

    def showing(self, show: Show) -> str:
        """The address of these topics instead."""
        return str(replace(self, show=show, place=None))

    def around(self, place: Place, *, newer: bool) -> str:
        """The address of what comes before, or after, a place."""
        return str(replace(self, place=place, newer=newer))

    def beginning(self) -> str:
        """The address without a place."""
        return str(replace(self, place=None))

    def __str__(self) -> str:
        """As it stands in a link."""
        parts = {
            SHOW_PARAMETER: self.show.value,
            THEME_PARAMETER: self.theme.slug if self.theme else "",
            NEWER_PARAMETER if self.newer else OLDER_PARAMETER: str(self.place or ""),
        }
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"{self.path}?{query}" if query else self.path
