"""Changing and deleting posts, thanking for them, and choosing the answer."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.forums.models import ModerationAction, Post, Standing, Thanks, Topic, Visibility, WatchedWord
from community.forums.writing.actions import choose_answer, delete_post, edit_post, set_thanks, version_of
from community.forums.writing.refusals import ChangedMeanwhileError, LockedError, TooLateError, TopicGoneError
from community.forums.writing.text import Text, clean_typed
from community.members.models import User
from community.notifications.models import Announcement
from foundation.generation import forget_everything
from foundation.rich_text import Typed
from tests.at_once import at_once
from tests.factories import MemberProfileFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


def said(words: str) -> Text:
    return clean_typed(Typed(words, is_html=False), by=None)


def announced(kind: str) -> list[int]:
    return list(Announcement.objects.filter(kind=kind).values_list("subject_id", flat=True))


def test_a_change_keeps_what_was_there() -> None:
    post = PostFactory()
    before = post.body
    edit_post(post, by=post.author, text=said("Nu beter."), seen_version=0, reason=" omdat\u202e ")
    post.refresh_from_db()
    version = post.versions.get()
    assert (post.body, post.edited is None) == ("<p>Nu beter.</p>", False)
    assert (version.body, version.editor, version.reason) == (before, post.author, "omdat")
    edit_post(post, by=post.author, text=said("Nu beter."), seen_version=0)
    assert version_of(post) == 1


def test_who_is_mentioned_only_after_a_change_hears_of_it() -> None:
    post, profile = PostFactory(), MemberProfileFactory()
    edit_post(post, by=post.author, text=said(f"[@x](/leden/{profile.public_id}/)"), seen_version=0)
    assert announced("forum-mention") == [post.pk]


def test_two_changes_of_the_same_text_are_not_both_made() -> None:
    post = PostFactory()
    edit_post(post, by=post.author, text=said("Een."), seen_version=0)
    with pytest.raises(ChangedMeanwhileError):
        edit_post(post, by=UserFactory(is_superuser=True), text=said("Twee."), seen_version=0)
    post.refresh_from_db()
    assert post.body == "<p>Een.</p>"


def test_a_moderator_changes_and_it_is_written_down() -> None:
    post, moderator = PostFactory(written=timezone.now() - timedelta(days=30)), UserFactory(is_superuser=True)
    edit_post(post, by=moderator, text=said("Zonder telefoonnummer."), seen_version=0, reason="privacy")
    assert ModerationAction.objects.get().verb == ModerationAction.Verb.EDIT


def test_who_may_not_change_it_hears_why() -> None:
    old = PostFactory(written=timezone.now() - timedelta(days=3))
    with pytest.raises(TooLateError):
        edit_post(old, by=old.author, text=said("Te laat."), seen_version=0)
    locked = PostFactory(topic=TopicFactory(is_locked=True))
    with pytest.raises(LockedError):
        edit_post(locked, by=locked.author, text=said("Op slot."), seen_version=0)
    gone = PostFactory()
    Post.objects.filter(pk=gone.pk).delete()
    with pytest.raises(TopicGoneError):
        edit_post(gone, by=gone.author, text=said("Weg."), seen_version=0)
    with pytest.raises(PermissionDenied):
        edit_post(old, by=UserFactory(), text=said("Van een ander."), seen_version=0)
    with pytest.raises(ValidationError):
        edit_post(PostFactory(), by=old.author, text=said("Reden."), seen_version=0, reason="x" * 201)


def test_a_change_that_has_to_be_looked_at_waits() -> None:
    WatchedWord.objects.create(text="casino", effect="hold")
    forget_everything()
    topic = TopicFactory()
    post = topic.posts.get()
    edit_post(post, by=post.author, text=said("Kom naar het casino."), seen_version=0)
    topic.refresh_from_db()
    topic.forum.refresh_from_db()
    assert (topic.visibility, topic.posts.get().visibility) == (Visibility.WAITING, Visibility.WAITING)
    assert (topic.post_count, topic.forum.topic_count, topic.forum.post_count) == (0, 0, 0)


def test_a_reply_that_is_deleted_is_no_answer_and_not_counted() -> None:
    topic = TopicFactory()
    post = PostFactory(topic=topic)
    choose_answer(topic, post, by=topic.author)
    delete_post(post, by=post.author)
    delete_post(post, by=post.author)
    topic.refresh_from_db()
    topic.forum.refresh_from_db()
    assert (topic.answer, topic.post_count, topic.forum.post_count) == (None, 1, 1)
    assert Post.objects.get(pk=post.pk).visibility == Visibility.DELETED


def test_a_topic_goes_with_its_first_post_where_nobody_answered() -> None:
    topic = TopicFactory()
    first = topic.posts.get()
    answered = TopicFactory()
    PostFactory(topic=answered)
    delete_post(first, by=topic.author)
    topic.refresh_from_db()
    topic.forum.refresh_from_db()
    assert (topic.visibility, topic.forum.topic_count, topic.forum.post_count) == (Visibility.DELETED, 0, 0)
    with pytest.raises(PermissionDenied):
        delete_post(answered.posts.get(number=1), by=answered.author)
    with pytest.raises(PermissionDenied):
        delete_post(answered.posts.get(number=2), by=UserFactory())


def test_thanks_are_counted_once_for_each_person() -> None:
    post, user = PostFactory(), UserFactory()
    assert [set_thanks(post, by=user, thankful=True) for _ in range(2)] == [1, 1]
    assert set_thanks(post, by=UserFactory(), thankful=True) == 2
    assert set_thanks(post, by=user, thankful=False) == 1
    assert announced("forum-thanks") == [post.pk]
    hidden = PostFactory(topic=TopicFactory(forum=ForumFactory(read_by="stakeholders")))
    for refused, by in ((post, post.author), (hidden, user)):
        with pytest.raises(PermissionDenied):
            set_thanks(refused, by=by, thankful=True)


@pytest.mark.django_db(transaction=True)
def test_thanks_at_once_are_all_counted() -> None:
    post = PostFactory()
    users = [UserFactory() for _ in range(8)]
    at_once(*[partial(set_thanks, post, by=user, thankful=True) for user in [*users, *users]])
    post.refresh_from_db()
    assert (post.thanks_count, Thanks.objects.filter(post=post).count()) == (8, 8)


def test_who_asked_chooses_the_answer() -> None:
    topic = TopicFactory()
    post = PostFactory(topic=topic)
    with pytest.raises(PermissionDenied):
        choose_answer(topic, post, by=post.author)
    choose_answer(topic, post, by=topic.author)
    choose_answer(topic, post, by=topic.author)
    topic.refresh_from_db()
    assert (topic.answer, announced("forum-answer")) == (post, [post.pk])
    for wrong in (topic.posts.get(number=1), PostFactory(), PostFactory(topic=topic, visibility=Visibility.HIDDEN)):
        with pytest.raises(ValidationError):
            choose_answer(topic, wrong, by=topic.author)
    choose_answer(topic, None, by=topic.author)
    topic.refresh_from_db()
    assert topic.answer is None


def test_a_conversation_has_no_answer() -> None:
    topic = TopicFactory(kind=Topic.Kind.CONVERSATION)
    with pytest.raises(PermissionDenied):
        choose_answer(topic, PostFactory(topic=topic), by=topic.author)


def test_standing_follows_what_is_deleted() -> None:
    user = UserFactory()
    Standing.objects.create(user=user, post_count=1, first_posted=timezone.now())
    post = PostFactory(author=user)
    delete_post(post, by=User.objects.get(pk=user.pk))
    assert Standing.objects.get(user=user).post_count == 0
