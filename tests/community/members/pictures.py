"""Files that people, or those who mean harm, choose as their photo."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SCRIPT = b"<script>alert(1)</script>"
# Left half red, right half blue.
RED, BLUE = (200, 20, 20), (20, 20, 200)


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (600, 400), mode: str = "RGB", **options: object) -> bytes:
    """A picture in this format, red at the left and blue at the right."""
    drawn = Image.new("RGB", size, RED)
    drawn.paste(BLUE, (size[0] // 2, 0, *size))
    written = BytesIO()
    drawn.convert(mode).save(written, format=kind, **options)
    return written.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken, and is a script as well."""
    exif = Image.Exif()
    exif[0x010F] = "Camera van Joke"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    return picture(exif=exif, comment=SCRIPT) + SCRIPT


def upload(content: bytes, name: str = "ik.jpg") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")
