"""What knowledge tools show on the pages of other apps."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.initiatives.models import Initiative
from community.themes.counting import counts_in_themes
from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from foundation.cards import Section
from foundation.gathering import contributes_to
from knowledge.cards import cards_of
from knowledge.queries import counts_by_theme, library_url, public_tools

SHOWN_IN_THEME = 6
SHOWN_IN_PROFILE = 4


def tools_counted(number: int) -> str:
    """Write "6 kennistools"."""
    return ngettext("%(n)s knowledge tool", "%(n)s knowledge tools", number) % {"n": number}


counts_in_themes(counts_by_theme, tools_counted, order=20)


@contributes_to("theme")
def tools_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """The newest tools of this theme."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    found = public_tools(theme.locale_id).filter(theme_links__theme_id=theme_id)
    return Section(
        title=_("Knowledge tools"),
        style="cards",
        items=tuple(cards_of(found.order_by("-first_published_at", "-pk")[:SHOWN_IN_THEME])),
        more_url=f"{library_url(theme.locale_id)}?thema={badge.slug}" if badge else "",
        more_text=_("All knowledge tools of this theme"),
        order=10,
    )


@contributes_to("initiative")
def tools_of_initiative(initiative: Initiative, *, request: HttpRequest) -> Section:
    """What this initiative made for others."""
    found = public_tools(initiative.locale_id).filter(author__translation_key=initiative.translation_key)
    return Section(
        title=_("We made"),
        style="rows",
        items=tuple(cards_of(found.order_by("-first_published_at", "-pk")[:SHOWN_IN_PROFILE])),
        order=20,
    )
