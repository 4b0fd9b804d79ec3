"""Uploads: what was a script, a bomb or a diary of places becomes a plain picture or is refused."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from foundation.models import Photo
from foundation.uploads import clean_picture

SCRIPT = b"<script>alert(1)</script>"
GPS = {0x0132: "2026:01:01 10:00:00", 0x010F: "Camera van Joke"}


def picture(kind: str, *, size: tuple[int, int] = (40, 24), **options: Any) -> bytes:
    """A picture in this format."""
    written = BytesIO()
    Image.new("RGB", size, "#11493D").save(written, format=kind, **options)
    return written.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that lies on its side and says where and by what it was taken."""
    exif = Image.Exif()
    exif.update(GPS)
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    return picture("JPEG", exif=exif, comment=SCRIPT)


def polyglot(kind: str) -> bytes:
    """A valid picture that is a script as well."""
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SCRIPT.decode())
        return picture("PNG", pnginfo=notes) + SCRIPT
    if kind in ("JPEG", "GIF"):
        return picture(kind, comment=SCRIPT) + SCRIPT
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    return picture(kind, exif=exif) + SCRIPT


def cleaned(content: bytes, name: str = "foto.jpg") -> tuple[str, bytes]:
    """Name and content of the fresh file."""
    fresh = clean_picture(BytesIO(content), name)
    return fresh.name, fresh.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
class TestFormats:
    """Each format we take."""

    def test_script_is_gone(self, kind: str) -> None:
        content = polyglot(kind)
        assert SCRIPT in content
        _name, fresh = cleaned(content)
        assert SCRIPT not in fresh
        with Image.open(BytesIO(fresh)) as opened:
            assert (opened.format, opened.size) == (kind, (40, 24))

    def test_extension_is_that_of_the_format(self, kind: str) -> None:
        extension = {"JPEG": "jpg"}.get(kind, kind.lower())
        assert cleaned(picture(kind), "moestuin.html")[0] == f"moestuin.{extension}"

    def test_equal_files_stay_equal(self, kind: str) -> None:
        assert cleaned(picture(kind)) == cleaned(picture(kind))


class TestContent:
    """What stays and what goes."""

    def test_place_and_camera_go_and_the_picture_stands_upright(self) -> None:
        with Image.open(BytesIO(photo_with_place())) as taken:
            assert taken.getexif().get_ifd(0x8825)[1] == "N"
        with Image.open(BytesIO(cleaned(photo_with_place())[1])) as fresh:
            assert dict(fresh.getexif()) == {}
            assert "comment" not in fresh.info
            assert fresh.size == (24, 40)

    def test_transparency_stays(self) -> None:
        written = BytesIO()
        Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(written, format="PNG")
        with Image.open(BytesIO(cleaned(written.getvalue(), "logo.png")[1])) as fresh:
            assert fresh.getpixel((0, 0)) == (10, 20, 30, 0)

    def test_printers_colours_become_those_of_a_screen(self) -> None:
        written = BytesIO()
        Image.new("CMYK", (4, 4), (0, 0, 0, 0)).save(written, format="JPEG")
        with Image.open(BytesIO(cleaned(written.getvalue())[1])) as fresh:
            assert (fresh.mode, fresh.getpixel((0, 0))) == ("RGB", (255, 255, 255))

    def test_animation_keeps_moving(self) -> None:
        frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
        written = BytesIO()
        frames[0].save(written, format="GIF", save_all=True, append_images=frames[1:], duration=[50, 70, 90], loop=0)
        with Image.open(BytesIO(cleaned(written.getvalue(), "a.gif")[1])) as fresh:
            assert (fresh.n_frames, fresh.info["loop"], fresh.info["duration"]) == (3, 0, 50)


class TestRefusals:
    """What is no picture, or too much of one."""

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<html><script>alert(1)</script></html>",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            picture("JPEG")[:200],
            picture("PNG")[:60],
            picture("BMP"),
            picture("TIFF"),
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        ],
    )
    def test_no_picture_of_ours_is_refused(self, content: bytes) -> None:
        with pytest.raises(ValidationError) as caught:
            cleaned(content)
        assert caught.value.code == "invalid_image"

    def test_bomb_is_refused_before_it_is_unpacked(self, settings: Settings) -> None:
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40 * 24
        cleaned(picture("PNG"))
        with pytest.raises(ValidationError) as caught:
            cleaned(picture("PNG", size=(40, 25)))
        assert caught.value.code == "file_too_many_pixels"

    def test_film_of_many_frames_is_a_bomb_too(self, settings: Settings) -> None:
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 150
        frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
        written = BytesIO()
        frames[0].save(written, format="GIF", save_all=True, append_images=frames[1:])
        with pytest.raises(ValidationError) as caught:
            cleaned(written.getvalue(), "a.gif")
        assert caught.value.code == "file_too_many_pixels"


@pytest.mark.django_db
class TestPhoto:
    """Photos that code makes."""

    def test_new_file_is_made_anew(self) -> None:
        content = polyglot("JPEG")
        photo = Photo(title="Moestuin", file=ContentFile(content, name="moestuin.jpg"))
        photo.save()
        kept = photo.file.read()
        assert SCRIPT not in kept
        assert (photo.width, photo.height, photo.file_size) == (40, 24, len(kept))

    def test_kept_file_is_left_alone(self) -> None:
        photo = Photo.objects.create(title="Moestuin", file=ContentFile(picture("JPEG"), name="moestuin.jpg"))
        name = photo.file.name
        photo.title = "Tuin"
        photo.save()
        assert Photo.objects.get().file.name == name


@pytest.mark.django_db
class TestAdmin:
    """The forms editors use."""

    def upload(self, client: Client, content: bytes, name: str) -> Any:
        """Upload a picture, as the form does."""
        data = {"title": "Moestuin", "file": SimpleUploadedFile(name, content), "collection": "1"}
        return client.post(reverse("wagtailimages:add"), data)

    def upload_many(self, client: Client, content: bytes, name: str) -> Any:
        """Upload a picture, as dropping files on the page does."""
        data = {"title": "Moestuin", "files[]": SimpleUploadedFile(name, content), "collection": "1"}
        return client.post(reverse("wagtailimages:add_multiple"), data)

    def test_dropped_picture_is_made_anew(self, signed_in: Callable[[str], Client]) -> None:
        answer = self.upload_many(signed_in("editor"), polyglot("GIF"), "tuin.gif")
        assert answer.json()["success"] is True
        assert SCRIPT not in Photo.objects.get().file.read()

    def test_picture_of_the_chooser_is_made_anew(self, signed_in: Callable[[str], Client]) -> None:
        data = {
            "image-chooser-upload-title": "Tuin",
            "image-chooser-upload-file": SimpleUploadedFile("tuin.jpg", polyglot("JPEG")),
            "image-chooser-upload-collection": "1",
        }
        signed_in("writer").post(reverse("wagtailimages_chooser:create"), data)
        assert SCRIPT not in Photo.objects.get().file.read()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("x.html", b"<html><script>alert(1)</script></html>"),
            ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
            ("x.jpg", b"<html><script>alert(1)</script></html>"),
            ("x.png", polyglot("JPEG")),
            ("x.jpg", picture("JPEG")[:300]),
        ],
    )
    def test_what_is_no_picture_is_refused_with_words(
        self, signed_in: Callable[[str], Client], name: str, content: bytes
    ) -> None:
        answer = self.upload_many(signed_in("editor"), content, name).json()
        assert answer["success"] is False
        assert answer["error_message"]
        assert not Photo.objects.exists()

    def test_bomb_is_refused_with_words(self, signed_in: Callable[[str], Client]) -> None:
        bomb = BytesIO()
        Image.new("1", (7000, 7000)).save(bomb, format="PNG")
        answer = self.upload_many(signed_in("editor"), bomb.getvalue(), "groot.png").json()
        assert answer["success"] is False
        assert answer["error_message"]
        assert not Photo.objects.exists()

    @pytest.mark.parametrize("name", ["x.html", "x.svg", "x.js", "x.exe", "x.htm"])
    def test_document_of_another_kind_is_refused(self, signed_in: Callable[[str], Client], name: str) -> None:
        data = {"title": "x", "files[]": SimpleUploadedFile(name, SCRIPT), "collection": "1"}
        answer = signed_in("editor").post(reverse("wagtaildocs:add_multiple"), data).json()
        assert answer["success"] is False
        assert not Document.objects.exists()


@pytest.fixture
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """A folder for uploads on disk."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


@pytest.mark.django_db
class TestServing:
    """How uploads leave the site."""

    def document(self, name: str, content: bytes) -> Document:
        """A document in a collection of its own."""
        collection = Collection.get_first_root_node().add_child(name="Bestuur")
        return Document.objects.create(title=name, file=ContentFile(content, name=name), collection=collection)

    @pytest.mark.parametrize("name", ["verslag.pdf", "brief.txt", "lijst.csv"])
    def test_document_is_an_attachment(self, uploads: Path, client: Client, name: str) -> None:
        answer = client.get(self.document(name, SCRIPT).url)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]

    def test_private_document_is_not_given_by_any_address(self, uploads: Path, client: Client) -> None:
        document = self.document("verslag.pdf", b"%PDF-1.4 geheim")
        assert client.get(document.url).status_code == 200
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
        assert client.get(document.url).status_code == 302
        assert (uploads / document.file.name).is_file()
        assert client.get(f"/media/{document.file.name}").status_code == 404
        assert client.get(f"/media/images/../{document.file.name}").status_code == 404
        assert client.get(f"/media//{document.file.name}").status_code == 404

    def test_picture_is_given_as_what_it_is(self, uploads: Path, client: Client) -> None:
        photo = Photo.objects.create(title="Tuin", file=ContentFile(picture("PNG"), name="tuin.html.png"))
        answer = client.get(f"/media/{photo.file.name}")
        assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            200,
            "image/png",
            "nosniff",
        )
