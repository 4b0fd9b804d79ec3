"""The owners' English text: with the page, never before the editors, and what happens when the Dutch one changes."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import TaskState
from wagtail_localize.models import StringTranslation

from community.initiatives.editing import english
from community.initiatives.editing.english import fits, pieces_of
from community.initiatives.models import Initiative, OwnTranslation
from foundation.translating import translate
from tests.community.initiatives.editing.conftest import Desk
from tests.conftest import Network

pytestmark = pytest.mark.django_db
State = OwnTranslation.State


@pytest.fixture(autouse=True)
def committing(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> Any:
    """What a request leaves for after its commit is done when it is answered."""
    post = Client.post

    def and_then(client: Client, *args: Any, **kwargs: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return post(client, *args, **kwargs)

    monkeypatch.setattr(Client, "post", and_then)
    return django_capture_on_commit_callbacks


def write(desk: Desk, action: str = "save", base: str | None = None, **texts: str) -> Any:
    """Send the English form; story fields as the editor sends them."""
    written = english.own_translation(desk.fresh())
    data = {"base": str(written.version if written else 0) if base is None else base, "action": action}
    data |= {(name if name in ("title", "tagline") else f"{name}-html"): text for name, text in texts.items()}
    return desk.client.post(desk.url("engels"), data)


def public(desk: Desk, client: Client) -> Any:
    """The public English page."""
    page = Initiative.objects.get(translation_key=desk.initiative.translation_key, locale__language_code="en")
    return page, client.get(page.url).content.decode()


def test_draft_is_not_public(trusted: Desk, client: Client) -> None:
    assert write(trusted, title="Neighbourhood garden").status_code == 302
    page, html = public(trusted, client)
    assert page.alias_of_id == trusted.initiative.pk
    assert "Neighbourhood garden" not in html
    assert "Neighbourhood garden" in trusted.get("engels").content.decode()


def test_trusted_owner_puts_it_online(trusted: Desk, client: Client) -> None:
    write(trusted, "online", title="Neighbourhood garden", began="<div>With a spade.</div>")
    page, html = public(trusted, client)
    assert (page.alias_of_id, page.title, page.began) == (None, "Neighbourhood garden", "<p>With a spade.</p>")
    assert page.tagline == "Buren die samen iets doen."
    assert "With a spade." in html
    assert StringTranslation.objects.get(data="With a spade.").last_translated_by == trusted.user
    assert OwnTranslation.objects.get().state == State.PUBLIC


def test_form_shows_what_is_public(trusted: Desk) -> None:
    write(trusted, "online", title="Neighbourhood garden", began="<div>With a spade.</div>")
    html = trusted.get("engels").content.decode()
    assert "With a spade." in html
    assert 'value="Neighbourhood garden"' in html


def test_other_owner_waits_for_the_editors(desk: Desk, client: Client, committing: Any) -> None:
    write(desk, "online", title="Neighbourhood garden")
    page, html = public(desk, client)
    assert page.alias_of_id == desk.initiative.pk
    assert "Neighbourhood garden" not in html
    assert OwnTranslation.objects.get().state == State.WAITING
    with committing(execute=True):
        TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).specific.approve(user=None)
    page, html = public(desk, client)
    assert (page.alias_of_id, page.title) == (None, "Neighbourhood garden")


def test_taken_back_it_does_not_go_along(desk: Desk, trusted: Desk) -> None:
    write(desk, "online", title="Neighbourhood garden")
    desk.online("withdraw")
    assert OwnTranslation.objects.get().state == State.DRAFT


def test_waiting_text_can_be_written_on(desk: Desk) -> None:
    write(desk, "online", title="Garden")
    write(desk, title="Neighbourhood garden")
    written = OwnTranslation.objects.get()
    assert (written.state, written.texts["title"], written.version) == (State.WAITING, "Neighbourhood garden", 2)


def test_page_that_is_not_online_has_none_in_public(desk: Desk, client: Client) -> None:
    desk.fresh().unpublish()
    write(desk, "online", title="Neighbourhood garden")
    pages = Initiative.objects.filter(translation_key=desk.initiative.translation_key, locale__language_code="en")
    assert not pages.filter(live=True, title="Neighbourhood garden").exists()


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("<div>One.<br><br>Two.</div>", False),
        ("<ul><li>One.</li></ul>", True),
        ('<div><a href="https://x.nl">One</a></div>', False),
        ("<div><strong>One</strong></div>", True),
    ],
)
def test_pieces_are_those_of_the_dutch_text(trusted: Desk, text: str, ours: bool) -> None:
    answer = write(trusted, "online", began=text)
    assert (answer.status_code == 302) is ours
    if not ours:
        assert "One" in answer.content.decode()
        assert not OwnTranslation.objects.exists()


def test_words_without_dutch_ones_are_not_asked(trusted: Desk) -> None:
    assert list(trusted.get("engels").context["form"].fields) == ["title", "tagline", "began"]


class TestChangedDutch:
    """The Dutch text changes after it was translated."""

    def test_owners_are_told_which(self, trusted: Desk) -> None:
        write(trusted, "online", title="Neighbourhood garden", began="<div>With a spade.</div>")
        assert [pair.is_outdated for pair in trusted.get("engels").context["pairs"]] == [False, False, False]
        trusted.post("verhaal", **{"began-html": "<div>Met een schep en een hark.</div>"})
        assert [pair.is_outdated for pair in trusted.get("engels").context["pairs"]] == [False, False, True]

    def test_english_text_stays_and_facts_follow(self, trusted: Desk, client: Client) -> None:
        write(trusted, "online", title="Neighbourhood garden", began="<div>With a spade.</div>")
        trusted.post("verhaal", **{"began-html": "<div>Met een schep en een hark.</div>"})
        trusted.post("contact", contact_email="nieuw@voorbeeld.example", contact_visibility="public", action="online")
        page, html = public(trusted, client)
        assert (page.title, page.began) == ("Neighbourhood garden", "<p>With a spade.</p>")
        assert "nieuw@voorbeeld.example" in html

    def test_text_that_fits_no_more_stays_a_draft(self, trusted: Desk, client: Client) -> None:
        write(trusted, title="Neighbourhood garden", began="<div>With a spade.</div>")
        trusted.post("verhaal", **{"began-html": "<div>Met een schep.<br><br>En een hark.</div>"}, action="online")
        page, _html = public(trusted, client)
        written = OwnTranslation.objects.get()
        assert page.title == "Neighbourhood garden"
        assert (written.state, written.texts) == (State.DRAFT, {"began": "<p>With a spade.</p>"})

    def test_editors_draft_is_not_published(self, trusted: Desk, network: Network) -> None:
        write(trusted, "online", title="Neighbourhood garden")
        page, _html = public(trusted, Client())
        draft = page.get_latest_revision_as_object()
        draft.title = "Editor at work"
        draft.save_revision()
        trusted.post("feiten", founded="2014", action="online")
        page.refresh_from_db()
        assert page.title == "Neighbourhood garden"
        assert page.get_latest_revision_as_object().founded == 2014


def test_translation_by_an_editor_is_what_owners_go_on_from(trusted: Desk, network: Network) -> None:
    translate(trusted.fresh(), {"title": "By an editor"}, network.english)
    assert 'value="By an editor"' in trusted.get("engels").content.decode()
    write(trusted, "online", title="By an editor", tagline="Neighbours together.")
    page, _html = public(trusted, Client())
    assert (page.title, page.tagline) == ("By an editor", "Neighbours together.")


def test_two_people_both_see_both_texts(desk: Desk, trusted: Desk) -> None:
    write(desk, title="Garden")
    trusted.client.post(trusted.url("engels"), {"base": "1", "title": "Neighbourhood garden"})
    answer = desk.client.post(desk.url("engels"), {"base": "1", "title": "Local garden"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Local garden" in html
    assert "Neighbourhood garden" in html
    assert OwnTranslation.objects.get().texts["title"] == "Neighbourhood garden"
    assert (
        desk.client.post(desk.url("engels"), {"base": answer.context["base"], "title": "Local garden"}).status_code
        == 302
    )


def test_script_in_english_is_text(trusted: Desk, client: Client) -> None:
    attack = "<img src=x onerror=alert(1)>"
    write(
        trusted, "online", title=f"Garden {attack}", began=f"<div>With a {attack}<script>alert(1)</script>spade.</div>"
    )
    _page, html = public(trusted, client)
    assert "<img src=x" not in html
    assert "<script>alert" not in html
    assert "<img src=x" not in trusted.get("engels").content.decode()


def test_failing_translation_does_not_keep_the_page_offline(trusted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        message = "no"
        raise ValueError(message)

    monkeypatch.setattr(english, "translate", fail)
    write(trusted, title="Neighbourhood garden")
    trusted.post("naam", tagline="Samen spitten.", action="online")
    assert trusted.fresh().tagline == "Samen spitten."
    assert OwnTranslation.objects.get().state == State.WAITING


def test_pieces() -> None:
    assert pieces_of('<p>a <a href="x">b</a></p><ul><li>c</li></ul>') == [1, 0]
    assert fits("<p>a b</p><ul><li>c</li></ul>", '<p>a <a href="x">b</a></p><ul><li>c</li></ul>') is True
    assert fits("<p>a</p>", "<p>a</p><p>b</p>") is False
