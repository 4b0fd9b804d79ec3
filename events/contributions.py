"""What meetings show on the pages of other apps."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.models import Initiative
from community.themes.counting import counts_in_themes
from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from events.cards import cards_of
from events.queries import calendar_url, counts_by_theme, past, public_events, upcoming
from foundation.cards import Section
from foundation.gathering import contributes_to

SHOWN = 3


def meetings_counted(number: int) -> str:
    """Write "2 bijeenkomsten"."""
    return ngettext("%(n)s meeting", "%(n)s meetings", number) % {"n": number}


counts_in_themes(counts_by_theme, meetings_counted, order=30)


@contributes_to("theme")
def meetings_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """Upcoming meetings of this theme; the last ones where none is planned."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    found = public_events(theme.locale_id).filter(theme_links__theme_id=theme_id)
    coming = cards_of(upcoming(found)[:SHOWN])
    return Section(
        title=_("Meetings") if coming else _("Past meetings"),
        style="dates",
        items=tuple(coming or cards_of(past(found)[:SHOWN])),
        more_url=f"{calendar_url(theme.locale_id)}?thema={badge.slug}" if badge and coming else "",
        more_text=_("All meetings of this theme"),
        order=20,
    )


@contributes_to("initiative")
def meetings_at_initiative(initiative: Initiative, *, request: HttpRequest) -> Section:
    """Where to meet them: meetings they host."""
    found = public_events(initiative.locale_id).filter(host__translation_key=initiative.translation_key)
    coming = cards_of(upcoming(found)[:SHOWN])
    return Section(
        title=_("Here you can meet us") if coming else _("Meetings with us"),
        style="dates",
        items=tuple(coming or cards_of(past(found)[:SHOWN])),
        order=10,
    )
