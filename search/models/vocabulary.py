"""The words of what everybody may find: for spelling, for how rare a word is, and for suggestions.

Words and labels are counted up and down in the transaction that changes a document, so that none outlives the last
public document it stands in.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.models.document import SearchDocument


class VocabularyWord(models.Model):
    """A word as it is written, folded, with its term and the number of public documents in this language."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=60)
    term = models.CharField(max_length=120)
    documents = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("word of the site")
        verbose_name_plural = _("words of the site")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_knows_a_word_once")]
        indexes = [models.Index(fields=["language", "term"], name="search_word_by_term")]

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class CountedLabel(models.Model):
    """A tag, municipality or village with its number of public documents; a village by its folded name as well."""

    language = models.CharField(max_length=2)
    label = models.CharField(max_length=120)
    key = models.CharField(max_length=80, blank=True, db_index=True)
    documents = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("counted label")
        verbose_name_plural = _("counted labels")
        constraints = [models.UniqueConstraint(fields=["language", "label"], name="search_counts_a_label_once")]

    def __str__(self) -> str:
        """Return the label."""
        return self.label


class Suggestion(models.Model):
    """A place in the title of a public document where typed letters may begin: at each of its telling words, folded."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="suggestions")
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=80, db_index=True)  # on PostgreSQL this also makes an index for prefixes

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="search_suggests_once")]

    def __str__(self) -> str:
        """Return the key."""
        return self.key
