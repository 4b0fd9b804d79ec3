"""The front page of one language, with the texts at the foot of every page in that language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.fields import StreamField
from wagtail.search import index

from foundation.models import BasePage


class FooterColumn(blocks.StructBlock):
    """A column at the foot of the page: a title, a few words, links to pages."""

    title = blocks.CharBlock(label=_("Title"), max_length=40)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=["bold", "link"])
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Links"), default=[])

    class Meta:
        icon = "list-ul"
        label = _("Column")


class FrontPage(BasePage):
    """The front page."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), blank=True, max_length=300)
    map_title = models.CharField(_("title"), max_length=120, blank=True)
    map_text = models.CharField(_("text"), max_length=300, blank=True)
    idea_title = models.CharField(_("title"), max_length=80, blank=True)
    idea_text = models.CharField(_("text"), max_length=240, blank=True)
    idea_button = models.CharField(_("words on the button"), max_length=40, blank=True)
    idea_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    wish_title = models.CharField(_("title"), max_length=80, blank=True)
    wish_text = models.CharField(_("text"), max_length=240, blank=True)
    wish_button = models.CharField(_("words on the button"), max_length=40, blank=True)
    wish_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    join_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("how to join"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The second button beside the map."),
    )
    featured_tools = StreamField(
        [("tool", blocks.PageChooserBlock(label=_("Knowledge tool"), page_type="knowledge.KnowledgeTool"))],
        verbose_name=_("tools on the front page"),
        blank=True,
        use_json_field=True,
        max_num=4,
        help_text=_("Choose up to four that help many initiatives. Empty: the newest ones."),
    )
    footer = StreamField(
        [("column", FooterColumn())],
        verbose_name=_("columns"),
        blank=True,
        use_json_field=True,
        max_num=4,
        help_text=_("At the foot of every page in this language."),
    )
    footer_links = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Page")))],
        verbose_name=_("small links"),
        blank=True,
        use_json_field=True,
        max_num=6,
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("lead")], heading=_("On top")),
        FieldPanel("featured_tools"),
        MultiFieldPanel(
            [FieldPanel("map_title"), FieldPanel("map_text"), PageChooserPanel("join_page")],
            heading=_("Beside the map"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("idea_title"),
                FieldPanel("idea_text"),
                FieldPanel("idea_button"),
                PageChooserPanel("idea_page"),
            ],
            heading=_("Yellow call"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("wish_title"),
                FieldPanel("wish_text"),
                FieldPanel("wish_button"),
                PageChooserPanel("wish_page"),
            ],
            heading=_("Red call"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([FieldPanel("footer"), FieldPanel("footer_links")], heading=_("Footer")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.OrdinaryPage",
        "home.StakeholderIndex",
        "knowledge.Library",
        "initiatives.InitiativeDirectory",
        "events.Calendar",
        "themes.ThemeOverview",
    ]
    template = "home/front_page.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add meetings, tools, counts and addresses."""
        from home.front import front_context  # noqa: PLC0415 - it needs this model

        return {**super().get_context(request, *args, **kwargs), **front_context(self, request)}
