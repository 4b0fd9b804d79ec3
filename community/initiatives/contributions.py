"""What initiatives show on the pages of other apps."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.initiatives.cards import card_of
from community.initiatives.models import InitiativeDirectory
from community.initiatives.queries import counts_by_theme, for_cards, public_initiatives
from community.initiatives.wording import initiatives_counted
from community.themes.counting import counts_in_themes
from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from foundation.cards import Section
from foundation.gathering import contributes_to
from foundation.generation import per_generation

SHOWN = 6

counts_in_themes(counts_by_theme, initiatives_counted, order=10)


@per_generation
def directory_url(locale_id: int) -> str:
    """Where the directory is in this language; "" where there is none."""
    directory = InitiativeDirectory.objects.live().filter(locale_id=locale_id).first()
    return (directory.url or "") if directory else ""


@contributes_to("theme")
def initiatives_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """The newest initiatives of this theme."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    found = for_cards(public_initiatives(theme.locale_id).filter(theme_links__theme_id=theme_id))
    return Section(
        title=_("Initiatives"),
        style="rows",
        items=tuple(card_of(initiative) for initiative in found.order_by("-first_published_at", "-pk")[:SHOWN]),
        more_url=f"{directory_url(theme.locale_id)}?thema={badge.slug}" if badge else "",
        more_text=_("All initiatives of this theme"),
        order=30,
    )
