"""The editors' report of what people search for."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.reports import ReportView

from foundation.transfer.cells import harmless
from search.models import AskedQuery
from search.models.curation import LANGUAGES
from search.queries import Asked, asked_rows, asked_since

USUAL_PERIOD = 30  # days
MOST_ASKED, UNANSWERED = "alles", "zonder-resultaat"
TITLES = {UNANSWERED: _("Searched without result"), MOST_ASKED: _("Most searched for")}
SHORT_LIST = 15  # rows of each table when both are shown


class AskedFilters(WagtailFilterSet):
    """Of how many days, in which language, and which of the two tables. The view reads what is chosen."""

    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[("7", _("7 days")), ("90", _("90 days"))],
        empty_label=_("30 days"),
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=list(TITLES.items()),
        empty_label=_("Both, in short"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AskedQuery
        fields: list[str] = []


class FigureColumn(Column):
    """A figure that names itself where a narrow screen has no room for a row of headings."""

    cell_template_name = "search/admin/figure_cell.html"


class ActionsColumn(Column):
    """What an editor can do about a query: one click to a form in which it stands already."""

    cell_template_name = "search/admin/actions_cell.html"

    def get_cell_context_data(self, instance: Asked, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The links that this person may follow."""
        user = parent_context["request"].user
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["actions"] = [
            {
                "url": f"{reverse(name)}?{urlencode({field: instance.query, 'language': instance.language})}",
                "text": text,
            }
            for name, permission, field, text in (
                ("search_synonyms:add", "search.add_synonym", "words", gettext("Add synonym")),
                ("search_promoted:add", "search.add_promotedresult", "query", gettext("Promote a page")),
            )
            if user.has_perm(permission)
        ]
        return context


class AskedReport(ReportView):
    """What people search for: most asked, and asked without result."""

    model = AskedQuery
    object_list: Any
    permission_required = "view"
    page_title = _("What people search for")
    header_icon = "search"
    filterset_class = AskedFilters
    index_url_name = "search_usage:index"
    index_results_url_name = "search_usage:index_results"
    results_template_name = "search/admin/asked_results.html"
    no_results_message = _("Nobody searched for anything in this period.")
    export_filename = "gezocht"
    list_export = ["query", "language", "searches", "results", "opened", "share_opened"]
    export_headings = {
        "query": _("Searched for"),
        "language": _("Language"),
        "searches": _("Times searched"),
        "results": _("Results, last time"),
        "opened": _("Times opened"),
        "share_opened": _("Opened, %"),
    }
    table_classname = "listing asked"
    asked_columns = (
        TitleColumn(
            "query", label=_("Searched for"), get_url=lambda asked: search_address(asked.query, asked.language)
        ),
        FigureColumn("language", label=_("Language"), accessor=lambda asked: dict(LANGUAGES).get(asked.language)),
        FigureColumn("searches", label=_("Times searched")),
    )
    answer_columns = (
        FigureColumn("results", label=_("Results, last time")),
        FigureColumn("opened", label=_("Opened"), accessor=lambda asked: f"{asked.share_opened}%"),
    )
    actions = ActionsColumn("actions", label=_("Improve"))

    @property
    def columns(self) -> list[Column]:
        """What a table shows; where nothing was found, nothing was opened."""
        return self.columns_of(unanswered=self.chosen("show") == UNANSWERED)

    def columns_of(self, *, unanswered: bool) -> list[Column]:
        """The columns of either table."""
        return [*self.asked_columns, *(() if unanswered else self.answer_columns), self.actions]

    def chosen(self, name: str) -> str:
        """What is chosen in a filter; "" for nothing, or nonsense."""
        form = self.filters.form
        return str(form.cleaned_data.get(name) or "") if form.is_valid() else ""

    @property
    def days(self) -> int:
        """How many days the report is about, today included."""
        return int(self.chosen("period") or USUAL_PERIOD)

    def asked(self, *, unanswered: bool) -> QuerySet[AskedQuery, Mapping[str, Any]]:
        """The queries of the chosen period and language."""
        first = timezone.localdate() - timedelta(days=self.days - 1)
        return asked_since(first, language=self.chosen("language"), unanswered=unanswered)

    def get_filtered_queryset(self) -> QuerySet[AskedQuery, Mapping[str, Any]]:
        """The table that is shown; of both in short the most asked."""
        return self.asked(unanswered=self.chosen("show") == UNANSWERED)

    def get_paginate_by(self, queryset: Any) -> int | None:
        """Leaf through one table; both in short have no pages."""
        if not self.chosen("show"):
            return None
        pages: int | None = super().get_paginate_by(queryset)
        return pages

    def decorate_paginated_queryset(self, object_list: Any) -> list[Asked]:
        """Rows for the tables and for the export."""
        return list(asked_rows(object_list))

    def get_table(self, object_list: Any) -> Table:
        """The table, of rows with names."""
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Both tables in short, unless one is chosen."""
        in_short = not self.chosen("show") and not self.is_export
        if in_short:
            self.object_list = self.object_list[:1]  # whether there is anything; the tables read their own rows
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if in_short:
            context["tables"] = [self.short_table(UNANSWERED), self.short_table(MOST_ASKED)]
            context["days"] = self.days
            context["is_filtering"] = False  # Wagtail would say how many rows there are, as of one table
        return context

    def short_table(self, which: str) -> dict[str, Any]:
        """The top of a table, with where it stands whole."""
        unanswered = which == UNANSWERED
        rows = self.decorate_paginated_queryset(self.asked(unanswered=unanswered)[: SHORT_LIST + 1])
        columns = self.columns_of(unanswered=unanswered)
        return {
            "title": TITLES[which],
            "table": self.table_class(columns, rows[:SHORT_LIST], **self.get_table_kwargs()) if rows else None,
            "more": self.address_of(which) if len(rows) > SHORT_LIST else "",
        }

    def address_of(self, table: str) -> str:
        """Where one of the tables stands whole."""
        chosen = {name: self.chosen(name) for name in ("period", "language") if self.chosen(name)}
        return f"{self.index_url}?{urlencode(chosen | {'show': table})}"

    def to_row_dict(self, item: Asked) -> "OrderedDict[str, Any]":
        """A row of the export; what somebody typed is no formula in a spreadsheet."""
        row: OrderedDict[str, Any] = super().to_row_dict(item)
        row["query"] = harmless(item.query)
        return row


def search_address(query: str, language: str) -> str:
    """Where visitors see the results of this query."""
    with translation.override(language):
        return f"{reverse('search')}?{urlencode({'q': query})}"
