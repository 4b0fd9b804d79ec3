"""Hiding what should not be there, and bringing it back.

A topic and the post it begins with go together: hiding one hides both. Later posts keep their state.
"""

from django.db import transaction

from community.forums.counting import change_forum, count_again, counts_in_forum
from community.forums.models import ModerationAction, Post, Topic, Visibility
from community.forums.moderating.actions.logging import (
    Verb,
    checked_reason,
    note_on_post,
    note_on_topic,
    require_moderator,
)
from community.forums.moderating.locks import hold_forums, hold_post
from community.forums.moderating.trust import note_visible
from community.forums.writing.telling import FIRST, tell_of
from community.members.models import User

WAS_ANSWER = "was_answer"  # in the details of hiding it


@transaction.atomic
def hide_post(post: Post, *, by: User, reason: str) -> ModerationAction | None:
    """Let only its writer and moderators see a post; the first one takes its topic along.

    Gives None where it was hidden or deleted already. Raises PermissionDenied, ValidationError without a reason.
    """
    require_moderator(by)
    reason = checked_reason(reason, required=True)
    post = hold_post(post)
    if post.visibility in (Visibility.HIDDEN, Visibility.DELETED):
        return None
    if post.number == FIRST:
        return hidden_topic(post.topic, post, by=by, reason=reason)
    topic, was_answer = post.topic, post.topic.answer_id == post.pk
    hold_forums(topic.forum_id)
    if was_answer:
        topic.answer = None
        topic.save(update_fields=["answer"])
    set_post_visibility(post, Visibility.HIDDEN)
    count_again(topic)
    return note_on_post(Verb.HIDE, post, by=by, reason=reason, details={WAS_ANSWER: True} if was_answer else {})


@transaction.atomic
def restore_post(post: Post, *, by: User, reason: str = "") -> ModerationAction | None:
    """Show a hidden post again, and its topic with the first one. Gives None where it is not hidden."""
    require_moderator(by)
    post = hold_post(post)
    hiding = ModerationAction.objects.filter(post=post, verb=Verb.HIDE).first()
    action = shown(post, Visibility.HIDDEN, Verb.RESTORE, by=by, reason=checked_reason(reason))
    topic = post.topic
    if action and hiding and hiding.details.get(WAS_ANSWER) and topic.is_open_question:
        topic.answer = post
        topic.save(update_fields=["answer"])
    return action


@transaction.atomic
def approve_post(post: Post, *, by: User, reason: str = "") -> ModerationAction | None:
    """Show a post that waited, and its topic with the first one: now others hear of it. Gives None for another."""
    require_moderator(by)
    post = hold_post(post)
    action = shown(post, Visibility.WAITING, Verb.APPROVE, by=by, reason=checked_reason(reason))
    if action is not None:
        tell_of(post)
    return action


@transaction.atomic
def hide_topic(topic: Topic, *, by: User, reason: str) -> ModerationAction | None:
    """Let only its writer and moderators see a topic. Raises as `hide_post`."""
    require_moderator(by)
    return hide_post(first_post(topic), by=by, reason=reason)


@transaction.atomic
def restore_topic(topic: Topic, *, by: User, reason: str = "") -> ModerationAction | None:
    """Show a hidden topic again. Gives None where it is not hidden."""
    require_moderator(by)
    return restore_post(first_post(topic), by=by, reason=reason)


def first_post(topic: Topic) -> Post:
    """What the topic begins with."""
    return Post.objects.select_related("topic__forum").get(topic=topic, number=FIRST)


def hidden_topic(topic: Topic, first: Post, *, by: User, reason: str) -> ModerationAction:
    """Hide a topic that is locked, with its first post."""
    if counts_in_forum(topic):
        change_forum(topic.forum_id, topics=-1, posts=-topic.post_count)
    topic.visibility = Visibility.HIDDEN
    topic.save(update_fields=["visibility"])
    set_post_visibility(first, Visibility.HIDDEN)
    count_again(topic)
    return note_on_topic(Verb.HIDE, topic, by=by, reason=reason, post=first)


def shown(
    post: Post, before: Visibility, verb: ModerationAction.Verb, *, by: User, reason: str
) -> ModerationAction | None:
    """Show a post, under the lock of its topic, that was in this state."""
    if post.visibility != before:
        return None
    topic = post.topic
    set_post_visibility(post, Visibility.VISIBLE)
    count_again(topic)
    if post.number == FIRST and topic.visibility != Visibility.VISIBLE:
        topic.visibility = Visibility.VISIBLE
        topic.save(update_fields=["visibility"])
        change_forum(topic.forum_id, topics=1, posts=topic.post_count)
    return note_on_post(verb, post, by=by, reason=reason)


def set_post_visibility(post: Post, visibility: Visibility) -> None:
    """Write the state of a post, and count it for its writer."""
    hold_forums(post.topic.forum_id)  # before the search is told, whose lock comes last
    was_visible = post.visibility == Visibility.VISIBLE
    post.visibility = visibility
    post.save(update_fields=["visibility"])
    note_visible(post.author_id, posts=(visibility == Visibility.VISIBLE) - was_visible)
