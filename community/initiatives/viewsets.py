"""The editors' screens of who belongs to initiatives."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser

from community.initiatives.models import Initiative, Membership
from community.initiatives.people import ownership
from community.initiatives.people.names import name_of
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import source_of
from community.members.models import User
from foundation.listing import words_filter


class AppointForm(WagtailAdminModelForm):
    """Somebody with an account, known by their address, and the initiative."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the account"))

    class Meta:
        model = Membership
        fields = ["initiative", "role"]
        labels = {"initiative": gettext_lazy("Initiative")}
        widgets = {"initiative": AdminPageChooser(target_models=[Initiative])}

    def clean_initiative(self) -> Initiative:
        """Memberships belong to the page in the source language."""
        return source_of(self.cleaned_data["initiative"].specific)

    def clean_email(self) -> str:
        """Find the account."""
        self.user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if self.user is None:
            raise ValidationError(
                _("There is no account with this address. Invite this person on the page of the initiative's people.")
            )
        return self.cleaned_data["email"]

    def clean(self) -> dict[str, Any]:
        """Nobody belongs twice."""
        cleaned: dict[str, Any] = super().clean()
        user, initiative = getattr(self, "user", None), cleaned.get("initiative")
        if user and initiative and Membership.objects.filter(user=user, initiative=initiative).exists():
            self.add_error("email", _("This person belongs to the initiative already. You find them in the list."))
        return cleaned


class ChangeForm(WagtailAdminModelForm):
    """What can be changed about somebody who belongs."""

    class Meta:
        model = Membership
        fields = ["role", "is_trusted"]


class RefusalsInForm:
    """A form whose action may be refused: the reason stands above it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or say why not."""
        try:
            return super().form_valid(form)  # type: ignore[misc]  # of Wagtail's views
        except Refusal as reason:
            form.add_error(None, str(reason))
            self.produced_error_message = str(reason)
            return self.form_invalid(form)  # type: ignore[attr-defined]  # of Wagtail's views


class MembershipIndexView(IndexView):
    """All memberships, found by person or initiative."""

    def get_base_queryset(self) -> QuerySet[Membership]:
        """Read what the list shows of each along with it."""
        return super().get_base_queryset().select_related("user", "initiative")

    def search_queryset(self, queryset: QuerySet[Membership]) -> QuerySet[Membership]:
        """Look for every word in names, addresses and titles."""
        if not self.is_searching:
            return queryset
        columns = ("user__first_name", "user__last_name", "user__email", "initiative__title")
        return queryset.filter(words_filter(self.search_query, columns))


class MembershipCreateView(RefusalsInForm, CreateView):
    """Appoint somebody."""

    def get_form_class(self) -> Any:
        """Ask for the person, too."""
        return AppointForm

    def get_panel(self) -> None:
        """Show the fields as they come."""

    def save_instance(self) -> Membership:
        """Let the action do it."""
        data = self.form.cleaned_data
        return ownership.appoint(data["initiative"], self.form.user, role=data["role"], by=self.request.user)


class MembershipEditView(RefusalsInForm, EditView):
    """Change role and trust."""

    def get_form_class(self) -> Any:
        """Ask for these two."""
        return ChangeForm

    def get_panel(self) -> None:
        """Show the fields as they come."""

    def get_page_subtitle(self) -> str:
        """Say who and where."""
        return f"{name_of(self.object.user)} – {self.object.initiative.title}"

    def save_instance(self) -> Membership:
        """Let the actions do it; only an owner can be trusted."""
        data = self.form.cleaned_data
        membership = Membership.objects.get(pk=self.object.pk)
        membership = ownership.change_role(membership, role=data["role"], by=self.request.user)
        ownership.say_trusted(membership, is_trusted=data["is_trusted"], by=self.request.user)
        return membership


class MembershipDeleteView(DeleteView):
    """Take somebody out."""

    def get_page_subtitle(self) -> str:
        """Say who and where."""
        return f"{name_of(self.object.user)} – {self.object.initiative.title}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the action do it, or say why not."""
        try:
            ownership.remove(self.object, by=self.request.user)
        except Refusal as reason:
            messages.error(self.request, str(reason))
            return redirect(self.index_url_name)
        messages.success(self.request, _("%(who)s: removed.") % {"who": self.get_page_subtitle()})
        return redirect(self.get_success_url())


class MembershipViewSet(ModelViewSet):
    """Who belongs to which initiative: for appointing owners and saying whom to trust."""

    model = Membership
    name = "initiatives_membership"
    url_prefix = "leden-van-initiatieven"
    icon = "group"
    menu_label = gettext_lazy("People of initiatives")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["initiative__title", "-role", "pk"]
    search_fields = ["user__last_name"]  # so that there is a search field; the view says where it looks
    list_filter = ["role", "is_trusted"]
    index_view_class = MembershipIndexView
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    form_fields = ["role", "is_trusted"]
    list_display = [
        TitleColumn(
            "user",
            label=gettext_lazy("Person"),
            accessor=lambda membership: name_of(membership.user),
            url_name="initiatives_membership:edit",
        ),
        Column(
            "initiative", label=gettext_lazy("Initiative"), accessor="initiative.title", sort_key="initiative__title"
        ),
        Column("role", label=gettext_lazy("Role"), accessor="get_role_display", sort_key="role"),
        BooleanColumn("is_trusted", label=gettext_lazy("Publishes without approval"), sort_key="is_trusted"),
        DateColumn("since", label=gettext_lazy("Since"), sort_key="since"),
    ]
