"""The table of the cache that all processes share."""

from django.db import models


class SharedCacheEntry(models.Model):
    """A row as Django's DatabaseCache writes it; a model, so that `migrate` makes the table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"

    def __str__(self) -> str:
        """Return the key."""
        return self.cache_key
