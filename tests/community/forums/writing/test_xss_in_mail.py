"""No string of thousands runs a script in the mails that tell of the forum: digests, and mails about one thing."""

import re
from collections.abc import Sequence
from typing import Any

import nh3
import pytest
from django.template import Engine
from django.template.loader import render_to_string
from playwright.sync_api import Page

from community.forums.news import TOPIC
from community.forums.writing.rendering import rendered
from community.members.models import User
from community.members.queries import Person
from community.notifications.delivery import letters
from community.notifications.delivery.claiming import Parcel
from community.notifications.delivery.texts import for_mail
from community.notifications.kinds import News
from community.notifications.models import Channel, Notification
from foundation.generation import generation_of_request
from tests.community.forums.writing.xss.collection import SIMPLEST, collection
from tests.community.forums.writing.xss.watching import A_PAGE, fired

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

STRINGS = collection()
WITHIN = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
AROUND = dict.fromkeys(("base_url", "settings_url", "news_url", "unsubscribe_url"), "https://netwerk.example/")


def told_of(strings: Sequence[str]) -> list[letters.Told]:
    """News by somebody with this name, of a topic with this title in a forum with this name."""
    return [
        (
            Notification(pk=number, kind=TOPIC, subject_id=number, thread=f"topic:{number}"),
            News(
                who=Person(name=string, initials=string[:2], url="/leden/x/"),
                sentence=string,
                title=string,
                url="/forum/onderwerp/1/",
                where=string,
                excerpt=string,
            ),
        )
        for number, string in enumerate(strings)
    ]


def shown(name: str, context: dict[str, Any]) -> str:
    """What a mail shows in a mailbox: its HTML without what is around every mail."""
    html = render_to_string(f"notifications/mail/{name}.html", {**AROUND, "site_name": "Netwerk", **context})
    found = WITHIN.search(html)
    assert found
    return found[1]


def digests(strings: Sequence[str]) -> list[str]:
    """All of them in digests, each of which is as long as the page that looks at it."""
    parcel = Parcel(recipient=User(), notifications=(Notification(channel=Channel.DAILY),))
    parts = []
    for start in range(0, len(strings), A_PAGE):
        context = letters.digest_of(parcel, told_of(strings[start : start + A_PAGE]))
        assert context["more"] == 0
        parts.append(shown("digest", context | {"subject": strings[start]}))
    return parts


def mails(strings: Sequence[str]) -> list[str]:
    """Each of them as the text, name and title of a mail of its own."""
    with generation_of_request():
        texts = rendered(dict(enumerate(strings)), to=None)
    return [
        shown("news", letters.news_at_once([told], {told[0].pk: for_mail(texts[told[0].pk])}))
        for told in told_of(strings)
    ]


@pytest.fixture(autouse=True)
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_IN_DIGEST", A_PAGE)


def test_they_do_run_where_nothing_is_escaped(watched: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine.get_default(), "autoescape", False)
    for parts in (digests(SIMPLEST), mails(SIMPLEST)):
        ran, dangerous = fired(watched, parts)
        assert "alert" in ran
        assert dangerous


def test_they_do_run_where_texts_are_not_cleaned(watched: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nh3, "clean", lambda html, **_rules: html)
    ran, dangerous = fired(watched, [for_mail(string) for string in SIMPLEST])
    assert "alert" in ran
    assert dangerous


def test_nothing_runs_in_digests(watched: Page) -> None:
    ran: list[str] = []
    dangerous: list[str] = []
    for part in digests(STRINGS):  # one to a page
        found = fired(watched, [part])
        ran += found[0]
        dangerous += found[1]
    assert (ran, dangerous) == ([], [])


def test_nothing_runs_in_mails_about_one_thing(watched: Page) -> None:
    assert fired(watched, mails(STRINGS)) == ([], [])
