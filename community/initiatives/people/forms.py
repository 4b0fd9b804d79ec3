"""Forms about who belongs to an initiative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative, Membership, Role
from community.initiatives.models.membership import LONGEST_REMARK
from community.initiatives.people.names import people_named

MOST_SUCCESSORS = 500
LONGEST_ADDRESS = 254  # characters


class JoinForm(forms.Form):
    """Why somebody wants to join."""

    remark = forms.CharField(
        label=_("Something about yourself"),
        help_text=_("Who are you, and what would you like to do? The owners read this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_REMARK,
        required=False,
    )


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This address is not complete. Write it like this: name@example.org")},
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[
            (Role.MEMBER, _("Member: belongs to the initiative")),
            (Role.OWNER, _("Owner: also keeps the page, and decides who belongs")),
        ],
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
    )


class SuccessorField(forms.ModelChoiceField):
    """Somebody of the same initiative, by name."""

    names: dict[Any, Any]

    def label_from_instance(self, membership: Any) -> str:
        """What they are called."""
        person = self.names.get(membership.user_id)
        return person.name if person else ""


class LeaveForm(forms.Form):
    """Who follows, where somebody must."""

    successor = SuccessorField(
        Membership.objects.none(),
        label=_("Who becomes owner in your place?"),
        empty_label=_("Choose somebody"),
        error_messages={"required": _("Choose who follows you. An initiative with members needs an owner.")},
    )

    def __init__(self, *args: Any, initiative: Initiative, user: Any, **kwargs: Any) -> None:
        """Offer the others; ask for a successor only where this is an owner, and need one where it is the last."""
        super().__init__(*args, **kwargs)
        mine = Membership.objects.filter(initiative=initiative, user=user, role=Role.OWNER)
        others = Membership.objects.filter(initiative=initiative, user__is_active=True).exclude(user=user)
        found = list(
            others.select_related("user").order_by("user__first_name", "user__last_name", "pk")[:MOST_SUCCESSORS]
        )
        if not mine.exists() or not found:
            del self.fields["successor"]
            return
        field: Any = self.fields["successor"]
        field.queryset = others.filter(pk__in=[membership.pk for membership in found])
        field.names = people_named([membership.user for membership in found], to=user, as_owner=True)
        field.required = not any(membership.role == Role.OWNER for membership in found)
