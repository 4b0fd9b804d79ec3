"""The pages of the editor: who may open them, what they show, what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.initiatives.editing.sections import ENGLISH, SECTIONS
from community.initiatives.models import Initiative, ProfileDraft
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import InitiativeFactory, UserFactory
from tests.factories.community import MembershipFactory

pytestmark = pytest.mark.django_db

ALL = [*(section.slug for section in SECTIONS), ENGLISH]


def addresses(pk: int, revision: int) -> list[str]:
    """All addresses of the editor that are opened."""
    return [
        reverse("initiative_edit_start", args=[pk]),
        *(reverse("initiative_edit", args=[pk, slug]) for slug in ALL),
        reverse("initiative_preview", args=[pk]),
        reverse("initiative_versions", args=[pk]),
        reverse("initiative_version", args=[pk, revision]),
        reverse("initiative_english_preview", args=[pk]),
        reverse("initiative_english_versions", args=[pk]),
        reverse("initiative_english_version", args=[pk, 1]),
    ]


def posts(pk: int, revision: int) -> list[str]:
    """All addresses that change something."""
    return [
        *(reverse("initiative_edit", args=[pk, slug]) for slug in ALL),
        *(reverse("initiative_draft", args=[pk, slug]) for slug in ALL),
        reverse("initiative_online", args=[pk]),
        reverse("initiative_version", args=[pk, revision]),
        reverse("initiative_english_version", args=[pk, 1]),
    ]


@pytest.mark.parametrize("slug", ALL)
def test_owner_opens_every_section(desk: Desk, slug: str) -> None:
    answer = desk.get(slug)
    assert answer.status_code == 200
    assert "Buurttuin" in answer.content.decode()


class TestRights:
    """Owners and editors, nobody else."""

    def statuses(self, client: Client, initiative: Initiative) -> set[int]:
        """What this client gets at all addresses."""
        pk, revision = initiative.pk, initiative.latest_revision_id
        opened = {client.get(url).status_code for url in addresses(pk, revision)}
        return opened | {client.post(url, {"action": "online"}).status_code for url in posts(pk, revision)}

    def test_member_of_it_gets_not_found(self, initiative: Initiative) -> None:
        client = Client()
        client.force_login(MembershipFactory(initiative=initiative).user)
        assert self.statuses(client, initiative) == {404}

    def test_stranger_gets_not_found(self, initiative: Initiative) -> None:
        client = Client()
        client.force_login(UserFactory())
        assert self.statuses(client, initiative) == {404}

    def test_owner_of_another_gets_not_found(self, initiative: Initiative, at_desk: Callable[..., Desk]) -> None:
        other = at_desk(page=InitiativeFactory(title="Ander"))
        assert self.statuses(other.client, initiative) == {404}

    def test_visitor_is_asked_to_sign_in(self, initiative: Initiative, client: Client) -> None:
        urls = addresses(initiative.pk, initiative.latest_revision_id) + posts(initiative.pk, 1)
        assert {client.get(url).url.partition("?")[0] for url in urls} == {reverse("account_login")}
        assert not ProfileDraft.objects.exists()

    def test_visitor_learns_nothing_of_what_is_not_there(self, client: Client) -> None:
        assert client.get(reverse("initiative_edit", args=[999_999, "naam"])).status_code == 302

    def test_editor_may(self, initiative: Initiative, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("editor")
        assert client.get(reverse("initiative_edit", args=[initiative.pk, "naam"])).status_code == 200

    def test_writer_of_other_pages_may_not(self, initiative: Initiative, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("writer")
        assert client.get(reverse("initiative_edit", args=[initiative.pk, "naam"])).status_code == 404

    def test_version_of_another_page_is_not_found(self, desk: Desk) -> None:
        other = InitiativeFactory(title="Geheim", published=False)
        url = reverse("initiative_version", args=[desk.initiative.pk, other.latest_revision_id])
        assert desk.client.get(url).status_code == 404
        assert desk.client.post(url).status_code == 404

    def test_reading_changes_nothing(self, desk: Desk) -> None:
        before = desk.fresh().latest_revision_id
        for url in addresses(desk.initiative.pk, before):
            desk.client.get(url)
        assert desk.fresh().latest_revision_id == before
        assert not ProfileDraft.objects.exists()

    @pytest.mark.parametrize("slug", ["", "onbekend", "__class__"])
    def test_unknown_section_is_not_found(self, desk: Desk, slug: str) -> None:
        assert desk.client.get(f"/initiatief/{desk.initiative.pk}/bewerken/{slug}/").status_code == 404


class TestCost:
    """What a page asks of the database."""

    @pytest.mark.parametrize("slug", ALL)
    def test_section_costs_few_queries(self, desk: Desk, slug: str) -> None:
        desk.get(slug)
        with CaptureQueriesContext(connection) as queries:
            desk.get(slug)
        assert len(queries) <= (17 if slug != ENGLISH else 19), [query["sql"][:100] for query in queries]

    def test_versions_cost_the_same_however_many(self, desk: Desk) -> None:
        url = reverse("initiative_versions", args=[desk.initiative.pk])

        def cost() -> int:
            desk.client.get(url)
            with CaptureQueriesContext(connection) as queries:
                desk.client.get(url)
            return len(queries)

        few = cost()
        for number in range(30):
            desk.draft.save_revision(user=UserFactory(first_name=f"Buur {number}"))
        assert cost() == few


class TestSaving:
    """What is said after a form was sent."""

    def test_saved_section_is_a_draft(self, desk: Desk) -> None:
        answer = desk.post("naam", tagline="Samen spitten.")
        assert (answer.status_code, answer.url) == (302, desk.url("naam"))
        assert desk.draft.tagline == "Samen spitten."
        assert desk.fresh().tagline == "Buren die samen iets doen."

    def test_mistake_keeps_what_was_typed(self, desk: Desk) -> None:
        answer = desk.post("naam", title="", tagline="Samen spitten.")
        html = answer.content.decode()
        assert answer.status_code == 200
        assert ">\nSamen spitten.</textarea>" in html
        assert desk.draft.tagline == "Buren die samen iets doen."

    def test_nothing_changed_makes_no_version(self, desk: Desk) -> None:
        before = desk.fresh().latest_revision_id
        for section in SECTIONS:
            desk.post(section.slug)
        assert desk.fresh().latest_revision_id == before

    def test_start_leads_to_what_is_missing_most(self, desk: Desk) -> None:
        answer = desk.client.get(reverse("initiative_edit_start", args=[desk.initiative.pk]))
        assert answer.url == desk.url("verhaal")

    def test_locked_profile_says_so_and_keeps_the_text(
        self, desk: Desk, person_with_role: Callable[[str], Any]
    ) -> None:
        page = desk.fresh()
        page.locked, page.locked_by = True, person_with_role("editor")
        page.save()
        assert "data-warnings" in desk.get("naam").content.decode()
        html = desk.post("naam", tagline="Samen spitten.").content.decode()
        assert ">\nSamen spitten.</textarea>" in html
        assert desk.draft.tagline == "Buren die samen iets doen."


class TestPostcode:
    """The middle of a postcode."""

    def test_member_gets_the_middle(self, desk: Desk) -> None:
        found = desk.client.get(reverse("postcode_spot"), {"q": "3511 AB"}).json()
        assert 52.0 < found["latitude"] < 52.2
        assert 5.0 < found["longitude"] < 5.3

    @pytest.mark.parametrize("text", ["", "0000", "<script>", "x" * 10_000])
    def test_no_postcode_is_not_found(self, desk: Desk, text: str) -> None:
        assert desk.client.get(reverse("postcode_spot"), {"q": text}).status_code == 404
