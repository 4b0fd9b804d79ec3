"""What editors do with several tags at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.widgets import AdminSnippetChooser

from community.themes.actions import merge_tags
from community.themes.models import Tag
from community.themes.permissions import can_merge_tags
from community.themes.queries import tags_with_uses


class MergeForm(forms.Form):
    """Which tag stays."""

    into = forms.ModelChoiceField(
        label=_("Keep this tag"), queryset=Tag.objects.all(), widget=AdminSnippetChooser(Tag, icon="tag")
    )


class MergeTags(SnippetBulkAction):
    """Make one tag of several; the names of the others become other words for it."""

    display_name = _("Merge")
    action_type = "merge"
    aria_label = _("Merge the selected tags into one")
    template_name = "themes/admin/merge_tags.html"
    action_priority = 20
    form_class = MergeForm
    models = [Tag]

    def check_perm(self, tag: Tag) -> bool:
        """Whether the user may merge; the same for every tag."""
        return can_merge_tags(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        """Propose the tag that most pages carry; of a single one we cannot know into which it should go."""
        chosen = tags_with_uses().filter(pk__in=[tag.pk for tag in self.get_actionable_objects()[0]])
        ranked = list(chosen.order_by("-uses", "pk"))
        return {"into": ranked[0]} if len(ranked) > 1 else {}

    def get_execution_context(self) -> dict[str, Any]:
        """What `execute_action` needs of the form."""
        return {**super().get_execution_context(), "into": self.cleaned_form.cleaned_data["into"]}

    @classmethod
    def execute_action(cls, objects: Sequence[Tag], **kwargs: Any) -> tuple[int, int]:
        """Merge; returns how many tags went, and nothing below them."""
        return merge_tags(objects, into=kwargs["into"], by=kwargs["self"].request.user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many went, and into which."""
        into = self.cleaned_form.cleaned_data["into"]
        if not num_parent_objects:
            return str(_("Nothing to merge: this is the only tag you chose."))
        return ngettext("%(n)s tag is now “%(into)s”.", "%(n)s tags are now “%(into)s”.", num_parent_objects) % {
            "n": num_parent_objects,
            "into": into.name,
        }
