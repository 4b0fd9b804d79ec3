"""What editors say of words: which mean the same, and what should stand on top."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.language.folding import fold_query
from search.language.synonyms import LONGEST_PHRASE, split_words
from search.models.document import SearchDocument

LONGEST_QUERY = 100
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]


def readable_words(text: str) -> None:
    """Refuse what holds no words, or phrases that are too long. Raises ValidationError."""
    phrases = split_words(text)
    if not phrases:
        raise ValidationError(_("Write at least one word."))
    if any(len(phrase.split()) > LONGEST_PHRASE for phrase in phrases):
        raise ValidationError(_("Use at most three words between commas."))


class Synonym(models.Model):
    """Words that mean the same: whoever types one finds the others too."""

    words = models.CharField(
        _("words"),
        max_length=300,
        validators=[readable_words],
        help_text=_("With commas between them: village hall, community centre. Other forms of a word need no mention."),
    )
    also_find = models.CharField(
        _("also find"),
        max_length=300,
        blank=True,
        validators=[readable_words],
        help_text=_(
            "Empty: each of the words finds all of them. Filled: whoever types one of the words also finds these, "
            "but not the other way round."
        ),
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="nl")

    panels = [FieldPanel("words"), FieldPanel("also_find"), FieldPanel("language")]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        """Return the rule in one line."""
        return f"{self.words} → {self.also_find}" if self.also_find else self.words

    def clean(self) -> None:
        """One word alone means nothing but itself."""
        super().clean()
        if self.words and not self.also_find and len(split_words(self.words)) == 1:
            raise ValidationError({"words": _("Write at least two words, or fill in what else to find.")})


class PromotedResult(models.Model):
    """A page that stands on top when somebody searches for these words."""

    query = models.CharField(
        _("searched for"),
        max_length=LONGEST_QUERY,
        help_text=_("The words that people type. Capitals and accents do not matter."),
    )
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="nl")

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["query", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["query", "language", "page"],
                name="search_promotes_a_page_once",
                violation_error_message=_("This page is promoted for these words already."),
            )
        ]

    def __str__(self) -> str:
        """Return the words and the page."""
        return f"{self.query} → {self.page}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words as they are compared."""
        self.query = fold_query(self.query)[:LONGEST_QUERY]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Compare the words before the database does, and refuse pages that nobody can find anyway."""
        super().clean()
        self.query = fold_query(self.query)[:LONGEST_QUERY]
        if not self.query:
            raise ValidationError({"query": _("Write at least one word.")})
        if self.page_id and not SearchDocument.objects.filter(group=self.page.translation_key).exists():
            raise ValidationError({"page": _("This page cannot be found by searching: it is not published.")})
