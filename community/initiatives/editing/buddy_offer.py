"""The form in which an initiative says that it wants to be a buddy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.editing.forms import SectionForm
from community.initiatives.editing.sections import Section
from community.initiatives.models.initiative import LONGEST_BUDDY_OFFER
from community.members.profiles.forms import LineField

SECTION = Section(
    slug="maatje",
    title=_("Be a buddy"),
    lead=_("You go along with a starting initiative for a while: a few calls, a visit, an answer now and then."),
    fields=("buddy_offer",),
)


class BuddyOfferForm(SectionForm):
    """What it can help with; empty where it is no buddy."""

    slug = SECTION.slug

    buddy_offer = LineField(
        label=_("What can you help a starting initiative with?"),
        help_text=_(
            "For example: starting a foundation, and the first talk with the municipality. It stands on your page, and "
            "initiatives can ask you. Leave it empty if you do not want to be a buddy (any more)."
        ),
        required=False,
        max_length=LONGEST_BUDDY_OFFER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def section(self) -> Section:
        """A section of one field."""
        return SECTION
