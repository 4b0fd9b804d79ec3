"""Forms of the admin that Wagtail lets a project replace."""

from typing import Any

from wagtail.images.forms import BaseImageForm

from foundation.uploads import clean_picture


class PhotoForm(BaseImageForm):
    """Wagtail's form for a picture, which takes only pictures that could be made anew."""

    def clean_file(self) -> Any:
        """The fresh file, where one was uploaded."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            return clean_picture(file, file.name)
        return file
