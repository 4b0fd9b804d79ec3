"""Tags and themes in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from community.themes.actions import MERGE_ACTION, RENAME_ACTION
from community.themes.bulk_actions import MergeTags
from community.themes.models import Theme
from community.themes.queries import themes_in_use
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
            words = ngettext("Took in the tag %(names)s", "Took in the tags %(names)s", len(names))
            return words % {"names": ", ".join(names)}

    @actions.register_action(RENAME_ACTION)
    class RenameFormatter(LogFormatter):
        label = _("Rename a tag")

        def format_message(self, log_entry: Any) -> str:
            return _("Renamed from “%(from)s” to “%(to)s”") % log_entry.data


@hooks.register("before_delete_page")
def keep_themes_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say which pages wear the theme instead of failing; also for a page with such themes below it."""
    return refuse_deleting(request, [page])


@hooks.register("before_bulk_action")
def themes_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The same when several pages are deleted at once; unpublishing is allowed, with a warning."""
    if not issubclass(action.model, Page):
        return None
    if action_type == "delete":
        return refuse_deleting(request, objects)
    if action_type == "unpublish":
        for theme, number in themes_in_use(objects):
            messages.warning(request, worn_by(theme, number))
    return None


def refuse_deleting(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Messages and the way back where a theme among these pages, or below them, is in use; None where all may go."""
    worn = themes_in_use(pages)
    for theme, number in worn:
        messages.error(
            request,
            _("%(worn)s Give those pages another theme first.") % {"worn": worn_by(theme, number)},
            buttons=[messages.button(reverse("wagtailadmin_pages:usage", args=(theme.pk,)), _("Show the pages"))],
        )
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if worn else None


def worn_by(theme: Theme, number: int) -> str:
    """Write "14 pagina's dragen het thema Energie."."""
    return ngettext("%(n)s page wears the theme “%(theme)s”.", "%(n)s pages wear the theme “%(theme)s”.", number) % {
        "n": number,
        "theme": theme.title,
    }
