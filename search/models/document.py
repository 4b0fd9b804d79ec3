"""What can be found: one row per thing, and its analysed text beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audiences import PUBLIC


class SearchDocument(models.Model):
    """A thing that can be found, whatever engine does the finding.

    labels: what it is filtered and counted by, between spaces: " kind:tool theme:12 tag:5 place:3 year:2026 lang:nl
    for:public ". digest: of everything that is indexed, so that what did not change is not written again.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2)
    audience = models.CharField(max_length=60, default=PUBLIC)
    group = models.UUIDField(null=True, blank=True)
    slug = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255)
    village = models.CharField(max_length=80, blank=True)
    labels = models.CharField(max_length=2000)
    date = models.DateTimeField(null=True, blank=True)
    # Where numbered texts begin in the plain body: pairs of the character and the number; that of the summary at -1.
    places = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_finds_a_thing_once")]
        indexes = [
            models.Index(fields=["language", "date"], name="search_document_by_date"),
            # With the language, since SQLite would otherwise look for a translation among all in its language.
            models.Index(fields=["group", "language"], name="search_document_by_group"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class SearchText(models.Model):
    """The texts of a document: as people read them, and as terms between spaces, which the database indexes itself.

    Terms of fields keep their order. `parts` are the terms inside the compounds of title, summary and keywords,
    `body_parts` those of the body. The full text index of the database (search_fts on SQLite, the column `vector` on
    PostgreSQL) follows every change of this table by triggers, so the two cannot differ.
    """

    document = models.OneToOneField(SearchDocument, on_delete=models.CASCADE, primary_key=True, related_name="text")
    plain_summary = models.TextField(blank=True)
    plain_keywords = models.TextField(blank=True)
    plain_body = models.TextField(blank=True)
    title = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    parts = models.TextField(blank=True)
    body_parts = models.TextField(blank=True)
    labels = models.TextField(blank=True)

    class Meta:
        verbose_name = _("searchable text")
        verbose_name_plural = _("searchable texts")

    def __str__(self) -> str:
        """Return the terms of the title."""
        return self.title
