"""A forum: a room with a subject of its own."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative
from community.themes.models import Theme


class Audience(models.TextChoices):
    """Who reads or posts."""

    EVERYONE = "everyone", _("everybody, also without an account")
    MEMBERS = "members", _("members")
    STAKEHOLDERS = "stakeholders", _("municipalities and partners")
    INITIATIVE = "initiative", _("the people of one initiative")


class Forum(models.Model):
    """A forum, made by moderators. Names are in Dutch, and in English where somebody wrote one."""

    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Stands in addresses."))
    description = models.CharField(_("description"), max_length=240)
    description_en = models.CharField(_("description in English"), max_length=240, blank=True)
    # Pages in the source language.
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="forums", verbose_name=_("theme")
    )
    initiative = models.ForeignKey(
        Initiative,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="forums",
        verbose_name=_("initiative"),
        help_text=_("Whose people read or post, where you choose that below."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    read_by = models.CharField(_("who reads"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    post_by = models.CharField(
        _("who posts"),
        max_length=12,
        choices=[choice for choice in Audience.choices if choice[0] != Audience.EVERYONE],
        default=Audience.MEMBERS,
    )
    first_posts_wait = models.BooleanField(
        _("first posts wait"), default=False, help_text=_("A moderator looks at what new members write first.")
    )
    is_archived = models.BooleanField(
        _("archived"), default=False, help_text=_("Everything stays readable; nobody can post any more.")
    )
    # Of what is visible; `manage.py check_forum` proves them.
    topic_count = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)
    last_posted = models.DateTimeField(null=True, editable=False)

    readers_before: tuple[Any, Any] | None = None  # who read it when it came from the database

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = ["order", "pk"]
        permissions = [
            ("moderate_forum", _("Can moderate forums")),
            ("join_stakeholders", _("Takes part in forums of municipalities and partners")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(read_by=Audience.INITIATIVE) & ~Q(post_by=Audience.INITIATIVE)
                | Q(initiative__isnull=False),
                name="forum_of_an_initiative_names_it",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Where its topics stand, in the language in use."""
        return reverse("forum", args=(self.slug,))

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remember who read it, to tell whether that changes."""
        forum = super().from_db(*args, **kwargs)
        forum.readers_before = forum.readers_in(forum.__dict__)
        return forum

    @staticmethod
    def readers_in(values: Mapping[str, Any]) -> tuple[Any, Any]:
        """Who reads, as far as it is among these values."""
        return values.get("read_by"), values.get("initiative_id")

    @property
    def has_other_readers(self) -> bool:
        """Whether others read it than when it was read from the database."""
        return self.readers_before != self.readers_in(self.__dict__)

    @property
    def shown_name(self) -> str:
        """The name in the language in use."""
        return (self.name_en if get_language() == "en" else "") or self.name

    @property
    def shown_description(self) -> str:
        """The description in the language in use."""
        return (self.description_en if get_language() == "en" else "") or self.description
