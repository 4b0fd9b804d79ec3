"""Uploaded pictures and their renditions."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    """A picture an editor uploaded; `description` is its default text alternative."""

    admin_form_fields = Image.admin_form_fields

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class PhotoRendition(AbstractRendition):
    """A resized copy of a photo."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __str__(self) -> str:
        """Return which photo and how it was cut."""
        return f"{self.image} {self.filter_spec}"
