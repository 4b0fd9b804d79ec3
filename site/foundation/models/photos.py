"""Uploaded pictures and their renditions."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from foundation.uploads import CleanPicture, clean_picture


class Photo(AbstractImage):
    """A picture an editor uploaded; `description` is its default text alternative."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a file that did not come through the form is made anew first. Raises ValidationError."""
        file: Any = self.file  # type: ignore[has-type]  # a field of Wagtail, which publishes no types
        is_new = file and not file._committed  # noqa: SLF001 - Django has no other way to know a new file
        if is_new and not isinstance(file.file, CleanPicture):
            self.file = clean_picture(file.file, file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PhotoRendition(AbstractRendition):
    """A resized copy of a photo."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __str__(self) -> str:
        """Return which photo and how it was cut."""
        return f"{self.image} {self.filter_spec}"
