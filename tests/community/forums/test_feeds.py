"""Feeds tell everybody what everybody may read, and nobody anything else."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.forums.models import Audience, Forum, Post, Topic, Visibility
from community.forums.reading.feeds import ENTRIES
from foundation.generation import generation_of_request
from tests.factories import ThemeFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def topic() -> Topic:
    """A topic with an answer, in a forum with a theme."""
    theme = ThemeFactory(title="Groen", slug="groen")
    topic = TopicFactory(title="Regen & wind <i>", slug="regen", forum=ForumFactory(slug="tuin"), theme=theme)
    PostFactory(topic=topic, body="<p>Kijk <b>hier</b>.</p>")
    return topic


def addresses(topic: Topic) -> dict[str, str]:
    """The three feeds that tell of it."""
    return {
        "forum": f"/forum/{topic.forum.slug}/atom.xml",
        "theme": "/forum/thema/groen/atom.xml",
        "topic": f"/forum/onderwerp/{topic.pk}/atom.xml",
    }


def entries(address: str, **headers: Any) -> list[ET.Element]:
    """The entries of a feed."""
    response = Client().get(address, **headers)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def test_feeds_tell_of_topics_and_posts(topic: Topic) -> None:
    at = addresses(topic)
    first, answer = Post.objects.filter(topic=topic).order_by("number")
    for name in ("forum", "theme"):
        (entry,) = entries(at[name])
        assert entry.findtext(f"{ATOM}title") == topic.title
        assert entry.findtext(f"{ATOM}id") == f"http://testserver/forum/bericht/{first.pk}/"
    newest, oldest = entries(at["topic"])
    assert newest.findtext(f"{ATOM}id") == f"http://testserver/forum/bericht/{answer.pk}/"
    assert newest.findtext(f"{ATOM}summary") == "<p>Kijk <b>hier</b>.</p>"
    assert oldest.findtext(f"{ATOM}id") == f"http://testserver/forum/bericht/{first.pk}/"


def test_feeds_in_english(topic: Topic) -> None:
    assert len(entries(f"/en/forum/topic/{topic.pk}/atom.xml")) == 2
    assert len(entries("/en/forum/theme/groen/atom.xml")) == 1
    assert len(entries("/en/forum/tuin/atom.xml")) == 1


@pytest.mark.parametrize("read_by", [Audience.MEMBERS, Audience.STAKEHOLDERS])
def test_what_not_everybody_reads_has_no_feed(read_by: str, topic: Topic) -> None:
    """Also not for those who read it: a feed is for everybody."""
    at = addresses(topic)
    forum = Forum.objects.get(pk=topic.forum_id)
    forum.read_by = read_by
    forum.save()
    member = Client()
    member.force_login(UserFactory(is_superuser=True))
    for client in (Client(), member):
        assert [client.get(at[name]).status_code for name in ("forum", "topic")] == [404, 404]
        assert b"<entry>" not in client.get(at["theme"]).content


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.DELETED, Visibility.WAITING])
def test_what_is_not_visible_is_in_no_feed(visibility: str, topic: Topic) -> None:
    at = addresses(topic)
    Post.objects.filter(topic=topic, number=2).update(visibility=visibility)
    assert len(entries(at["topic"])) == 1
    Topic.objects.filter(pk=topic.pk).update(visibility=visibility)
    assert Client().get(at["topic"]).status_code == 404
    assert entries(at["forum"]) == entries(at["theme"]) == []


@pytest.mark.parametrize(
    "address",
    [
        "/forum/niets/atom.xml",
        "/forum/thema/niets/atom.xml",
        "/forum/onderwerp/9/atom.xml",
        f"/forum/onderwerp/{10**30}/atom.xml",
    ],
)
def test_what_is_not_there_has_no_feed(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_feed_that_did_not_change_is_not_sent_again(topic: Topic) -> None:
    for address in addresses(topic).values():
        response = Client().get(address)
        assert Client().get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
        assert Client().get(address, headers={"if-modified-since": response["Last-Modified"]}).status_code == 304
        PostFactory(topic=topic, body="<p>Nieuw</p>")
        Topic.objects.filter(pk=topic.pk).update(title=f"Anders {address}")
        assert Client().get(address, headers={"if-none-match": response["ETag"]}).status_code == 200


def test_empty_feed_stays_the_same() -> None:
    ForumFactory(slug="leeg")
    assert Client().get("/forum/leeg/atom.xml")["ETag"] == Client().get("/forum/leeg/atom.xml")["ETag"]


def test_feeds_are_bounded_and_take_as_many_queries_for_one_and_many(topic: Topic) -> None:
    counts = []
    for _round in range(2):
        for name, address in addresses(topic).items():
            with generation_of_request(), CaptureQueriesContext(connection) as captured:
                assert len(entries(address)) <= ENTRIES
            counts.append((name, len(captured)))
        for _number in range(ENTRIES + 5):
            PostFactory(topic=topic)
            TopicFactory(forum=topic.forum, theme=topic.theme)
    assert all(after <= before for (_name, before), (_other, after) in zip(counts[:3], counts[3:], strict=True))
    assert len(entries(addresses(topic)["topic"])) == ENTRIES
    assert len(entries(addresses(topic)["forum"])) == ENTRIES


def test_characters_that_no_xml_holds_are_left_out(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(title="Raar \x0b\x01 teken")
    (entry,) = entries(addresses(topic)["forum"])
    assert entry.findtext(f"{ATOM}title") == "Raar  teken"
