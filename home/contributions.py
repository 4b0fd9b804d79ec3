"""What stakeholders show on theme pages."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from foundation.cards import Section
from foundation.gathering import contributes_to
from home.stakeholders import cards_of, public_stakeholders, stakeholders_url

SHOWN = 3


@contributes_to("theme")
def stakeholders_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """Organisations that make room for this theme."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    found = public_stakeholders(theme.locale_id).filter(theme_links__theme_id=theme_id)
    return Section(
        title=_("Municipalities and partners"),
        style="rows",
        items=tuple(cards_of(found.order_by("title", "pk")[:SHOWN])),
        more_url=f"{stakeholders_url(theme.locale_id)}?thema={badge.slug}" if badge else "",
        more_text=_("All municipalities and partners of this theme"),
        order=40,
    )
