"""Every form with strings that break programs: no error, nothing lost, nothing on a page that was not escaped.

With NASTY_STRINGS=all every form gets every string by itself, which takes hours; NASTY_FORMS=/mijn/ only those whose
description holds this.
"""

import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.forms.finding import FREE, TYPED, Form, find_forms, make_things
from tests.forms.sending import (
    ALL_TYPED,
    CLIENT,
    EVERYTHING,
    WRITTEN,
    Attempt,
    Shape,
    attempts,
    core,
    problems,
    raw_in,
    texts_in,
)
from tests.nasty_strings import FAMILIES, nasty_strings, spread

pytestmark = pytest.mark.django_db

ALL = os.environ.get("NASTY_STRINGS") == "all"
ONLY = os.environ.get("NASTY_FORMS", "")
NUMBER, MOST_TIMES = 150, 8


@pytest.fixture(scope="module")
def found(made_once: Callable[[], AbstractContextManager[None]]) -> tuple[list[Form], Shape]:
    """All forms, and what pages look like on which nothing nasty stands."""
    shape = Shape()
    with made_once():
        forms = find_forms(make_things(), lambda response: shape.learn(response.content))
        for form in forms:
            learn_answers(form, shape)
    return sorted(forms, key=str), shape


def learn_answers(form: Form, shape: Shape) -> None:
    """See how the form is answered to a harmless word."""
    for kinds, word in ((FREE, "Gewoon"), ((*FREE, *TYPED), "koken")):
        attempt = Attempt(form, WRITTEN, dict.fromkeys(form.named(*kinds), word))
        CLIENT.cookies.clear()
        if form.cookie:
            CLIENT.cookies["sessionid"] = form.cookie
        with transaction.atomic():
            response = CLIENT.generic(**attempt.request())
            shape.learn(response.content)
            if response.status_code == 302:
                shape.learn(CLIENT.get(response.headers["Location"]).content)
            transaction.set_rollback(True)


@pytest.fixture
def as_often_as_it_takes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count no attempts; and write no log of what is refused."""
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    monkeypatch.setattr(logging.getLogger("django.security"), "disabled", True)


def test_there_are_four_thousand_of_every_kind() -> None:
    strings = nasty_strings()
    assert (len(strings) >= 4000, len({text for _name, text in strings})) == (True, len(strings))
    assert {name for name, _text in strings} == set(FAMILIES)
    assert sorted(FAMILIES) == sorted(set(FAMILIES))
    assert set(spread(NUMBER)) <= {text for _name, text in strings}


# Addresses of forms that are known: the walk finds these at least, and a new one by itself.
KNOWN = {
    ("/account/signup/", "post"),
    ("/account/login/", "post"),
    ("/account/confirm-email/", "post"),
    ("/account/2fa/totp/activate/", "post"),
    ("/account/2fa/webauthn/keys/*/edit/", "post"),
    ("/bijeenkomsten/", "get"),
    ("/initiatief/*/bewerken/engels/", "post"),
    ("/initiatief/*/bewerken/verhaal/", "post"),
    ("/initiatief/*/bewerken/verhaal/concept/", "post"),
    ("/initiatief/*/maatje-vragen/", "post"),
    ("/initiatief/*/meedoen/", "post"),
    ("/initiatief/*/mensen/uitnodigen/", "post"),
    ("/initiatief/*/reageren/", "post"),
    ("/initiatief/*/vraag-en-aanbod/", "post"),
    ("/initiatief/aanmelden/", "get"),
    ("/initiatief/aanmelden/", "post"),
    ("/initiatieven/", "get"),
    ("/leden/*/bericht/", "post"),
    ("/mijn/berichten/*/", "post"),
    ("/mijn/gegevens/verwijderen/", "post"),
    ("/mijn/profiel/", "post"),
    ("/vraag-en-aanbod/", "get"),
    ("/welkom/wie-ben-je/", "post"),
    ("/zoeken/", "get"),
}


def test_every_form_is_found(found: tuple[list[Form], Shape]) -> None:
    assert sorted(KNOWN - {form.key[:2] for form in found[0]}) == []


def test_no_string_breaks_a_form(found: tuple[list[Form], Shape], as_often_as_it_takes: None) -> None:
    forms, shape = found
    strings = [text for _name, text in nasty_strings()] if ALL else spread(NUMBER)
    wrong = []
    for form in forms:
        if ONLY in str(form):
            for attempt in attempts(form, strings, most=0 if ALL else MOST_TIMES):
                wrong += [f"{form}, {attempt.turn}: {problem}" for problem in problems(attempt, shape)]
            if ALL:
                print(form, len(wrong), flush=True)  # noqa: T201 - it takes hours
    assert not wrong, "\n".join(wrong[:100])


class TestTheWalkItself:
    """Controls: what would be wrong is seen."""

    @pytest.fixture
    def profile(self, found: tuple[list[Form], Shape]) -> Form:
        return next(form for form in found[0] if form.action == "/mijn/profiel/")

    def test_each_string_is_sent_once(self, profile: Form) -> None:
        sent = [list(attempt.values.values()) for attempt in attempts(profile, [str(n) for n in range(20)])]
        assert sorted((text for texts in sent for text in texts), key=int) == [str(n) for n in range(20)]
        glued = [text for attempt in attempts(profile, ["a", "b", "c"] * 4, most=1) for text in attempt.values.values()]
        assert sorted(glued) == ["a b c"] * 4

    def test_by_turns_only_words_all_that_is_typed_and_everything(self, profile: Form) -> None:
        turns = [attempt.turn for attempt in attempts(profile, ["x"] * 60)]
        assert turns[:4] == [WRITTEN, ALL_TYPED, WRITTEN, EVERYTHING]

    @pytest.mark.parametrize(
        ("page", "wrong"),
        [
            (b"<p>x</p>", []),
            (b"<marquee>", ["element b'marquee'"]),
            (b"<p onclick=x>", ["attributes [b'onclick'] of b'p'"]),
            (b'<a href=" java&#10;script:alert(1)">', ["an address that runs: b' href=\" java&#10;script:alert(1)\"'"]),
            (b"<script>alert(1)</script>", ["a script in the page"]),
        ],
    )
    def test_what_is_strange_on_a_page_is_seen(self, page: bytes, wrong: list[str]) -> None:
        shape = Shape()
        shape.learn(b'<p><a href="/"><script src="/x.js"></script>')
        assert list(shape.wrong_in(page)) == wrong

    def test_an_error_is_seen(self, profile: Form, monkeypatch: pytest.MonkeyPatch, as_often_as_it_takes: None) -> None:
        def stumble(*_args: object, **_kwargs: object) -> None:
            raise ValueError("NUL")

        monkeypatch.setattr("community.members.profiles.views.keep_profile", stumble)
        attempt = Attempt(profile, WRITTEN, {"first_name": "Jo"})
        assert problems(attempt, Shape()) == ["ValueError: NUL"]

    def test_what_is_lost_is_seen(
        self, found: tuple[list[Form], Shape], profile: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempt = Attempt(profile, WRITTEN, {"first_name": "Jo", "about": "Van alles"})
        assert problems(attempt, found[1]) == []
        monkeypatch.setattr("community.members.profiles.views.keep_profile", lambda *_args, **_kwargs: None)
        assert problems(attempt, found[1]) == [
            "lost: first_name = 'Jo', status 302, shown ''",
            "lost: about = 'Van alles', status 302, shown ''",
        ]

    def test_what_is_not_escaped_is_seen(
        self, found: tuple[list[Form], Shape], profile: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        attempt = Attempt(profile, WRITTEN, {"first_name": "<marquee>Jo</marquee>"})
        assert problems(attempt, found[1]) == []
        monkeypatch.setattr("django.utils.html.escape", str)
        monkeypatch.setattr("django.template.base.conditional_escape", str)
        assert "not escaped: '<marquee>Jo</marquee>'" in problems(attempt, found[1])

    def test_what_is_too_long_to_go_together_goes_alone(self, profile: Form) -> None:
        strings = ["é" * 200_000, "ü" * 200_000, "a", "b"]
        sent = [sorted(len(text) for text in attempt.values.values()) for attempt in attempts(profile, strings)]
        assert sent == [[200_000], [1, 1, 200_000]]

    @pytest.mark.parametrize("text", ['{"$ne": 1}', "[" * 100_000, "[1", '"a"'])
    def test_text_that_looks_like_json_is_found(self, text: str) -> None:
        assert text in list(texts_in([{"title": text}]))

    @pytest.mark.parametrize(
        ("text", "wrong"), [("</script>", 0), ("<br/>", 0), ("</script><b>", 1), ("<script>", 1), ("</b >", 0)]
    )
    def test_what_our_own_pages_have_is_not_seen_as_typed(self, profile: Form, text: str, wrong: int) -> None:
        page = "<script></script><b>x</b ><br/><script></script><b>"
        assert len(list(raw_in(page, Attempt(profile, WRITTEN, {"first_name": text})))) == wrong

    def test_what_of_a_text_must_not_get_lost(self) -> None:
        assert core("A \0b\u202e\ud800 é😀") == "abé😀"
