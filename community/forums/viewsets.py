"""The moderators' screens in the admin: forums, and words to watch."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from community.forums.models import Audience, Forum, WatchedWord
from community.forums.moderating.watching import words_of
from community.initiatives.models import Initiative
from community.themes.models import Theme
from foundation.locales import default_locale_id

# What stands in the place of a forum in addresses of ours.
RESERVED_SLUGS = frozenset(
    {
        *("beheer", "moderation", "onderwerp", "topic", "bericht", "post", "onderwerpen", "topics"),
        *(
            "besluit",
            "decision",
            "bijlage",
            "attachment",
            "concepten",
            "drafts",
            "feed",
            "nieuw",
            "new",
            "thema",
            "theme",
        ),
    }
)


class ForumForm(WagtailAdminModelForm):
    """A forum whose parts fit together."""

    def clean_slug(self) -> str:
        """Keep the addresses of other pages free."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("This word stands in other addresses of the forum. Choose another one."))
        return slug

    def clean_theme(self) -> Theme | None:
        """Point at the page in the source language."""
        return in_source(self.cleaned_data["theme"])

    def clean_initiative(self) -> Initiative | None:
        """Point at the page in the source language."""
        return in_source(self.cleaned_data["initiative"])

    def clean(self) -> dict[str, Any]:
        """Who belongs to one initiative, belongs to this one."""
        cleaned: dict[str, Any] = super().clean()
        if Audience.INITIATIVE in (cleaned.get("read_by"), cleaned.get("post_by")) and not cleaned.get("initiative"):
            self.add_error("initiative", _("Choose the initiative whose people read or post."))
        return cleaned


def in_source(page: Any) -> Any:
    """What a page is a translation of, or the page itself."""
    if page is None or page.locale_id == default_locale_id():
        return page
    source = type(page).objects.filter(translation_key=page.translation_key, locale_id=default_locale_id()).first()
    return source or page


class ForumDeleteView(DeleteView):
    """Only an empty forum can go; another one is archived."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, or say why not."""
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request, _("There are topics in this forum. Archive it: then everything stays to read.")
            )
            return redirect("forums_forum:edit", self.object.pk)


class ForumViewSet(ModelViewSet):
    """Forums in their order; archived ones stay to read."""

    model = Forum
    name = "forums_forum"
    url_prefix = "forum/forums"
    icon = "group"
    menu_label = gettext_lazy("Forums")
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["order", "pk"]
    search_fields = ["name", "name_en", "description"]
    list_filter = ["read_by", "is_archived"]
    delete_view_class = ForumDeleteView
    list_display = [
        "name",
        Column("read_by", label=gettext_lazy("Who reads"), accessor="get_read_by_display", sort_key="read_by"),
        Column("post_by", label=gettext_lazy("Who posts"), accessor="get_post_by_display", sort_key="post_by"),
        NumberColumn("topic_count", label=gettext_lazy("Topics"), sort_key="topic_count"),
        NumberColumn("order", label=gettext_lazy("Order"), sort_key="order"),
        BooleanColumn("is_archived", label=gettext_lazy("Archived"), sort_key="is_archived"),
    ]

    def get_edit_handler(self) -> Any:
        """What can be said about a forum."""
        names = [
            FieldRowPanel([TitleFieldPanel("name", targets=["slug"], classname=""), FieldPanel("name_en")]),
            FieldPanel("slug"),
            FieldPanel("description"),
            FieldPanel("description_en"),
            FieldRowPanel([FieldPanel("theme"), FieldPanel("order")]),
        ]
        people = [
            FieldRowPanel([FieldPanel("read_by"), FieldPanel("post_by")]),
            FieldPanel("initiative"),
            FieldPanel("first_posts_wait"),
            FieldPanel("is_archived"),
        ]
        panels = [
            MultiFieldPanel(names, heading=gettext_lazy("What it is about")),
            MultiFieldPanel(people, heading=gettext_lazy("For whom")),
        ]
        return ObjectList(panels, base_form_class=ForumForm).bind_to_model(self.model)


class WatchedWordForm(WagtailAdminModelForm):
    """A word that can be found."""

    def clean_text(self) -> str:
        """Refuse what has no letter or digit in it: it would never be found."""
        text: str = self.cleaned_data["text"].strip()
        if not words_of(text).strip():
            raise ValidationError(_("Write a word or the domain of a link."))
        return text


class WatchedWordViewSet(ModelViewSet):
    """Words and domains of links to watch."""

    model = WatchedWord
    name = "forums_watchedword"
    url_prefix = "forum/woorden"
    icon = "warning"
    menu_label = gettext_lazy("Watched words")
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["text"]
    list_filter = ["effect"]
    list_display = ["text", Column("effect", label=gettext_lazy("What happens"), accessor="get_effect_display")]

    def get_edit_handler(self) -> Any:
        """The word, and what happens."""
        panels = [FieldPanel("text"), FieldPanel("effect")]
        return ObjectList(panels, base_form_class=WatchedWordForm).bind_to_model(self.model)


class ForumViewSets(ModelViewSetGroup):
    """The menu."""

    items = (ForumViewSet, WatchedWordViewSet)
    menu_label = gettext_lazy("Forum")
    menu_icon = "comment"
    menu_order = 270
