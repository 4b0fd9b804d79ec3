"""The editors' screens for tags."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from community.themes.actions import keep_former
from community.themes.models import Tag, TagSynonym
from community.themes.queries import tags_with_uses


class TagIndexView(IndexView):
    """All tags, found by their name or by another word for them."""

    def search_queryset(self, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        """Look in names and other words. Not in the search index: that knows no other words and costs more."""
        if not self.is_searching:
            return queryset
        other_words = TagSynonym.objects.filter(name__icontains=self.search_query).values("tag_id")
        return queryset.filter(Q(name__icontains=self.search_query) | Q(pk__in=other_words))

    def order_queryset(self, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        """Sort names without regard to capitals, as every database."""
        if self.ordering in ("name", "-name"):
            return queryset.order_by(Lower("name").desc() if self.ordering == "-name" else Lower("name"))
        return super().order_queryset(queryset)


class TagEditView(EditView):
    """Change a tag; what it was called and where it stood keep leading to it."""

    @transaction.atomic
    def save_instance(self) -> Tag:
        """Save, and remember the old address, and the old name where the editor wishes so."""
        before = Tag.objects.get(pk=self.object.pk)
        tag = super().save_instance()
        keeps_name = self.form.cleaned_data.get("keep_name")
        keep_former(tag, name=before.name if keeps_name else "", slug=before.slug)
        return tag


class TagViewSet(SnippetViewSet):
    """Tags in the menu: list, edit, delete; merging is an action on the list."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 50
    ordering = "name"
    search_fields = ["name"]
    index_view_class = TagIndexView
    edit_view_class = TagEditView
    list_display = [
        "name",
        Column("other_words", label=_("Other words"), accessor="other_words"),
        NumberColumn("uses", label=_("Pages"), accessor="uses", sort_key="uses"),
        Column("slug", label=_("Address"), sort_key="slug"),
    ]
    list_export = ["name", "slug", "other_words", "uses"]

    def get_queryset(self, request: Any) -> QuerySet[Tag]:
        """Tags with the number of pages they stand on."""
        return tags_with_uses().prefetch_related("synonyms")
