"""The curated vocabulary: each theme is a page of its own, in the order the editors give it in the tree."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from foundation.blocks import BODY_BLOCKS
from foundation.gathering import sections_for
from foundation.models import BasePage, ListingPage
from foundation.models.identity import hex_colour
from foundation.panels import ColourPanel


class House(models.TextChoices):
    """The twelve gables of the street, each with its stone."""

    ENERGY = "energie", _("solar roof, sun")
    HOUSING = "wonen", _("stepped gable, key")
    CARE = "zorg", _("almshouse gate, heart")
    MEETING = "ontmoeten", _("village hall with clock, cup")
    NATURE = "groen", _("greenhouse, sprout")
    FOOD = "voedsel", _("farm, apple")
    TRANSPORT = "vervoer", _("station, bicycle")
    REPAIR = "repareren", _("workshop, spanner")
    MONEY = "geld", _("warehouse, euro")
    GOVERNANCE = "bestuur", _("cornice house, sealed paper")
    VOLUNTEERS = "vrijwilligers", _("bell gable, two people")
    MUNICIPALITY = "gemeente", _("hall with tower, tower")


class ThemeOverview(ListingPage):
    """All themes together."""

    subpage_types: ClassVar[list[str]] = ["themes.Theme"]
    template = "themes/theme_overview.html"

    class Meta:
        verbose_name = _("all themes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the themes with how much there is of each."""
        from community.themes.queries import themes_with_counts  # noqa: PLC0415 - queries need this model

        return {**super().get_context(request, *args, **kwargs), "themes": themes_with_counts(self.locale)}


class Theme(BasePage):
    """One theme: its house and colour, and a page that gathers everything about it."""

    tagline = models.CharField(_("in one sentence"), max_length=160, blank=True)
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    body = StreamField(BODY_BLOCKS, verbose_name=_("more text"), blank=True, use_json_field=True)
    short_name = models.CharField(
        _("short name"), max_length=16, blank=True, help_text=_("Under its house on the front page. Empty: the title.")
    )
    house = models.CharField(_("house and stone"), max_length=16, choices=House.choices)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[hex_colour],
        help_text=_("We make lighter and darker shades of it, for day and evening, that stay readable."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("intro"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("house"), ColourPanel("colour"), FieldPanel("short_name")], heading=_("Looks")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline"),
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["themes.ThemeOverview"]
    template = "themes/theme.html"

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add everything that the apps have of this theme."""
        from community.themes.queries import badge_of_page  # noqa: PLC0415 - queries need this model

        return {
            **super().get_context(request, *args, **kwargs),
            "badge": badge_of_page(self),
            "sections": sections_for("theme", self, request=request),
        }
