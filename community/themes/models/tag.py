"""Free tags, with the other words people use for them."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index


class Tag(index.Indexed, TagBase, ClusterableModel):
    """A free tag. Writers make them by typing; editors merge, rename and explain them."""

    free_tagging = True

    panels = [
        FieldPanel("name"),
        InlinePanel("synonyms", heading=_("Other words for this"), label=_("other word")),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class TagSynonym(models.Model):
    """Another word for a tag: typing it gives the tag, searching for it finds the tag."""

    tag = ParentalKey(Tag, on_delete=models.CASCADE, related_name="synonyms")
    name = models.CharField(_("word"), max_length=100)

    panels = [FieldPanel("name")]

    class Meta:
        verbose_name = _("other word")
        verbose_name_plural = _("other words")
        constraints = [models.UniqueConstraint(Lower("name"), name="one_meaning_per_synonym")]

    def __str__(self) -> str:
        """Return the word."""
        return self.name
