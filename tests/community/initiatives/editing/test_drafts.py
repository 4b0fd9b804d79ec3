"""What was typed and not saved: kept, given back, and forgotten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.initiatives.editing import drafts
from community.initiatives.editing.making import base_of
from community.initiatives.models import ProfileDraft
from community.initiatives.retention import old_unsaved_texts
from community.members.personal_data import kinds_of_personal_data
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def keep(desk: Desk, section: str, **fields: str) -> Any:
    """Send what the browser sends while somebody types."""
    data = {"base": base_of(desk.fresh()), **fields}
    return desk.client.post(reverse("initiative_draft", args=[desk.initiative.pk, section]), data)


def test_typed_text_comes_back_and_is_no_version(desk: Desk) -> None:
    before = desk.fresh().latest_revision_id
    answer = keep(desk, "naam", title="Buurttuin", tagline="Half getypt", photo_alt="")
    assert sorted(answer.json()) == ["kept", "others"]
    html = desk.get("naam").content.decode()
    assert "Half getypt" in html
    assert desk.fresh().latest_revision_id == before


def test_typed_story_comes_back_in_both_ways_of_writing(desk: Desk) -> None:
    keep(desk, "verhaal", **{"began-html": "<div><strong>Half</strong> getypt</div>"})
    html = desk.get("verhaal").content.decode()
    assert "**Half** getypt" in html
    assert "&lt;b&gt;Half&lt;/b&gt; getypt" in html


def test_one_draft_for_each_person_and_section(desk: Desk) -> None:
    for text in ("a", "ab", "abc"):
        keep(desk, "naam", tagline=text)
    keep(desk, "feiten", founded="201")
    kept = ProfileDraft.objects.order_by("section").values_list("section", "data")
    assert list(kept) == [("feiten", {"founded": ["201"]}), ("naam", {"tagline": ["abc"]})]


def test_only_fields_of_the_section_are_kept(desk: Desk) -> None:
    keep(desk, "naam", tagline="a", csrfmiddlewaretoken="x", action="online", slug="anders", live="1")
    assert ProfileDraft.objects.get().data == {"tagline": ["a"]}


def test_nobody_else_sees_it(desk: Desk, trusted: Desk) -> None:
    keep(desk, "naam", tagline="Half getypt")
    assert "Half getypt" not in trusted.get("naam").content.decode()


def test_saving_forgets_it(desk: Desk) -> None:
    keep(desk, "naam", tagline="Half getypt")
    keep(desk, "feiten", founded="201")
    desk.post("naam", tagline="Heel getypt")
    assert [draft.section for draft in ProfileDraft.objects.all()] == ["feiten"]


def test_last_of_it_that_arrives_after_the_form_is_not_shown(desk: Desk) -> None:
    sent = {**desk.as_is("naam"), "tagline": "Heel getypt"}
    desk.post("naam", **sent)
    keep(desk, "naam", **sent)
    assert desk.get("naam").context["draft"] is None


def test_it_can_be_thrown_away(desk: Desk) -> None:
    keep(desk, "naam", tagline="Half getypt")
    answer = desk.client.post(reverse("initiative_draft", args=[desk.initiative.pk, "naam"]), {"action": "forget"})
    assert answer.url == desk.url("naam")
    assert not ProfileDraft.objects.exists()


def test_draft_of_two_days_ago_clashes_where_others_changed_the_same(desk: Desk, trusted: Desk) -> None:
    base = base_of(desk.fresh())
    keep(desk, "naam", **{**desk.as_is("naam"), "tagline": "Van mij."})
    trusted.post("naam", tagline="Van Ahmed.")
    form = desk.get("naam")
    assert form.context["base"] == base
    assert desk.post("naam", base=base, tagline="Van mij.").status_code == 409


def test_english_draft_comes_back(desk: Desk) -> None:
    keep(desk, "engels", title="Half typed")
    assert "Half typed" in desk.get("engels").content.decode()


@pytest.mark.parametrize("text", ["\x00a", "\ud83d\ude00", "\u202e", "<script>"])
def test_any_character_is_kept(desk: Desk, text: str) -> None:
    assert keep(desk, "naam", tagline=text.encode("utf-16", "surrogatepass").decode("utf-16")).status_code == 200
    assert desk.get("naam").status_code == 200


def test_too_much_is_refused_with_words(desk: Desk) -> None:
    answer = keep(desk, "verhaal", began="x" * (drafts.LARGEST + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]
    assert not ProfileDraft.objects.exists()


@pytest.mark.parametrize("section", ["onbekend", "vraag"])
def test_unknown_section_keeps_nothing(desk: Desk, section: str) -> None:
    assert keep(desk, section, tagline="a").status_code == 404


def test_reading_keeps_nothing(desk: Desk) -> None:
    url = reverse("initiative_draft", args=[desk.initiative.pk, "naam"])
    assert desk.client.get(url, {"tagline": "a"}).status_code == 405


def test_foreign_site_cannot_keep_anything(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.user)
    url = reverse("initiative_draft", args=[desk.initiative.pk, "naam"])
    assert client.post(url, {"tagline": "a"}).status_code == 403


class TestOthers:
    """Who else is at it."""

    def names(self, desk: Desk) -> list[str]:
        """The names the page shows."""
        return desk.get("naam").context["others"]

    def test_writer_is_named_for_two_minutes(self, desk: Desk, trusted: Desk) -> None:
        keep(trusted, "naam", tagline="Bezig")
        assert self.names(desk) == ["Ahmed Bakker"]
        assert self.names(trusted) == []
        with time_machine.travel(timezone.now() + timedelta(minutes=3)):
            assert self.names(desk) == []

    def test_other_section_is_no_matter(self, desk: Desk, trusted: Desk) -> None:
        keep(trusted, "feiten", founded="201")
        assert self.names(desk) == []

    def test_answer_names_them_too(self, desk: Desk, trusted: Desk) -> None:
        keep(trusted, "naam", tagline="Bezig")
        assert keep(desk, "naam", tagline="Ook").json()["others"] == ["Ahmed Bakker"]

    def test_address_is_never_shown(self, desk: Desk, at_desk: Callable[..., Desk]) -> None:
        nameless = at_desk(name="")
        nameless.user.last_name = ""
        nameless.user.save()
        keep(nameless, "naam", tagline="Bezig")
        assert nameless.user.email not in desk.get("naam").content.decode()
        assert len(self.names(desk)) == 1


def test_draft_is_handed_out_and_erased(desk: Desk) -> None:
    keep(desk, "naam", tagline="Half getypt")
    kind = next(kind for kind in kinds_of_personal_data() if kind.name == "profile-drafts")
    assert [list(row.values())[2] for row in kind.of(desk.user)] == [{"tagline": ["Half getypt"]}]
    assert kind.of(UserFactory()) == []
    kind.erase(desk.user)
    assert not ProfileDraft.objects.exists()


def test_text_of_long_ago_is_forgotten(desk: Desk, trusted: Desk) -> None:
    keep(desk, "naam", tagline="Half getypt")
    keep(trusted, "naam", tagline="Later")
    ProfileDraft.objects.filter(user=desk.user).update(updated=timezone.now() - timedelta(days=91))
    ProfileDraft.objects.filter(user=trusted.user).update(updated=timezone.now() - timedelta(days=89))
    assert old_unsaved_texts(dry_run=True) == 1
    assert ProfileDraft.objects.count() == 2
    assert old_unsaved_texts(dry_run=False) == 1
    assert [draft.user for draft in ProfileDraft.objects.all()] == [trusted.user]
