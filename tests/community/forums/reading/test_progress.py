"""How far somebody read: it never goes back, and the way into a topic leads to what is new."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from community.forums.models import Topic, TopicReading
from community.forums.reading.progress import note_read
from community.members.models import User
from community.notifications.models import Channel, Notification
from tests.at_once import at_once, needs_postgresql
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


def read_until(user: User, topic: Topic) -> int:
    """How far this person read."""
    return TopicReading.objects.get(user=user, topic=topic).read_until


@pytest.fixture
def topic() -> Topic:
    """A question and 44 answers."""
    topic = TopicFactory(forum=ForumFactory(slug="sleutels"))
    for _number in range(44):
        PostFactory(topic=topic)
    topic.refresh_from_db()
    return topic


def test_position_never_goes_back(topic: Topic, member: User) -> None:
    found = []
    for number in (3, 7, 5):
        note_read(member, topic, number)
        found.append(read_until(member, topic))
    assert found == [3, 7, 7]


def test_who_posted_stays_one_who_posted(topic: Topic, member: User) -> None:
    note_read(member, topic, 2, posted=True)
    note_read(member, topic, 3)
    assert TopicReading.objects.get(user=member).has_posted is True


def test_reading_a_page_moves_the_position_to_its_end(
    topic: Topic, member: User, client_of: Callable[[User], Client]
) -> None:
    client, found = client_of(member), []
    for query in ("", "?pagina=3", "?pagina=2"):
        client.get(topic.get_absolute_url() + query)
        found.append(read_until(member, topic))
    assert found == [20, 45, 45]


def test_asking_for_the_head_of_a_page_is_not_reading(topic: Topic, member: User, client_of: Any) -> None:
    assert client_of(member).head(topic.get_absolute_url()).status_code == 200
    assert not TopicReading.objects.exists()


def test_link_in_a_list_leads_to_the_first_post_that_is_new(topic: Topic, member: User, client_of: Any) -> None:
    client = client_of(member)

    def way_in() -> str:
        text = client.get("/forum/sleutels/").content.decode()
        found = re.search(rf'href="{topic.get_absolute_url()}([^"]*)"', text)
        return found[1] if found else "none"

    found = [way_in()]
    for number in (20, 44, 45):
        note_read(member, topic, number)
        found.append(way_in())
    assert found == ["", "?pagina=2#bericht-21", "?pagina=3#bericht-45", ""]


def test_new_posts_are_marked_from_the_first_one(topic: Topic, member: User, client_of: Any) -> None:
    note_read(member, topic, 18)
    text = client_of(member).get(topic.get_absolute_url()).content.decode()
    marked = re.findall(r'id="bericht-(\d+)"(?:(?!id="bericht-).)*?class="status">Nieuw', text, re.DOTALL)
    assert (marked, text.count('id="nieuw"')) == (["19", "20"], 1)
    assert text.index('id="bericht-18"') < text.index('id="nieuw"') < text.index('id="bericht-19"')


def test_reading_a_topic_reads_the_news_of_it(topic: Topic, member: User, client_of: Any) -> None:
    for thread, subject_id in ((f"topic:{topic.pk}", 1), ("topic:0", 2)):
        Notification.objects.create(
            recipient=member, kind="forum-reply", subject_id=subject_id, thread=thread, channel=Channel.values[0]
        )
    client_of(member).get(topic.get_absolute_url())
    assert list(Notification.objects.filter(read=None).values_list("thread", flat=True)) == ["topic:0"]


class TestAtOnce:
    pytestmark = [*needs_postgresql, pytest.mark.django_db(transaction=True)]

    def test_tabs_that_open_at_once_make_one_position(self, member: User) -> None:
        topic = TopicFactory()
        results = at_once(*(partial(note_read, member, topic, number) for number in range(1, 9)))
        assert (results, read_until(member, topic)) == ([None] * 8, 8)


@pytest.mark.django_db(transaction=True)
def test_topic_that_is_merged_away_while_somebody_reads_is_no_error(member: User) -> None:
    """There is nothing left to remember."""
    topic = TopicFactory()
    topic.posts.all().delete()
    Topic.objects.filter(pk=topic.pk).delete()
    note_read(member, topic, 1)
    assert TopicReading.objects.count() == 0
