"""Looking whether an initiative exists already."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.initiatives.starting.similar import similar_to, words_of
from community.members.models import MemberProfile, User, Visibility
from foundation.generation import generation_of_request
from tests.factories import InitiativeFactory, MembershipFactory, OwnerFactory, UserFactory
from tests.factories.pages import municipality_named

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def initiatives(made_once: Callable[[], AbstractContextManager[None]]) -> None:
    """A few initiatives, one of them a draft."""
    with made_once():
        for title, place in (
            ("Stichting Zonnedak Maarn", "Utrechtse Heuvelrug"),
            ("Buurttuin De Kruiwagen", "Woerden"),
            ("Repair Café Bunnik", "Bunnik"),
            ("Energiecoöperatie Woerden", "Woerden"),
        ):
            InitiativeFactory(title=title, municipality=municipality_named(place), place="")
        InitiativeFactory(title="Geheime Zonnedaken", published=False)


@pytest.fixture
def reader() -> User:
    """Who looks."""
    return UserFactory()


@pytest.mark.parametrize(
    ("name", "municipality", "titles"),
    [
        ("Zonnedak", None, ["Stichting Zonnedak Maarn"]),
        ("zonnedaken maarn", None, ["Stichting Zonnedak Maarn"]),
        ("De Kruiwagen", None, ["Buurttuin De Kruiwagen"]),
        ("Buurtuin de Kruiwage", None, ["Buurttuin De Kruiwagen"]),
        ("repaircafe bunnik", None, ["Repair Café Bunnik"]),
        ("Energie cooperatie woerden", "Woerden", ["Energiecoöperatie Woerden"]),
        ("Fietsenmaker", "Woerden", []),
        ("kruiwagn", "Woerden", ["Buurttuin De Kruiwagen"]),
        ("Moestuin Woerden", "Woerden", []),
        ("Stichting", None, []),
        ("!!!", None, []),
        ("%_'\"", "Woerden", []),
    ],
)
def test_names_that_are_alike_are_found(name: str, municipality: str | None, titles: list[str], reader: User) -> None:
    near = municipality_named(municipality).pk if municipality else None
    assert [similar.title for similar in similar_to(name, municipality_id=near, to=reader)] == titles


def test_found_says_where_and_who_as_far_as_the_reader_may_know(reader: User) -> None:
    (found,) = similar_to("kruiwagen", municipality_id=None, to=reader)
    assert (found.place, found.owners, found.is_mine) == ("Woerden", (), False)
    open_owner = OwnerFactory(initiative_id=found.pk, user__first_name="Anna", user__last_name="Bos").user
    closed = OwnerFactory(initiative_id=found.pk, user__first_name="Geheim").user
    MemberProfile.objects.update_or_create(user=closed, defaults={"name_visibility": Visibility.PRIVATE})
    MembershipFactory(initiative_id=found.pk, user=reader)
    (found,) = similar_to("kruiwagen", municipality_id=None, to=reader)
    assert (found.owners, found.is_mine) == ((open_owner.get_full_name(),), True)


def test_cost_is_the_same_however_many_there_are(reader: User) -> None:
    def cost() -> int:
        with generation_of_request(), CaptureQueriesContext(connection) as queries:
            similar_to("Kruiwagen Tuinen Woerden", municipality_id=municipality_named("Woerden").pk, to=reader)
        return len(queries)

    OwnerFactory(initiative=InitiativeFactory(title="De Kruiwagen"))
    cost()
    few = cost()
    for number in range(8):
        OwnerFactory(initiative=InitiativeFactory(title=f"Kruiwagen {number}"))
    cost()
    assert cost() == few


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De Zonnedaken van Maarn", ["zonnedaken", "maarn"]),
        ("Onze Buurt", ["onze", "buurt"]),
        ("", []),
        ("Café", ["cafe"]),
    ],
)
def test_words_that_tell_names_apart(text: str, words: list[str]) -> None:
    assert words_of(text) == words
