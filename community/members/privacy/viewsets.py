"""The editors' screens of the terms of use, and the administrators' report of exports."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, StatusFlagColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from community.members.models import ExportRecord, Terms


class TermsForm(WagtailAdminModelForm):
    """A version that is to come: what people agreed to is never changed afterwards."""

    def clean_valid_from(self) -> Any:
        """A day from tomorrow on, so that people can read it first; the very first version may hold at once."""
        day = self.cleaned_data["valid_from"]
        today = timezone.localdate()
        first = not Terms.objects.exclude(pk=self.instance.pk).exists()
        if day < today or (day == today and not first):
            raise ValidationError(
                _("Choose a day from %(day)s on: what holds already cannot be changed.")
                % {"day": (today + timedelta(days=1)).isoformat()}
            )
        return day


class OnlyToCome:
    """A screen that opens for versions whose day has yet to come."""

    def get_object(self, *args: Any, **kwargs: Any) -> Terms:
        """The version. Raises PermissionDenied for others."""
        terms: Terms = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of Wagtail's views
        if terms.is_in_force_or_old:
            raise PermissionDenied(_("These terms hold, or held: people agreed to them. Write a new version."))
        return terms


class TermsIndexView(IndexView):
    """All versions; those that hold, or held, are only shown."""

    def get_edit_url(self, instance: Terms) -> str | None:
        """Where a click on the version leads."""
        url: str | None = super().get_edit_url(instance)
        return self.get_inspect_url(instance) if instance.is_in_force_or_old else url

    def get_delete_url(self, instance: Terms) -> str | None:
        """Where it can be deleted, if it can."""
        url: str | None = super().get_delete_url(instance)
        return None if instance.is_in_force_or_old else url


class TermsEditView(OnlyToCome, EditView):
    """Change a version to come."""


class TermsDeleteView(OnlyToCome, DeleteView):
    """Delete a version to come."""


class TermsViewSet(ModelViewSet):
    """Versions of the terms of use."""

    model = Terms
    name = "members_terms"
    url_prefix = "voorwaarden"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Terms of use")
    menu_order = 270
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["valid_from", "changes", "text", "text_en"]
    index_view_class = TermsIndexView
    edit_view_class = TermsEditView
    delete_view_class = TermsDeleteView
    list_display = [
        "valid_from",
        StatusFlagColumn(
            "is_in_force_or_old",
            label=gettext_lazy("Can be changed"),
            accessor="is_in_force_or_old",
            true_label=gettext_lazy("No"),
            false_label=gettext_lazy("Yes"),
        ),
        "changes",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "valid_from",
                help_text=gettext_lazy(
                    "From this day on members are asked to agree. Until then you can change this version."
                ),
            ),
            FieldPanel("changes", widget=forms.TextInput),
            FieldPanel("text"),
            FieldPanel("text_en"),
        ],
        base_form_class=TermsForm,
    )


class ExportReport(ReportView):
    """Who took lists and copies with personal data out of the site."""

    model = ExportRecord
    object_list: Any
    permission_required = "view"
    page_title = gettext_lazy("Exports with personal data")
    header_icon = "download"
    index_url_name = "members_exports:index"
    index_results_url_name = "members_exports:index_results"
    no_results_message = gettext_lazy("Nobody took anything out of the site yet.")
    default_ordering = "-at"
    paginate_by = 50
    columns = [
        DateColumn("at", label=gettext_lazy("When")),
        Column("actor", label=gettext_lazy("Who"), accessor=lambda record: record.actor or _("former member")),
        Column("what", label=gettext_lazy("What"), accessor=lambda record: _(record.what)),
        Column("rows", label=gettext_lazy("Rows")),
    ]

    def get_base_queryset(self) -> Any:
        """The records with who it was."""
        return ExportRecord.objects.select_related("actor")


class ReportMenuItem(MenuItem):
    """In the menu for who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        policy = policy_registry.get_by_type(ExportRecord)
        return bool(policy.user_has_permission(request.user, ExportReport.permission_required))


class ExportsViewSet(ViewSet):
    """The report."""

    name = "members_exports"
    url_prefix = "reports/exports"
    icon = "download"
    menu_label = gettext_lazy("Exports with personal data")
    menu_order = 900
    menu_item_class = ReportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The report, and its table alone."""
        return [
            path("", ExportReport.as_view(), name="index"),
            path("results/", ExportReport.as_view(results_only=True), name="index_results"),
        ]
