"""The municipalities a network works in, with the boundaries its maps are drawn from."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Landscape(models.TextChoices):
    """What the land looks like; drawings of initiatives stand in it."""

    CITY = "stad", _("town")
    PEAT = "veenweide", _("peat meadows")
    RIVER = "rivier", _("river land")
    HILLS = "heuvelrug", _("wooded hills")
    SAND = "eemland", _("sand and heath")


class Municipality(models.Model):
    """A municipality. `geometry` holds GeoJSON MultiPolygon coordinates in WGS84: [[[[lon, lat], ...]]]."""

    code = models.CharField(
        _("code"), max_length=10, unique=True, help_text=_("As the statistics office writes it: GM0344.")
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    landscape = models.CharField(_("landscape"), max_length=12, choices=Landscape.choices, default=Landscape.CITY)
    latitude = models.FloatField(_("latitude of its centre"))
    longitude = models.FloatField(_("longitude of its centre"))
    geometry = models.JSONField(_("boundaries"), default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def polygons(self) -> list[Any]:
        """The boundaries: a list of polygons, each a list of rings, each a list of [longitude, latitude]."""
        return list(self.geometry)
