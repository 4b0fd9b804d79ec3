"""The stamp that tells every process whether what it remembers of the public site still holds."""

from django.db import models


class Generation(models.Model):
    """One row: a random number that changes when something public was published, moved, renamed or withdrawn.

    Random rather than counted, so that a stamp never comes back: not after a rollback, not after restoring a backup.
    """

    stamp = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the stamp."""
        return str(self.stamp)
