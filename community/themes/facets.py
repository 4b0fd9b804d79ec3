"""The filter by theme, the same in every listing of pages that wear themes."""

from django.utils.translation import gettext as _

from community.themes.queries import theme_choices
from foundation.listing import Facet


def theme_facet(locale_id: int) -> Facet:
    """Filter pages by the themes they wear, named in this language."""
    return Facet(
        name="thema",
        label=_("Theme"),
        all_label=_("All themes"),
        column="theme_links__theme_id",
        choices=theme_choices(locale_id),
    )
