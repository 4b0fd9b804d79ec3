"""The page of what somebody began and did not post."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.urls import reverse

from community.forums.models import Audience, Post, PostDraft, Topic
from community.members.models import User
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

ADDRESS = "/mijn/concepten/"


@pytest.fixture
def me() -> User:
    return UserFactory()


@pytest.fixture
def mine(me: User) -> Client:
    client = Client()
    client.force_login(me)
    return client


def kept(user: User, form: str, **fields: str) -> PostDraft:
    """Something that this person typed."""
    data = {name.replace("_", "-"): [value] for name, value in fields.items()}
    return PostDraft.objects.create(user=user, form=form, data=data)


def rows(client: Client) -> list[Tag]:
    """The drafts on the page."""
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    return list(soup.select(".drafts > li"))


def words(element: Tag | None) -> str:
    return " ".join(element.get_text(" ").split()) if element else ""


def test_each_says_where_it_belongs_and_leads_there(mine: Client, me: User) -> None:
    forum, topic = ForumFactory(name="Welkom"), TopicFactory(title="Wie heeft een tent?")
    post = PostFactory(author=me)
    kept(me, f"post:{post.pk}", text="Bij de **slager**.")
    kept(me, f"topic:{topic.pk}", text_html="<div>Wij hebben <strong>er</strong> een.</div>")
    kept(me, f"forum:{forum.pk}", title="Een vraag", text="", text_html="<div>Over &lt;b&gt;.</div>")
    kept(UserFactory(), f"topic:{topic.pk}", text="Van iemand anders")
    found = [
        (words(row.select_one(".meta b")), words(row.h2), str(row.h2.a["href"]), words(row.select_one(".excerpt")))
        for row in rows(mine)
        if row.h2 and row.h2.a
    ]
    assert found == [
        ("Nieuw onderwerp", "Een vraag", reverse("new_topic", args=(forum.slug,)), "Over <b>."),
        ("Antwoord", "Wie heeft een tent?", reverse("reply", args=(topic.pk,)), "Wij hebben er een."),
        ("Wijziging van een bericht", post.topic.title, reverse("edit_post", args=(post.pk,)), "Bij de slager."),
    ]
    for _what, _title, address, excerpt in found:
        assert excerpt.split()[0] in mine.get(address).content.decode()


@pytest.mark.parametrize("happens", ["deleted", "hidden", "closed to me", "locked"])
def test_what_cannot_be_posted_any_more_can_be_copied(mine: Client, me: User, happens: str) -> None:
    topic = TopicFactory(title="Geheim")
    kept(me, f"topic:{topic.pk}", text=f"{'Een lange tekst. ' * 30}Het slot.")
    if happens == "deleted":
        topic.delete()
    elif happens == "hidden":
        Topic.objects.filter(pk=topic.pk).update(visibility="hidden")
    elif happens == "closed to me":
        topic.forum.read_by = Audience.STAKEHOLDERS
        topic.forum.save()
    else:
        Topic.objects.filter(pk=topic.pk).update(is_locked=True)
    (row,) = rows(mine)
    assert row.h2 is not None
    assert (row.h2.a, words(row.h2)) == (None, "Geheim" if happens == "locked" else "Zonder titel")
    assert words(row.details).endswith("Het slot.")


def test_one_is_thrown_away_and_the_page_comes_back(mine: Client, me: User) -> None:
    topic = TopicFactory()
    draft = kept(me, f"topic:{topic.pk}", text="Weg ermee")
    other = kept(UserFactory(), draft.form, text="Blijft")
    form = rows(mine)[0].form
    assert form is not None
    fields = {field["name"]: field["value"] for field in form.select("input")}
    answer = mine.post(str(form["action"]), fields)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert list(PostDraft.objects.all()) == [other]
    assert "Er ligt niets te wachten" in mine.get(ADDRESS).content.decode()


def test_they_are_found_from_my_page_and_from_the_forum(mine: Client, me: User) -> None:
    assert ADDRESS in mine.get("/forum/").content.decode()
    assert ADDRESS not in Client().get("/forum/").content.decode()
    assert ADDRESS not in mine.get("/mijn/").content.decode()
    kept(me, f"topic:{TopicFactory(title='Wie heeft een tent?').pk}", text="Wij")
    assert "Wie heeft een tent?" in mine.get("/mijn/").content.decode()
    assert ADDRESS in mine.get("/mijn/").content.decode()


def draft_of_each_kind(user: User) -> None:
    kept(user, f"forum:{ForumFactory().pk}", title="Een vraag", text="Over de sleutel")
    kept(user, f"topic:{TopicFactory().pk}", text="Bij de bakker")
    post: Post = PostFactory(author=user)
    kept(user, f"post:{post.pk}", text="Bij de slager")


def test_many_take_as_many_queries_as_one_of_each_kind(mine: Client, me: User) -> None:
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    def queries() -> int:
        nonlocal count
        for _again in range(2):
            assert mine.get(ADDRESS).status_code == 200
        count = 0
        with connection.execute_wrapper(counted):
            mine.get(ADDRESS)
        return count

    draft_of_each_kind(me)
    few = queries()
    for _number in range(6):
        draft_of_each_kind(me)
    assert queries() == few
