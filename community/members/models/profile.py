"""What a member tells about themselves, each part with who may see it."""

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PUBLIC_ID_BYTES = 9  # 12 characters
LONGEST_ABOUT = 1500  # characters
MOST_SKILLS, LONGEST_SKILL = 12, 60


class Visibility(models.TextChoices):
    """Who may see a part of a profile."""

    PRIVATE = "private", _("Only me")
    MEMBERS = "members", _("Members of the network")
    PUBLIC = "public", _("Everybody")


class Language(models.TextChoices):
    """Languages that members can be spoken to in, those most spoken in the Netherlands."""

    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    FRISIAN = "fy", _("Frisian")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    ITALIAN = "it", _("Italian")
    POLISH = "pl", _("Polish")
    UKRAINIAN = "uk", _("Ukrainian")
    RUSSIAN = "ru", _("Russian")
    TURKISH = "tr", _("Turkish")
    ARABIC = "ar", _("Arabic")
    BERBER = "ber", _("Berber")
    KURDISH = "ku", _("Kurdish")
    PERSIAN = "fa", _("Persian")
    SOMALI = "so", _("Somali")
    TIGRINYA = "ti", _("Tigrinya")
    PAPIAMENTO = "pap", _("Papiamento")
    SRANAN = "srn", _("Sranan")
    CHINESE = "zh", _("Chinese")
    HINDI = "hi", _("Hindi")
    INDONESIAN = "id", _("Indonesian")
    SIGN_LANGUAGE = "ngt", _("Dutch Sign Language")


def new_public_id() -> str:
    """A name for an address that tells nothing and cannot be guessed."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


def private_storage() -> FileSystemStorage:
    """Where files lie that only a view hands out, after asking who wants them; no address leads there."""
    return FileSystemStorage(location=settings.PRIVATE_MEDIA_ROOT, base_url=None)


def visibility_field(subject: Any) -> models.CharField:
    """Who may see this part."""
    return models.CharField(subject, max_length=8, choices=Visibility.choices, default=Visibility.MEMBERS)


class MemberProfile(models.Model):
    """The profile of one person; `<part>_visibility` says who may see each part (see `permissions.visible_parts`)."""

    # In the order in which they are shown.
    PARTS = ("name", "photo", "about", "themes", "skills", "languages")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    photo = models.ImageField(_("photo"), upload_to="members", storage=private_storage, blank=True)
    about = models.TextField(_("about me"), blank=True, validators=[MaxLengthValidator(LONGEST_ABOUT)])
    # Themes in the source language.
    themes = models.ManyToManyField("themes.Theme", verbose_name=_("my themes"), blank=True, related_name="+")
    skills = models.JSONField(_("what I can help with"), default=list, blank=True)  # words, at most MOST_SKILLS
    languages = models.JSONField(_("languages"), default=list, blank=True)  # values of Language

    name_visibility = visibility_field(_("who may see my name"))
    photo_visibility = visibility_field(_("who may see my photo"))
    about_visibility = visibility_field(_("who may see what I wrote about me"))
    themes_visibility = visibility_field(_("who may see my themes"))
    skills_visibility = visibility_field(_("who may see what I can help with"))
    languages_visibility = visibility_field(_("who may see my languages"))

    # Slugs of the steps of the welcome path that were answered or put away for good.
    welcome_steps = models.JSONField(default=list, blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("profile of a member")
        verbose_name_plural = _("profiles of members")

    def __str__(self) -> str:
        """Return the person's name."""
        return str(self.user)

    def visibility_of(self, part: str) -> str:
        """Who may see a part."""
        return getattr(self, f"{part}_visibility")
