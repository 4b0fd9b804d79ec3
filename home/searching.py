"""Ordinary pages and stakeholders in the search."""

from django.utils.translation import gettext_lazy as _

from foundation.searchable import SearchablePages, searchable
from home.models import OrdinaryPage, Stakeholder


@searchable
class SearchableOrdinaryPages(SearchablePages):
    """Ordinary pages."""

    model = OrdinaryPage
    name = "page"
    slug = "bladzijde"
    label = _("Page")
    order = 60
    texts = ("body",)


@searchable
class SearchableStakeholders(SearchablePages):
    """Municipalities, funds and other partners."""

    model = Stakeholder
    name = "stakeholder"
    slug = "partner"
    label = _("Partner")
    order = 50
    texts = ("body",)
    words = ("kind",)
