"""Forms of moderators, and of those who ask them something. The names of fields are those that the actions take."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forums.models import Forum, Report, Standing, Topic
from community.forums.models.moderation import LONGEST_REASON
from community.forums.models.topic import LONGEST_TITLE
from community.forums.moderating.actions.reports import OF_MEMBERS
from community.members.profiles.forms import LineField, ParagraphsField

AUTOMATIC = ""  # trust that follows from use
LONGEST_ADDRESS = 400


def open_forums() -> Any:
    """Where topics can be moved to."""
    return Forum.objects.filter(is_archived=False).order_by("order", "pk")


class ReasonField(ParagraphsField):
    """A few words for whom it concerns."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what any text field takes."""
        kwargs.setdefault("max_length", LONGEST_REASON)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)


class ForumField(forms.ModelChoiceField):
    """A forum that is open, with who reads it: what moves there is read by them."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer these."""
        super().__init__(open_forums(), **kwargs)

    def label_from_instance(self, forum: Any) -> str:
        """Name and readers."""
        return f"{forum.shown_name} ({forum.get_read_by_display()})"


class ReportForm(forms.Form):
    """What is the matter with a post."""

    reason = forms.ChoiceField(
        label=_("What is the matter?"),
        choices=[(reason.value, reason.label) for reason in OF_MEMBERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is the matter.")},
    )
    text = ReasonField(
        label=_("Explanation"),
        help_text=_("Only the moderators read this, and that it comes from you."),
        required=False,
    )


class ReviewForm(forms.Form):
    """Why somebody asks for another look."""

    text = ReasonField(
        label=_("Why do you ask for another look?"), error_messages={"required": _("Tell in a few words why.")}
    )


class AnswerForm(forms.Form):
    """What comes of a request for review."""

    answer = ReasonField(label=_("Your answer"), error_messages={"required": _("Write an answer first.")})


class DecisionForm(forms.Form):
    """What a moderator decides about a report."""

    outcome = forms.ChoiceField(choices=Report.Outcome.choices)
    reason = ReasonField(label=_("Reason, for the person who wrote it"), required=False)
    to = ForumField(label=_("Move the topic to"), required=False)


class WithReason(forms.Form):
    """Something that needs a word of why at most."""

    reason = ReasonField(label=_("Reason"), help_text=_("The person whom it concerns reads this."), required=False)


class RenameForm(WithReason):
    """Another title."""

    title = LineField(label=_("Title"), max_length=LONGEST_TITLE)
    field_order = ["title", "reason"]


class MoveForm(WithReason):
    """Another forum."""

    to = ForumField(label=_("Forum"), error_messages={"required": _("Choose a forum.")}, empty_label=None)
    field_order = ["to", "reason"]


class MergeForm(WithReason):
    """The topic that it becomes part of, by its address or number."""

    into = forms.CharField(
        label=_("Address or number of the other topic"),
        max_length=LONGEST_ADDRESS,
        error_messages={"required": _("Write the address of the other topic.")},
    )
    field_order = ["into", "reason"]


class SplitForm(WithReason):
    """The title of the topic that begins with a post."""

    title = LineField(label=_("Title of the new topic"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[choice for choice in Topic.Kind.choices if choice[0] != Topic.Kind.ANNOUNCEMENT],
        initial=Topic.Kind.CONVERSATION,
    )
    to = ForumField(label=_("Forum"), empty_label=_("the same forum"), required=False)
    field_order = ["title", "kind", "to", "reason"]


class ReasonForm(forms.Form):
    """Why something is taken from somebody."""

    reason = ReasonField(
        label=_("Reason"),
        help_text=_("The person whom it concerns reads this."),
        error_messages={"required": _("Give the reason: the person whom it concerns gets to read it.")},
    )


class MeasureForm(ReasonForm):
    """Until when, and why."""

    until = forms.DateField(
        label=_("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + timedelta(days=7),
        error_messages={"required": _("Choose a day to come."), "invalid": _("Write the day like this: 2027-01-31")},
    )
    field_order = ["until", "reason"]

    def clean_until(self) -> datetime:
        """The end of that day."""
        after = self.cleaned_data["until"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(after, time.min))


class TrustForm(WithReason):
    """How far somebody is trusted."""

    trust = forms.TypedChoiceField(
        label=_("Trust"),
        choices=[(AUTOMATIC, _("follows from what this person does")), *Standing.Trust.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = ReasonField(label=_("Note for the log"), required=False)
    field_order = ["trust", "reason"]
