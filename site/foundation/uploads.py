"""What people upload is made anew before it is kept.

A picture can be a valid GIF, JPEG or PNG and a script or archive at once, and photos tell where they were taken. So
the pixels are read and written into a fresh file: no metadata, nothing before or behind the picture, and the extension
of what it really is.
"""

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve
from PIL import Image, ImageCms, ImageOps, ImageSequence

# Pillow's name of each format we take, its extension, and how it is written.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": ("jpg", {"quality": 90, "optimize": True, "progressive": True}),
    "PNG": ("png", {"optimize": True}),
    "GIF": ("gif", {"optimize": True}),
    "WEBP": ("webp", {"quality": 90, "method": 4}),
    "AVIF": ("avif", {"quality": 80}),
}
MODES = {
    "JPEG": ("RGB", "L"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P"),
    "GIF": ("P", "L", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
}
ANIMATED = ("GIF", "WEBP")
# What Pillow raises for files it cannot read.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
SHOWN = ("images", "original_images")  # folders of the uploads that anybody may read by address


class CleanPicture(ContentFile):
    """A picture that was made anew."""


def clean_picture(file: IO[bytes], name: str) -> CleanPicture:
    """The same picture in a fresh file, upright, in sRGB, with a name that fits.

    Raises ValidationError for what is no picture, is damaged, or would take too much memory.
    """
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        file.seek(0)
        with Image.open(file, formats=tuple(FORMATS)) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > most:
                message = _("This picture has too many pixels. At most %(n)s million fit.") % {"n": most // 1_000_000}
                raise ValidationError(message, code="file_too_many_pixels")
            kind = picture.format or ""
            extension, options = FORMATS[kind]
            written = BytesIO()
            first, *others = pictures_of(picture, kind)
            if others:
                options = {**options, **timing_of(picture), "save_all": True, "append_images": others}
            first.save(written, format=kind, **options)
    except UNREADABLE as error:
        message = _("This picture cannot be read. Save it anew in an image program, and try again.")
        raise ValidationError(message, code="invalid_image") from error
    return CleanPicture(written.getvalue(), name=f"{PurePath(name).stem or 'foto'}.{extension}")


def pictures_of(picture: Image.Image, kind: str) -> list[Image.Image]:
    """The picture, or each picture of an animation, with nothing but its pixels."""
    frames: Iterable[Image.Image] = ImageSequence.Iterator(picture) if kind in ANIMATED else (picture,)
    return [bare(frame, kind) for frame in frames]


def bare(picture: Image.Image, kind: str) -> Image.Image:
    """A copy without metadata, turned upright and in sRGB, in a colour mode the format can hold."""
    transparent = picture.info.get("transparency")
    profile = picture.info.get("icc_profile")
    turned: Image.Image = ImageOps.exif_transpose(picture)
    if profile and turned.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError):  # a broken profile: the colours as they are
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = turned.mode if turned.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(turned, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            turned = converted or turned
    if turned.mode not in MODES[kind]:
        has_alpha = "A" in turned.getbands() or transparent is not None
        turned = turned.convert("RGBA" if has_alpha and "RGBA" in MODES[kind] else "RGB")
        transparent = None
    turned = turned.copy()
    turned.info = {} if transparent is None else {"transparency": transparent}
    return turned


def timing_of(picture: Image.Image) -> dict[str, Any]:
    """How fast an animation runs, and how often."""
    durations = [frame.info.get("duration", 100) for frame in ImageSequence.Iterator(picture)]
    return {"duration": durations, "loop": picture.info.get("loop", 0)}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded picture. Documents have an address of their own that knows who may read them. Raises Http404."""
    folder, *names = path.split("/")
    if folder not in SHOWN or not names or not set(names).isdisjoint(("", ".", "..")):
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
