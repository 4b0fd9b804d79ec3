"""Tags and themes in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from community.themes.actions import MERGE_ACTION, RENAME_ACTION
from community.themes.bulk_actions import MergeTags
from community.themes.viewsets import TagViewSet

register_snippet(TagViewSet)
hooks.register("register_bulk_action", MergeTags)


@hooks.register("register_log_actions")
def tag_log_actions(actions: Any) -> None:
    """How merging and renaming read in the history of a tag."""

    @actions.register_action(MERGE_ACTION)
    class MergeFormatter(LogFormatter):
        label = _("Merge tags")

        def format_message(self, log_entry: Any) -> str:
            names = log_entry.data.get("merged", [])
            words = ngettext_lazy("Took in the tag %(names)s", "Took in the tags %(names)s", len(names))
            return words % {"names": ", ".join(names)}

    @actions.register_action(RENAME_ACTION)
    class RenameFormatter(LogFormatter):
        label = _("Rename a tag")

        def format_message(self, log_entry: Any) -> str:
            return _("Renamed from “%(from)s” to “%(to)s”") % log_entry.data
