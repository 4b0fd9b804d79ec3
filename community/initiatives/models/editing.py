"""What owners write about their initiative before it stands on its page."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProfileDraft(models.Model):
    """What somebody typed in a section of the editor and did not save yet; kept while they type.

    `data` holds the fields as the browser sends them: {"tagline": ["..."]}. `base` is the revision they started from.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile_drafts")
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="drafts")
    section = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    base = models.CharField(max_length=20, blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [models.UniqueConstraint("user", "initiative", "section", name="one_draft_per_section")]
        indexes = [models.Index(fields=["initiative", "section", "updated"], name="drafts_of_a_section")]

    def __str__(self) -> str:
        """Return what it is a draft of."""
        return f"{self.initiative_id} {self.section}"


class OwnTranslation(models.Model):
    """The owners' own words for their profile in another language.

    Once public, the translated page holds them; until then they are only here. `texts` holds them by field.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waits for the editors")
        PUBLIC = "public", _("public")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="own_translations")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    # Counts the changes, so that two people cannot overwrite each other.
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("translation by the owners")
        verbose_name_plural = _("translations by the owners")
        constraints = [models.UniqueConstraint("initiative", "locale", name="one_own_translation_per_language")]

    def __str__(self) -> str:
        """Return what it translates."""
        return f"{self.initiative_id} {self.locale_id}"


class TranslationVersion(models.Model):
    """What the owners' translation said at some moment, all of it; kept as long as the page is."""

    translation = models.ForeignKey(OwnTranslation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    # When it went online, None where it never did.
    online = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("version of a translation")
        verbose_name_plural = _("versions of translations")
        constraints = [models.UniqueConstraint("translation", "number", name="one_version_by_number")]

    def __str__(self) -> str:
        """Return which version of what it is."""
        return f"{self.translation_id} {self.number}"


class ProfilePhoto(models.Model):
    """That a photo was made by the site's editor of profiles: it goes when nothing uses it any more."""

    photo = models.OneToOneField(
        "foundation.Photo", on_delete=models.CASCADE, primary_key=True, related_name="of_profile"
    )
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("photo of a profile")
        verbose_name_plural = _("photos of profiles")

    def __str__(self) -> str:
        """Return which photo."""
        return str(self.photo_id)
