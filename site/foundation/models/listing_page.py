"""What every page that lists other pages shares."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from foundation.models.base_page import BasePage


class ListingPage(BasePage):
    """A page that lists other pages; one of each kind under a front page."""

    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("Above the list. Empty: the title, which stands in the menu."),
    )
    tagline = models.CharField(_("line under the headline"), max_length=200, blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("headline"), FieldPanel("tagline")]
    parent_page_types: ClassVar[list[str]] = ["home.FrontPage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True
