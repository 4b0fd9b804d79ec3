"""What the forum shows on the pages of other apps, and to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.forums.models import Audience, Forum, Post, Topic, TopicReading, Visibility
from community.forums.reading.progress import note_read
from community.members.models import Visibility as Shown
from foundation.generation import next_generation, read_generation
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    MemberProfileFactory,
    ThemeFactory,
    ToolFactory,
    UserFactory,
)
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db
ASK = "Stel een vraag hierover"


@pytest.fixture
def theme() -> Any:
    """A theme that a forum belongs to; there is another forum before it, and one for members only."""
    theme = ThemeFactory(title="Groen", slug="groen")
    ForumFactory(slug="alles", order=1)
    ForumFactory(slug="tuin", order=2, theme=theme)
    ForumFactory(slug="leden", order=0, read_by=Audience.MEMBERS, theme=theme)
    return theme


@pytest.fixture(params=[ToolFactory, EventFactory, InitiativeFactory])
def subject(request: pytest.FixtureRequest, theme: Any) -> Any:
    """A page of each kind that shows what is said about it."""
    return request.param(title="Regenton", themes=[theme])


def links(address: str, client: Client | None = None) -> dict[str, str]:
    """The links of a page, by their words."""
    response = (client or Client()).get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return {" ".join(link.get_text().split()): str(link["href"]) for link in soup.main.find_all("a", href=True)}  # type: ignore[union-attr]


def about(page: Any, title: str, **fields: Any) -> Topic:
    """A topic about a page."""
    forum = fields.pop("forum", None) or Forum.objects.get(slug="tuin")
    return TopicFactory(title=title, forum=forum, about=page, **fields)


def test_page_leads_to_a_question_about_it(subject: Any) -> None:
    assert links(subject.url)[ASK] == f"/forum/tuin/nieuw/?over={subject.pk}"


def test_page_shows_what_is_said_about_it(subject: Any) -> None:
    topic = about(subject, "Hoe groot?")
    about(subject, "Geheim", forum=Forum.objects.get(slug="leden"))
    about(subject, "Verborgen", visibility=Visibility.HIDDEN)
    about(ToolFactory(title="Iets anders"), "Over iets anders")
    shown = links(subject.url)
    assert shown["Hoe groot?"] == topic.get_absolute_url()
    assert {"Geheim", "Verborgen", "Over iets anders"}.isdisjoint(shown)
    member = Client()
    member.force_login(UserFactory())
    assert {"Hoe groot?", "Geheim"} <= links(subject.url, member).keys()


def test_page_asks_as_often_for_one_topic_and_thirty(subject: Any) -> None:
    counts = []
    for _round in range(2):
        about(subject, "Hoe groot?")
        next_generation()
        Client().get(subject.url)
        with CaptureQueriesContext(connection) as captured:
            Client().get(f"{subject.url}?x={_round}")
        counts.append(sum('FROM "forums_topic" ' in query["sql"] for query in captured))
        for number in range(30):
            about(subject, f"Vraag {number}")
    assert counts[1] - counts[0] == 1  # more than are shown are counted


def test_theme_shows_its_talk_with_a_feed(theme: Any) -> None:
    forum = Forum.objects.get(slug="tuin")
    topic = TopicFactory(title="Hoe groot?", forum=forum, theme=theme)
    TopicFactory(title="Geheim", forum=Forum.objects.get(slug="leden"), theme=theme)
    shown = links(theme.url)
    assert shown["Hoe groot?"] == topic.get_absolute_url()
    assert "Geheim" not in shown
    assert shown[ASK] == f"/forum/tuin/nieuw/?over={theme.pk}"
    feed = BeautifulSoup(Client().get(theme.url).content, "html.parser").find("link", type="application/atom+xml")
    assert feed is not None
    assert Client().get(str(feed["href"])).status_code == 200


def test_front_page_shows_questions_that_wait(theme: Any, network: Any) -> None:
    forum = Forum.objects.get(slug="tuin")
    asker = UserFactory(first_name="Wim", last_name="Bakker")
    MemberProfileFactory(user=asker, name_visibility=Shown.PUBLIC)
    initiative = InitiativeFactory(title="Buurthuis Zuilen")
    topic = TopicFactory(title="Wie weet dit?", forum=forum, author=asker, theme=theme)
    Post.objects.filter(topic=topic).update(initiative=initiative)
    answered = TopicFactory(title="Dit is beantwoord", forum=forum)
    answered.answer = PostFactory(topic=answered)
    answered.save(update_fields=["answer"])
    TopicFactory(title="Zomaar", forum=forum, kind=Topic.Kind.CONVERSATION)
    TopicFactory(title="Geheim", forum=Forum.objects.get(slug="leden"))
    shown = links("/")
    assert shown["Wie weet dit?"] == topic.get_absolute_url()
    assert {"Dit is beantwoord", "Zomaar", "Geheim"}.isdisjoint(shown)
    text = BeautifulSoup(Client().get("/").content, "html.parser").get_text(" ", strip=True)
    assert "Wim Bakker, Buurthuis Zuilen nog geen antwoord" in text
    assert "1 gesprek" in text


@pytest.mark.parametrize(
    ("change", "is_news"),
    [
        (lambda topic: topic.save(update_fields=["post_count", "last_posted", "last_author"]), False),
        (lambda topic: PostFactory(topic=topic), True),
        (lambda topic: [topic.__setattr__("visibility", "hidden"), topic.save(update_fields=["visibility"])], True),
        (lambda topic: topic.save(update_fields=["title"]), True),
        (lambda topic: topic.delete(), True),
    ],
    ids=["counters", "first answer", "hidden", "renamed", "deleted"],
)
def test_other_pages_follow_what_they_show(change: Callable[[Topic], Any], is_news: bool) -> None:
    topic = TopicFactory()
    before = read_generation()
    change(topic)
    assert (read_generation() != before) == is_news


def test_later_answers_and_closed_forums_change_nothing_elsewhere() -> None:
    topic = TopicFactory()
    PostFactory(topic=topic)
    closed = TopicFactory(forum=ForumFactory(read_by=Audience.MEMBERS))
    before = read_generation()
    PostFactory(topic=topic)
    PostFactory(topic=closed)
    closed.save(update_fields=["title"])
    assert read_generation() == before


def test_my_page_shows_conversations_with_something_new() -> None:
    member, client = UserFactory(), Client()
    client.force_login(member)
    topic, other, hidden = (TopicFactory(title=title, author=member) for title in ("Van mij", "Gelezen", "Verborgen"))
    for each in (topic, other, hidden):
        note_read(member, each, 1, posted=True)
        PostFactory(topic=each)
    note_read(member, other, 2)
    hidden.refresh_from_db()
    hidden.visibility = Visibility.HIDDEN
    hidden.save(update_fields=["visibility"])
    shown = links("/mijn/", client)
    assert shown["Van mij"] == f"{topic.get_absolute_url()}#bericht-2"
    assert {"Gelezen", "Verborgen"}.isdisjoint(shown)
    TopicReading.objects.all().delete()
    assert "Van mij" not in links("/mijn/", client)
