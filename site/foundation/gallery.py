"""The live gallery: every component with sample content, routed in development only."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.cards import Badge, Card, DateCard
from foundation.listing import Advice, Chip, Field, Link, Listing, Option
from foundation.nearness import Nearness

LONG_TITLE = "Hoe regel je samen met de gemeente en de woningcorporatie een goede verzekering voor vrijwilligers?"
HOUSES = {
    "energie": "Energie",
    "wonen": "Wonen",
    "zorg": "Zorg",
    "ontmoeten": "Ontmoeten",
    "groen": "Groen",
    "voedsel": "Voedsel",
    "vervoer": "Vervoer",
    "repareren-en-delen": "Repareren en delen",
    "geld-en-subsidie": "Geld en subsidie",
    "bestuur-en-recht": "Bestuur en recht",
    "vrijwilligers": "Vrijwilligers",
    "gemeente-en-partners": "Gemeente en partners",
}
WINDOWS = 12


@dataclass(slots=True)
class SampleBadge:
    """A theme, without the page behind it."""

    name: str
    house: str
    css: str
    url: str = "#themes"


def component_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component and its states on one page."""
    badges: dict[str, Badge] = {
        slug: SampleBadge(name, house=slug.partition("-")[0], css=f"t-{slug}") for slug, name in HOUSES.items()
    }
    return render(
        request,
        "gallery.html",
        {
            "themes": list(badges.values()),
            "cards": sample_cards(badges),
            "dates": sample_dates(badges),
            "listing": sample_listing(),
            "signals": [number < 9 for number in range(WINDOWS)],  # noqa: PLR2004 - nine of twelve lit
            "chain": sample_chain(),
            "tiles": [
                {"text": "Vraag mensen niet voor altijd. Vraag ze voor drie zaterdagen.", "source": "De Hoogstam"},
                {"text": "Eerst koffie met de buren. Dan pas een plan op papier.", "source": "De Tuin van Overvecht"},
                {"text": "Leg vast wie de sleutel heeft.", "source": "Dorpshuis De Schakel"},
            ],
            "facts": [
                {"label": "Begonnen", "value": "2014"},
                {"label": "Vorm", "value": "Stichting"},
                {"label": "Website", "value": "deschakel.example", "url": "https://deschakel.example"},
            ],
            "needs": [{"title": "Penningmeester", "note": "Vier uur per maand, vanaf maart", "respond_url": "#board"}],
            "offers": [{"title": "Zaal voor jouw bijeenkomst", "note": "Gratis, tot 40 mensen"}],
            "checklist": {"title": "", "items": ["Naam, plaats en doel", "Wie lid kan worden en hoe je stopt"]},
            "quote": {"text": "Stap 4 scheelde ons 280 euro.", "who": "Zon op Woerden"},
        },
    )


def sample_cards(badges: dict[str, Badge]) -> list[Card]:
    """Cards with much, with little and with a long title."""
    return [
        Card(
            title="Een vereniging oprichten",
            url="#cards",
            kind="Stappenplan",
            themes=(badges["bestuur-en-recht"],),
            summary="Van eerste idee tot inschrijving bij de Kamer van Koophandel.",
            notes=("41 initiatieven gebruikten dit",),
        ),
        Card(
            title="Dorpshuis De Schakel",
            url="#cards",
            themes=(badges["ontmoeten"], badges["vrijwilligers"]),
            place="Maarn, gemeente Utrechtse Heuvelrug",
            summary="Een huiskamer voor het hele dorp.",
            needs_line="Zoekt: penningmeester",
            number=2,
        ),
        Card(title=LONG_TITLE, url="#cards", themes=(badges["zorg"],)),
        Card(title="Zonder thema", url="#cards"),
    ]


def sample_dates(badges: dict[str, Badge]) -> list[DateCard]:
    """Meetings: one to come, one of a past year."""
    return [
        DateCard(
            title="Wie doet het als jij stopt?",
            url="#dates",
            kind="Bijeenkomst",
            themes=(badges["vrijwilligers"],),
            place="Maarn",
            start=datetime(2099, 1, 12, 18, 30, tzinfo=UTC),
            end=datetime(2099, 1, 12, 21, tzinfo=UTC),
            time_text="19.30 tot 22.00 uur",
            notes=("nog 9 plaatsen",),
        ),
        DateCard(
            title=LONG_TITLE,
            url="#dates",
            themes=(badges["groen"],),
            start=datetime(2020, 2, 6, 9, tzinfo=UTC),
            end=datetime(2020, 2, 6, 11, tzinfo=UTC),
        ),
    ]


def sample_listing() -> Listing:
    """A listing with a choice made, many pages and advice for when nothing is left."""
    return Listing(
        items=(),
        total=61,
        total_text="61 initiatieven",
        query="",
        action="#lists",
        fields=(Field("fase", "Fase", "Alle fasen", (Option("draait", "Draait volop", 61, selected=True),)),),
        near=Nearness(asked="Woerdn", problem="We kennen de plaats “Woerdn” niet. Bedoel je Woerden?"),
        chips=(Chip("Draait volop", "#lists"),),
        clear_url="#lists",
        sort_options=(Link("op naam", "#lists", current=True), Link("nieuwste eerst", "#lists")),
        pages=(
            Link("1", "#lists", current=True, number=1),
            Link("2", "#lists", number=2),
            Link("…", ""),
            Link("9", "#lists", number=9),
        ),
        previous_url="",
        next_url="#lists",
        hidden=(),
        empty=Advice(
            "Niets gevonden in Renswoude",
            "Kijk ook in Veenendaal en Woudenberg, of haal een keuze weg.",
            (Link("Toon de buurgemeenten", "#lists"),),
        ),
    )


def sample_chain() -> list[dict[str, Any]]:
    """From wish to use, lit as far as it came."""
    return [
        {"label": "Themawens", "text": "23 keer gesteund", "url": "#chain", "lit": True},
        {"label": "Thema", "text": "Vrijwilligers", "url": "#chain", "lit": True},
        {"label": "Bijeenkomst", "text": "12 januari", "url": "", "lit": True},
        {"label": "Verslag", "text": "een week erna", "url": "", "lit": False},
        {"label": "Leerervaring", "text": "nog niet", "url": "", "lit": False},
        {"label": "Kennistool", "text": "nog niet", "url": "", "lit": False},
        {"label": "Gebruik", "text": "nog niet", "url": "", "lit": False},
    ]
