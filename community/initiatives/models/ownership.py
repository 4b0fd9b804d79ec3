"""That an initiative had an owner: so that nobody's page is lost sight of when the last one goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnerRecord(models.Model):
    """An initiative that has or had an owner on the site; kept when the owners are gone.

    Whether it has one now is always asked of the memberships, so that no way of losing an account can hide it.
    """

    initiative = models.OneToOneField(
        "initiatives.Initiative", primary_key=True, on_delete=models.CASCADE, related_name="owner_record"
    )
    # When the editors were told that it has no owner; None while it has one.
    told = models.DateTimeField(null=True, blank=True)
    # The form that started it, so that sending it twice starts one.
    started_with = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("initiative with an owner")
        verbose_name_plural = _("initiatives with an owner")

    def __str__(self) -> str:
        """Return of which."""
        return str(self.initiative)
