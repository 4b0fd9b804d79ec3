"""Photos of members: made anew, private, and gone when they should be."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from community.members.models import MemberProfile, User, Visibility
from community.members.models.profile import private_storage
from community.members.profiles import views
from community.members.profiles.actions import keep_profile
from community.members.profiles.photos import square_photo
from tests.community.members.pictures import BLUE, RED, SCRIPT, photo_with_place, picture, upload
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

UNREADABLE = "Dit plaatje is niet te lezen. Sla het opnieuw op in een fotoprogramma en probeer het nog eens."
EMPTY = "Dit bestand is leeg. Kies een andere foto."


@pytest.fixture(autouse=True)
def private_folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for each test."""
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    monkeypatch.setattr(MemberProfile._meta.get_field("photo"), "storage", private_storage())
    return settings.PRIVATE_MEDIA_ROOT


@pytest.fixture
def user(network: object) -> User:
    """Somebody who signed in."""
    return UserFactory()


@pytest.fixture
def client(user: User) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, photo: SimpleUploadedFile | None, **answers: Any) -> Any:
    """Send the form with this photo."""
    levels = {f"{part}_visibility": Visibility.MEMBERS for part in MemberProfile.PARTS}
    data = {"first_name": "Joke", "about": "", "skills": "", **levels, **answers}
    return client.post(reverse("my_profile"), {**data, "photo": photo} if photo else data)


def profile_of(user: User) -> MemberProfile:
    """As the database has it."""
    return MemberProfile.objects.get(user=user)


def photo_url(user: User) -> str:
    """Where the photo is."""
    return reverse("member_photo", args=(profile_of(user).public_id,))


def files_in(folder: Path) -> list[str]:
    """The names of all files."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestKeeping:
    """What becomes of an upload."""

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
    def test_every_format_becomes_the_same_square(self, kind: str, client: Client, user: User) -> None:
        assert post(client, upload(picture(kind, size=(1200, 800)))).status_code == 302
        with Image.open(profile_of(user).photo.path) as kept:
            assert (kept.format, kept.size, kept.mode) == ("WEBP", (512, 512), "RGB")
            left, right = kept.getpixel((40, 256)), kept.getpixel((470, 256))
        assert all(abs(a - b) < 12 for a, b in zip((*left, *right), (*RED, *BLUE), strict=True))

    def test_small_one_is_not_blown_up(self, client: Client, user: User) -> None:
        post(client, upload(picture(size=(90, 60))))
        with Image.open(profile_of(user).photo.path) as kept:
            assert kept.size == (60, 60)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L"])
    def test_every_colour_mode_works(self, mode: str, client: Client, user: User) -> None:
        assert post(client, upload(picture("PNG", mode=mode))).status_code == 302
        assert profile_of(user).photo

    def test_place_and_script_are_gone(self, client: Client, user: User) -> None:
        content = photo_with_place()
        assert SCRIPT in content
        assert b"Camera van Joke" in content
        post(client, upload(content))
        kept = Path(profile_of(user).photo.path).read_bytes()
        assert SCRIPT not in kept
        assert b"Camera" not in kept
        with Image.open(profile_of(user).photo.path) as opened:
            assert dict(opened.getexif()) == {}

    def test_name_of_the_file_tells_nothing(self, client: Client, user: User) -> None:
        post(client, upload(picture(), "fatima-thuis.jpg"))
        name = Path(profile_of(user).photo.name).name
        assert (len(name), name.endswith(".webp"), "fatima" in name) == (37, True, False)

    def test_it_is_no_public_file(self, client: Client, user: User, private_folder: Path) -> None:
        post(client, upload(picture()))
        kept = profile_of(user).photo
        assert files_in(private_folder) == [Path(kept.name).name]
        assert Path(settings.MEDIA_ROOT) / kept.name not in Path(settings.MEDIA_ROOT).rglob("*")
        for url in (
            f"/media/{kept.name}",
            f"/media/../private/{kept.name}",
            f"/media/images/../../private/{kept.name}",
        ):
            assert client.get(url).status_code == 404


class TestRefusing:
    """What is no good photo."""

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", EMPTY),
            (b"\x00", UNREADABLE),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", UNREADABLE),
            (b"%PDF-1.4 no picture", UNREADABLE),
            (b"MZ" + b"\x00" * 500, UNREADABLE),
            (b"\xff\xd8\xff\xe0" + b"\x00" * 50, UNREADABLE),
            (picture()[:700], UNREADABLE),
            (b"<?php system($_GET['c']); ?>" + picture("GIF"), UNREADABLE),
        ],
    )
    def test_it_is_told_and_nothing_lost(self, content: bytes, words: str, client: Client, user: User) -> None:
        answer = post(client, upload(content), about="Dit typte ik al.")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert words in page
        assert ">\nDit typte ik al.</textarea>" in page
        assert not profile_of(user).photo

    def test_bomb_is_not_unpacked(self, client: Client, user: User, settings: Settings) -> None:
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
        page = post(client, upload(picture("PNG", size=(1001, 1000)), "bom.png")).content.decode()
        assert "Dit plaatje heeft te veel pixels. Er passen er hooguit 1 miljoen." in page
        assert not profile_of(user).photo
        assert post(client, upload(picture("PNG", size=(1000, 1000)), "geen-bom.png")).status_code == 302  # the control

    def test_large_file_is_refused(self, client: Client, user: User, settings: Settings) -> None:
        content = picture()
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(content) - 1
        assert "Deze foto is te groot." in post(client, upload(content)).content.decode()
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(content)
        assert post(client, upload(content)).status_code == 302

    def test_good_photo_is_kept_when_something_else_is_wrong(self, client: Client, user: User) -> None:
        """A browser does not send a file again."""
        page = post(client, upload(picture()), first_name="").content.decode()
        assert "Je foto is bewaard." in page
        profile = profile_of(user)
        assert profile.photo
        assert reverse("member_photo", args=(profile.public_id,)) in page
        assert User.objects.get(pk=user.pk).first_name == user.first_name


class TestReplacing:
    """Files go once the change is through, and not before."""

    def test_old_file_goes(
        self, client: Client, user: User, private_folder: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        post(client, upload(picture()))
        old = files_in(private_folder)
        with django_capture_on_commit_callbacks() as callbacks:
            post(client, upload(picture(size=(300, 300))))
        assert len(files_in(private_folder)) == 2
        for callback in callbacks:
            callback()
        assert len(files_in(private_folder)) == 1
        assert files_in(private_folder) != old

    def test_removed_file_goes(
        self, client: Client, user: User, private_folder: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        post(client, upload(picture()))
        with django_capture_on_commit_callbacks(execute=True):
            post(client, None, remove_photo="on")
        assert files_in(private_folder) == []
        assert not profile_of(user).photo
        assert client.get(photo_url(user)).status_code == 404

    def test_old_file_stays_when_the_change_fails(self, client: Client, user: User, private_folder: Path) -> None:
        post(client, upload(picture()))
        kept = files_in(private_folder)
        content = picture()
        photo = square_photo(upload(content), "x.jpg", len(content))

        @transaction.atomic
        def fail() -> None:
            keep_profile({"photo": photo}, by=user)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert set(kept) <= set(files_in(private_folder))
        assert client.get(photo_url(user)).status_code == 200

    def test_profile_without_a_new_photo_keeps_the_old_one(self, client: Client, user: User) -> None:
        post(client, upload(picture()))
        before = profile_of(user).photo.name
        post(client, None, about="Nieuw")
        assert profile_of(user).photo.name == before


class TestServing:
    """Who gets the photo, and how."""

    @pytest.fixture(autouse=True)
    def _kept(self, client: Client) -> None:
        post(client, upload(picture()))

    @pytest.mark.parametrize(
        ("level", "statuses"),
        [
            (Visibility.PRIVATE, {"self": 200, "member": 404, "editor": 404, "administrator": 404, "anonymous": 404}),
            (Visibility.MEMBERS, {"self": 200, "member": 200, "editor": 200, "administrator": 200, "anonymous": 404}),
            (Visibility.PUBLIC, {"self": 200, "member": 200, "editor": 200, "administrator": 200, "anonymous": 200}),
        ],
    )
    def test_it_is_for_its_readers(
        self, level: Visibility, statuses: dict[str, int], client: Client, user: User, signed_in: Any
    ) -> None:
        MemberProfile.objects.update(photo_visibility=level)
        browsers = {role: client if role == "self" else signed_in(role) for role in statuses}
        assert {role: browser.get(photo_url(user)).status_code for role, browser in browsers.items()} == statuses

    def test_control_without_the_check(self, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
        url = photo_url(user)
        assert Client().get(url).status_code == 404
        monkeypatch.setattr(views, "photo_for", lambda *_args, **_options: profile_of(user).photo)
        assert Client().get(url).status_code == 200

    def test_headers_keep_it_private(self, client: Client, user: User) -> None:
        answer = client.get(photo_url(user))
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"] == "private, max-age=3600"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer.content == Path(profile_of(user).photo.path).read_bytes()

    def test_known_photo_is_not_sent_again(self, client: Client, user: User) -> None:
        etag = client.get(photo_url(user))["ETag"]
        again = client.get(photo_url(user), headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        post(client, upload(picture(size=(300, 300))))
        assert client.get(photo_url(user), headers={"If-None-Match": etag}).status_code == 200

    def test_known_photo_is_still_asked_permission_for(self, client: Client, user: User) -> None:
        etag = client.get(photo_url(user))["ETag"]
        assert Client().get(photo_url(user), headers={"If-None-Match": etag}).status_code == 404

    def test_small_one_is_for_lists(self, client: Client, user: User) -> None:
        small, whole = client.get(photo_url(user) + "?klein"), client.get(photo_url(user))
        assert len(small.content) < len(whole.content)
        assert small["ETag"] != whole["ETag"]

    @pytest.mark.parametrize("change", [{"is_active": False}, {"is_active": True}])
    def test_photo_of_a_closed_account_is_gone(self, change: dict[str, bool], user: User) -> None:
        MemberProfile.objects.update(photo_visibility=Visibility.PUBLIC)
        User.objects.filter(pk=user.pk).update(**change)
        assert Client().get(photo_url(user)).status_code == (200 if change["is_active"] else 404)

    def test_lost_file_is_not_found(self, client: Client, user: User) -> None:
        Path(profile_of(user).photo.path).unlink()
        assert client.get(photo_url(user)).status_code == 404
