"""Every action of a moderator is written down, and told to whom it concerns."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from community.forums.models import ModerationAction, Post, Topic
from community.forums.models.moderation import LONGEST_REASON
from community.forums.permissions import may_moderate
from community.members.models import User
from community.members.writing import is_blank, paragraphs
from community.notifications.actions import announce
from foundation.generation import next_generation

Verb = ModerationAction.Verb


def require_moderator(user: User) -> None:
    """Raise PermissionDenied for who does not keep the forum."""
    if not may_moderate(user):
        raise PermissionDenied


def checked_reason(reason: str, *, required: bool = False) -> str:
    """The reason in paragraphs. Raises ValidationError where it is too long, or missing where it has to be told."""
    reason = paragraphs(reason)
    if len(reason) > LONGEST_REASON:
        message = _("Use at most %(n)s characters for the reason.") % {"n": LONGEST_REASON}
        raise ValidationError({"reason": message})
    if required and is_blank(reason):
        raise ValidationError({"reason": _("Give the reason: the person whom it concerns gets to read it.")})
    return reason


def note_on_topic(verb: Verb, topic: Topic, *, by: User, tell: bool = True, **more: Any) -> ModerationAction:
    """Write down what was done with a topic."""
    return note(verb, by=by, person_id=topic.author_id, tell=tell, topic=topic, forum_id=topic.forum_id, **more)


def note_on_post(verb: Verb, post: Post, *, by: User, tell: bool = True, **more: Any) -> ModerationAction:
    """Write down what was done with a post, whose topic is known."""
    return note(
        verb,
        by=by,
        person_id=post.author_id,
        tell=tell,
        post=post,
        topic_id=post.topic_id,
        forum_id=post.topic.forum_id,
        **more,
    )


def note(verb: Verb, *, by: User, person_id: int | None, tell: bool = True, **more: Any) -> ModerationAction:
    """Write down what was done, in the transaction in which it is; tell: the person hears of it, with the reason.

    What anybody can see may be another thing now: no kept page of before is shown again.
    """
    action = ModerationAction.objects.create(actor=by, verb=verb, person_id=person_id, **more)
    if tell and person_id is not None and person_id != by.pk:
        announce("forum-decision", action.pk, actor=by)
    next_generation()
    return action
