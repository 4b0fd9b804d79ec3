"""Saving, putting online, the editors in between, and two people at once."""

from collections.abc import Callable
from contextlib import nullcontext
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from community.initiatives.completeness import latest_content
from community.initiatives.editing import actions
from community.initiatives.editing.actions import Clashed, Saved, put_online, restore, save_section, withdraw
from community.initiatives.editing.forms import NameForm, StoryForm
from community.initiatives.models import Initiative, Membership
from community.members.models import User
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import InitiativeFactory, ThemeFactory, UserFactory
from tests.factories.community import OwnerFactory

pytestmark = pytest.mark.django_db


OF_EVERY_VERSION = {
    "latest_revision",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "live_revision",
    "live",
    "first_published_at",
    "last_published_at",
}


def name_form(page: Initiative, **fields: Any) -> NameForm:
    """A form that was opened now and filled in."""
    base = latest_content(page)
    data = {"title": base["title"], "tagline": base["tagline"], "photo_alt": base["photo_alt"], **fields}
    form = NameForm(data, base=base)
    assert form.is_valid(), form.errors
    return form


def state_of(page: Initiative) -> str:
    """Where it stands with the editors."""
    found = WorkflowState.objects.active().for_instance(page).first()
    return found.status if found else ""


class TestSaving:
    """A version of its own, in which only this section is different."""

    def test_saves_only_its_own_section(self, desk: Desk) -> None:
        before = latest_content(desk.fresh())
        desk.post("feiten", founded="2014", people="12", website="www.deschakel.example")
        after = latest_content(desk.fresh())
        changed = {key for key in after if after[key] != before.get(key)}
        ours = {"founded", "people", "website"}
        assert changed - OF_EVERY_VERSION == ours
        assert (after["founded"], after["people"], after["website"]) == (2014, 12, "https://www.deschakel.example")

    def test_version_has_its_author_and_stands_in_the_history(self, desk: Desk) -> None:
        desk.post("naam", tagline="Samen spitten.")
        revision = desk.fresh().latest_revision
        assert revision.user == desk.user
        assert PageLogEntry.objects.filter(revision=revision, action="wagtail.edit", user=desk.user).count() == 1

    def test_goes_on_from_the_newest_draft(self, desk: Desk, at_desk: Callable[..., Desk]) -> None:
        desk.post("naam", tagline="Samen spitten.")
        at_desk(name="Ahmed").post("feiten", founded="2014")
        assert (desk.draft.tagline, desk.draft.founded) == ("Samen spitten.", 2014)

    def test_themes_keep_their_order_and_their_rows(self, desk: Desk) -> None:
        kept = desk.draft.theme_links.get().pk
        energy, care = ThemeFactory(title="Energie"), ThemeFactory(title="Zorg")
        old = desk.draft.theme_links.get().theme_id
        desk.post("themas", theme_1=energy.pk, theme_2=old, theme_3=care.pk, tags="moestuin, Compost")
        draft = desk.draft
        assert [link.theme_id for link in draft.theme_links.all()] == [energy.pk, old, care.pk]
        assert [link.pk for link in draft.theme_links.all()] == [None, kept, None]
        assert sorted(tag.name for tag in draft.tags.all()) == ["compost", "moestuin"]

    def test_same_theme_twice_is_worn_once(self, trusted: Desk) -> None:
        theme = trusted.draft.theme_links.get().theme_id
        trusted.post("themas", theme_1=theme, theme_2=theme, action="online")
        assert [link.theme_id for link in trusted.fresh().theme_links.all()] == [theme]

    def test_who_does_not_own_it_cannot(self, initiative: Initiative) -> None:
        with pytest.raises(PermissionDenied):
            save_section(initiative, name_form(initiative, tagline="x"), by=UserFactory())

    def test_who_was_removed_meanwhile_cannot(self, desk: Desk) -> None:
        form = name_form(desk.fresh(), tagline="x")
        Membership.objects.filter(user=desk.user).delete()
        with pytest.raises(PermissionDenied):
            save_section(desk.initiative, form, by=desk.user)


class TestOnline:
    """Trusted owners publish at once, others ask the editors."""

    def test_trusted_owner_publishes_all_that_waited(self, trusted: Desk, desk: Desk) -> None:
        desk.post("naam", tagline="Samen spitten.")
        trusted.post("feiten", founded="2014", action="online")
        page = trusted.fresh()
        assert (page.tagline, page.founded, page.has_unpublished_changes) == ("Samen spitten.", 2014, False)
        assert page.live_revision.user == trusted.user

    def test_publishing_the_words_of_another_does_not_make_them_trusted(self, trusted: Desk, desk: Desk) -> None:
        desk.post("naam", tagline="Samen spitten.")
        trusted.online()
        assert trusted.fresh().tagline == "Samen spitten."
        assert Membership.objects.get(user=desk.user).is_trusted is False

    def test_other_owner_sends_it_to_the_editors(self, desk: Desk) -> None:
        desk.post("naam", tagline="Samen spitten.", action="online")
        page = desk.fresh()
        assert page.tagline == "Buren die samen iets doen."
        assert state_of(page) == WorkflowState.STATUS_IN_PROGRESS
        entry = PageLogEntry.objects.get(action="initiatives.submit")
        assert (entry.user, entry.data["sections"]) == (desk.user, ["naam"])

    def test_newer_version_takes_the_place_of_the_one_that_waits(self, desk: Desk) -> None:
        desk.post("naam", tagline="Eerst.", action="online")
        first = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        desk.post("naam", tagline="Later.")
        second = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        assert second.pk != first.pk
        assert second.revision == desk.fresh().latest_revision
        assert WorkflowState.objects.get().current_task_state_id == second.pk

    def test_what_changed_meanwhile_cannot_be_approved_unseen(
        self, desk: Desk, signed_in: Callable[[str], Client]
    ) -> None:
        desk.post("naam", tagline="Eerst.", action="online")
        seen = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        desk.post("naam", tagline="Iets heel anders.")
        editor = signed_in("editor")
        editor.post(reverse("wagtailadmin_pages:workflow_action", args=[desk.initiative.pk, "approve", seen.pk]))
        assert desk.fresh().tagline == "Buren die samen iets doen."
        now = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        editor.post(reverse("wagtailadmin_pages:workflow_action", args=[desk.initiative.pk, "approve", now.pk]))
        assert desk.fresh().tagline == "Iets heel anders."

    def test_what_was_sent_back_is_sent_again(self, desk: Desk) -> None:
        desk.post("naam", tagline="Eerst.", action="online")
        state = WorkflowState.objects.get()
        state.current_task_state.specific.reject(user=UserFactory(), comment="Graag korter.")
        assert "Graag korter." in desk.get("naam").content.decode()
        desk.post("naam", tagline="Kort.", action="online")
        assert state_of(desk.fresh()) == WorkflowState.STATUS_IN_PROGRESS
        assert TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).revision == desk.fresh().latest_revision

    def test_taken_back_it_is_a_draft_again(self, desk: Desk) -> None:
        desk.post("naam", tagline="Eerst.", action="online")
        desk.online("withdraw")
        assert state_of(desk.fresh()) == ""
        assert desk.draft.tagline == "Eerst."
        assert withdraw(desk.initiative, by=desk.user) is False

    def test_owner_who_publishes_ends_the_waiting(self, desk: Desk, trusted: Desk) -> None:
        desk.post("naam", tagline="Eerst.", action="online")
        trusted.online()
        assert (state_of(desk.fresh()), desk.fresh().tagline) == ("", "Eerst.")

    def test_nothing_goes_online_without_what_it_needs(self, network: Any) -> None:
        page = InitiativeFactory(title="Nieuw", published=False)
        user = UserFactory()
        OwnerFactory(initiative=page, user=user, is_trusted=True)
        with pytest.raises(actions.NotReadyError) as caught:
            put_online(page, by=user)
        assert [section.slug for section in caught.value.sections] == ["themas"]

    def test_page_that_never_was_online_goes_online(self, network: Any, at_desk: Callable[..., Desk]) -> None:
        new = at_desk(is_trusted=True, page=InitiativeFactory(title="Nieuw", published=False, themes=[ThemeFactory()]))
        new.post("naam", tagline="Wij beginnen.", action="online")
        assert (new.fresh().live, new.fresh().tagline) == (True, "Wij beginnen.")

    def test_stranger_can_do_nothing(self, initiative: Initiative) -> None:
        stranger = UserFactory()
        for act in (put_online, withdraw):
            with pytest.raises(PermissionDenied):
                act(initiative, by=stranger)
        with pytest.raises(PermissionDenied):
            restore(initiative, initiative.latest_revision, by=stranger)

    def test_visitors_see_what_went_online(self, trusted: Desk, client: Client) -> None:
        url = trusted.fresh().url
        assert "Samen spitten." not in client.get(url).content.decode()
        trusted.post("naam", tagline="Samen spitten.", action="online")
        assert "Samen spitten." in client.get(url).content.decode()


class TestComparison:
    """What an editor sees of a change."""

    def test_every_section_shows_in_the_comparison(
        self, desk: Desk, signed_in: Callable[[str], Client], picture: Any
    ) -> None:
        desk.post("naam", tagline="Samen spitten.", upload=picture(), photo_alt="Twee buren met een schep")
        desk.post("verhaal", **{"activities-html": "<div>Elke zaterdag wieden.</div>"})
        desk.post("plaats", address="Kerkplein 3")
        desk.post("contact", contact_phone="0348 41 23 45")
        desk.post("feiten", founded="2014")
        desk.post("themas", tags="wormenbak")
        desk.post("fotos", **{"new-1": picture(), "new-1-alt": "Een kruiwagen vol appels"})
        desk.online()
        url = reverse("wagtailadmin_pages:revisions_compare", args=[desk.initiative.pk, "live", "latest"])
        html = signed_in("editor").get(url).content.decode()
        for words in (
            "Samen", "schep", "Elke", "Kerkplein", "0348", "2014", "wormenbak", "kruiwagen",
        ):  # fmt: skip
            assert words in html

    def test_editor_reads_who_changed_what(self, desk: Desk, signed_in: Callable[[str], Client]) -> None:
        desk.post("naam", tagline="Samen spitten.")
        desk.post("contact", contact_phone="0348 41 23 45", action="online")
        editor = signed_in("editor")
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[desk.initiative.pk])).content.decode()
        assert "Joke Bakker" in html
        assert reverse("wagtailadmin_pages:revisions_compare", args=[desk.initiative.pk, "live", "latest"]) in html
        history = editor.get(reverse("wagtailadmin_pages:history", args=[desk.initiative.pk])).content.decode()
        assert "Naam en foto, Contact" in history


class TestTwoAtOnce:
    """Nobody's text is lost."""

    def forms(self, desk: Desk, mine: dict[str, Any], theirs: dict[str, Any], by: User) -> Any:
        """Two people opened the same version; the other saved first."""
        form, other = name_form(desk.fresh(), **mine), name_form(desk.fresh(), **theirs)
        assert isinstance(save_section(desk.initiative, other, by=by), Saved)
        return save_section(desk.initiative, form, by=desk.user)

    def test_other_fields_go_together(self, desk: Desk, trusted: Desk) -> None:
        outcome = self.forms(desk, {"tagline": "Van mij."}, {"title": "Van hen"}, trusted.user)
        assert isinstance(outcome, Saved)
        assert (desk.draft.title, desk.draft.tagline) == ("Van hen", "Van mij.")

    def test_same_field_clashes_and_nothing_is_saved(self, desk: Desk, trusted: Desk) -> None:
        outcome = self.forms(desk, {"tagline": "Van mij.", "title": "Mijn"}, {"tagline": "Van hen."}, trusted.user)
        assert isinstance(outcome, Clashed)
        assert outcome.keys == ["tagline"]
        assert (desk.draft.title, desk.draft.tagline) == ("Buurttuin", "Van hen.")

    def test_same_words_do_not_clash(self, desk: Desk, trusted: Desk) -> None:
        outcome = self.forms(desk, {"tagline": "Eens."}, {"tagline": "Eens."}, trusted.user)
        assert isinstance(outcome, Saved)

    def test_other_sections_never_clash(self, desk: Desk, trusted: Desk) -> None:
        base = str(desk.fresh().latest_revision_id)
        trusted.post("naam", tagline="Van hen.")
        assert desk.post("feiten", base=base, founded="2014").status_code == 302
        assert (desk.draft.tagline, desk.draft.founded) == ("Van hen.", 2014)

    def test_unknown_start_clashes_instead_of_overwriting(self, desk: Desk) -> None:
        for base in ("", "999999", "x", "9" * 40):
            answer = desk.post("naam", base=base, tagline="Van mij.")
            assert (answer.status_code, desk.draft.tagline) == (409, "Buren die samen iets doen.")

    def test_start_from_a_version_of_another_page_is_unknown(self, desk: Desk) -> None:
        other = InitiativeFactory(title="Ander", tagline="Van mij.")
        assert desk.post("naam", base=str(other.latest_revision_id), tagline="Van mij.").status_code == 409


@pytest.mark.django_db(transaction=True)
class TestRace:
    """Two save in the same moment, from the same version."""

    def race(self, page: Initiative) -> list[type]:
        """What became of both."""
        people = [OwnerFactory(initiative=page, user=UserFactory()).user for _number in range(2)]
        forms = [name_form(page, tagline=f"Van {number}.") for number in range(2)]
        start, outcomes = Barrier(2), []

        def save(number: int) -> None:
            try:
                start.wait(timeout=20)
                outcomes.append(type(save_section(page, forms[number], by=people[number])))
            finally:
                connection.close()

        threads = [Thread(target=save, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return sorted(outcomes, key=str)

    def test_one_is_saved_and_the_other_asked(self, network: Any) -> None:
        assert self.race(InitiativeFactory(themes=[ThemeFactory()])) == [Clashed, Saved]

    def test_control_without_a_lock_both_are_saved(self, network: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        page = InitiativeFactory(themes=[ThemeFactory()])
        both = Barrier(2)

        def look_without_holding(initiative: Initiative, *, by: Any) -> Initiative:
            return Initiative.objects.select_related("latest_revision").get(pk=initiative.pk)

        def look(form: Any, latest: Any) -> list[str]:
            both.wait(timeout=20)  # both have read before one of them writes
            return []

        monkeypatch.setattr(actions, "page_to_change", look_without_holding)
        monkeypatch.setattr(actions, "clashing_keys", look)
        monkeypatch.setattr(actions, "transaction", SimpleNamespace(atomic=nullcontext))
        assert self.race(page) == [Saved, Saved]


class TestStory:
    """Rich text in versions."""

    def test_untouched_text_keeps_its_notation(self, desk: Desk) -> None:
        page = desk.draft
        page.began = '<p data-block-key="ab1">Met een <b>schep</b>.</p>'
        page.save_revision()
        desk.post("verhaal", **{"activities-html": "<div>Wieden.</div>"})
        assert desk.draft.began == '<p data-block-key="ab1">Met een <b>schep</b>.</p>'
        assert desk.draft.activities == "<p>Wieden.</p>"

    def test_link_to_a_page_stays_a_link_to_that_page(self, desk: Desk) -> None:
        other = InitiativeFactory(title="Zonnedak")
        desk.post("verhaal", **{"began-html": f'<div>Zie <a href="{other.url}">hen</a></div>'})
        kept = f'<p>Zie <a id="{other.pk}" linktype="page">hen</a></p>'
        assert desk.draft.began == kept
        form = StoryForm(base=latest_content(desk.fresh()))
        assert f"href=&quot;{other.url}&quot;" in str(form["began"])
        desk.post("verhaal", **{"began-html": f'<div>Zie <a href="{other.url}">hen</a></div>'})
        assert desk.draft.began == kept
