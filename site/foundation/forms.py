"""Forms of the admin that Wagtail lets a project replace."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from foundation.uploads import UNREADABLE, clean_picture


class PictureField(WagtailImageField):
    """Wagtail's field, which lets some damaged files fail further on."""

    def to_python(self, data: Any) -> Any:
        """The file. Raises ValidationError for whatever Pillow cannot read."""
        try:
            return super().to_python(data)
        except UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PhotoForm(BaseImageForm):
    """Wagtail's form for a picture, which takes only pictures that could be made anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put our field in place of Wagtail's."""
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)

    def clean_file(self) -> Any:
        """The fresh file, where one was uploaded."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            return clean_picture(file, file.name)
        return file
