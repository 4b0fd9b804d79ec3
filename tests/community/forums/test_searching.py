"""The forum in the search: found by those who may read it, gone when it is hidden."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.forums import searching
from community.forums.counting import count_again, lock_topic
from community.forums.models import Audience, Forum, Post, Topic, TopicTag, Visibility
from community.forums.reading.progress import PAGE_SIZE
from community.forums.searching import keys_of
from community.forums.similar import Similar, similar_to
from community.members.models import User
from community.themes.models import Tag
from foundation.audiences import PUBLIC, audiences_of
from foundation.searchable import searchable_named
from home.setup import PARTNERS
from search.actions import remove
from search.checking import check
from search.models import CountedLabel, SearchDocument, Suggestion, VocabularyWord
from search.rebuilding import rebuild_documents
from search.suggesting import suggest
from tests.factories import InitiativeFactory, MembershipFactory, ThemeFactory, ToolFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory
from tests.search.things import ask

pytestmark = pytest.mark.django_db
Commit = Callable[[], AbstractContextManager[Any]]
ALL = frozenset({PUBLIC, "members", "stakeholders"})


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Commit:
    """Do what follows the transaction as well, at the end of this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def topic_with(*bodies: str, title: str = "Wie heeft de sleutel?", **fields: Any) -> Topic:
    """A topic with these posts."""
    first, *others = [f"<p>{body}</p>" for body in bodies]
    topic = TopicFactory(title=title, first_post__body=first, **fields)
    for body in others:
        PostFactory(topic=topic, body=body)
    topic.refresh_from_db()
    return topic


def urls(text: str, **options: Any) -> list[str]:
    """Where what is found stands."""
    return [result.url for result in ask(text, **options).results]


def post_of(topic: Topic, number: int) -> Post:
    """The post with this number."""
    return Post.objects.get(topic=topic, number=number)


def nothing_is_known() -> bool:
    """Whether no word, label or suggestion is left of anything."""
    return not any(model.objects.exists() for model in (SearchDocument, VocabularyWord, CountedLabel, Suggestion))


class TestFinding:
    """What leads where."""

    def test_topic_is_found_by_its_title_and_leads_to_its_beginning(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij ligt bij de bakker.", "Wij hangen hem op.")
        assert urls("sleutels") == [topic.get_absolute_url()]

    def test_topic_is_found_by_a_post_and_leads_there(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.", "Bij ons niet.", "Ik bewaar hem in een pannenkoekenpan.")
        address = topic.get_absolute_url()
        assert urls("pannenkoekenpan") == [f"{address}#bericht-3"]
        assert [piece.text for piece in ask("pannenkoekenpan").results[0].excerpt if piece.marked] == [
            "pannenkoekenpan"
        ]

    def test_post_of_a_later_page_leads_there(self, committed: Commit) -> None:
        with committed():
            topic = topic_with(*(f"Antwoord {number}" for number in range(PAGE_SIZE + 1)), "In een pannenkoekenpan.")
        assert urls("pannenkoekenpan") == [f"{topic.get_absolute_url()}?pagina=2#bericht-{PAGE_SIZE + 2}"]

    def test_topic_of_several_pages_is_shown_and_counted_once(self, committed: Commit) -> None:
        with committed():
            long = topic_with(
                *(f"De kelder, keer {number}" for number in range(PAGE_SIZE * 3)), title="Water in de kelder"
            )
            short = topic_with("De kelder is droog.", title="Een droge kelder")
            ToolFactory(title="Kelder leegpompen")
        assert SearchDocument.objects.filter(group=long.form_key).count() == 3
        answer = ask("kelder")
        assert answer.total == answer.matched == 3
        assert answer.labels["kind:topic"] == 2
        assert len([url for url in urls("kelder") if url.startswith(long.get_absolute_url())]) == 1
        assert short.get_absolute_url() in urls("kelder")

    def test_pages_of_results_have_each_topic_once(self, committed: Commit) -> None:
        with committed():
            for number in range(3):
                topic_with(*["De kelder."] * (PAGE_SIZE * 2), title=f"Kelder {number}")
        found = [url for page in (1, 2, 3) for url in urls("kelder", page=page, page_size=1)]
        assert len({url.partition("?")[0].partition("#")[0] for url in found}) == len(found) == 3
        assert urls("kelder", page=4, page_size=1) == []

    def test_accepted_answer_ranks_higher_and_is_led_to(self, committed: Commit) -> None:
        with committed():
            plain = topic_with("Hoe dan?", "Met een regenton bij de schuur.", title="Droge tuin")
            answered = topic_with("Hoe dan?", "Met een regenton bij de schuur.", title="Droge plas")
            answered.answer = post_of(answered, 2)
            answered.save(update_fields=["answer"])
        assert urls("regenton") == [f"{topic.get_absolute_url()}#bericht-2" for topic in (answered, plain)]
        with committed():  # the control: what ranked higher was the answer
            answered.answer = None
            answered.save(update_fields=["answer"])
            plain.answer = post_of(plain, 2)
            plain.save(update_fields=["answer"])
        assert urls("regenton") == [f"{topic.get_absolute_url()}#bericht-2" for topic in (plain, answered)]

    def test_theme_and_tag_narrow(self, committed: Commit) -> None:
        theme, tag = ThemeFactory(title="Groen", slug="groen"), Tag.objects.create(name="water")
        with committed():
            topic = topic_with("Droog.", theme=theme)
            TopicTag.objects.create(topic=topic, tag=tag)
            topic_with("Nat.")
        chosen = {"theme": frozenset({f"theme:{theme.pk}"})}
        assert urls("sleutel", filters=chosen) == [topic.get_absolute_url()]
        assert urls("sleutel", filters={"tag": frozenset({f"tag:{tag.pk}"})}) == [topic.get_absolute_url()]

    def test_in_english_the_address_is_english(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("In een pannenkoekenpan.")
        (found,) = ask("pannenkoekenpan", "en").results
        assert (found.url, found.lang) == (f"/en/forum/topic/{topic.pk}/{topic.slug}/", "nl")

    def test_rebuilding_and_checking_know_topics(self) -> None:
        topic = topic_with(*["Kelder."] * (PAGE_SIZE + 1))
        remove("topic", keys_of(topic.pk, topic.last_number))
        assert {name: len(pks) for name, pks in check().missing.items()} == {"topic": 2}
        rebuild_documents()
        assert not check()
        Post.objects.filter(number=1).update(body="<p>Zolder</p>")
        assert {name: len(pks) for name, pks in check(fix=True).outdated.items()} == {"topic": 1}
        assert not check()

    def test_indexing_takes_as_many_queries_for_one_and_many(self) -> None:
        kind = searchable_named("topic")
        assert kind is not None
        counts = []
        for number in (1, 30):
            topics = [topic_with("Hallo", "Dag", theme=ThemeFactory()) for _number in range(number)]
            keys = [key for topic in topics for key in keys_of(topic.pk, topic.last_number)]
            with CaptureQueriesContext(connection) as captured:
                assert len(list(kind.findables(keys))) == number
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestAudiences:
    """Nobody finds what they may not read."""

    @pytest.fixture
    def people(self) -> dict[str, Any]:
        """One of each."""
        people = {name: UserFactory() for name in ("member", "partner", "neighbour", "moderator")}
        people["partner"].groups.add(Group.objects.get(name=PARTNERS))
        people["moderator"].is_superuser = True
        people["moderator"].save()
        MembershipFactory(user=people["neighbour"], initiative=InitiativeFactory(title="Buren", slug="buren"))
        return {"visitor": AnonymousUser(), **people}

    @pytest.fixture
    def talk(self, people: dict[str, Any], committed: Commit) -> dict[str, Topic]:
        """A topic for each audience, that shares one word with all others and has one of its own."""
        initiative = people["neighbour"].memberships.get().initiative
        with committed():
            return {
                name: topic_with(
                    f"Over xylofoons en {name}woord.",
                    title=f"Xylofoon {name}titel",
                    forum=ForumFactory(
                        read_by=name,
                        post_by=Audience.MEMBERS,
                        initiative=initiative if name == Audience.INITIATIVE else None,
                    ),
                )
                for name in Audience.values
            }

    READ = {
        "visitor": {"everyone"},
        "member": {"everyone", "members"},
        "partner": {"everyone", "members", "stakeholders"},
        "neighbour": {"everyone", "members", "initiative"},
        "moderator": {"everyone", "members", "stakeholders", "initiative"},
    }

    @pytest.mark.parametrize("who", list(READ))
    def test_each_finds_what_they_read(self, who: str, people: dict[str, Any], talk: dict[str, Topic]) -> None:
        audiences = audiences_of(people[who])
        answer = ask("xylofoon", audiences=audiences)
        expected = {talk[name].get_absolute_url() for name in self.READ[who]}
        assert {result.url for result in answer.results} == expected
        assert answer.total == answer.labels["kind:topic"] == len(expected)
        # Only what everybody reads is suggested.
        titles = [one.text for one in suggest("xylof", language="nl", audiences=audiences)]
        assert titles == [talk["everyone"].title]
        for name in Audience.values:
            found = ask(f"{name}woord", audiences=audiences, correct=False).total
            assert found == (1 if name in self.READ[who] else 0)

    @pytest.mark.parametrize("who", ["visitor", "member", "partner"])
    @pytest.mark.parametrize("address", ["/zoeken/?q=xylofoon", "/en/search/?q=xylofoon", "/api/search/?q=xylofoon"])
    def test_pages_show_each_what_they_read(
        self, who: str, address: str, people: dict[str, Any], talk: dict[str, Topic]
    ) -> None:
        client = Client()
        if who != "visitor":
            client.force_login(people[who])
        response = client.get(address)
        shown = {name for name in Audience.values if f"{name}titel" in response.content.decode()}
        assert shown == self.READ[who]
        assert "private" in response["Cache-Control"]
        assert response.get("X-Page-Cache") is None
        visitors = Client().get(address).content.decode()
        assert {name for name in Audience.values if f"{name}titel" in visitors} == self.READ["visitor"]

    def test_words_of_others_correct_and_suggest_nothing(self, people: dict[str, Any], talk: dict[str, Topic]) -> None:
        assert set(VocabularyWord.objects.filter(word__endswith="woord").values_list("word", flat=True)) == {
            "everyonewoord"
        }
        assert ask("stakeholderswoort").corrected_query == ""
        assert ask("everyonewoort").corrected_query == "everyonewoord"  # the control

    def test_without_the_check_of_audiences_all_is_found(self, talk: dict[str, Topic]) -> None:
        """The control: it is the audience that hides them."""
        initiative_id = talk["initiative"].forum.initiative_id
        assert ask("xylofoon", audiences=ALL | {f"initiative:{initiative_id}"}).total == 4

    def test_result_is_asked_for_again(self, talk: dict[str, Topic]) -> None:
        """An index that lags shows nothing of a forum that is not for everybody any more."""
        Forum.objects.filter(pk=talk["everyone"].forum_id).update(read_by=Audience.MEMBERS)
        assert urls("xylofoon") == []
        assert suggest("xylof", language="nl") == []

    def test_forum_that_becomes_private_is_gone_at_once(self, talk: dict[str, Topic], committed: Commit) -> None:
        forum = Forum.objects.get(pk=talk["everyone"].forum_id)
        with transaction.atomic():
            forum.read_by = Audience.MEMBERS
            forum.save()
            assert ask("xylofoon").total == 0
            assert not VocabularyWord.objects.exists()
        assert ask("xylofoon", audiences=ALL).total == 3
        forum = Forum.objects.get(pk=forum.pk)
        with committed():
            forum.read_by = Audience.EVERYONE
            forum.save()
        assert ask("xylofoon").total == 1

    def test_saving_a_forum_otherwise_indexes_nothing(self, talk: dict[str, Topic]) -> None:
        forum = Forum.objects.get(pk=talk["everyone"].forum_id)
        forum.name = "Anders"
        with CaptureQueriesContext(connection) as captured:
            forum.save()
        assert [query["sql"] for query in captured if "search_" in query["sql"]] == []

    def test_large_forum_follows_later(
        self, talk: dict[str, Topic], committed: Commit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searching, "MOST_AT_ONCE", 0)
        forum = Forum.objects.get(pk=talk["everyone"].forum_id)
        with committed():
            forum.read_by = Audience.MEMBERS
            forum.save()
            assert urls("xylofoon") == []
        assert ask("xylofoon").total == 0

    def test_who_is_not_active_finds_what_everybody_finds(self, people: dict[str, Any]) -> None:
        User.objects.filter(pk=people["member"].pk).update(is_active=False)
        assert audiences_of(User.objects.get(pk=people["member"].pk)) == {PUBLIC}
        assert audiences_of(None) == {PUBLIC}


class TestGoing:
    """What is hidden goes in the transaction that hides it."""

    @pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.DELETED, Visibility.WAITING])
    def test_topic(self, visibility: Visibility, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij ligt bij de bakker.", "Ja.")
        with transaction.atomic():
            topic.visibility = visibility
            topic.save(update_fields=["visibility"])
            assert nothing_is_known()
        with committed():
            topic.visibility = Visibility.VISIBLE
            topic.save(update_fields=["visibility"])
        assert urls("sleutel") == [topic.get_absolute_url()]

    @pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.DELETED, Visibility.WAITING])
    def test_post(self, visibility: Visibility, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.", "In een pannenkoekenpan.")
        post = post_of(topic, 2)
        with transaction.atomic():
            post.visibility = visibility
            post.save(update_fields=["visibility"])
            assert urls("pannenkoekenpan", correct=False) == []
            assert not VocabularyWord.objects.filter(word="pannenkoekenpan").exists()
        assert urls("sleutel") == [topic.get_absolute_url()]

    def test_answer_that_is_hidden(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.", "In een pannenkoekenpan.")
            topic.answer = post_of(topic, 2)
            topic.save(update_fields=["answer"])
        post = post_of(topic, 2)
        post.visibility = Visibility.HIDDEN
        post.save(update_fields=["visibility"])
        assert urls("pannenkoekenpan", correct=False) == []

    def test_posts_that_go_elsewhere(self, committed: Commit) -> None:
        """Moved in one query, as splitting and merging do: counting both topics anew is what tells."""
        with committed():
            topic, other = (
                topic_with("Hij is zoek.", "In een pannenkoekenpan."),
                topic_with("Dag.", title="Iets anders"),
            )
        with transaction.atomic():
            Post.objects.filter(topic=topic, number=2).update(topic=other)
            count_again(lock_topic(topic.pk))
            count_again(lock_topic(other.pk))
            assert urls("pannenkoekenpan") == [f"{other.get_absolute_url()}#bericht-2"]

    def test_page_of_a_topic_that_is_no_longer_there(self, committed: Commit) -> None:
        """As after splitting: fewer posts are left, with fewer pages."""
        with committed():
            topic = topic_with(*["Kelder."] * PAGE_SIZE, "Pannenkoekenpan.")
        with transaction.atomic():
            Post.objects.filter(topic=topic, number__gt=PAGE_SIZE).update(topic=TopicFactory(), number=2)
            Topic.objects.filter(pk=topic.pk).update(last_number=PAGE_SIZE)
            assert urls("pannenkoekenpan", correct=False) == []  # also before the index knows
            assert SearchDocument.objects.filter(group=topic.form_key).count() == 2
            count_again(lock_topic(topic.pk))
            assert SearchDocument.objects.filter(group=topic.form_key).count() == 1

    def test_topic_that_is_deleted(self, committed: Commit) -> None:
        with committed():
            topic = topic_with(*["Kelder."] * (PAGE_SIZE + 1))
        with transaction.atomic():
            Topic.objects.get(pk=topic.pk).delete()
            assert nothing_is_known()

    def test_new_and_waiting_post(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.")
        with committed():
            PostFactory(topic=topic, body="<p>In een pannenkoekenpan.</p>", visibility=Visibility.WAITING)
        assert urls("pannenkoekenpan", correct=False) == []
        post = post_of(topic, 2)
        with committed():
            post.visibility = Visibility.VISIBLE
            post.save(update_fields=["visibility"])
            assert urls("pannenkoekenpan", correct=False) == []  # what comes is indexed after it was saved
        assert urls("pannenkoekenpan") == [f"{topic.get_absolute_url()}#bericht-2"]

    def test_counting_a_reply_indexes_nothing_by_itself(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.")
        with CaptureQueriesContext(connection) as captured:
            topic.save(update_fields=["post_count", "last_posted", "last_author"])
        assert len(captured) == 1


class TestSimilar:
    """What is there already about a question."""

    def test_topics_and_tools(self, committed: Commit) -> None:
        with committed():
            topic = topic_with("Hij is zoek.", "Bij de bakker.", title="Wie bewaart de sleutel van het dorpshuis?")
            ToolFactory(title="Sleutelplan voor een dorpshuis")
            InitiativeFactory(title="Sleutel en dorpshuis")
            topic_with("Geheim.", title="Sleutel dorpshuis", forum=ForumFactory(read_by=Audience.MEMBERS))
        found = similar_to("sleutel dorpshuis", to=None)
        assert sorted((one.title, one.answers, one.is_topic) for one in found) == [
            ("Sleutelplan voor een dorpshuis", 0, False),
            ("Wie bewaart de sleutel van het dorpshuis?", 1, True),
        ]
        assert len(similar_to("sleutel dorpshuis", to=UserFactory())) == 3
        assert [one.is_topic for one in similar_to("sleutel dorpshuis", to=None, without=topic.pk)] == [False]
        assert len(similar_to("sleutel dorpshuis", to=UserFactory(), most=1)) == 1

    @pytest.mark.parametrize("title", ["", "  ", "\x00", '"', "-", "x" * 5000, "de het een"])
    def test_odd_titles_give_nothing(self, title: str) -> None:
        assert similar_to(title, to=None) == []

    def test_nothing_where_the_search_fails(self, committed: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
        with committed():
            topic_with("Hij is zoek.")

        def fail(_question: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nothing FROM nowhere")

        assert [type(one) for one in similar_to("sleutel", to=None)] == [Similar]
        monkeypatch.setattr("search.alike.search", fail)
        with transaction.atomic():
            assert similar_to("sleutel", to=None) == []
            assert Topic.objects.count() == 1  # the transaction of who asks goes on
