"""Starting an initiative: one page however often it is sent, which waits for the editors."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from community.initiatives.models import Initiative, Membership, Phase, Role
from community.initiatives.moderation import decisions_on
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import may_see
from community.initiatives.starting import actions
from community.initiatives.starting.actions import Beginning, free_slug, paragraphs, start_initiative
from community.members.models import User
from tests.at_once import at_once
from tests.conftest import Network
from tests.factories import InitiativeFactory, ThemeFactory, UserFactory
from tests.factories.pages import municipality_named


def beginning(**fields: Any) -> Beginning:
    """What the short form asks."""
    return Beginning(
        **{
            "key": uuid.uuid4(),
            "name": "Soepfiets Kamerik",
            "tagline": "Soep op de fiets.",
            "municipality": municipality_named("Woerden"),
            "place": "Kamerik",
            "phase": Phase.IDEA,
            "theme": ThemeFactory(),
            "activities": "We koken soep.\n\nEn brengen die rond.",
            **fields,
        }
    )


@pytest.fixture
def starter(db: None) -> User:
    """A member without any right in the admin."""
    return UserFactory()


class TestStarting:
    """What comes of the form."""

    def test_draft_with_an_owner_and_a_version(self, network: Network, starter: User) -> None:
        theme = ThemeFactory()
        page = start_initiative(beginning(theme=theme), by=starter)
        page = Initiative.objects.get(pk=page.pk)
        assert (page.live, page.slug, page.locale, page.owner) == (False, "soepfiets-kamerik", network.dutch, starter)
        assert page.get_parent().specific == network.directory
        assert [link.theme for link in page.theme_links.all()] == [theme]
        assert page.activities == "<p>We koken soep.</p><p>En brengen die rond.</p>"
        assert page.latest_revision.user == starter
        assert Membership.objects.get(initiative=page).role == Role.OWNER
        assert Membership.objects.get(initiative=page).is_trusted is False

    def test_only_its_people_and_editors_may_know_of_it(
        self, starter: User, person_with_role: Callable[[str], User]
    ) -> None:
        page = start_initiative(beginning(), by=starter)
        seen = {role: may_see(person_with_role(role), page) for role in ("member", "moderator", "editor")}
        assert seen == {"member": False, "moderator": False, "editor": True}
        assert may_see(starter, page)

    def test_it_waits_for_the_editors(
        self, starter: User, person_with_role: Callable[[str], User], client: Client
    ) -> None:
        page = start_initiative(beginning(), by=starter)
        state = WorkflowState.objects.get()
        assert (state.requested_by, state.content_object.pk, state.status) == (starter, page.pk, "in_progress")
        assert state.current_task_state.revision == page.latest_revision
        client.force_login(person_with_role("editor"))
        assert "Soepfiets Kamerik" in client.get(reverse("waiting", args=("goedkeuren",))).content.decode()

    def test_sent_twice_is_one(self, starter: User) -> None:
        sent = beginning()
        assert start_initiative(sent, by=starter) == start_initiative(sent, by=starter)
        assert Initiative.objects.count() == 1

    def test_key_of_somebody_else_gives_nothing_away(self, starter: User) -> None:
        sent = beginning()
        first = start_initiative(sent, by=starter)
        assert start_initiative(sent, by=UserFactory()) != first

    def test_five_wait_at_most(self, starter: User) -> None:
        for number in range(5):
            start_initiative(beginning(name=f"Idee {number}"), by=starter)
        with pytest.raises(Refusal, match="5 initiatieven van jou wachten"):
            start_initiative(beginning(), by=starter)
        Initiative.objects.filter(slug="idee-0").update(
            first_published_at=Initiative.objects.first().latest_revision.created_at
        )
        start_initiative(beginning(), by=starter)

    def test_who_is_switched_off_starts_nothing(self, db: None) -> None:
        with pytest.raises(PermissionDenied):
            start_initiative(beginning(), by=UserFactory(is_active=False))


class TestSlugs:
    """Parts of addresses."""

    def test_taken_names_get_a_number(self, network: Network, starter: User) -> None:
        InitiativeFactory(title="Soepfiets Kamerik")
        InitiativeFactory(title="Soepfiets Kamerik", slug="soepfiets-kamerik-3")
        assert [start_initiative(beginning(), by=starter).slug for _number in range(2)] == [
            "soepfiets-kamerik-2",
            "soepfiets-kamerik-4",
        ]

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Zorgcoöperatie Ééndracht", "zorgcooperatie-eendracht"),
            ("!!!", "initiatief"),
            ("花园", "initiatief"),
            ("<script>alert(1)</script>", "scriptalert1script"),
            ("a" * 100, "a" * 60),
        ],
    )
    def test_any_name_gives_one(self, name: str, slug: str, network: Network) -> None:
        assert free_slug(name, network.directory) == slug


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n ", ""),
        ("<b>Vet</b> & meer", "<p>&lt;b&gt;Vet&lt;/b&gt; &amp; meer</p>"),
        ("een\ntwee", "<p>een<br>twee</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(text: str, html: str) -> None:
    assert paragraphs(text) == html


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """Clicks at once."""

    def test_one_form_makes_one_page(self) -> None:
        starter, sent = UserFactory(), beginning()
        results = at_once(*[lambda: start_initiative(sent, by=starter)] * 4)
        assert len({result.pk for result in results}) == 1
        assert (Initiative.objects.count(), Membership.objects.count(), WorkflowState.objects.count()) == (1, 1, 1)

    def test_two_people_with_one_name_get_two_pages(self) -> None:
        theme = ThemeFactory()
        starters = [UserFactory() for _number in range(3)]
        results = at_once(*[lambda by=by: start_initiative(beginning(theme=theme), by=by) for by in starters])
        assert sorted(page.slug for page in results) == [
            "soepfiets-kamerik",
            "soepfiets-kamerik-2",
            "soepfiets-kamerik-3",
        ]
        assert len(set(Initiative.objects.values_list("path", flat=True))) == 3

    def test_without_the_key_there_would_be_as_many_pages_as_clicks(self) -> None:
        """The control."""
        starter, theme = UserFactory(), ThemeFactory()
        at_once(*[lambda: start_initiative(beginning(theme=theme), by=starter)] * 2)
        assert Initiative.objects.count() == 2


def task_of(page: Initiative) -> TaskState:
    """What waits for an editor."""
    return TaskState.objects.get(workflow_state__object_id=str(page.pk), status="in_progress")


class TestWhatEditorsDecide:
    """How it goes on, in Wagtail's own workflow."""

    def test_approved_page_goes_live_and_its_owner_hears_and_is_trusted(
        self,
        starter: User,
        person_with_role: Callable[[str], User],
        django_capture_on_commit_callbacks: Any,
        network: Network,
    ) -> None:
        page, editor = start_initiative(beginning(), by=starter), person_with_role("editor")
        with django_capture_on_commit_callbacks(execute=True):
            task_of(page).approve(user=editor)
        page.refresh_from_db()
        assert page.live
        assert Initiative.objects.get(alias_of=page).locale == network.english
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([starter.email], "Soepfiets Kamerik staat online")
        ]
        assert f"/initiatief/{page.pk}/beheer/" in mail.outbox[0].body
        assert "/admin/" not in mail.outbox[0].body
        assert Membership.objects.get().is_trusted

    def test_page_that_an_editor_publishes_goes_the_same_way(
        self, starter: User, person_with_role: Callable[[str], User], django_capture_on_commit_callbacks: Any
    ) -> None:
        page = start_initiative(beginning(), by=starter)
        with django_capture_on_commit_callbacks(execute=True):
            page.get_latest_revision().publish(user=person_with_role("editor"))
        assert [message.subject for message in mail.outbox] == ["Soepfiets Kamerik staat online"]
        assert Membership.objects.get().is_trusted
        assert decisions_on([page.pk]) == {}

    def test_owner_whose_words_nobody_saw_is_not_trusted(
        self, starter: User, person_with_role: Callable[[str], User]
    ) -> None:
        """An editor wrote the version that goes live."""
        page, editor = start_initiative(beginning(), by=starter), person_with_role("editor")
        page.save_revision(user=editor).publish(user=editor)
        assert Membership.objects.get().is_trusted is False

    def test_page_sent_back_brings_the_comment(
        self, starter: User, person_with_role: Callable[[str], User], django_capture_on_commit_callbacks: Any
    ) -> None:
        page = start_initiative(beginning(), by=starter)
        with django_capture_on_commit_callbacks(execute=True):
            task_of(page).reject(user=person_with_role("editor"), comment="Waar is <het>?")
        page.refresh_from_db()
        assert not page.live
        (message,) = mail.outbox
        assert (message.to, message.subject) == ([starter.email], "Een vraag over Soepfiets Kamerik")
        assert "“Waar is <het>?”" in message.body
        assert "Waar is &lt;het&gt;?" in message.alternatives[0].content
        assert decisions_on([page.pk])[page.pk].comment == "Waar is <het>?"
        assert Membership.objects.get().is_trusted is False

    def test_editors_hear_that_it_waits_after_all_is_saved(
        self, starter: User, person_with_role: Callable[[str], User], django_capture_on_commit_callbacks: Any
    ) -> None:
        editor = person_with_role("editor")
        with django_capture_on_commit_callbacks(execute=False) as callbacks:
            start_initiative(beginning(), by=starter)
        assert mail.outbox == []
        for callback in callbacks:
            callback()
        assert [message.to for message in mail.outbox] == [[editor.email]]


def test_editor_at_the_same_place_in_the_tree_is_tried_again(
    starter: User, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = actions.started, []

    def first_fails(sent: Beginning, *, by: User) -> Initiative:
        tries.append(1)
        if len(tries) == 1:
            raise actions.IntegrityError
        return real(sent, by=by)

    monkeypatch.setattr(actions, "started", first_fails)
    assert start_initiative(beginning(), by=starter).slug == "soepfiets-kamerik"
