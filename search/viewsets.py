"""The editors' screens for synonyms and promoted results, and the menu they stand in with the report.

These are no snippets: those have choosers, which are open to everybody who may enter the admin.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from foundation.searchable import SearchablePages, searchables
from search.models import AskedQuery, PromotedResult, Synonym
from search.reports import AskedReport


class PrefilledCreateView(CreateView):
    """A form for a new row in which the address fills in some fields: ?words=dorpshuis&language=nl."""

    prefilled: Iterable[str] = ()

    def get_initial(self) -> dict[str, Any]:
        """What the address says of these fields, as far as it fits in them."""
        initial: dict[str, Any] = super().get_initial()
        for name in self.prefilled:
            if value := self.request.GET.get(name):
                initial[name] = value[: self.model._meta.get_field(name).max_length]
        return initial


class CreateSynonymView(PrefilledCreateView):
    """A new synonym."""

    prefilled = ("words", "language")


class CreatePromotedView(PrefilledCreateView):
    """A new promoted result."""

    prefilled = ("query", "language")


class SynonymViewSet(ModelViewSet):
    """Words that mean the same."""

    model = Synonym
    name = "search_synonyms"
    url_prefix = "zoeken/synoniemen"
    icon = "regex"
    add_view_class = CreateSynonymView
    copy_view_enabled = False
    list_display = ["words", "also_find", "language"]
    list_filter = ["language"]
    list_per_page = 50
    search_fields = ["words", "also_find"]


class PromotedViewSet(ModelViewSet):
    """Pages that stand on top for some words."""

    model = PromotedResult
    name = "search_promoted"
    url_prefix = "zoeken/aanraders"
    icon = "thumbtack"
    add_view_class = CreatePromotedView
    copy_view_enabled = False
    list_display = [
        "query",
        Column("page", label=_("Page"), accessor="page.get_admin_display_title"),
        StatusFlagColumn(
            "live", accessor="page.live", label=_("On the site"), true_label=_("Yes"), false_label=_("No")
        ),
        "language",
    ]
    list_filter = ["language"]
    list_per_page = 50
    search_fields = ["query", "page__title"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Read the pages along with the rows."""
        rows: QuerySet[PromotedResult] = PromotedResult.objects.select_related("page")
        view_kwargs: dict[str, Any] = super().get_index_view_kwargs(queryset=rows, **kwargs)
        return view_kwargs

    def get_edit_handler(self) -> Any:
        """Let only pages be chosen that can be found; which these are, apps say when all are loaded."""
        findable = [kind.model for kind in searchables() if isinstance(kind, SearchablePages)]
        panels = [FieldPanel("query"), PageChooserPanel("page", page_type=findable), FieldPanel("language")]
        return ObjectList(panels).bind_to_model(self.model)


class UsageMenuItem(MenuItem):
    """In the menu for who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        policy = policy_registry.get_by_type(AskedQuery)
        return bool(policy.user_has_permission(request.user, AskedReport.permission_required))


class UsageViewSet(ViewSet):
    """What people search for."""

    name = "search_usage"
    url_prefix = "zoeken/gezocht"
    icon = "search"
    menu_label = _("What people search for")
    menu_item_class = UsageMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The report, and its tables alone."""
        return [
            path("", AskedReport.as_view(), name="index"),
            path("tabellen/", AskedReport.as_view(results_only=True), name="index_results"),
        ]


class SearchViewSets(ModelViewSetGroup):
    """The menu."""

    items = (UsageViewSet, SynonymViewSet, PromotedViewSet)
    menu_label = _("Search on the site")
    menu_icon = "search"
    menu_order = 260
