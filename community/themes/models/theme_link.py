"""How a page wears themes: in order, the first one gives it its colour."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from community.themes.forms import ThemeChoice


class ThemeLink(Orderable):
    """Abstract: a subclass adds `page`, a ParentalKey with related_name="theme_links".

    The theme is always the page in the source language, whatever the language of the page that wears it.
    """

    theme = models.ForeignKey("themes.Theme", verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("theme", widget=ThemeChoice)]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        """Return the theme's name."""
        return str(self.theme)
