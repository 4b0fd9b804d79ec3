"""How lists of topics are found: in the order of an index, so that they cost the same however many topics there are."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, TopicFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("network"),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes"
    ),
]

COLLECTS_FIRST = "USE TEMP B-TREE FOR ORDER BY"
LISTS = ["", "?toon=onbeantwoord", "?toon=beantwoord"]
ADDRESSES = ["/forum/", *(f"{path}{query}" for path in ("/forum/onderwerpen/", "/forum/sleutels/") for query in LISTS)]


def plan(statement: str) -> list[str]:
    """The steps that the database takes."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[3] for row in cursor.fetchall()]


def lists_in(captured: CaptureQueriesContext) -> list[str]:
    """The queries for topics in an order."""
    found = [query["sql"] for query in captured if "forums_topic" in query["sql"] and "last_posted" in query["sql"]]
    return [statement for statement in found if "LIMIT" in statement]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_list_is_collected_first_and_then_sorted(address: str, client_of: Any) -> None:
    for forum in (ForumFactory(slug="sleutels"), ForumFactory()):
        TopicFactory(forum=forum)
    for client in (Client(), client_of(UserFactory())):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        statements = lists_in(captured)
        assert statements
        topics = [step for statement in statements for step in plan(statement)]
        sorted_first = [step for step in topics if step == COLLECTS_FIRST]
        # The overview sorts the forums themselves, of which there are few.
        assert len(sorted_first) == (1 if address == "/forum/" else 0)
