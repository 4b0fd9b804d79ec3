"""How complete a profile is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.initiatives.completeness import PARTS, TOTAL, WINDOWS, completeness_of
from community.initiatives.models import Initiative, NeedOrOffer
from tests.factories import InitiativeFactory, PhotoFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def fresh(page: Initiative) -> Initiative:
    """As lists fetch it."""
    return Initiative.objects.select_related("latest_revision").get(pk=page.pk)


def complete(**fields: Any) -> Initiative:
    """A profile that has everything."""
    page = InitiativeFactory(
        themes=[ThemeFactory()],
        tags=["compost"],
        needs=["Penningmeester"],
        photo=PhotoFactory(),
        founded=2014,
        people=12,
        contact_email="tuin@voorbeeld.example",
        **dict.fromkeys(("began", "activities", "success", "obstacles", "current"), "<p>Tekst.</p>"),
        **fields,
    )
    page.photos.create(photo=PhotoFactory(), caption="")
    page.save_revision().publish()
    return fresh(page)


def test_weights_make_a_hundred() -> None:
    assert TOTAL == 100
    assert [part.weight for part in PARTS] == sorted((part.weight for part in PARTS), reverse=True)


def test_complete_profile_misses_nothing(network: Any) -> None:
    found = completeness_of(complete())
    assert (found.percent, found.missing, found.next_step, found.is_complete) == (100, (), None, True)
    assert found.windows == [True] * WINDOWS


def test_bare_profile_begins_with_what_helps_most(network: Any) -> None:
    page = fresh(InitiativeFactory(latitude=None, longitude=None))
    found = completeness_of(page)
    assert (found.percent, len(found.missing)) == (0, len(PARTS))
    assert found.windows == [False] * WINDOWS
    assert found.next_step is not None
    assert found.next_step.url == reverse("initiative_edit", args=[page.pk, "verhaal"])


def test_draft_counts(network: Any) -> None:
    page = complete()
    before = completeness_of(page).percent
    draft = page.get_latest_revision_as_object()
    draft.activities = ""
    draft.save_revision()
    after = completeness_of(fresh(page))
    assert before - after.percent == after.missing[0].weight == 12


def test_need_of_the_past_does_not_count(network: Any) -> None:
    page = complete()
    page.needs_and_offers = [
        NeedOrOffer(direction="zoekt", title="Ladder", until=timezone.localdate() - timedelta(days=1))
    ]
    page.save_revision()
    found = completeness_of(fresh(page))
    assert [step.url for step in found.missing] == [reverse("initiative_needs", args=[page.pk])]


def test_window_is_lit_only_for_what_is_there(network: Any) -> None:
    page = complete()
    page.people = None
    page.save_revision()
    found = completeness_of(fresh(page))
    assert (found.percent, found.windows.count(True)) == (98, WINDOWS - 1)


def test_list_asks_the_database_once(network: Any) -> None:
    for _number in range(3):
        InitiativeFactory(themes=[ThemeFactory()])
    with CaptureQueriesContext(connection) as queries:
        for page in Initiative.objects.select_related("latest_revision").filter(locale=network.dutch):
            completeness_of(page)
    assert len(queries) == 1


def test_page_without_a_version_is_looked_at_itself(network: Any) -> None:
    page = complete()
    page.latest_revision = None
    assert completeness_of(page).percent == 100
