"""What waits for an editor: the right pages, for the right person, at a flat price."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.members.models import User
from foundation.translating import translate
from home.waiting import kinds_of_work
from tests.conftest import Network
from tests.factories import EventFactory, InitiativeFactory, OrdinaryPageFactory, PhotoFactory, ToolFactory

pytestmark = pytest.mark.django_db


def waiting_for(user: User) -> dict[str, list[str]]:
    """Titles of what waits, by the name of the kind; empty kinds and the untranslated sections are left out."""
    found = {}
    for kind in kinds_of_work(user):
        titles = sorted(kind.pages.values_list("title", flat=True))
        if titles:
            found[kind.name] = titles
    return found


@pytest.fixture
def editor(person_with_role: Callable[[str], User]) -> User:
    """An editor."""
    return person_with_role("editor")


class TestKinds:
    """Each kind of work."""

    def test_old_tools(self, editor: User) -> None:
        today = timezone.localdate()
        ToolFactory(title="Oud", last_reviewed=today - timedelta(days=366))
        ToolFactory(title="Nooit", last_reviewed=None)
        ToolFactory(title="Net", last_reviewed=today - timedelta(days=365))
        ToolFactory(title="Concept", last_reviewed=date(2020, 1, 1), published=False)
        assert waiting_for(editor)["nakijken"] == ["Nooit", "Oud"]

    def test_meetings_without_a_report(self, editor: User) -> None:
        now = timezone.now()
        for title, start, extra in (
            ("Kortgeleden", now - timedelta(days=3), {}),
            ("Lang geleden", now - timedelta(weeks=9), {}),
            ("Straks", now + timedelta(days=3), {}),
            ("Afgelast", now - timedelta(days=3), {"is_cancelled": True}),
            ("Met verslag", now - timedelta(days=3), {"body": [("text", "<p>Het was druk.</p>")]}),
        ):
            EventFactory(title=title, start=start, **extra)
        assert waiting_for(editor)["verslagen"] == ["Kortgeleden"]

    def test_initiatives_that_miss_something(self, editor: User) -> None:
        InitiativeFactory(title="Kaal", latitude=None, longitude=None)
        InitiativeFactory(title="Compleet", photo=PhotoFactory(), contact_phone="030-555 01 00")
        InitiativeFactory(title="Adres", photo=PhotoFactory(), contact_email="a@voorbeeld.example")
        found = waiting_for(editor)
        assert found["zonder-foto"] == found["zonder-punt"] == found["zonder-contact"] == ["Kaal"]

    def test_untranslated_pages(self, editor: User, network: Network) -> None:
        done = OrdinaryPageFactory(title="Over ons")
        OrdinaryPageFactory(title="Huisregels")
        OrdinaryPageFactory(title="Concept", published=False)
        translate(done, {"title": "About us", "slug": "about-us"}, network.english)
        assert waiting_for(editor)["vertalen-en"] == ["Huisregels"]

    def test_own_drafts(self, editor: User, person_with_role: Callable[[str], User]) -> None:
        OrdinaryPageFactory(title="Van mij").save_revision(user=editor)
        OrdinaryPageFactory(title="Van een ander").save_revision(user=person_with_role("editor"))
        assert waiting_for(editor)["concepten"] == ["Van mij"]

    def test_approvals_wait_for_editors_and_are_no_drafts_any_more(
        self, editor: User, person_with_role: Callable[[str], User]
    ) -> None:
        writer = person_with_role("writer")
        page = ToolFactory(title="Soep", published=False, owner=writer, last_reviewed=timezone.localdate())
        page.save_revision(user=writer)
        assert waiting_for(writer) == {"concepten": ["Soep"]}
        page.get_workflow().start(page, writer)
        assert waiting_for(writer) == {}
        assert waiting_for(editor)["goedkeuren"] == ["Soep"]


class TestPeople:
    """Only what somebody may change."""

    @pytest.mark.parametrize("role", ["writer", "moderator", "support", "member"])
    def test_others_work_waits_for_editors_only(
        self, role: str, person_with_role: Callable[[str], User], editor: User
    ) -> None:
        InitiativeFactory(title="Kaal", latitude=None, longitude=None)
        ToolFactory(title="Nooit")
        assert waiting_for(person_with_role(role)) == {}
        assert set(waiting_for(editor)) > {"zonder-foto", "nakijken"}

    def test_own_page_waits_for_its_writer(self, person_with_role: Callable[[str], User]) -> None:
        writer = person_with_role("writer")
        ToolFactory(title="Nooit", owner=writer)
        assert waiting_for(writer) == {"nakijken": ["Nooit"], "vertalen-en": ["Nooit"]}


class TestStartPage:
    """The panel and its lists."""

    def test_counts_lead_to_the_pages(self, signed_in: Callable[[str], Client]) -> None:
        ToolFactory(title="Samen soep koken")
        client = signed_in("editor")
        start = client.get(reverse("wagtailadmin_home")).content.decode()
        address = reverse("waiting", args=("nakijken",))
        assert start.count(f'href="{address}"') == 1
        listed = client.get(address)
        assert [page.title for page in listed.context["object_list"]] == ["Samen soep koken"]
        assert listed.content.decode().count("Samen soep koken") >= 1

    def test_nothing_waits_is_said_kindly(self, signed_in: Callable[[str], Client]) -> None:
        start = signed_in("support").get(reverse("wagtailadmin_home")).content.decode()
        assert start.count('class="waiting__nothing"') == 1
        assert start.count('class="waiting__entry"') == 0

    def test_unknown_list_is_not_found(self, signed_in: Callable[[str], Client]) -> None:
        assert signed_in("editor").get(reverse("waiting", args=("koffie",))).status_code == 404

    def test_results_alone_answer(self, signed_in: Callable[[str], Client]) -> None:
        assert signed_in("editor").get(reverse("waiting_results", args=("nakijken",))).status_code == 200

    def test_costs_the_same_with_more_pages(self, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("editor")

        def queries() -> int:
            client.get(reverse("wagtailadmin_home"))  # what is remembered until the next change is read now
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("wagtailadmin_home"))
            return len(captured)

        def fill(times: int) -> None:
            for _number in range(times):
                ToolFactory()
                InitiativeFactory(latitude=None, longitude=None)
                EventFactory(start=timezone.now() - timedelta(days=3))

        fill(1)
        few = queries()
        fill(6)
        assert queries() == few

    def test_holds_no_news_of_wagtail(self, signed_in: Callable[[str], Client]) -> None:
        start = signed_in("administrator").get(reverse("wagtailadmin_home")).content.decode()
        for noise in ("guide.wagtail.org", "releases.wagtail.org", "docs.wagtail.org", "gravatar.com", "whats-new"):
            assert start.count(noise) == 0, noise

    def test_wears_the_networks_name(self, signed_in: Callable[[str], Client]) -> None:
        name = "Kennisnetwerk bewonersinitiatieven"
        assert signed_in("editor").get(reverse("wagtailadmin_home")).content.decode().count(name) >= 2


def test_new_network_waits_for_nothing(editor: User) -> None:
    """Its sections are there in every language from the start."""
    assert waiting_for(editor) == {}
