"""The page of a topic: for whom it is, its posts in pages, the answer on top, and what is not for everybody."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.forums.models import Audience, FormerTopic, Forum, ModerationAction, Post, Thanks, Topic, Visibility
from community.forums.reading.progress import page_of, post_address
from community.members.models import User
from tests.factories import InitiativeFactory, MembershipFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

NUMBER = re.compile(r'id="bericht-(\d+)"')


def page(client: Client, topic: Topic, query: str = "") -> str:
    """The page of a topic."""
    answer = client.get(topic.get_absolute_url() + query)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(text: str) -> list[int]:
    """The numbers of the posts on a page, in their order."""
    return [int(number) for number in NUMBER.findall(text)]


class TestWhoReads:
    @pytest.fixture
    def topic(self) -> Topic:
        """A topic in a forum of members."""
        return TopicFactory(forum=ForumFactory(slug="onder-ons", read_by=Audience.MEMBERS))

    def addresses(self, topic: Topic) -> list[str]:
        """All that leads to a topic."""
        first = Post.objects.get(topic=topic)
        return [topic.get_absolute_url(), f"/forum/onderwerp/{topic.pk}/", first.get_absolute_url()]

    def test_topic_of_members_is_missing_for_visitors(self, topic: Topic, member: User, client_of: Any) -> None:
        assert [Client().get(address).status_code for address in self.addresses(topic)] == [404, 404, 404]
        assert [client_of(member).get(address).status_code for address in self.addresses(topic)] == [200, 301, 302]

    def test_topic_of_an_initiative_is_missing_for_who_does_not_belong(self, member: User, client_of: Any) -> None:
        initiative = InitiativeFactory()
        topic = TopicFactory(forum=ForumFactory(read_by=Audience.INITIATIVE, initiative=initiative))
        belongs = MembershipFactory(initiative=initiative).user
        found = [client_of(user).get(topic.get_absolute_url()).status_code for user in (member, belongs)]
        assert found == [404, 200]

    @pytest.mark.parametrize("visibility", [Visibility.WAITING, Visibility.HIDDEN, Visibility.DELETED])
    def test_topic_that_is_not_visible_is_there_for_its_writer_and_moderators(
        self, visibility: Visibility, member: User, client_of: Any, signed_in: Callable[[str], Client]
    ) -> None:
        topic = TopicFactory(author=member, visibility=visibility, first_post__visibility=visibility)
        clients = (Client(), client_of(UserFactory()), client_of(member), signed_in("moderator"))
        found = [client.get(topic.get_absolute_url()).status_code for client in clients]
        assert found == [404, 404, 404 if visibility == Visibility.DELETED else 200, 200]

    def test_writer_reads_why_a_topic_is_hidden(self, member: User, client_of: Any) -> None:
        hidden = Visibility.HIDDEN
        topic = TopicFactory(author=member, visibility=hidden, first_post__visibility=hidden)
        ModerationAction.objects.create(
            verb=ModerationAction.Verb.HIDE, topic=topic, post=topic.posts.get(), reason="Dit is reclame."
        )
        assert "Dit is reclame." in page(client_of(member), topic)

    @pytest.mark.parametrize("key", ["99999999", "99999999999999999999999"])
    @pytest.mark.parametrize("address", ["/forum/onderwerp/{}/iets/", "/forum/bericht/{}/", "/en/forum/topic/{}/"])
    def test_what_is_not_there_is_missing(self, address: str, key: str) -> None:
        assert Client().get(address.format(key)).status_code == 404


class TestAddresses:
    def test_former_slug_leads_to_the_present_one_with_its_page(self) -> None:
        topic = TopicFactory(slug="nieuwe-naam")
        answer = Client().get(f"/forum/onderwerp/{topic.pk}/oude-naam/?pagina=1")
        assert (answer.status_code, answer["Location"]) == (301, f"{topic.get_absolute_url()}?pagina=1")

    def test_merged_topic_leads_to_what_it_became_part_of(self) -> None:
        topic = TopicFactory()
        FormerTopic.objects.create(number=topic.pk + 1000, topic=topic)
        answer = Client().get(f"/forum/onderwerp/{topic.pk + 1000}/hoe-het-heette/")
        assert (answer.status_code, answer["Location"]) == (301, topic.get_absolute_url())

    def test_merged_topic_does_not_tell_strangers_where_it_went(self) -> None:
        topic = TopicFactory(forum=ForumFactory(read_by=Audience.MEMBERS))
        FormerTopic.objects.create(number=topic.pk + 1000, topic=topic)
        assert Client().get(f"/forum/onderwerp/{topic.pk + 1000}/hoe-het-heette/").status_code == 404

    def test_english_address_shows_the_same_topic(self) -> None:
        topic = TopicFactory(title="Wie heeft de sleutel?")
        text = Client().get(f"/en/forum/topic/{topic.pk}/{topic.slug}/").content.decode()
        assert ("Wie heeft de sleutel?" in text, "0 answers" not in text) == (True, True)


class TestPages:
    @pytest.fixture
    def topic(self) -> Topic:
        """A question and 44 answers."""
        topic = TopicFactory()
        for number in range(2, 46):
            PostFactory(topic=topic, body=f"<p>Antwoord nummer {number}.</p>", written=timezone.now())
        topic.refresh_from_db()
        return topic

    def test_pages_show_each_post_once(self, topic: Topic) -> None:
        client = Client()
        found = [numbers(page(client, topic, query)) for query in ("", "?pagina=2", "?pagina=3")]
        assert found == [list(range(1, 21)), list(range(21, 41)), list(range(41, 46))]
        assert [client.get(f"{topic.get_absolute_url()}?pagina={k}").status_code for k in ("4", "0", "x")] == [404] * 3

    def test_permanent_address_leads_to_the_page_of_the_post(self, topic: Topic) -> None:
        found = {}
        for number in (1, 20, 21, 45):
            answer = Client().get(topic.posts.get(number=number).get_absolute_url())
            found[number] = (answer.status_code, answer["Location"].removeprefix(topic.get_absolute_url()))
        assert found == {
            1: (302, "#bericht-1"),
            20: (302, "#bericht-20"),
            21: (302, "?pagina=2#bericht-21"),
            45: (302, "?pagina=3#bericht-45"),
        }
        assert [page_of(number) for number in (0, 1, 20, 21, 40, 41)] == [1, 1, 1, 2, 2, 3]

    def test_answer_stands_on_top_of_the_first_page_with_a_link_to_its_place(self, topic: Topic) -> None:
        topic.answer = topic.posts.get(number=43)
        topic.save()
        first, second = page(Client(), topic), page(Client(), topic, "?pagina=2")
        assert (first.count("Antwoord nummer 43."), second.count("Antwoord nummer 43.")) == (1, 0)
        assert f'href="{post_address(topic, 43)}"' in first

    def test_post_that_moved_away_leaves_its_page_as_it_was(self, topic: Topic) -> None:
        topic.posts.filter(number__range=(21, 40)).delete()
        assert [numbers(page(Client(), topic, f"?pagina={k}")) for k in (2, 3)] == [[], list(range(41, 46))]


class TestPosts:
    @pytest.fixture
    def topic(self, member: User) -> Topic:
        """A question with three answers: one waits, one is hidden, one is deleted; all of the same member."""
        topic = TopicFactory()
        for visibility, word in (("waiting", "Wachtwoord"), ("hidden", "Verstopwoord"), ("deleted", "Wiswoord")):
            PostFactory(topic=topic, author=member, visibility=visibility, body=f"<p>{word}</p>")
        return topic

    def told(self, text: str) -> dict[str, bool]:
        """What a page tells."""
        words = ("Wachtwoord", "Verstopwoord", "Wiswoord", "Verborgen door een moderator", "Verwijderd door")
        return {word: word in text for word in words}

    def test_others_see_places_of_what_is_gone_and_nothing_of_what_waits(self, topic: Topic, client_of: Any) -> None:
        for client in (Client(), client_of(UserFactory())):
            text = page(client, topic)
            assert list(self.told(text).values()) == [False, False, False, True, True]
            assert numbers(text) == [1, 3, 4]

    def test_writer_sees_what_waits_and_why_it_is_hidden(self, topic: Topic, member: User, client_of: Any) -> None:
        hidden = topic.posts.get(number=3)
        ModerationAction.objects.create(verb=ModerationAction.Verb.HIDE, post=hidden, reason="Te fel <b>toch</b>.")
        text = page(client_of(member), topic)
        assert list(self.told(text).values()) == [True, True, False, False, True]
        assert "Te fel &lt;b&gt;toch&lt;/b&gt;." in text

    def test_moderator_sees_what_waits_and_what_is_hidden(self, topic: Topic, signed_in: Any) -> None:
        assert list(self.told(page(signed_in("moderator"), topic)).values()) == [True, True, False, False, True]

    def test_answer_that_is_hidden_is_not_on_top(self, topic: Topic) -> None:
        topic.answer = topic.posts.get(number=3)
        topic.save()
        assert "Verstopwoord" not in page(Client(), topic)

    def test_reply_says_what_it_answers(self) -> None:
        topic = TopicFactory()
        first, second = PostFactory(topic=topic), PostFactory(topic=topic)
        PostFactory(topic=topic, reply_to=first)
        PostFactory(topic=topic, reply_to=topic.posts.get(number=1))
        PostFactory(topic=topic, reply_to=second)
        Post.objects.filter(pk=second.pk).update(visibility=Visibility.HIDDEN)
        text = page(Client(), topic)
        assert re.findall(r'class="reply-to">.*?<a\s+href="([^"]*)"', text, re.DOTALL) == ["#bericht-2"]

    def test_text_with_markup_of_others_is_cleaned_again(self) -> None:
        topic = TopicFactory(
            title="<script>alert(1)</script>", first_post__body='<p onclick="alert(1)">Dag<script>alert(1)</script></p>'
        )
        text = page(Client(), topic)
        assert ("onclick" in text, "<script>alert" in text, "<p>Dag</p>" in text) == (False, False, True)

    def test_members_thank_and_visitors_read_the_number(self, member: User, client_of: Any) -> None:
        topic = TopicFactory()
        post = topic.posts.get()
        Thanks.objects.create(post=post, user=member)
        Post.objects.filter(pk=post.pk).update(thanks_count=3)
        assert 'aria-pressed="true"' in page(client_of(member), topic)
        assert 'aria-pressed="false"' in page(client_of(UserFactory()), topic)
        text = page(Client(), topic)
        assert ("aria-pressed" in text, "3 keer bedankt" in text) == (False, True)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"is_locked": True}, "Dit onderwerp is gesloten"),
            ({"forum__is_archived": True}, "Dit forum is gesloten"),
        ],
    )
    def test_closed_topic_says_so_and_asks_nobody_to_answer(
        self, fields: dict[str, Any], words: str, member: User, client_of: Any
    ) -> None:
        text = page(client_of(member), TopicFactory(**fields))
        assert (words in text, "Plaats antwoord" in text) == (True, False)


class TestVisitors:
    def test_page_is_kept_for_seconds(self, settings: Any) -> None:
        settings.FORUM_PAGES_KEPT = 10
        topic, client = TopicFactory(), Client()
        with time_machine.travel(timezone.now(), tick=False) as clock:
            PostFactory(topic=topic)  # the first answer stands on other pages, and begins a new generation
            page(client, topic)
            PostFactory(topic=topic, author=topic.author, body="<p>Later gezegd.</p>")
            kept = client.get(topic.get_absolute_url())
            assert (kept["X-Page-Cache"], b"Later gezegd." in kept.content) == ("hit", False)
            clock.shift(timedelta(seconds=11))
            assert "Later gezegd." in page(client, topic)

    def test_page_of_a_member_is_not_kept(self, settings: Any, member: User, client_of: Any) -> None:
        settings.FORUM_PAGES_KEPT = 10
        answer = client_of(member).get(TopicFactory().get_absolute_url())
        assert answer.has_header("X-Page-Cache") is False

    @pytest.mark.parametrize("address", ["/forum/", "/forum/onderwerpen/", "/forum/sleutels/", "topic"])
    def test_pages_set_no_cookie(self, address: str) -> None:
        topic = TopicFactory(forum=ForumFactory(slug="sleutels"))
        answer = Client().get(topic.get_absolute_url() if address == "topic" else address)
        assert (answer.status_code, list(answer.cookies)) == (200, [])

    def test_visitors_are_led_to_where_they_sign_in(self) -> None:
        topic = TopicFactory()
        assert f"/account/login/?next={topic.get_absolute_url()}" in page(Client(), topic)

    def test_forum_that_nobody_may_post_in_asks_nobody(self) -> None:
        topic: Topic = TopicFactory(forum__post_by=Audience.STAKEHOLDERS)
        assert "Log in om te reageren" not in page(Client(), topic)
        assert Forum.objects.filter(pk=topic.forum_id).exists()
