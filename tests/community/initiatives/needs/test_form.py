"""The page on which owners keep up what they look for and offer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.initiatives.editing.making import base_of
from community.initiatives.editing.needs import MOST_ENTRIES, usual_end
from community.initiatives.models import Initiative, NeedOrOffer
from tests.community.initiatives.editing.conftest import Desk, at_desk
from tests.factories import InitiativeFactory, ThemeFactory

__all__ = ["at_desk"]  # a fixture of the editor's tests

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SUMMER, ENDED = TODAY + timedelta(days=90), TODAY - timedelta(days=3)


@pytest.fixture
def initiative(network: Any) -> Initiative:
    """One with a need, a need that has ended, and an offer."""
    return InitiativeFactory(
        title="Buurttuin",
        themes=[ThemeFactory(title="Groen")],
        needs=[
            {"title": "Schoffel", "note": "Mag oud zijn", "kind": "materiaal", "until": SUMMER},
            {"title": "Subsidie", "kind": "geld", "until": ENDED},
        ],
        offers=[{"title": "Compost", "kind": "materiaal", "until": SUMMER}],
    )


@pytest.fixture
def trusted(at_desk: Callable[..., Desk]) -> Desk:
    """An owner who publishes at once."""
    return at_desk(is_trusted=True)


def url(page: Initiative) -> str:
    return reverse("initiative_needs", args=[page.pk])


def as_is(desk: Desk) -> dict[str, Any]:
    """What a browser sends when nothing is changed."""
    form = desk.client.get(url(desk.initiative)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in data.items() if value not in (None, False)} | {
        "base": base_of(desk.fresh())
    }


def save(desk: Desk, *, action: str = "online", without: tuple[str, ...] = (), **changes: Any) -> Any:
    """Send the form with these fields changed; __ stands for the hyphens of a field's name."""
    sent = as_is(desk) | {name.replace("__", "-"): value for name, value in changes.items()} | {"action": action}
    return desk.client.post(url(desk.initiative), {name: value for name, value in sent.items() if name not in without})


def on_page(desk: Desk) -> list[tuple[str, str, str, str, date | None]]:
    """What the published page holds."""
    rows = NeedOrOffer.objects.filter(page=desk.initiative).order_by("sort_order")
    return list(rows.values_list("direction", "kind", "title", "note", "until"))


def errors(response: Any) -> dict[str, list[str]]:
    """What the form says is wrong."""
    return dict(response.context["form"].errors)


BEFORE = [
    ("zoekt", "materiaal", "Schoffel", "Mag oud zijn", SUMMER),
    ("zoekt", "geld", "Subsidie", "", ENDED),
    ("biedt", "materiaal", "Compost", "", SUMMER),
]


def test_what_is_sent_as_it_is_changes_nothing(trusted: Desk) -> None:
    save(trusted, action="save")
    assert trusted.fresh().latest_revision_id == trusted.initiative.latest_revision_id
    assert on_page(trusted) == BEFORE


def test_new_ones_are_added_to_their_group(trusted: Desk) -> None:
    response = save(
        trusted,
        **{"title-zoekt-new-1": " Hark ", "kind-zoekt-new-1": "materiaal", "note-zoekt-new-1": "Lang"},
        **{"title-biedt-new-2": "Thee", "kind-biedt-new-2": "overig", "until-biedt-new-2": SUMMER.isoformat()},
    )
    assert response["Location"] == url(trusted.initiative)
    assert on_page(trusted) == [
        *BEFORE[:2],
        ("zoekt", "materiaal", "Hark", "Lang", usual_end()),
        BEFORE[2],
        ("biedt", "overig", "Thee", "", SUMMER),
    ]


def test_one_is_changed_and_keeps_its_row(trusted: Desk) -> None:
    row = NeedOrOffer.objects.get(page=trusted.initiative, title="Compost").pk
    save(trusted, **{"title-biedt-1": "Wormencompost", "kind-biedt-1": "kennis"})
    assert on_page(trusted) == [*BEFORE[:2], ("biedt", "kennis", "Wormencompost", "", SUMMER)]
    assert NeedOrOffer.objects.get(page=trusted.initiative, title="Wormencompost").pk == row


def test_one_is_taken_away_whatever_stands_in_its_fields(trusted: Desk) -> None:
    save(trusted, **{"remove-zoekt-1": "on", "title-zoekt-1": "", "until-zoekt-1": "onzin"})
    assert on_page(trusted) == BEFORE[1:]


def test_order_follows_the_places(trusted: Desk) -> None:
    save(trusted, **{"place-zoekt-1": "2", "place-zoekt-2": "1"})
    assert [row[2] for row in on_page(trusted)] == ["Subsidie", "Schoffel", "Compost"]


def test_ended_one_is_shown_for_another_half_year(trusted: Desk) -> None:
    content = trusted.client.get(url(trusted.initiative)).content.decode()
    assert content.count("Het staat niet meer op je pagina.") == 1
    save(trusted, **{"renew-zoekt-2": "on"})
    assert on_page(trusted)[1] == ("zoekt", "geld", "Subsidie", "", usual_end())


def test_ended_one_may_stay_ended(trusted: Desk) -> None:
    save(trusted, **{"note-zoekt-2": "Was snel gevonden"})
    assert on_page(trusted)[1] == ("zoekt", "geld", "Subsidie", "Was snel gevonden", ENDED)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title-zoekt-1": ""}, {"title-zoekt-1": ["Zeg waar het over gaat, of haal het weg."]}),
        ({"title-zoekt-new-1": "Hark"}, {"kind-zoekt-new-1": ["Maak een keuze."]}),
        (
            {"note-biedt-new-1": "Alleen dit", "kind-biedt-new-1": "geld"},
            {"title-biedt-new-1": ["Wat heb je voor anderen?"]},
        ),
        (
            {"until-zoekt-1": (TODAY - timedelta(days=1)).isoformat()},
            {"until-zoekt-1": ["Deze dag is voorbij. Kies er een die nog komt."]},
        ),
        (
            {"until-zoekt-1": "9999-12-31"},
            {"until-zoekt-1": ["Kies een dag binnen twee jaar. Je kunt het later verlengen."]},
        ),
        ({"until-zoekt-1": "morgen"}, {"until-zoekt-1": ["Dit is geen dag. Schrijf het zo: 31-12-2027"]}),
        ({"kind-zoekt-1": "<script>"}, {"kind-zoekt-1": ["Kies er een uit de lijst."]}),
        ({"place-zoekt-1": "999999999999"}, {"place-zoekt-1": ["Schrijf een getal van hoogstens 99."]}),
    ],
)
def test_what_is_wrong_is_said_and_kept(trusted: Desk, changes: dict[str, str], wrong: dict[str, list[str]]) -> None:
    response = save(trusted, **changes)
    assert errors(response) == wrong
    assert on_page(trusted) == BEFORE


def test_too_long_and_nasty_words_are_refused_or_shown_as_they_are(trusted: Desk) -> None:
    assert "title-zoekt-1" in errors(save(trusted, **{"title-zoekt-1": "x" * 81}))
    save(trusted, **{"title-zoekt-1": "<b>'\"\x00</b>"})
    assert on_page(trusted)[0][2] == "<b>'\"</b>"
    assert "<b>'" not in trusted.client.get(trusted.initiative.url).content.decode()


def test_owner_who_is_new_waits_for_the_editors(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    save(desk, **{"title-biedt-1": "Goud"})
    assert on_page(desk) == BEFORE
    assert [entry.title for entry in desk.draft.needs_and_offers.all()] == ["Schoffel", "Subsidie", "Goud"]


def test_two_who_change_it_at_once_choose(at_desk: Callable[..., Desk]) -> None:
    """The second one sees both lists; nothing of either is lost."""
    one, other = at_desk(is_trusted=True), at_desk(is_trusted=True, name="Mo")
    seen = as_is(other)
    save(one, **{"title-zoekt-1": "Spade"})
    response = other.client.post(url(other.initiative), {**seen, "title-zoekt-1": "Riek", "action": "save"})
    assert response.status_code == 409
    content = response.content.decode()
    assert ("Spade" in content, "Riek" in content) == (True, True)
    assert on_page(other)[0][2] == "Spade"


def test_full_list_takes_no_more(trusted: Desk) -> None:
    page = trusted.fresh()
    page.needs_and_offers = [
        NeedOrOffer(direction="zoekt", title=f"Ding {number}", until=SUMMER, sort_order=number)
        for number in range(MOST_ENTRIES)
    ]
    page.save_revision().publish()
    form = trusted.client.get(url(page)).context["form"]
    assert [name for name in form.fields if "-new-" in name and name.startswith("title")] == [
        "title-biedt-new-1",
        "title-biedt-new-2",
    ]


@pytest.mark.parametrize("role", ["member", "writer", "moderator"])
def test_others_find_no_such_page(initiative: Initiative, signed_in: Callable[[str], Client], role: str) -> None:
    client = signed_in(role)
    assert [client.get(url(initiative)).status_code, client.post(url(initiative)).status_code] == [404] * 2


def test_visitors_are_asked_to_sign_in(initiative: Initiative) -> None:
    assert Client().get(url(initiative))["Location"] == f"/account/login/?next={url(initiative)}"
    assert Client().post(url(initiative), {"title-zoekt-1": "x"}).status_code == 302
