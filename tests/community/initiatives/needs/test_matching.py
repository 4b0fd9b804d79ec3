"""Pairs of needs and offers: which, in which order, and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community.initiatives.models import Initiative
from community.initiatives.needs import matching
from community.initiatives.needs.explaining import shown_matches
from community.initiatives.needs.matching import todays_matches
from foundation.generation import forget_everything, generation_of_request
from tests.conftest import Network
from tests.factories import InitiativeFactory, OwnerFactory, ThemeFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db

AT = {"Woerden": (52.0853, 4.8833), "Utrecht": (52.0907, 5.1214), "Rhenen": (51.9583, 5.5686)}
Make = Callable[..., Initiative]


@pytest.fixture
def make(network: Network) -> Make:
    """Make an initiative at a place."""

    def made(title: str, place: str = "Woerden", **fields: Any) -> Initiative:
        latitude, longitude = AT[place]
        return InitiativeFactory(
            title=title,
            place=place,
            latitude=latitude,
            longitude=longitude,
            municipality=municipality_named(place),
            **fields,
        )

    return made


def found(initiative: Initiative) -> dict[str, list[tuple[str, str]]]:
    """For each wish what fits: title and initiative, best first."""
    forget_everything()
    return {
        wish.title: [(match.title, match.page.title) for match in wish.matches]
        for wish in shown_matches(todays_matches(initiative.pk))
    }


def reasons(initiative: Initiative) -> list[str]:
    """Why what fits the first wish fits."""
    return [match.reasons for match in shown_matches(todays_matches(initiative.pk))[0].matches]


def need(title: str, kind: str = "geld", **more: Any) -> dict[str, Any]:
    return {"title": title, "kind": kind, **more}


def test_nearest_of_the_same_kind_comes_first(make: Make) -> None:
    mine = make("Mijn", needs=[need("Subsidie")])
    make("Ver", "Rhenen", offers=[need("Fonds")])
    make("Dichtbij", "Woerden", offers=[need("Potje")])
    make("Midden", "Utrecht", offers=[need("Lening")])
    assert found(mine) == {"Subsidie": [("Potje", "Dichtbij"), ("Lening", "Midden"), ("Fonds", "Ver")]}
    assert reasons(mine) == [
        "zelfde soort: geld en subsidie · minder dan 1 km",
        "zelfde soort: geld en subsidie · 16 km",
        "zelfde soort: geld en subsidie · 49 km",
    ]


def test_words_and_themes_outweigh_distance(make: Make) -> None:
    energy = ThemeFactory(title="Energie")
    mine = make("Mijn", themes=[energy], needs=[need("Hulp bij onze begroting")])
    make("Dichtbij", "Woerden", offers=[need("Potje")])
    make("Midden", "Utrecht", themes=[energy], offers=[need("Rekenen", note="Samen begrotingen maken")])
    assert found(mine) == {"Hulp bij onze begroting": [("Rekenen", "Midden"), ("Potje", "Dichtbij")]}
    assert reasons(mine) == [
        "zelfde soort: geld en subsidie · 16 km · allebei over Energie · woorden: begrotingen",
        "zelfde soort: geld en subsidie · minder dan 1 km",
    ]


def test_word_in_common_brings_other_kinds_together(make: Make) -> None:
    mine = make("Mijn", needs=[need("Boekhouder", "bestuur")])
    make("Cijfers", offers=[need("Onze boekhouding laten zien", "administratie")])
    make("Anders", offers=[need("Aanhanger", "materiaal")])
    assert found(mine) == {"Boekhouder": [("Onze boekhouding laten zien", "Cijfers")]}
    assert reasons(mine) == ["minder dan 1 km · woorden: boekhouding"]


@pytest.mark.parametrize("kind", ["kennis", "overig"])
def test_broad_kind_alone_brings_nobody_together(make: Make, kind: str) -> None:
    mine = make("Mijn", needs=[need("Iemand die over ventilatie weet", kind)])
    make("Dichtbij", offers=[need("Les over vergeten", kind)])
    assert found(mine) == {}
    make("Lucht", offers=[need("Ventilatie meten", kind)])
    assert found(mine) == {"Iemand die over ventilatie weet": [("Ventilatie meten", "Lucht")]}


def test_hours_in_the_notes_bring_nobody_together(make: Make) -> None:
    mine = make("Mijn", needs=[need("Voorzitter", "bestuur", note="Vier uur per maand")])
    make("Oppas", offers=[need("Oppas", "vrijwilligers", note="Twee uur per maand")])
    assert found(mine) == {}


def test_offers_find_needs_as_needs_find_offers(make: Make) -> None:
    mine = make("Mijn", offers=[need("Zaal", "ruimte")])
    make("Ander", needs=[need("Plek om te oefenen", "ruimte")], offers=[need("Schuur", "ruimte")])
    assert found(mine) == {"Zaal": [("Plek om te oefenen", "Ander")]}


def test_own_ended_and_hidden_ones_are_left_out(make: Make) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    mine = make("Mijn", needs=[need("Subsidie"), need("Voorbij", until=yesterday)], offers=[need("Eigen fonds")])
    make("Geweest", offers=[need("Oud fonds", until=yesterday)])
    make("Concept", published=False, offers=[need("Geheim fonds")])
    make("Terug", offers=[need("Weg fonds")]).unpublish()
    assert found(mine) == {}


def test_nobody_but_owners_sees_what_fits(make: Make) -> None:
    mine = make("Mijn", needs=[need("Subsidie")])
    make("Ander", offers=[need("Fonds voor buren")])
    owner, client = OwnerFactory(initiative=mine).user, Client()
    assert "Fonds voor buren" not in client.get(mine.url).content.decode()
    client.force_login(OwnerFactory().user)
    assert "Fonds voor buren" not in client.get(mine.url).content.decode()
    client.force_login(owner)
    content = client.get(mine.url).content.decode()
    assert "Fonds voor buren" in content
    assert "Zelfde soort: geld en subsidie" in content
    assert "Fonds voor buren" in client.get(f"/initiatief/{mine.pk}/vraag-en-aanbod/").content.decode()


def test_english_explains_in_english(make: Make) -> None:
    mine = make("Mijn", needs=[need("Subsidie")])
    make("Ander", "Utrecht", offers=[need("Fonds")])
    with translation.override("en"):
        assert reasons(mine) == ["same kind: money and grants · 16 km"]
        assert shown_matches(todays_matches(mine.pk))[0].matches[0].page.url.startswith("/en/")


def test_only_so_many_others_are_looked_at(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest ones; with room for all the farther one would be there, too: the control."""
    mine = make("Mijn", needs=[need("Subsidie")])
    make("Ver", "Rhenen", offers=[need("Fonds")])
    make("Dichtbij", "Woerden", offers=[need("Potje")])
    monkeypatch.setattr(matching, "MOST_OF_A_KIND", 1)
    assert found(mine) == {"Subsidie": [("Potje", "Dichtbij")]}
    monkeypatch.undo()
    assert found(mine) == {"Subsidie": [("Potje", "Dichtbij"), ("Fonds", "Ver")]}


def test_matching_takes_as_many_queries_for_30_as_for_1(make: Make) -> None:
    mine = make("Mijn", needs=[need("Subsidie")], offers=[need("Zaal", "ruimte")])
    make("Eerste", offers=[need("Fonds")])
    found(mine)  # what a process asks once in its life is not counted
    counts = []
    for wanted in (1, 29):
        for number in range(wanted):
            make(f"Ander {wanted} {number}", offers=[need("Fonds")], needs=[need("Plek", "ruimte")])
        forget_everything()
        with generation_of_request(), CaptureQueriesContext(connection) as captured:
            shown_matches(todays_matches(mine.pk))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16
