"""Free tags, with the other words people use for them and the addresses they had before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from community.themes.forms import TagForm


class Tag(index.Indexed, TagBase, ClusterableModel):
    """A free tag. Writers make them by typing; editors merge, rename and explain them."""

    free_tagging = True

    panels = [
        FieldPanel("name"),
        FieldPanel("keep_name"),
        FieldPanel("slug", help_text=_("Stands in addresses. The present address keeps working when you change it.")),
        InlinePanel(
            "synonyms",
            heading=_("Other words for this"),
            label=_("other word"),
            help_text=_("Whoever types one of these words as a tag gets this tag."),
        ),
    ]
    base_form_class = TagForm
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_tag_per_word",
                violation_error_message=_("There is a tag with this name already."),
            )
        ]

    @property
    def other_words(self) -> str:
        """The other words for it, in one line."""
        return ", ".join(synonym.name for synonym in self.synonyms.all())

    def clean(self) -> None:
        """A name means one thing: it is no other word of another tag."""
        super().clean()
        if TagSynonym.objects.filter(name__iexact=self.name).exclude(tag_id=self.pk).exists():
            raise ValidationError({"name": _("This is another word for a tag already. Merge the two instead.")})


class TagSynonym(models.Model):
    """Another word for a tag: typing it gives the tag, searching for it finds the tag."""

    tag = ParentalKey(Tag, on_delete=models.CASCADE, related_name="synonyms")
    name = models.CharField(_("word"), max_length=100)

    panels = [FieldPanel("name")]

    class Meta:
        verbose_name = _("other word")
        verbose_name_plural = _("other words")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_meaning_per_synonym",
                violation_error_message=_("This is another word for a tag already."),
            )
        ]

    def __str__(self) -> str:
        """Return the word."""
        return self.name

    def clean(self) -> None:
        """A word that is a tag itself cannot stand for another tag."""
        super().clean()
        if Tag.objects.filter(name__iexact=self.name).exclude(pk=self.tag_id).exists():
            raise ValidationError({"name": _("There is a tag with this name already. Merge the two instead.")})


class FormerSlug(models.Model):
    """An address a tag had before it was renamed or merged; listings still answer to it."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("former address of a tag")
        verbose_name_plural = _("former addresses of tags")

    def __str__(self) -> str:
        """Return the slug."""
        return self.slug


def tagging_models() -> list[type[Any]]:
    """The models that tie a tag to a page, of whichever apps have them."""
    return [
        relation.related_model
        for relation in Tag._meta.related_objects
        if hasattr(relation.related_model, "tag_relname")  # what django-taggit asks of such a model
    ]
