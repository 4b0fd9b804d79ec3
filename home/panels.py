"""The editors' start page: what waits for them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from home.waiting import Waiting, kinds_of_work


class WaitingPanel(Component):
    """Counts with links; a friendly word where nothing waits."""

    name = "waiting"
    order = 100
    template_name = "home/admin/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The kinds of which there is something; the number of queries does not grow with the pages."""
        user = parent_context["request"].user
        entries = []
        for waiting in kinds_of_work(user):
            number = waiting.pages.count()
            if number:
                entries.append(
                    {
                        "icon": waiting.icon,
                        "number": number,
                        "text": waiting.line(number),
                        "url": reverse("waiting", args=(waiting.name,)),
                    }
                )
        return {"entries": entries, "name": user.first_name}


class WaitingListView(PageReportView):
    """The pages of one kind of work."""

    any_permission_required = ["add", "change", "publish"]
    header_icon = "list-ul"
    index_url_name = "waiting"
    index_results_url_name = "waiting_results"
    page_title = _("What waits for you")

    @cached_property
    def waiting(self) -> Waiting:
        """The kind that the address names. Raises Http404 for another word."""
        for waiting in kinds_of_work(self.request.user):
            if waiting.name == self.kwargs["kind"]:
                return waiting
        raise Http404

    def get_page_subtitle(self) -> str:
        """Say which kind."""
        return self.waiting.title

    def get_index_url(self) -> str:
        """The address of this list."""
        return reverse(self.index_url_name, args=(self.kwargs["kind"],))

    def get_index_results_url(self) -> str:
        """The address of its rows alone."""
        return reverse(self.index_results_url_name, args=(self.kwargs["kind"],))

    def get_base_queryset(self) -> QuerySet[Page]:
        """The pages, the longest untouched first."""
        pages: Any = self.waiting.pages  # Wagtail's own kind of queryset, of which the stubs know nothing
        return pages.specific(defer=True).order_by("latest_revision_created_at", "pk")
