"""Every way a picture can come in: it is made anew, so that nothing but its pixels is kept."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page
from wagtail.users.models import UserProfile

from community.forums.models import Attachment
from community.initiatives.editing.making import base_of
from community.members.models import MemberProfile, User, Visibility
from foundation.models import Photo
from tests.factories import InitiativeFactory, OwnerFactory, PhotoFactory, UserFactory
from tests.foundation.test_uploads import SCRIPT, photo_with_place, polyglot

pytestmark = pytest.mark.django_db

# Every field that keeps a file, and what comes in by it. What is new here needs a way in TestEachWay.
FIELDS = {
    "forums.Attachment.file": "pictures are made anew; other files are looked into, and only ever downloaded",
    "foundation.Photo.file": "pictures of the library and of the site's editor: made anew by the form and on saving",
    "foundation.PhotoRendition.file": "made from those",
    "members.DataExport.file": "made by the site",
    "members.MemberProfile.photo": "made anew by its form",
    "wagtailcore.UploadedFile.file": "waits in the admin for its title, is never shown, and is made anew from there",
    "wagtaildocs.Document.file": "files of the library: only ever downloaded, never shown",
    "wagtailimages.Image.file": "not used: this project has its own",
    "wagtailimages.Rendition.file": "not used: this project has its own",
    "wagtailusers.UserProfile.avatar": "made anew on saving",
}


def file_fields() -> Iterator[str]:
    """Every field of a model that keeps a file."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield f"{model._meta.label}.{field.name}"


def test_every_field_that_keeps_a_file_is_known() -> None:
    assert sorted(file_fields()) == sorted(FIELDS)


Send = Callable[[Client, User, SimpleUploadedFile], Any]


def to_library(client: Client, _user: User, file: SimpleUploadedFile) -> Any:
    """The form for one picture."""
    client.post(reverse("wagtailimages:add"), {"title": "Tuin", "file": file, "collection": "1"})
    return Photo.objects.get().file


def dropped(client: Client, _user: User, file: SimpleUploadedFile) -> Any:
    """Several pictures at once."""
    client.post(reverse("wagtailimages:add_multiple"), {"title": "Tuin", "files[]": file, "collection": "1"})
    return Photo.objects.get().file


def by_chooser(client: Client, _user: User, file: SimpleUploadedFile) -> Any:
    """While writing a page."""
    name = "image-chooser-upload"
    data = {f"{name}-title": "Tuin", f"{name}-file": file, f"{name}-collection": "1"}
    client.post(reverse("wagtailimages_chooser:create"), data)
    return Photo.objects.get().file


def replaced(client: Client, _user: User, file: SimpleUploadedFile) -> Any:
    """Another file for a picture that is there."""
    photo = PhotoFactory(title="Tuin")
    before = photo.file.name
    data = {"title": "Tuin", "file": file, "collection": "1", "description": "Tuin"}
    client.post(reverse("wagtailimages:edit", args=[photo.pk]), data)
    photo.refresh_from_db()
    assert photo.file.name != before
    return photo.file


def in_code(_client: Client, user: User, file: SimpleUploadedFile) -> Any:
    """By an import, say."""
    return Photo.objects.create(title="Tuin", file=file, uploaded_by_user=user).file


def as_avatar(client: Client, user: User, file: SimpleUploadedFile) -> Any:
    """Beside a name in the admin."""
    form = {"name_email-first_name": "Joke", "name_email-last_name": "Buurvrouw", "avatar-avatar": file}
    form |= {"locale-preferred_language": "nl", "locale-current_time_zone": "Europe/Amsterdam"}
    form |= {"theme-theme": "system", "theme-density": "default", "theme-contrast": "system"}
    answer = client.post(reverse("wagtailadmin_account"), form)
    assert answer.status_code == 302, answer.context and [p.get_form().errors for p in answer.context["panels"]]
    return UserProfile.objects.get(user=user).avatar


def of_oneself(client: Client, user: User, file: SimpleUploadedFile) -> Any:
    """In a member's profile."""
    levels = {f"{part}_visibility": Visibility.MEMBERS for part in MemberProfile.PARTS}
    client.post(reverse("my_profile"), {"first_name": "Joke", "about": "", "skills": "", **levels, "photo": file})
    return MemberProfile.objects.get(user=user).photo


def at_home(user: User) -> Page:
    """An initiative of this person."""
    return OwnerFactory(user=user, initiative=InitiativeFactory()).initiative


def on_top(client: Client, user: User, file: SimpleUploadedFile) -> Any:
    """On top of an initiative, by its owner."""
    page = at_home(user)
    data = {"title": page.title, "tagline": page.tagline, "upload": file, "photo_alt": "Buren", "base": base_of(page)}
    client.post(reverse("initiative_edit", args=[page.pk, "naam"]), data)
    return Photo.objects.get().file


def in_gallery(client: Client, user: User, file: SimpleUploadedFile) -> Any:
    """Among the photos of an initiative, by its owner."""
    page = at_home(user)
    data = {"new-1": file, "new-1-alt": "Buren", "base": base_of(page)}
    client.post(reverse("initiative_edit", args=[page.pk, "fotos"]), data)
    return Photo.objects.get().file


def in_a_post(client: Client, _user: User, file: SimpleUploadedFile) -> Any:
    """In a post of the forum."""
    answer = client.post(reverse("forum_upload"), {"file": file, "alt": "Buren"})
    assert answer.status_code == 200, answer.content
    return Attachment.objects.get().file


WAYS: tuple[Send, ...] = (
    to_library,
    dropped,
    by_chooser,
    replaced,
    in_code,
    as_avatar,
    of_oneself,
    on_top,
    in_gallery,
    in_a_post,
)


@pytest.fixture
def person(network: Any) -> User:
    """Somebody who may do all of these."""
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.mark.parametrize("send", WAYS, ids=lambda send: send.__name__)
class TestEachWay:
    def kept(self, send: Send, person: User, content: bytes, name: str) -> bytes:
        """What is kept of an upload."""
        client = Client()
        client.force_login(person)
        file = send(client, person, SimpleUploadedFile(name, content, "image/jpeg"))
        with file.open() as opened:
            return opened.read()

    def test_keeps_nothing_of_where_it_was_taken(self, send: Send, person: User) -> None:
        content = photo_with_place()
        assert Image.open(ContentFile(content)).getexif()
        kept = self.kept(send, person, content, "tuin.jpg")
        assert not Image.open(ContentFile(kept)).getexif()
        assert b"Camera van Joke" not in kept
        assert SCRIPT not in kept

    def test_keeps_no_script(self, send: Send, person: User) -> None:
        assert SCRIPT not in self.kept(send, person, polyglot("PNG"), "tuin.png")


def test_without_the_cleaning_it_would_be_kept(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr("foundation.models.photos.clean_picture", lambda file, _name: ContentFile(file.read(), "x.jpg"))
    file = in_code(Client(), person, SimpleUploadedFile("tuin.jpg", photo_with_place()))
    assert b"Camera van Joke" in file.read()
