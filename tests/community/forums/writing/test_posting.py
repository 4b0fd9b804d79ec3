"""Beginning topics and answering, also when everything happens at once or came to an end meanwhile."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from community.forums.models import (
    Attachment,
    FormerTopic,
    Forum,
    Post,
    Report,
    Sanction,
    Standing,
    Topic,
    TopicReading,
    Visibility,
    WatchedWord,
)
from community.forums.moderating.gate import SilencedError, WatchedWordError
from community.forums.moderating.limits import TooFastError, TooMuchError
from community.forums.writing import posting
from community.forums.writing.actions import reply, start_topic
from community.forums.writing.refusals import ForumClosedError, LockedError, Refusal, TopicGoneError
from community.forums.writing.text import Text, clean_typed
from community.initiatives.models import Membership
from community.members.models import User
from community.notifications.models import Announcement
from foundation.generation import forget_everything
from foundation.rich_text import Typed
from tests.at_once import at_once, needs_postgresql
from tests.factories import InitiativeFactory, MemberProfileFactory, ThemeFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

QUESTION = {"kind": "question", "title": "Wie heeft er een sleutelkast?"}


def said(words: str = "Bij ons ligt hij bij de bakker.", *, by: User | None = None) -> Text:
    return clean_typed(Typed(words, is_html=False), by=by)


def trusted(**fields: Any) -> User:
    """Somebody whom no pause or limit for newcomers stops."""
    user = UserFactory(**fields)
    Standing.objects.create(user=user, fixed=Standing.Trust.TRUSTED, post_count=50, first_posted=timezone.now())
    return user


def announced() -> list[tuple[str, int]]:
    return list(Announcement.objects.order_by("pk").values_list("kind", "subject_id"))


def test_a_topic_begins_with_its_first_post() -> None:
    user, forum = trusted(), ForumFactory()
    mentioned = MemberProfileFactory()
    theme = ThemeFactory()
    text = said(f"[@x](/leden/{mentioned.public_id}/) weet jij dat?", by=user)
    topic = start_topic(forum, by=user, text=text, theme=theme, **QUESTION)
    post = topic.posts.get()
    assert (topic.slug, topic.author, topic.theme_id) == ("wie-heeft-er-een-sleutelkast", user, theme.pk)
    assert (post.number, post.body, post.author) == (1, text.html, user)
    topic.refresh_from_db()
    forum.refresh_from_db()
    assert (topic.post_count, topic.last_number, topic.last_author) == (1, 1, user)
    assert (forum.topic_count, forum.post_count, forum.last_posted is None) == (1, 1, False)
    assert announced() == [("forum-topic", topic.pk), ("forum-mention", post.pk)]
    reading = TopicReading.objects.get(user=user, topic=topic)
    assert (reading.read_until, reading.has_posted) == (1, True)
    assert Standing.objects.get(user=user).post_count == 51


def test_a_reply_stands_at_the_end_and_is_counted() -> None:
    topic, user = TopicFactory(), trusted()
    first = topic.posts.get()
    post = reply(topic, by=user, text=said(), reply_to=first)
    topic.refresh_from_db()
    assert (post.number, post.reply_to, topic.post_count, topic.last_author) == (2, first, 2, user)
    assert announced() == [("forum-reply", post.pk)]
    elsewhere = PostFactory()
    assert reply(topic, by=user, text=said("Nog iets."), reply_to=elsewhere).reply_to is None


def test_what_waits_is_told_to_nobody_but_moderators() -> None:
    forum, user = ForumFactory(first_posts_wait=True), UserFactory()
    topic = start_topic(forum, by=user, text=said(), **QUESTION)
    forum.refresh_from_db()
    assert (topic.visibility, topic.posts.get().visibility) == (Visibility.WAITING, Visibility.WAITING)
    assert (forum.topic_count, forum.post_count, topic.post_count) == (0, 0, 0)
    assert announced() == [("forum-report", Report.objects.get().pk)]


def test_an_attachment_belongs_to_the_post_that_has_it() -> None:
    user, topic = trusted(), TopicFactory()
    mine = Attachment.objects.create(
        uploader=user, file="forum/a.png", name="a.png", content_type="image/png", size=1, width=1, height=1
    )
    text = clean_typed(Typed("kijk", is_html=False), by=user, attachment_ids=(mine.public_id,))
    post = reply(topic, by=user, text=text)
    mine.refresh_from_db()
    assert mine.post == post


def test_writing_in_the_name_of_an_initiative_is_for_who_belongs_to_it() -> None:
    topic, user, initiative = TopicFactory(), trusted(), InitiativeFactory()
    with pytest.raises(PermissionDenied):
        reply(topic, by=user, text=said(), initiative=initiative)
    Membership.objects.create(initiative=initiative, user=user)
    assert reply(topic, by=user, text=said(), initiative=initiative).initiative == initiative


@pytest.mark.parametrize("title", ["", " \u200b\u202e", "x" * 151])
def test_a_title_says_something_and_is_not_too_long(title: str) -> None:
    with pytest.raises(ValidationError) as refused:
        start_topic(ForumFactory(), by=trusted(), text=said(), kind="question", title=title)
    assert "title" in refused.value.message_dict


def test_a_title_is_one_line_without_what_nobody_sees() -> None:
    topic = start_topic(ForumFactory(), by=trusted(), text=said(), kind="question", title=" a\u202e\n b\u200b\x00 ")
    assert topic.title == "a b"


def test_only_moderators_announce() -> None:
    with pytest.raises(PermissionDenied):
        start_topic(ForumFactory(), by=trusted(), text=said(), kind="announcement", title="Dit is af")
    topic = start_topic(ForumFactory(), by=UserFactory(is_superuser=True), text=said(), kind="announcement", title="Af")
    assert topic.kind == "announcement"


def lock(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(is_locked=True)


def hide(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(visibility=Visibility.HIDDEN)


def delete(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).delete()


def close(topic: Topic) -> None:
    Forum.objects.filter(pk=topic.forum_id).update(is_archived=True)


def move_away(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(forum=ForumFactory(post_by="stakeholders"))


def move_out_of_sight(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(forum=ForumFactory(read_by="stakeholders"))


MEANWHILE = [
    (lock, LockedError, "op slot"),
    (hide, TopicGoneError, "er niet meer"),
    (delete, TopicGoneError, "er niet meer"),
    (close, ForumClosedError, "gesloten"),
    (move_away, ForumClosedError, "verplaatst"),
    (move_out_of_sight, TopicGoneError, "er niet meer"),
]


@pytest.mark.parametrize(("happens", "error", "words"), MEANWHILE)
def test_what_happened_meanwhile_is_said(happens: Callable[[Topic], None], error: type[Refusal], words: str) -> None:
    topic, user = TopicFactory(), trusted()
    happens(topic)
    before = Post.objects.count()
    with pytest.raises(error) as refused:
        reply(topic, by=user, text=said())
    assert words in refused.value.message
    assert (Post.objects.count(), announced()) == (before, [])


def test_a_reply_to_a_topic_that_became_part_of_another_stands_there() -> None:
    topic, into, user = TopicFactory(), TopicFactory(), trusted()
    FormerTopic.objects.create(number=topic.pk, topic=into)
    Topic.objects.filter(pk=topic.pk).delete()
    assert reply(topic, by=user, text=said()).topic == into


def test_who_is_silenced_hears_why_also_when_it_came_meanwhile() -> None:
    topic, user = TopicFactory(), trusted()
    reply(topic, by=user, text=said())
    until = timezone.now() + timezone.timedelta(days=1)
    Sanction.objects.create(person=user, kind="silence", reason="Schelden helpt niet.", until=until)
    with pytest.raises(SilencedError, match="Schelden helpt niet"):
        reply(topic, by=user, text=said("Nog eens."))


def test_newcomers_have_limits() -> None:
    topic, user = TopicFactory(), UserFactory()
    with pytest.raises(TooMuchError):
        reply(topic, by=user, text=said("https://a.example https://b.example https://c.example"))
    reply(topic, by=user, text=said())
    with pytest.raises(TooFastError):
        reply(topic, by=user, text=said("Nog eens."))


def test_words_that_the_forum_does_not_take() -> None:
    WatchedWord.objects.create(text="casino", effect="refuse")
    forget_everything()
    with pytest.raises(WatchedWordError, match="casino"):
        reply(TopicFactory(), by=trusted(), text=said("Kom naar het C\u200bASINO!"))


@pytest.mark.parametrize("user", ["closed", "outside"])
def test_who_may_not_post_here_writes_nothing(user: str) -> None:
    topic = TopicFactory(forum=ForumFactory(post_by="stakeholders"))
    who = trusted(is_active=False) if user == "closed" else trusted()
    for work in (
        partial(reply, topic, by=who, text=said()),
        partial(start_topic, topic.forum, by=who, text=said(), **QUESTION),
    ):
        with pytest.raises((PermissionDenied, Refusal)):
            work()
    assert Post.objects.count() == 1


def test_a_form_sent_again_makes_one_post_and_another_text_makes_another() -> None:
    topic, user, key = TopicFactory(), trusted(), uuid.uuid4()
    once = reply(topic, by=user, text=said(), form_key=key)
    assert reply(topic, by=user, text=said(), form_key=key) == once
    assert reply(topic, by=user, text=said("Toch anders."), form_key=key) != once
    other = trusted()
    assert reply(topic, by=other, text=said(), form_key=key).author == other
    begun = start_topic(topic.forum, by=user, text=said(), form_key=uuid.UUID(int=7), **QUESTION)
    assert start_topic(topic.forum, by=user, text=said(), form_key=uuid.UUID(int=7), **QUESTION) == begun


@pytest.mark.django_db(transaction=True)
def test_fifty_times_at_once_makes_one_post() -> None:
    topic, user, key = TopicFactory(), trusted(), uuid.uuid4()
    text = said()

    def send() -> int:
        return reply(topic, by=User.objects.get(pk=user.pk), text=text, form_key=key).pk

    answers = at_once(*[send] * 50)
    topic.refresh_from_db()
    assert len(set(answers)) == 1
    assert (topic.posts.count(), topic.post_count, topic.last_number) == (2, 2, 2)
    assert Announcement.objects.filter(kind="forum-reply").count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_times_at_once_begins_one_topic() -> None:
    forum, user, key = ForumFactory(), trusted(), uuid.uuid4()
    text = said()

    def send() -> int:
        return start_topic(forum, by=User.objects.get(pk=user.pk), text=text, form_key=key, **QUESTION).pk

    answers = at_once(*[send] * 50)
    forum.refresh_from_db()
    assert len(set(answers)) == 1
    assert (Topic.objects.count(), forum.topic_count, forum.post_count) == (1, 1, 1)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks away: what they are for goes wrong."""
    monkeypatch.setattr(posting, "hold_people", lambda *_pks: None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", [pytest.param("", marks=needs_postgresql)])
def test_without_the_lock_a_form_sent_at_once_goes_wrong(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)
    topic, user, key = TopicFactory(), trusted(), uuid.uuid4()

    def send() -> int:
        return reply(topic, by=User.objects.get(pk=user.pk), text=said(), form_key=key).pk

    answers = at_once(*[send] * 50)
    assert len(set(map(str, answers))) > 1


@pytest.mark.django_db(transaction=True)
def test_people_who_answer_at_once_each_get_a_place() -> None:
    topic = TopicFactory()
    users = [trusted() for _ in range(12)]

    def send(user: User) -> int:
        return reply(topic, by=user, text=said(f"Van {user.pk}.")).number

    numbers = at_once(*[partial(send, user) for user in users])
    topic.refresh_from_db()
    assert sorted(numbers) == list(range(2, 14))
    assert topic.post_count == 13


def test_all_of_it_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    topic, user = TopicFactory(), trusted()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(posting, "tell_of", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        reply(topic, by=user, text=said())
    topic.refresh_from_db()
    assert (topic.posts.count(), topic.post_count, TopicReading.objects.count()) == (1, 1, 0)
