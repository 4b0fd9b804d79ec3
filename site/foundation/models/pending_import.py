"""A file that somebody uploaded and has looked at, but not yet brought in."""

from django.conf import settings
from django.db import models


class PendingImport(models.Model):
    """Waits for its owner to confirm, is used once, and is thrown away after an hour.

    In the database, because what is uploaded may hold addresses of people: no file server can hand it out, and every
    process finds it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    transfer = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name
