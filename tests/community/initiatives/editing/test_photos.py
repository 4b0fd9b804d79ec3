"""The photos of a profile: words, order, taking away, adding; and files that are no photos."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from foundation.models import Photo
from tests.community.initiatives.editing.conftest import Desk
from tests.foundation.test_uploads import SCRIPT, photo_with_place, polyglot

pytestmark = pytest.mark.django_db
Pictures = Callable[..., SimpleUploadedFile]


def rows(desk: Desk) -> list[tuple[str, str]]:
    """Description and caption of each photo in the newest version."""
    return [(entry.alt, entry.caption) for entry in desk.draft.photos.all()]


def as_shown(desk: Desk) -> dict[str, Any]:
    """What the form sends when nothing is changed."""
    return {
        f"{name}-{entry.photo_id}": value
        for place, entry in enumerate(desk.draft.photos.all(), start=1)
        for name, value in (("alt", entry.alt), ("caption", entry.caption), ("place", place))
    }


@pytest.fixture
def three(desk: Desk, picture: Pictures) -> Desk:
    """With three photos."""
    desk.post(
        "fotos",
        **{f"new-{n}": picture(f"{n}.jpg") for n in (1, 2, 3)},
        **{f"new-{n}-alt": f"Foto {n}" for n in (1, 2, 3)},
    )
    return desk


def test_photos_are_added_with_words(three: Desk) -> None:
    assert rows(three) == [("Foto 1", ""), ("Foto 2", ""), ("Foto 3", "")]
    assert set(Photo.objects.values_list("uploaded_by_user", flat=True)) == {three.user.pk}
    assert not three.fresh().photos.exists()


def test_unchanged_photos_make_no_version(three: Desk) -> None:
    before = three.fresh().latest_revision_id
    three.post("fotos", **as_shown(three))
    assert three.fresh().latest_revision_id == before


def test_order_words_and_taking_away(three: Desk) -> None:
    first, second, third = (entry.photo_id for entry in three.draft.photos.all())
    changes = {f"place-{third}": 1, f"place-{first}": 2, f"caption-{first}": "Bij de poort", f"remove-{second}": "on"}
    three.post("fotos", **{**as_shown(three), **changes})
    assert rows(three) == [("Foto 3", ""), ("Foto 1", "Bij de poort")]


def test_taking_away_asks_for_no_words(three: Desk) -> None:
    first = three.draft.photos.all()[0].photo_id
    three.post("fotos", **{**as_shown(three), f"alt-{first}": "", f"remove-{first}": "on"})
    assert rows(three) == [("Foto 2", ""), ("Foto 3", "")]


def test_description_is_asked(desk: Desk, picture: Pictures) -> None:
    answer = desk.post("fotos", **{"new-1": picture(), "new-1-alt": " "})
    assert "new-1-alt" in answer.context["form"].errors
    assert not Photo.objects.exists()


def test_words_without_a_photo_ask_for_it(desk: Desk) -> None:
    assert "new-1" in desk.post("fotos", **{"new-1-caption": "Bij de poort"}).context["form"].errors


def test_photo_of_another_added_meanwhile_stays(three: Desk, at_desk: Callable[..., Desk], picture: Pictures) -> None:
    base, shown = str(three.fresh().latest_revision_id), as_shown(three)
    first = three.draft.photos.all()[0].photo_id
    other = at_desk(name="Ahmed")
    other.post("fotos", **as_shown(other), **{"new-1": picture("x.png", kind="PNG"), "new-1-alt": "Van Ahmed"})
    three.post("fotos", base=base, **{**shown, f"remove-{first}": "on"})
    assert rows(three) == [("Foto 2", ""), ("Foto 3", ""), ("Van Ahmed", "")]


def test_same_words_changed_by_two_clash(three: Desk, at_desk: Callable[..., Desk]) -> None:
    base, shown = str(three.fresh().latest_revision_id), as_shown(three)
    first = three.draft.photos.all()[0].photo_id
    other = at_desk(name="Ahmed")
    other.post("fotos", **{**as_shown(other), f"alt-{first}": "Van Ahmed"})
    assert three.post("fotos", base=base, **{**shown, f"alt-{first}": "Van Joke"}).status_code == 409
    assert rows(three)[0] == ("Van Ahmed", "")


def test_at_most_twelve(three: Desk, picture: Pictures) -> None:
    for _round in range(4):
        new = {f"new-{n}": picture() for n in (1, 2, 3)}
        three.post("fotos", **as_shown(three), **new, **{f"new-{n}-alt": "Nog een" for n in (1, 2, 3)})
    assert len(rows(three)) == 12


@pytest.mark.parametrize("section", ["fotos", "naam"])
class TestFiles:
    """Uploads, in both places."""

    def post(self, desk: Desk, section: str, file: SimpleUploadedFile) -> Any:
        """Upload it."""
        if section == "naam":
            return desk.post("naam", upload=file, photo_alt="Buren")
        return desk.post("fotos", **{"new-1": file, "new-1-alt": "Buren"})

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
    def test_script_in_a_picture_is_gone(self, desk: Desk, section: str, kind: str) -> None:
        assert self.post(desk, section, SimpleUploadedFile("x.html", polyglot(kind))).status_code == 302
        photo = Photo.objects.get()
        assert SCRIPT not in photo.file.read()
        assert not photo.file.name.endswith(".html")

    def test_place_is_gone(self, desk: Desk, section: str) -> None:
        self.post(desk, section, SimpleUploadedFile("x.jpg", photo_with_place()))
        assert b"Camera van Joke" not in Photo.objects.get().file.read()

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<html><script>alert(1)</script>",
            b"%PDF-1.4",
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
            photo_with_place()[:200],
        ],
    )
    def test_what_is_no_picture_is_refused_with_words(self, desk: Desk, section: str, content: bytes) -> None:
        answer = self.post(desk, section, SimpleUploadedFile("x.jpg", content))
        name = "upload" if section == "naam" else "new-1"
        assert answer.status_code == 200
        assert answer.context["form"].errors[name]
        assert not Photo.objects.exists()

    def test_bomb_is_refused(self, desk: Desk, section: str, picture: Pictures, settings: Settings) -> None:
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
        assert self.post(desk, section, picture(size=(11, 10))).status_code == 200
        assert not Photo.objects.exists()

    def test_too_large_is_refused(self, desk: Desk, section: str, picture: Pictures, settings: Settings) -> None:
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
        assert self.post(desk, section, picture()).status_code == 200
        assert not Photo.objects.exists()

    def test_strange_name_is_no_problem(self, desk: Desk, section: str, picture: Pictures) -> None:
        assert self.post(desk, section, picture("../../x" * 20 + "\u202e.jpg")).status_code == 302


def test_photo_on_top_is_replaced_and_taken_away(trusted: Desk, picture: Pictures) -> None:
    trusted.post("naam", upload=picture(), photo_alt="Twee buren", action="online")
    page = trusted.fresh()
    assert page.photo_id is not None
    assert "Twee buren" in trusted.client.get(page.url).content.decode()
    trusted.post("naam", remove="on", action="online")
    assert trusted.fresh().photo_id is None
