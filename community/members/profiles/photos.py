"""The photo of a member: made anew, square, and in the private storage."""

import secrets
from io import BytesIO
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from foundation.uploads import UNREADABLE, clean_picture

SIDE, SMALL_SIDE = 512, 112  # pixels
KIND = "WEBP"
CONTENT_TYPE = "image/webp"
EXTENSION = ".webp"
BEHIND = "white"  # of what was transparent
HIGH = (0.5, 0.4)  # faces are above the middle


def square_photo(upload: IO[bytes], name: str, size: int) -> ContentFile[bytes]:
    """An upload as a square photo with a name that nobody can guess.

    Raises ValidationError for what is empty, too large, no picture, or damaged.
    """
    if not size:
        raise ValidationError(_("This file is empty. Choose another photo."), code="empty")
    if size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        message = _("This photo is too large. At most %(size)s fit.") % {
            "size": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        }
        raise ValidationError(message, code="too_large")
    try:
        with Image.open(clean_picture(upload, name)) as picture:
            return ContentFile(squared(picture, SIDE), name=f"{secrets.token_hex(16)}{EXTENSION}")
    except UNREADABLE as error:
        message = _("This picture cannot be read. Save it anew in an image program, and try again.")
        raise ValidationError(message, code="invalid_image") from error


def squared(picture: Image.Image, side: int) -> bytes:
    """The picture cut to a square, at most this wide."""
    shown = picture.convert("RGBA")
    opaque = Image.new("RGB", shown.size, BEHIND)
    opaque.paste(shown, mask=shown.getchannel("A"))
    side = min(side, *opaque.size)
    written = BytesIO()
    ImageOps.fit(opaque, (side, side), centering=HIGH).save(written, KIND, quality=82, method=4)
    return written.getvalue()


def small(photo: IO[bytes]) -> bytes:
    """A kept photo in the size of lists."""
    with Image.open(photo) as picture:
        return squared(picture, SMALL_SIDE)
