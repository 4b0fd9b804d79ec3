"""What the pages cost: as many queries for many rows as for one, and no more than was promised."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from community.forums.models import Topic, TopicTag
from community.members.models import User
from community.themes.models import Tag
from tests.factories import InitiativeFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

LIST_MOST, LIST_MOST_MEMBER, TOPIC_MOST, TOPIC_MOST_MEMBER = 8, 12, 8, 12


def queries(client: Client, address: str) -> int:
    """How many queries the whole page takes, once what is the same for everybody is remembered."""
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    for _again in range(2):
        assert client.get(address).status_code == 200
    with connection.execute_wrapper(counted):
        client.get(address)
    return count


def visitor_and_member(client_of: Callable[[User], Client]) -> list[Client]:
    """Both."""
    return [Client(), client_of(UserFactory())]


@pytest.mark.parametrize("address", ["/forum/", "/forum/onderwerpen/", "/forum/sleutels/"])
def test_list_of_many_takes_as_many_queries_as_of_one(address: str, client_of: Any) -> None:
    forum = ForumFactory(slug="sleutels")
    TopicFactory(forum=forum)
    clients = visitor_and_member(client_of)
    one = [queries(client, address) for client in clients]
    for number in range(29):
        TopicFactory(forum=forum if number % 2 else ForumFactory(), author=UserFactory())
    many = [queries(client, address) for client in clients]
    assert many == one
    assert (many[0] <= LIST_MOST, many[1] <= LIST_MOST_MEMBER) == (True, True)


def full_post(topic: Topic) -> None:
    """A post with all that a post can have."""
    author, mentioned, initiative = UserFactory(), UserFactory(), InitiativeFactory()
    replied = topic.posts.order_by("?").first()
    body = (
        f'<p>Vraag het <a linktype="member" id="{mentioned.pk}"></a> van '
        f'<a linktype="initiative" id="{initiative.pk}"></a>.</p>'
    )
    PostFactory(topic=topic, author=author, initiative=initiative, reply_to=replied, body=body)


def test_topic_with_many_posts_takes_as_many_queries_as_with_two(client_of: Any) -> None:
    topic = TopicFactory(about=InitiativeFactory())
    TopicTag.objects.create(topic=topic, tag=Tag.objects.create(name="sleutels"))
    full_post(topic)
    clients = visitor_and_member(client_of)
    two = [queries(client, topic.get_absolute_url()) for client in clients]
    for _number in range(18):
        full_post(topic)
    topic.answer = topic.posts.get(number=15)
    topic.save()
    many = [queries(client, topic.get_absolute_url()) for client in clients]
    assert many == two
    assert (many[0] <= TOPIC_MOST, many[1] <= TOPIC_MOST_MEMBER) == (True, True)
