"""What every page type shares."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

SUMMARIES = ("tagline", "summary", "lead")  # the fields that say it, in the page types that have them


class BasePage(Page):
    """An ordinary Wagtail page with a picture for social media and texts for search engines."""

    social_image = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("picture for social media"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when somebody shares this page. Empty: the picture of the page itself, or of the network."),
    )

    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("social_image")],
            heading=_("For search engines and social media"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For the menu")),
    ]

    class Meta:
        abstract = True

    @property
    def summary_text(self) -> str:
        """One or two sentences that say what the page is about, for listings and search engines."""
        return self.search_description or next(
            (getattr(self, name) for name in SUMMARIES if getattr(self, name, "")), ""
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context; subclasses add what their template names."""
        request.shown_page = self  # type: ignore[attr-defined]  # the frame around it asks, in previews too
        return super().get_context(request, *args, **kwargs)
