"""Photos of profiles that nothing shows any more go; all others stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Collection, Revision

from community.initiatives.editing.unused_photos import KEPT, delete_unused, photos_in
from community.initiatives.models import Initiative, ProfilePhoto
from community.members.retention import rules
from foundation.models import NetworkIdentity, Photo
from home.models import OrdinaryPage
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import OrdinaryPageFactory, PhotoFactory

pytestmark = pytest.mark.django_db
Pictures = Callable[..., SimpleUploadedFile]


@pytest.fixture
def photo(desk: Desk, picture: Pictures) -> Photo:
    """A photo in a version of a profile, made so long ago that nobody is still at it."""
    desk.post("fotos", **{"new-1": picture(), "new-1-alt": "De poort"})
    made = Photo.objects.get(title="De poort")
    ProfilePhoto.objects.update(made=timezone.now() - KEPT - timedelta(hours=1))
    return made


def forget_versions(desk: Desk) -> None:
    """Throw away the versions that show it, as deleting a page does."""
    Initiative.objects.filter(pk=desk.initiative.pk).update(latest_revision=None)
    Revision.objects.for_instance(desk.initiative).delete()


def left(photo: Photo) -> list[int]:
    """How many go, and whether this one stays."""
    rule = next(rule for rule in rules() if rule.name == "profile-photos")
    return [rule.apply(dry_run=True), rule.apply(dry_run=False), Photo.objects.filter(pk=photo.pk).count()]


STAYS, GOES = [0, 0, 1], [1, 1, 0]


def test_goes_with_its_files_when_nothing_shows_it(
    photo: Photo,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    deleted: list[str] = []

    class Noted:
        """In place of Wagtail's task, which makes a storage of its own: one in memory would be empty."""

        @staticmethod
        def enqueue(_storage: Any, name: str) -> None:
            deleted.append(name)

    monkeypatch.setattr("wagtail.images.signal_handlers.delete_file_from_storage_task", Noted)
    files = [photo.file.name, photo.get_rendition("width-10").file.name]
    forget_versions(desk)
    with django_capture_on_commit_callbacks(execute=True):
        assert left(photo) == GOES
    assert sorted(deleted) == sorted(files)
    assert (ProfilePhoto.objects.count(), delete_unused(dry_run=False)) == (0, 0)


def test_goes_when_its_page_is_deleted(photo: Photo, desk: Desk) -> None:
    assert left(photo) == STAYS
    desk.fresh().delete()
    assert left(photo) == GOES


def test_stays_in_an_old_version(photo: Photo, desk: Desk) -> None:
    desk.post("fotos", **{f"remove-{photo.pk}": "on"})
    assert desk.draft.photos.count() == 0
    assert left(photo) == STAYS


def test_stays_on_a_page_without_versions(photo: Photo, desk: Desk, trusted: Desk) -> None:
    trusted.online()
    forget_versions(desk)
    assert list(desk.fresh().photos.values_list("photo_id", flat=True)) == [photo.pk]
    assert left(photo) == STAYS


def test_stays_as_the_photo_on_top_of_a_version(desk: Desk, picture: Pictures) -> None:
    desk.post("naam", upload=picture(), photo_alt="De poort")
    ProfilePhoto.objects.update(made=timezone.now() - 2 * KEPT)
    photo = Photo.objects.get()
    assert left(photo) == STAYS
    forget_versions(desk)
    assert left(photo) == GOES


def test_stays_where_another_page_uses_it(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    other = OrdinaryPageFactory(social_image=photo)
    assert left(photo) == STAYS
    other.delete()
    assert left(photo) == GOES


def test_stays_in_the_text_of_another_page(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    page = OrdinaryPageFactory(body=[("image", {"image": photo, "caption": "", "alt": "x"})])
    assert left(photo) == STAYS
    page.delete()
    assert left(photo) == GOES


def test_stays_in_a_draft_of_another_page(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    page = OrdinaryPageFactory()
    page.social_image = photo
    revision = page.save_revision()
    assert left(photo) == STAYS
    OrdinaryPage.objects.filter(pk=page.pk).update(latest_revision=None)
    revision.delete()
    assert left(photo) == GOES


def test_stays_in_the_settings(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    field = next(f.name for f in NetworkIdentity._meta.fields if f.related_model is Photo)
    site = desk.initiative.get_site()
    NetworkIdentity.objects.update_or_create(site=site, defaults={field: photo})
    assert left(photo) == STAYS


def test_stays_for_a_month(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    ProfilePhoto.objects.update(made=timezone.now() - KEPT + timedelta(hours=1))
    assert left(photo) == STAYS


def test_stays_in_a_collection_that_an_editor_chose(photo: Photo, desk: Desk) -> None:
    forget_versions(desk)
    Photo.objects.filter(pk=photo.pk).update(collection=Collection.get_first_root_node().add_child(name="Bewaard"))
    assert left(photo) == STAYS


def test_photos_of_editors_stay(photo: Photo, desk: Desk) -> None:
    by_hand = PhotoFactory(title="Nergens gebruikt", uploaded_by_user=desk.user)
    forget_versions(desk)
    assert left(photo) == GOES
    assert Photo.objects.filter(pk=by_hand.pk).exists()


def test_what_a_version_may_show() -> None:
    content = {"photo": 3, "began": '<embed embedtype="image" id="12" format="left"/>', "owner": 99}
    content |= {"photos": [{"photo": 4, "pk": 98}, {"photo": None}], "title": "In 2027"}
    assert photos_in(Initiative, content) == {3, 4, 12}
