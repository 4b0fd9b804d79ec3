"""What people search for, without anything about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedQuery(models.Model):
    """How often something was asked on a day, and how many times a result of it was opened."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=2)
    query = models.CharField(_("searched for"), max_length=100)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    clicks = models.PositiveIntegerField(_("opened"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        verbose_name = _("search of a day")
        verbose_name_plural = _("searches")
        constraints = [
            models.UniqueConstraint(fields=["query", "language", "day"], name="search_counts_a_query_once_a_day")
        ]
        indexes = [models.Index(fields=["day", "-searches"], name="search_asked_most")]

    def __str__(self) -> str:
        """Return the query."""
        return self.query
