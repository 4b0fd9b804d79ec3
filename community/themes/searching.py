"""Themes in the search."""

from django.utils.translation import gettext_lazy as _

from community.themes.models import Theme
from foundation.searchable import SearchablePages, searchable


@searchable
class SearchableThemes(SearchablePages):
    """The pages of the themes."""

    model = Theme
    name = "theme"
    slug = "thema"
    label = _("Theme")
    order = 40
    texts = ("intro", "body")
