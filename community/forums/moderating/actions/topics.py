"""Topics as a whole: open or locked, pinned, in another forum, by another name."""

from django.db import transaction

from community.forums.counting import change_forum, counts_in_forum, lock_topic
from community.forums.models import Forum, ModerationAction, Topic
from community.forums.moderating.actions.logging import Verb, checked_reason, note_on_topic, require_moderator
from community.forums.moderating.locks import hold_forums
from community.forums.writing.posting import checked_title, slug_of
from community.members.models import User


@transaction.atomic
def set_locked(topic: Topic, *, by: User, locked: bool, reason: str = "") -> ModerationAction | None:
    """Let nobody but moderators answer, or everybody again. Gives None where it is so already."""
    require_moderator(by)
    reason, topic = checked_reason(reason), lock_topic(topic.pk)
    if topic.is_locked == locked:
        return None
    topic.is_locked = locked
    topic.save(update_fields=["is_locked"])
    return note_on_topic(Verb.LOCK if locked else Verb.UNLOCK, topic, by=by, reason=reason)


@transaction.atomic
def set_pinned(topic: Topic, *, by: User, pinned: bool) -> ModerationAction | None:
    """Keep a topic on top of its forum, or not any more; nobody is told. Gives None where it is so already."""
    require_moderator(by)
    topic = lock_topic(topic.pk)
    if topic.is_pinned == pinned:
        return None
    topic.is_pinned = pinned
    topic.save(update_fields=["is_pinned"])
    return note_on_topic(Verb.PIN if pinned else Verb.UNPIN, topic, by=by, tell=False)


@transaction.atomic
def move_topic(topic: Topic, *, by: User, to: Forum, reason: str = "") -> ModerationAction | None:
    """Put a topic into another forum: from now on those who read that one read it. Gives None where it is there."""
    require_moderator(by)
    reason, topic = checked_reason(reason), lock_topic(topic.pk)
    before = topic.forum
    if before == to:
        return None
    hold_forums(before.pk, to.pk)
    if counts_in_forum(topic):
        change_forum(before.pk, topics=-1, posts=-topic.post_count)
        change_forum(to.pk, topics=1, posts=topic.post_count)
    topic.forum = to
    topic.save(update_fields=["forum"])
    return note_on_topic(Verb.MOVE, topic, by=by, reason=reason, details={"from": before.name, "to": to.name})


@transaction.atomic
def rename_topic(topic: Topic, *, by: User, title: str, reason: str = "") -> ModerationAction | None:
    """Give a topic another title, and with it another address; the old one leads there.

    Gives None where it is called so already. Raises PermissionDenied, ValidationError.
    """
    require_moderator(by)
    reason, title, topic = checked_reason(reason), checked_title(title), lock_topic(topic.pk)
    before = topic.title
    if before == title:
        return None
    topic.title, topic.slug = title, slug_of(title)
    topic.save(update_fields=["title", "slug"])
    return note_on_topic(Verb.RENAME, topic, by=by, reason=reason, details={"from": before, "to": title})
