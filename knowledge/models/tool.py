"""A knowledge tool: something simple and practical that another initiative can use tomorrow."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from community.initiatives.models import Phase
from community.themes.models import Tag, TagList, ThemeLink
from foundation.blocks import BODY_BLOCKS
from foundation.models import BasePage
from foundation.words import WordListField

MOST_THEMES = 2


class ToolKind(models.TextChoices):
    """What sort of tool it is. Values stand in addresses and import files."""

    STEPS = "stappenplan", _("Step plan")
    CHECKLIST = "checklist", _("Checklist")
    TEMPLATE = "sjabloon", _("Template")
    EXAMPLE = "voorbeeld", _("Example")
    REPORT = "verslag", _("Report")
    ARTICLE = "artikel", _("Article")


class ToolTheme(ThemeLink):
    """A theme of a tool."""

    page = ParentalKey("knowledge.KnowledgeTool", on_delete=models.CASCADE, related_name="theme_links")

    class Meta(ThemeLink.Meta):
        constraints = [models.UniqueConstraint("page", "theme", name="tool_wears_a_theme_once")]


class ToolTag(ItemBase):
    """A tag of a tool."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_tools")
    content_object = ParentalKey("knowledge.KnowledgeTool", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint("content_object", "tag", name="tool_has_a_tag_once")]


class ToolAttachment(Orderable):
    """A file that goes with a tool."""

    page = ParentalKey("knowledge.KnowledgeTool", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("words on the button"), max_length=80, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    def __str__(self) -> str:
        """Return its title."""
        return self.title or str(self.document)


class KnowledgeTool(BasePage):
    """A knowledge tool."""

    kind = models.CharField(_("kind"), max_length=12, choices=ToolKind.choices, default=ToolKind.STEPS)
    summary = models.CharField(
        _("summary"), max_length=240, help_text=_("What can you do with it? One or two sentences.")
    )
    photo = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without a photo the page shows a drawing in the colour of its theme."),
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True, use_json_field=True)
    phases = WordListField(
        _("for whom"),
        choices=Phase.choices,
        blank=True,
        help_text=_("In which phase is the initiative that needs this?"),
    )
    time = models.CharField(_("how long it takes"), max_length=120, blank=True)
    costs = models.CharField(_("what it costs"), max_length=120, blank=True)
    author = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)
    tags = TagList(verbose_name=_("tags"), through=ToolTag, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("photo"),
        InlinePanel(
            "theme_links",
            heading=_("Themes"),
            label=_("theme"),
            min_num=1,
            max_num=MOST_THEMES,
            help_text=_("The first theme gives the page its colour."),
        ),
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Files"), label=_("file")),
    ]
    detail_panels = [
        FieldPanel("phases", widget=forms.CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("time"), FieldPanel("costs")]),
        FieldPanel("tags"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("last_reviewed")], heading=_("Origin")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(detail_panels, heading=_("For whom, tags, origin")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("last_reviewed"),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["knowledge.Library"]
    template = "knowledge/knowledge_tool.html"

    class Meta:
        verbose_name = _("knowledge tool")
        verbose_name_plural = _("knowledge tools")
        indexes = [models.Index(fields=["kind"], name="tool_by_kind")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows."""
        from knowledge.tool_page import tool_context  # noqa: PLC0415 - it needs this model

        return {**super().get_context(request, *args, **kwargs), **tool_context(self, request)}
