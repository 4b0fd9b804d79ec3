"""Versions of a profile, its preview, and the way back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.initiatives.models import Initiative
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


def versions(desk: Desk) -> list[Any]:
    """What the list shows."""
    return desk.client.get(reverse("initiative_versions", args=[desk.initiative.pk])).context["versions"]


def open_version(desk: Desk, pk: int) -> Any:
    """Look at one."""
    return desk.client.get(reverse("initiative_version", args=[desk.initiative.pk, pk]))


def test_list_tells_who_and_what(desk: Desk, trusted: Desk) -> None:
    desk.post("naam", tagline="Samen spitten.")
    trusted.post("contact", contact_phone="0348 41 23 45")
    found = [(entry.who, entry.what, entry.is_live, entry.is_latest) for entry in versions(desk)]
    assert found[:2] == [
        ("Ahmed Bakker", "Contact", False, True),
        ("Joke Bakker", "Naam en foto", False, False),
    ]
    assert found[2][2:] == (True, False)


def test_list_is_paged(desk: Desk) -> None:
    for number in range(25):
        desk.post("feiten", founded=str(1990 + number))
    url = reverse("initiative_versions", args=[desk.initiative.pk])
    first, second = (desk.client.get(url, {"pagina": page}).context["versions"] for page in ("1", "2"))
    assert (len(first), len(second)) == (20, 6)
    assert first[-1].what == "Feiten"
    assert desk.client.get(url, {"pagina": "3"}).status_code == 404


def test_old_version_is_shown_as_it_was(desk: Desk) -> None:
    old = desk.fresh().latest_revision_id
    desk.post("naam", tagline="Samen spitten.")
    html = open_version(desk, old).content.decode()
    assert "Buren die samen iets doen." in html
    assert "Samen spitten." not in html


def test_going_back_makes_a_new_draft_of_it(desk: Desk, trusted: Desk) -> None:
    old = desk.fresh().latest_revision_id
    theme = ThemeFactory(title="Zorg")
    trusted.post("naam", tagline="Samen spitten.", action="online")
    trusted.post("themas", theme_1=theme.pk, tags="wormenbak", action="online")
    answer = desk.client.post(reverse("initiative_version", args=[desk.initiative.pk, old]))
    assert answer.url == reverse("initiative_versions", args=[desk.initiative.pk])
    draft, live = desk.draft, desk.fresh()
    assert draft.tagline == "Buren die samen iets doen."
    assert [str(link.theme) for link in draft.theme_links.all()] == ["Groen"]
    assert [tag.name for tag in draft.tags.all()] == ["compost"]
    assert (live.tagline, live.latest_revision.user) == ("Samen spitten.", desk.user)


def test_going_back_can_be_put_online(trusted: Desk) -> None:
    old = trusted.fresh().latest_revision_id
    trusted.post("themas", theme_1=ThemeFactory(title="Zorg").pk, action="online")
    trusted.client.post(reverse("initiative_version", args=[trusted.initiative.pk, old]))
    trusted.online()
    assert [str(link.theme) for link in trusted.fresh().theme_links.all()] == ["Groen"]
    assert [tag.name for tag in trusted.fresh().tags.all()] == ["compost"]


def test_going_back_leaves_what_is_no_part_of_the_profile(desk: Desk) -> None:
    page = desk.draft
    old = desk.fresh().latest_revision_id
    page.search_description, page.slug = "Van de redactie", "anders"
    page.save_revision()
    desk.client.post(reverse("initiative_version", args=[desk.initiative.pk, old]))
    assert (desk.draft.search_description, desk.draft.slug) == ("Van de redactie", "anders")


class TestPreview:
    """The draft as visitors would see it."""

    def preview(self, desk: Desk) -> Any:
        """Open it."""
        return desk.client.get(reverse("initiative_preview", args=[desk.initiative.pk]))

    def test_draft_is_shown_in_the_public_template(self, desk: Desk, client: Client) -> None:
        desk.post("naam", tagline="Samen spitten.")
        answer = self.preview(desk)
        assert "initiatives/initiative.html" in [template.name for template in answer.templates]
        assert "Samen spitten." in answer.content.decode()
        assert "Samen spitten." not in client.get(desk.fresh().url).content.decode()

    def test_it_is_for_nobody_to_find_or_keep(self, desk: Desk) -> None:
        answer = self.preview(desk)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_draft_that_never_was_online_is_shown(self, desk: Desk, initiative: Initiative) -> None:
        page = desk.fresh()
        page.unpublish()
        assert self.preview(desk).status_code == 200

    def test_photos_and_needs_of_the_draft_are_shown(self, desk: Desk, picture: Any) -> None:
        desk.post("fotos", **{"new-1": picture(), "new-1-alt": "Een kruiwagen", "new-1-caption": "Oogst"})
        html = self.preview(desk).content.decode()
        assert 'alt="Een kruiwagen"' in html
        assert "Oogst" in html
