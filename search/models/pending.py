"""What a search server has yet to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingPush(models.Model):
    """A document that changed or went since the search server last confirmed it; one row per document.

    Written in the transaction that changes the document, removed when the server has confirmed this very change.
    """

    document_id = models.PositiveBigIntegerField(unique=True)
    change = models.CharField(max_length=32)  # random: confirming an older change leaves a newer one standing

    class Meta:
        verbose_name = _("change to push")
        verbose_name_plural = _("changes to push")

    def __str__(self) -> str:
        """Return the document."""
        return str(self.document_id)
