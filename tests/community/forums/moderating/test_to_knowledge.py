"""From talk to knowledge: a draft in one click, with where it comes from, and nobody's name in its text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from community.forums.models import Post, Thanks, Topic, TopicOutcome, TopicTag
from community.forums.moderating import actions
from community.forums.moderating.to_knowledge import make_knowledge
from community.members.models import User
from community.themes.models import Tag
from knowledge.models import KnowledgeTool
from tests.factories import MemberProfileFactory, ThemeFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


def member(first_name: str, visibility: str = "public") -> User:
    """Somebody with a name that these may see."""
    return MemberProfileFactory(user__first_name=first_name, user__last_name="", name_visibility=visibility).user


@pytest.fixture
def topic(network: object) -> Topic:
    """A question with an answer that helped, one that somebody is thankful for, and one that nobody noticed."""
    topic = TopicFactory(
        title="Wie heeft de sleutel?",
        theme=ThemeFactory(),
        author=member("Joke"),
        first_post__body=f'<p>Vraag het <a linktype="member" id="{UserFactory().pk}"></a> maar.</p>',
    )
    answer = PostFactory(topic=topic, author=member("Peter"), body="<p>Hang hem aan een <b>haak</b>.</p>")
    thanked = PostFactory(topic=topic, author=member("Aad", "private"), body="<ul><li>Maak een lijst.</li></ul>")
    PostFactory(topic=topic, body="<p>Geen idee.</p>")
    Thanks.objects.create(post=thanked, user=topic.author)
    Post.objects.filter(pk=thanked.pk).update(thanks_count=1)
    Topic.objects.filter(pk=topic.pk).update(answer=answer)
    TopicTag.objects.create(topic=topic, tag=Tag.objects.create(name="sleutels"))
    topic.refresh_from_db()
    return topic


@pytest.fixture
def editor(person_with_role: Callable[[str], User]) -> User:
    """Somebody who writes tools."""
    return person_with_role("editor")


def test_a_topic_becomes_a_draft(topic: Topic, editor: User) -> None:
    """Title, summary, theme, tags, and the posts that tell something, each with the way back."""
    tool = make_knowledge(topic, by=editor)
    tool = KnowledgeTool.objects.get(pk=tool.pk)
    assert (tool.title, tool.live, tool.owner, tool.summary) == (topic.title, False, editor, "Hang hem aan een haak.")
    assert [link.theme for link in tool.theme_links.all()] == [topic.theme]
    assert [tag.name for tag in tool.tags.all()] == ["sleutels"]
    texts = [block.value.source for block in tool.body]
    assert [text.partition("</h3>")[0] for text in texts] == [
        "<h3>De vraag",
        "<h3>Wat hielp",
        "<h3>Wat anderen zeggen",
    ]
    for text, said, number in zip(
        texts, ("Vraag het iemand maar.", "<b>haak</b>", "<li>Maak een lijst.</li>"), (1, 2, 3), strict=True
    ):
        assert said in text
        assert f'href="{reverse("post", args=(topic.posts.get(number=number).pk,))}"' in text
    assert tool.get_latest_revision_as_object().title == topic.title
    assert list(TopicOutcome.objects.values_list("topic", "page", "made_by")) == [(topic.pk, tool.pk, editor.pk)]


def test_pressed_twice_it_is_one_draft(topic: Topic, editor: User, signed_in: Callable[[str], Client]) -> None:
    """Also by another editor; once it is deleted there can be another."""
    url = reverse("topic_to_knowledge", args=(topic.pk,))
    locations = {signed_in("editor").post(url).headers["Location"] for _n in range(2)}
    tool = KnowledgeTool.objects.get()
    assert locations == {reverse("wagtailadmin_pages:edit", args=(tool.pk,))}
    assert make_knowledge(topic, by=editor) == tool
    KnowledgeTool.objects.get(pk=tool.pk).delete()
    assert make_knowledge(topic, by=editor).slug == "wie-heeft-de-sleutel"


@pytest.mark.parametrize("role", ["member", "moderator", "support", "partner"])
def test_only_who_writes_tools_makes_one(
    topic: Topic, person_with_role: Callable[[str], User], signed_in: Callable[[str], Client], role: str
) -> None:
    """Nobody else; nor of a topic that an editor does not read, or that is hidden."""
    with pytest.raises(PermissionDenied):
        make_knowledge(topic, by=person_with_role(role))
    assert signed_in(role).post(reverse("topic_to_knowledge", args=(topic.pk,))).status_code == 403
    closed = TopicFactory(forum=ForumFactory(read_by="stakeholders"))
    assert signed_in("editor").post(reverse("topic_to_knowledge", args=(closed.pk,))).status_code == 404
    actions.hide_topic(topic, by=UserFactory(is_superuser=True), reason="Nee.")
    assert signed_in("editor").post(reverse("topic_to_knowledge", args=(topic.pk,))).status_code == 404
    assert KnowledgeTool.objects.count() == 0


def test_both_pages_lead_to_each_other_once_it_is_published(topic: Topic, editor: User) -> None:
    """The tool thanks whom it comes from, as far as its reader may know them; nobody's name is kept in it."""
    tool = make_knowledge(topic, by=editor)
    there: Any = topic.get_absolute_url()
    assert tool.title not in Client().get(there).content.decode().partition("Wat eruit kwam")[2]
    tool.get_latest_revision().publish()
    tool.refresh_from_db()
    assert f'href="{tool.url}"' in Client().get(there).content.decode()
    page = Client().get(tool.url).content.decode()
    assert "Komt voort uit dit gesprek" in page
    assert f'href="{there}"' in page
    assert "met dank aan Joke, Peter, Lid van het netwerk" in " ".join(page.split())
    topic.author.delete()
    assert "Joke" not in Client().get(tool.url).content.decode()


def test_a_tool_tells_of_no_talk_that_its_reader_does_not_read(topic: Topic, editor: User) -> None:
    """Nor of a hidden one."""
    tool = make_knowledge(topic, by=editor)
    tool.get_latest_revision().publish()
    actions.move_topic(topic, by=UserFactory(is_superuser=True), to=ForumFactory(read_by="members"))
    tool.refresh_from_db()
    assert "Komt voort uit dit gesprek" not in Client().get(tool.url).content.decode()
    client = Client()
    client.force_login(UserFactory())
    assert "Komt voort uit dit gesprek" in client.get(tool.url).content.decode()
