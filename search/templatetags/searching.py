"""What the search field needs to help while somebody types."""

import json

from django import template
from django.utils.translation import gettext as _

from foundation.searchable import searchables
from search.labels import PLACE, TAG, VILLAGE

register = template.Library()


@register.simple_tag
def kinds_suggested() -> str:
    """What each kind of suggestion is called, as JSON."""
    names = {kind.name: str(kind.label) for kind in searchables()}
    return json.dumps({**names, TAG: _("Tag"), PLACE: _("Municipality"), VILLAGE: _("Place")}, ensure_ascii=False)
