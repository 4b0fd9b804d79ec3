"""Two texts for one place: both are shown, and the writer chooses."""

from typing import Any

import pytest

from community.initiatives.editing.conflicts import both_texts
from community.initiatives.editing.making import base_of
from tests.community.initiatives.editing.conftest import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash(desk: Desk, trusted: Desk) -> dict[str, Any]:
    """What Joke sends after Ahmed changed the sentence; she changed the name too."""
    base = base_of(desk.fresh())
    trusted.post("naam", tagline="Van Ahmed.", photo_alt="Van Ahmed")
    return {"base": base, "title": "Van Joke", "tagline": "Van Joke.", "photo_alt": ""}


def chosen(desk: Desk, answer: Any, choice: str, **more: str) -> Any:
    """Choose on the page with both texts: it sends all that it was given, and the choice."""
    hidden = dict(answer.context["typed"])
    fixed = {"base": answer.context["base"], "seen": answer.context["seen"]}
    return desk.client.post(desk.url("naam"), {**hidden, **fixed, "choice-tagline": choice, **more})


def test_page_shows_both_texts(desk: Desk, clash: dict[str, Any]) -> None:
    answer = desk.client.post(desk.url("naam"), clash)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert [entry.key for entry in answer.context["clashes"]] == ["tagline"]
    assert html.count("Van Ahmed.") >= 1
    assert html.count("Van Joke.") >= 1


@pytest.mark.parametrize(
    ("choice", "more", "tagline"),
    [
        ("mine", {}, "Van Joke."),
        ("theirs", {}, "Van Ahmed."),
        ("hand", {"hand-tagline": "Van ons allebei."}, "Van ons allebei."),
    ],
)
def test_choice_is_saved_and_the_rest_of_both_stays(
    desk: Desk, clash: dict[str, Any], choice: str, more: dict[str, str], tagline: str
) -> None:
    answer = chosen(desk, desk.client.post(desk.url("naam"), clash), choice, **more)
    assert answer.status_code == 302
    draft = desk.draft
    assert (draft.title, draft.tagline, draft.photo_alt) == ("Van Joke", tagline, "Van Ahmed")


def test_choosing_nothing_asks_again(desk: Desk, clash: dict[str, Any]) -> None:
    for choice in ("", "onzin"):
        assert chosen(desk, desk.client.post(desk.url("naam"), clash), choice).status_code == 409
    assert desk.draft.tagline == "Van Ahmed."


def test_third_text_asks_again(desk: Desk, trusted: Desk, clash: dict[str, Any]) -> None:
    answer = desk.client.post(desk.url("naam"), clash)
    trusted.post("naam", tagline="Nog eens Ahmed.")
    again = chosen(desk, answer, "mine")
    assert again.status_code == 409
    assert "Nog eens Ahmed." in again.content.decode()
    assert chosen(desk, again, "mine").status_code == 302
    assert desk.draft.tagline == "Van Joke."


def test_third_change_elsewhere_does_not(desk: Desk, trusted: Desk, clash: dict[str, Any]) -> None:
    answer = desk.client.post(desk.url("naam"), clash)
    trusted.post("feiten", founded="2014")
    assert chosen(desk, answer, "mine").status_code == 302
    assert (desk.draft.tagline, desk.draft.founded) == ("Van Joke.", 2014)


def test_text_put_together_that_is_too_long_stays_to_be_mended(desk: Desk, clash: dict[str, Any]) -> None:
    answer = chosen(desk, desk.client.post(desk.url("naam"), clash), "hand", **{"hand-tagline": "lang " * 50})
    assert answer.status_code == 200
    assert "lang lang" in answer.content.decode()
    assert desk.draft.tagline == "Van Ahmed."


def test_story_can_be_put_together(desk: Desk, trusted: Desk) -> None:
    base = base_of(desk.fresh())
    trusted.post("verhaal", **{"began-html": "<div>Met een spade.</div>"})
    fields = {"base": base, "began-html": "<div>Met een hark.</div>"}
    answer = desk.client.post(desk.url("verhaal"), fields)
    assert "Met een spade.\n\nMet een hark." in str(answer.context["clashes"][0].by_hand)
    fixed = {"seen": answer.context["seen"], "choice-began": "hand", "hand-began-html": "<div>Met beide.</div>"}
    assert desk.client.post(desk.url("verhaal"), {**fields, **fixed}).status_code == 302
    assert desk.draft.began == "<p>Met beide.</p>"


def test_two_coordinates_are_one_point(desk: Desk, trusted: Desk) -> None:
    base = base_of(desk.fresh())
    trusted.post("plaats", latitude="52.2")
    answer = desk.post("plaats", base=base, longitude="5.5", latitude="52.0853")
    assert answer.status_code == 409
    assert sorted(entry.key for entry in answer.context["clashes"]) == ["latitude", "longitude"]


def test_lists_are_shown_in_words(desk: Desk, trusted: Desk) -> None:
    base = base_of(desk.fresh())
    trusted.post("themas", tags="van ahmed")
    answer = desk.post("themas", base=base, tags="van joke")
    clash = answer.context["clashes"][0]
    assert (str(clash.mine), str(clash.theirs)) == ("<p>van joke</p>", "<p>van ahmed</p>")
    assert clash.by_hand is None


def test_script_in_a_clash_is_text(desk: Desk, trusted: Desk) -> None:
    base = base_of(desk.fresh())
    trusted.post("naam", tagline="<script>alert(1)</script>")
    html = desk.post("naam", base=base, tagline="<img src=x onerror=alert(2)>").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p><p>B</p>", "<p>A</p><p>b</p><p>B</p>"),
        ("", "<p>x</p>", "<p>y</p>", "<p>x</p><p>y</p>"),
        ("<p>a</p>", "<p>a</p><p>z</p>", "<p>a</p><p>y</p>", "<p>a</p><p>z</p><p>y</p>"),
        ("<p>a</p>", "", "<p>a</p><ul><li>y</li></ul>", "<ul><li>y</li></ul>"),
    ],
)
def test_both_texts_hold_what_each_wrote(base: str, theirs: str, mine: str, both: str) -> None:
    assert both_texts(base, theirs, mine) == both
