"""Asking owners whether something still stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from community.initiatives.models import Initiative, NeedOrOffer, NeedReminder
from community.initiatives.needs.reminding import remind_owners
from foundation.generation import read_generation
from tests.factories import InitiativeFactory, MembershipFactory, OwnerFactory

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 1)


def wish(title: str, days: int | None, **more: Any) -> dict[str, Any]:
    return {"title": title, "until": None if days is None else TODAY + timedelta(days=days), **more}


@pytest.fixture
def page() -> Initiative:
    """With what ends soon, has just ended, ended long ago, ends later and never ends."""
    page = InitiativeFactory(
        title="Buurttuin",
        needs=[wish("Schoffel", 13), wish("Subsidie", -29), wish("Oud", -31), wish("Later", 14), wish("Altijd", None)],
    )
    OwnerFactory(initiative=page, user__first_name="Anna")
    MembershipFactory(initiative=page)
    return page


def run(capture: Any, day: date = TODAY, **options: Any) -> tuple[int, list[str]]:
    """How many mails it says went out, and what they are about."""
    mail.outbox.clear()
    with capture(execute=True):
        number = remind_owners(day, **options)
    return number, [message.body for message in mail.outbox]


def test_owners_hear_of_what_ends(page: Initiative, django_capture_on_commit_callbacks: Any) -> None:
    number, bodies = run(django_capture_on_commit_callbacks)
    assert number == 1
    assert [line for line in bodies[0].splitlines() if line.startswith("- ")] == [
        "- Subsidie: 31 januari 2027",
        "- Schoffel: 14 maart 2027",
    ]
    assert f"/initiatief/{page.pk}/vraag-en-aanbod/" in bodies[0]
    assert mail.outbox[0].subject == "Geldt dit nog? Vraag en aanbod van Buurttuin"


def test_nobody_hears_twice(page: Initiative, django_capture_on_commit_callbacks: Any) -> None:
    """Not the same day, nor the next; what is new since then is told, and a new end is asked about anew."""
    capture = django_capture_on_commit_callbacks
    assert run(capture)[0] == 1
    assert run(capture) == (0, [])
    assert run(capture, TODAY + timedelta(days=1))[1][0].count("- Later") == 1
    NeedReminder.objects.all().delete()  # the control: without what is remembered all are told again
    assert run(capture)[1][0].count("- Schoffel") == 1


def test_publishing_again_asks_nothing_again(page: Initiative, django_capture_on_commit_callbacks: Any) -> None:
    """New rows with the same words are the same; with another end they are not."""
    assert run(django_capture_on_commit_callbacks)[0] == 1
    page.needs_and_offers = [
        NeedOrOffer(direction="zoekt", **wish("Schoffel", 13)),
        NeedOrOffer(direction="zoekt", **wish("Subsidie", 2)),
    ]
    page.save_revision().publish()
    assert [line for line in run(django_capture_on_commit_callbacks)[1][0].splitlines() if line.startswith("- ")] == [
        "- Subsidie: 3 maart 2027"
    ]


def test_nobody_is_asked_where_there_is_nobody(django_capture_on_commit_callbacks: Any) -> None:
    """Without owners, offline, and the same in another language: nothing is remembered, either."""
    InitiativeFactory(needs=[wish("Schoffel", 3)])
    offline = InitiativeFactory(needs=[wish("Schoffel", 3)])
    OwnerFactory(initiative=offline)
    offline.unpublish()
    assert run(django_capture_on_commit_callbacks) == (0, [])
    assert NeedReminder.objects.count() == 0


def test_trial_run_only_counts(page: Initiative, django_capture_on_commit_callbacks: Any) -> None:
    before = read_generation()
    assert run(django_capture_on_commit_callbacks, TODAY + timedelta(days=14), dry_run=True) == (1, [])
    assert (NeedReminder.objects.count(), read_generation()) == (0, before)


def test_what_ended_yesterday_leaves_the_kept_pages(page: Initiative, django_capture_on_commit_callbacks: Any) -> None:
    before = read_generation()
    run(django_capture_on_commit_callbacks, TODAY + timedelta(days=13))
    assert read_generation() == before
    run(django_capture_on_commit_callbacks, TODAY + timedelta(days=14))
    assert read_generation() != before


def test_commands_run(page: Initiative, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remind_needs")
    assert capsys.readouterr().out.endswith("mails.\n")
    cache.clear()
    assert Client().get(page.url).status_code == 200
