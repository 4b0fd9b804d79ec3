"""Lists of topics: for whom they are, what their filters leave, and every topic once on the way through them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.test import Client
from django.utils import timezone

from community.forums.models import Audience, Forum, Topic, Visibility
from community.forums.reading import overview
from community.forums.reading.addresses import Place
from community.forums.reading.progress import note_read
from community.members.models import User
from tests.factories import ThemeFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

TITLE = re.compile(r'<h2 class="h3">\s*<a href="[^"]*">([^<]*)</a>')
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def titles(client: Client, address: str) -> list[str]:
    """The titles of the topics in the list at this address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return TITLE.findall(answer.content.decode())


def way_on(client: Client, address: str, direction: str) -> str:
    """Where the link to the next or previous page leads; "" where there is none."""
    found = re.search(rf'<a href="([^"]*)" rel="{direction}"', client.get(address).content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def topic_of(forum: Forum, title: str, *, minutes: int = 0, after: datetime = MOMENT, **fields: Any) -> Topic:
    """A topic that was talked in so many minutes after a moment."""
    topic = TopicFactory(forum=forum, title=title, **fields)
    Topic.objects.filter(pk=topic.pk).update(last_posted=after + timedelta(minutes=minutes))
    topic.refresh_from_db()
    return topic


class TestWhoReads:
    @pytest.fixture(autouse=True)
    def forums(self, db: None) -> None:
        """One forum for everybody, one for members, one for stakeholders."""
        for audience in (Audience.EVERYONE, Audience.MEMBERS, Audience.STAKEHOLDERS):
            forum = ForumFactory(name=f"Forum voor {audience}", slug=f"voor-{audience}", read_by=audience)
            topic_of(forum, f"Gesprek voor {audience}")

    @pytest.mark.parametrize("address", ["/forum/", "/forum/onderwerpen/", "/forum/onderwerpen/?toon=onbeantwoord"])
    def test_pages_tell_visitors_of_what_everybody_reads_only(self, address: str) -> None:
        text = Client().get(address).content.decode()
        assert [audience for audience in Audience.values if f"voor {audience}" in text] == ["everyone"]

    @pytest.mark.parametrize("address", ["/forum/", "/forum/onderwerpen/"])
    def test_pages_tell_members_of_what_members_read(
        self, address: str, member: User, client_of: Callable[[User], Client]
    ) -> None:
        text = client_of(member).get(address).content.decode()
        assert [audience for audience in Audience.values if f"voor {audience}" in text] == ["everyone", "members"]

    def test_forum_is_missing_for_who_may_not_read_it(self, member: User, client_of: Callable[[User], Client]) -> None:
        found = [client.get("/forum/voor-members/").status_code for client in (Client(), client_of(member))]
        assert found == [404, 200]

    def test_own_topics_ask_visitors_to_sign_in(self) -> None:
        answer = Client().get("/forum/onderwerpen/?toon=mijn")
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/account/login/?next=/forum/onderwerpen/%3Ftoon%3Dmijn",
        )


class TestOrderAndPages:
    @pytest.fixture
    def forum(self, db: None) -> Forum:
        """45 topics, the later the newer, two of them at the same moment, the second one pinned."""
        forum = ForumFactory(slug="sleutels")
        for number in range(45):
            minutes = 30 if number == 31 else number
            topic_of(forum, f"Onderwerp {number:02}", minutes=minutes, is_pinned=number == 1)
        return forum

    EXPECTED = ["Onderwerp 01", *(f"Onderwerp {number:02}" for number in range(44, -1, -1) if number != 1)]

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            ("/forum/sleutels/", EXPECTED),
            ("/forum/onderwerpen/", [f"Onderwerp {number:02}" for number in range(44, -1, -1)]),
            ("/forum/sleutels/?toon=onbeantwoord", [f"Onderwerp {number:02}" for number in range(44, -1, -1)]),
        ],
        ids=["of a forum", "of all forums", "with a filter"],
    )
    def test_way_through_the_list_shows_each_topic_once(self, forum: Forum, start: str, expected: list[str]) -> None:
        client, address, pages = Client(), start, []
        while address:
            pages.append(titles(client, address))
            last, address = address, way_on(client, address, "next")
        assert [len(page) for page in pages] == [20, 20, 5]
        assert [title for page in pages for title in page] == expected
        back = way_on(client, last, "prev")
        assert titles(client, back) == pages[1]
        first = client.get(way_on(client, back, "prev"))
        assert (first.status_code, first["Location"]) == (302, start)

    def test_many_pinned_topics_go_before_all_others_over_pages(self, forum: Forum) -> None:
        Topic.objects.exclude(title="Onderwerp 44").update(is_pinned=True)
        client, address, found = Client(), "/forum/sleutels/", []
        while address:
            found += titles(client, address)
            last, address = address, way_on(client, address, "next")
        assert found == [f"Onderwerp {number:02}" for number in (*range(43, -1, -1), 44)]
        assert titles(client, way_on(client, last, "prev")) == found[20:40]

    def test_topic_that_is_talked_in_meanwhile_hides_none(self, forum: Forum) -> None:
        client = Client()
        second = way_on(client, "/forum/sleutels/", "next")
        PostFactory(topic=Topic.objects.get(title="Onderwerp 05"))
        assert titles(client, second) == self.EXPECTED[20:40]

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("na=1", 400),
            ("na=2-1-1", 400),
            ("voor=0-99999999999999999999-1", 400),
            ("na=0-1-99999999999999999999", 400),
            ("na=0-٣-1", 400),
            ("toon=alles", 404),
            ("thema=niets", 404),
        ],
    )
    def test_damaged_address_is_refused(self, query: str, status: int) -> None:
        ForumFactory(slug="sleutels")
        assert Client().get(f"/forum/sleutels/?{query}").status_code == status

    def test_place_reads_as_it_is_written(self) -> None:
        place = Place(is_pinned=True, last_posted=timezone.now(), pk=7)
        assert Place.of(str(place)) == place
        with pytest.raises(BadRequest):
            Place.of("")


class TestFilters:
    @pytest.fixture
    def forum(self, member: User) -> Forum:
        """Questions and a conversation in all states that filters tell apart."""
        forum, now = ForumFactory(slug="sleutels"), timezone.now()
        answered = topic_of(forum, "Beantwoord", minutes=1, after=now)
        answered.answer = PostFactory(topic=answered)
        answered.save()
        topic_of(forum, "Open", minutes=2, after=now)
        topic_of(forum, "Gesprek", minutes=3, after=now, kind=Topic.Kind.CONVERSATION)
        half_read = topic_of(forum, "Half gelezen", minutes=4, after=now)
        PostFactory(topic=half_read, written=MOMENT)
        note_read(member, half_read, 1)
        note_read(member, topic_of(forum, "Gelezen", minutes=5, after=now), 1)
        note_read(member, topic_of(forum, "Meegepraat", minutes=6, after=now), 1, posted=True)
        topic_of(forum, "Oud", minutes=7, after=now, begun=now - timedelta(days=31))
        return forum

    @pytest.mark.parametrize(
        ("show", "expected"),
        [
            ("onbeantwoord", {"Open", "Half gelezen", "Gelezen", "Meegepraat", "Oud"}),
            ("beantwoord", {"Beantwoord"}),
            ("nieuw", {"Beantwoord", "Open", "Gesprek"}),
            ("ongelezen", {"Half gelezen"}),
            ("mijn", {"Meegepraat"}),
        ],
    )
    def test_filter_leaves_what_it_says(
        self, forum: Forum, member: User, client_of: Callable[[User], Client], show: str, expected: set[str]
    ) -> None:
        client = client_of(member)
        assert set(titles(client, f"/forum/sleutels/?toon={show}")) == expected
        assert set(titles(client, f"/forum/onderwerpen/?toon={show}")) == expected

    def test_theme_leaves_its_topics_and_those_of_its_forums(self) -> None:
        zorg, groen = ThemeFactory(slug="zorg"), ThemeFactory(slug="groen")
        topic_of(ForumFactory(theme=zorg), "Uit het forum", minutes=3)
        topic_of(ForumFactory(), "Met het thema", minutes=2, theme=zorg)
        topic_of(ForumFactory(theme=zorg), "Met een ander thema", minutes=1, theme=groen)
        assert titles(Client(), "/forum/onderwerpen/?thema=zorg") == ["Uit het forum", "Met het thema"]

    def test_member_sees_what_is_new_and_how_much(self, forum: Forum, member: User, client_of: Any) -> None:
        text = client_of(member).get("/forum/sleutels/").content.decode()
        rows = dict(re.findall(r'">([^<]*)</a>\s*<span class="status">([^<]*)</span>', text))
        assert rows == {"Beantwoord": "Nieuw", "Open": "Nieuw", "Gesprek": "Nieuw", "Half gelezen": "1 nieuw"}
        assert 'class="status">Nieuw' not in Client().get("/forum/sleutels/").content.decode()

    def test_overview_counts_what_is_new(self, forum: Forum, member: User, client_of: Any) -> None:
        Topic.objects.update(last_posted=timezone.now())
        assert ">4 nieuw<" in client_of(member).get("/forum/").content.decode()

    def test_overview_looks_at_what_was_talked_in_last_only(
        self, forum: Forum, member: User, client_of: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(overview, "RECENT", 1)
        Topic.objects.update(last_posted=timezone.now())
        Topic.objects.filter(title="Open").update(last_posted=timezone.now())
        assert ">1 nieuw<" in client_of(member).get("/forum/").content.decode()


def test_topic_that_waits_is_told_to_its_writer_only(member: User, client_of: Callable[[User], Client]) -> None:
    forum = ForumFactory(slug="sleutels")
    topic_of(forum, "Wacht nog", author=member, visibility=Visibility.WAITING)
    assert titles(client_of(member), "/forum/sleutels/") == ["Wacht nog"]
    assert titles(client_of(member), "/forum/onderwerpen/?toon=mijn") == ["Wacht nog"]
    assert titles(Client(), "/forum/sleutels/") == []


def test_english_list_has_english_names_and_addresses() -> None:
    forum = ForumFactory(slug="geld", name="Geld", name_en="Money")
    topic = topic_of(forum, "Wie betaalt dat?")
    text = Client().get("/en/forum/").content.decode()
    assert "Money" in text
    assert f'"/en/forum/topic/{topic.pk}/{topic.slug}/"' in text
    assert 'href="/forum/" lang="nl"' in re.sub(r"\s+", " ", text)
