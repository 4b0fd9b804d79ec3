"""Municipalities, care providers, banks and others who make room for initiatives."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from community.themes.models import ThemeLink
from foundation.blocks import BODY_BLOCKS
from foundation.models import BasePage, ListingPage

MOST_THEMES = 3


class StakeholderKind(models.TextChoices):
    """What sort of organisation it is. Values stand in addresses."""

    MUNICIPALITY = "gemeente", _("Municipality")
    CARE = "zorgaanbieder", _("Care provider")
    WELFARE = "welzijn", _("Welfare organisation")
    BANK = "bank", _("Bank")
    INSURER = "verzekeraar", _("Insurer")
    HOUSING = "woningcorporatie", _("Housing association")
    FUND = "fonds", _("Fund")
    OTHER = "overig", _("Other")


class StakeholderIndex(ListingPage):
    """All stakeholders."""

    subpage_types: ClassVar[list[str]] = ["home.Stakeholder"]
    template = "home/stakeholder_index.html"

    class Meta:
        verbose_name = _("list of stakeholders")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing."""
        from home.stakeholders import index_context  # noqa: PLC0415 - it needs these models

        return {**super().get_context(request, *args, **kwargs), **index_context(self, request)}


class StakeholderTheme(ThemeLink):
    """A theme of a stakeholder."""

    page = ParentalKey("home.Stakeholder", on_delete=models.CASCADE, related_name="theme_links")

    class Meta(ThemeLink.Meta):
        constraints = [models.UniqueConstraint("page", "theme", name="stakeholder_wears_a_theme_once")]


class Stakeholder(BasePage):
    """An organisation that works with initiatives."""

    kind = models.CharField(_("kind"), max_length=16, choices=StakeholderKind.choices)
    municipality = models.ForeignKey(
        "places.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tagline = models.CharField(_("in one sentence"), max_length=160, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True, use_json_field=True)
    website = models.URLField(_("website"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("municipality")]),
        FieldPanel("tagline"),
        InlinePanel("theme_links", heading=_("Themes"), label=_("theme"), max_num=MOST_THEMES),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("website"), FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_email")])],
            heading=_("Contact"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.StakeholderIndex"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/stakeholder.html"

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows."""
        from home.stakeholders import stakeholder_context  # noqa: PLC0415 - it needs these models

        return {**super().get_context(request, *args, **kwargs), **stakeholder_context(self, request)}
