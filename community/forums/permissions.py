"""Who may see and do what in the forum."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.forums.models import Forum, Post, Topic, Visibility
from community.forums.readers import posts_in, reader_of, reads

EDITABLE = timedelta(days=2)  # after which what somebody wrote stands


def may_moderate(user: Any) -> bool:
    """Whether this person keeps the forum friendly."""
    return reader_of(user).is_moderator


def may_read_forum(user: Any, forum: Forum) -> bool:
    """Whether this person may know of what is said in the forum."""
    return reads(reader_of(user), forum)


def may_post_in(user: Any, forum: Forum) -> bool:
    """Whether this person may begin a topic in the forum."""
    return posts_in(reader_of(user), forum)


def may_read_topic(user: Any, topic: Topic) -> bool:
    """Whether this person may know of the topic; one that is not visible is known to its writer and to moderators."""
    return may_read_forum(user, topic.forum) and is_there_for(user, topic)


def may_read_post(user: Any, post: Post) -> bool:
    """Whether this person may read the post."""
    return may_read_topic(user, post.topic) and is_there_for(user, post)


def is_there_for(user: Any, thing: Topic | Post) -> bool:
    """Whether a topic or post of a forum somebody reads is there for them."""
    if thing.visibility == Visibility.VISIBLE:
        return True
    reader = reader_of(user)
    is_own = reader.user_id is not None and thing.author_id == reader.user_id
    return reader.is_moderator or (is_own and thing.visibility != Visibility.DELETED)


def may_reply(user: Any, topic: Topic) -> bool:
    """Whether this person may answer: where they may post, in a topic that is open and visible."""
    if topic.visibility != Visibility.VISIBLE or (topic.is_locked and not may_moderate(user)):
        return False
    return may_post_in(user, topic.forum)


def may_edit_post(user: Any, post: Post) -> bool:
    """Whether this person may change it: its writer for two days, while the topic is open; moderators always."""
    if may_moderate(user):
        return True
    reader = reader_of(user)
    if reader.user_id is None or post.author_id != reader.user_id or reader.is_silenced or post.topic.is_locked:
        return False
    is_recent = post.written > timezone.now() - EDITABLE
    return is_recent and post.visibility in (Visibility.VISIBLE, Visibility.WAITING) and may_read_post(user, post)


def may_delete_post(user: Any, post: Post) -> bool:
    """Whether this person may take it away: its writer, any time; the first post of a topic only without answers."""
    reader = reader_of(user)
    if reader.user_id is None or post.author_id != reader.user_id or not may_read_post(user, post):
        return False
    return post.number > 1 or post.topic.post_count <= 1


def may_thank_for(user: Any, post: Post) -> bool:
    """Whether this person may thank for it: whoever reads it and did not write it."""
    reader = reader_of(user)
    is_other = reader.is_member and post.author_id != reader.user_id
    return is_other and post.visibility == Visibility.VISIBLE and may_read_post(user, post)


def may_choose_answer(user: Any, topic: Topic) -> bool:
    """Whether this person says which post helped: who asked, and moderators."""
    if topic.kind != Topic.Kind.QUESTION or topic.visibility != Visibility.VISIBLE:
        return False
    reader = reader_of(user)
    is_asker = reader.user_id is not None and topic.author_id == reader.user_id and not reader.is_silenced
    return may_moderate(user) or (is_asker and may_read_topic(user, topic))


def may_report(user: Any, post: Post) -> bool:
    """Whether this person may ask a moderator to look at it."""
    return may_thank_for(user, post)


def may_write_for(user: Any, initiative_id: int) -> bool:
    """Whether this person may write in the name of this initiative: whoever belongs to it."""
    return initiative_id in reader_of(user).initiative_ids
