"""Changing and deleting a post, thanking for it, and choosing the answer. `actions` has the names that others call."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forums.counting import change_forum, count_again, counts_in_forum, lock_topic
from community.forums.models import Post, PostVersion, Thanks, Topic, Visibility
from community.forums.moderating.actions.logging import Verb, note_on_post
from community.forums.moderating.actions.visibility import set_post_visibility
from community.forums.moderating.gate import judge, note_changed, refuse_silenced
from community.forums.moderating.locks import hold_people, hold_post
from community.forums.permissions import may_choose_answer, may_delete_post, may_edit_post, may_read_post, may_thank_for
from community.forums.readers import forget_reader
from community.forums.writing import refusals
from community.forums.writing.characters import readable_line
from community.forums.writing.posting import attach
from community.forums.writing.telling import FIRST, tell_mentioned
from community.forums.writing.text import Text
from community.members.models import User
from community.notifications.actions import announce

LONGEST_REASON = 200  # characters


@transaction.atomic
def edit_post(post: Post, *, by: User, text: Text, seen_version: int, reason: str = "") -> Post:
    """Change what a post says; what it said stays to be read as a version.

    `seen_version`: how many versions it had before when its writer began (`version_of`). Raises PermissionDenied,
    ValidationError for a reason that is too long, a Refusal where it was changed or closed meanwhile, and what `judge`
    refuses.
    """
    reason = checked_reason(reason)
    hold_people(*{by.pk, post.author_id})
    forget_reader(by)
    post = held(post)
    refuse_edit(post, by=by)
    if post.body == text.html:
        return post
    if version_of(post) != seen_version:
        raise refusals.changed_meanwhile()
    judgement = judge(by=by, forum=post.topic.forum, text=text, is_change=True)
    PostVersion.objects.create(post=post, body=post.body, editor=by, reason=reason)
    post.body, post.edited = text.html, timezone.now()
    post.save(update_fields=["body", "edited"])
    attach(post, text, by=by)
    note_changed(post, judgement)
    if judgement.visibility == Visibility.WAITING and post.visibility == Visibility.VISIBLE:
        let_wait(post)
    if post.author_id != by.pk:
        note_on_post(Verb.EDIT, post, by=by, reason=reason)
    tell_mentioned(post, text, by=by)
    return post


@transaction.atomic
def delete_post(post: Post, *, by: User) -> None:
    """Take away what one wrote; the first post takes its topic along. Raises PermissionDenied."""
    hold_people(by.pk)
    forget_reader(by)
    post = held(post)
    if post.visibility == Visibility.DELETED:
        return
    if not may_delete_post(by, post):
        raise PermissionDenied
    topic = post.topic
    set_post_visibility(post, Visibility.DELETED)
    if topic.answer_id == post.pk:
        topic.answer = None
        topic.save(update_fields=["answer"])
    count_again(topic)
    if post.number == FIRST:
        take_away(topic, Visibility.DELETED)


@transaction.atomic
def set_thanks(post: Post, *, by: User, thankful: bool) -> int:
    """Thank for a post, or no longer; gives how many do. Raises PermissionDenied."""
    forget_reader(by)
    post = Post.objects.select_for_update(no_key=True).get(pk=post.pk)  # not joined, as in `lock_topic`
    if not may_thank_for(by, post) and (thankful or not may_read_post(by, post)):
        raise PermissionDenied
    if thankful:
        _thanks, is_new = Thanks.objects.get_or_create(post=post, user=by)
        if is_new:
            announce("forum-thanks", post.pk, actor=by)
    else:
        Thanks.objects.filter(post=post, user=by).delete()
    post.thanks_count = Thanks.objects.filter(post=post).count()
    Post.objects.filter(pk=post.pk).update(thanks_count=post.thanks_count)
    return post.thanks_count


@transaction.atomic
def choose_answer(topic: Topic, post: Post | None, *, by: User) -> None:
    """Say which post of a question helped; None takes that back.

    Raises PermissionDenied, ValidationError for a post that is not there or is the question itself.
    """
    forget_reader(by)
    topic = lock_topic(topic.pk)
    if not may_choose_answer(by, topic):
        raise PermissionDenied
    chosen = None
    if post is not None:
        chosen = Post.objects.filter(pk=post.pk, topic=topic, visibility=Visibility.VISIBLE).first()
        if chosen is None or chosen.number == FIRST:
            raise ValidationError(_("This post is no answer in this topic."))
    if topic.answer_id == (chosen.pk if chosen else None):
        return
    topic.answer = chosen
    topic.save(update_fields=["answer"])
    if chosen is not None:
        announce("forum-answer", chosen.pk, actor=by)


def version_of(post: Post) -> int:
    """How many versions a post had before this one."""
    return PostVersion.objects.filter(post=post).count()


def held(post: Post) -> Post:
    """The post as it is now, under the lock of its topic. Raises TopicGoneError."""
    try:
        return hold_post(post)
    except (Post.DoesNotExist, Topic.DoesNotExist):
        raise refusals.topic_gone() from None


def refuse_edit(post: Post, *, by: User) -> None:
    """Raise for who may not change a post, with a word of why where that came meanwhile."""
    if may_edit_post(by, post):
        return
    if post.author_id != by.pk or not may_read_post(by, post):
        raise PermissionDenied
    refuse_silenced(by)
    if post.topic.is_locked:
        raise refusals.locked()
    raise refusals.too_late()


def checked_reason(reason: str) -> str:
    """Why something was changed, on one line. Raises ValidationError."""
    reason = readable_line(reason)
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("Use at most %(n)s characters for the reason.") % {"n": LONGEST_REASON}})
    return reason


def let_wait(post: Post) -> None:
    """A post that is changed into something to look at first is not there until a moderator did."""
    set_post_visibility(post, Visibility.WAITING)
    count_again(post.topic)
    if post.number == FIRST:
        take_away(post.topic, Visibility.WAITING)


def take_away(topic: Topic, visibility: Visibility) -> None:
    """Let a topic go with its first post."""
    if counts_in_forum(topic):
        change_forum(topic.forum_id, topics=-1, posts=-topic.post_count)
    topic.visibility = visibility
    topic.save(update_fields=["visibility"])
