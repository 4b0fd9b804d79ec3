"""The posts of a topic from one on become a topic of their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.forums.counting import change_forum, count_again
from community.forums.models import Forum, Post, Topic, TopicReading, TopicTag, Visibility
from community.forums.moderating.actions.carrying import copy_follows, move_news
from community.forums.moderating.actions.logging import Verb, checked_reason, note_on_topic, require_moderator
from community.forums.moderating.locks import hold_forums, hold_post
from community.forums.writing.posting import checked_title, slug_of
from community.forums.writing.telling import FIRST
from community.members.models import User


@transaction.atomic
def split_topic(  # noqa: PLR0913 - each by name
    post: Post,
    *,
    by: User,
    title: str,
    kind: Topic.Kind = Topic.Kind.CONVERSATION,
    to: Forum | None = None,
    reason: str = "",
) -> Topic:
    """Make a topic of this post and all that come after it in its topic; `to`: another forum.

    Who followed the topic follows both, and what they read stays read. Raises PermissionDenied, ValidationError.
    """
    require_moderator(by)
    reason, title = checked_reason(reason), checked_title(title)
    post = hold_post(post)
    topic = post.topic
    refuse_impossible(post)
    hold_forums(topic.forum_id, (to or topic.forum).pk)
    made = Topic.objects.create(
        forum=to or topic.forum,
        kind=kind,
        title=title,
        slug=slug_of(title),
        author_id=post.author_id,
        theme_id=topic.theme_id,
        about_id=topic.about_id,
        begun=post.written,
        last_posted=post.written,
    )
    TopicTag.objects.bulk_create(TopicTag(topic=made, tag_id=link.tag_id) for link in topic.tag_links.all())
    before = post.number - FIRST  # how many stay
    Post.objects.filter(topic=topic, number__gt=before).update(topic=made, number=F("number") - before)
    for part in (topic, made):
        across = Post.objects.filter(topic=part, reply_to__isnull=False).exclude(reply_to__topic=part)
        across.update(reply_to=None)
    carry_answer(topic, made)
    split_readings(topic, made, before)
    copy_follows(topic, made)
    move_news(made)
    topic.last_number = before
    change_forum(made.forum_id, topics=1)
    count_again(topic)
    count_again(made)
    note_on_topic(Verb.SPLIT, made, by=by, reason=reason, details={"from": topic.title, "from_topic": topic.pk})
    return made


def refuse_impossible(post: Post) -> None:
    """Raise ValidationError for a post that no topic can begin with."""
    if post.number == FIRST:
        raise ValidationError(_("This post already begins a topic."))
    if post.visibility != Visibility.VISIBLE or post.topic.visibility != Visibility.VISIBLE:
        raise ValidationError(_("A new topic begins with a post that everybody can see."))


def carry_answer(topic: Topic, made: Topic) -> None:
    """The answer goes along with its post; it stays an answer where the new topic is a question."""
    answer = Post.objects.filter(pk=topic.answer_id or 0, topic=made).first()
    if answer is None:
        return
    topic.answer = None
    topic.save(update_fields=["answer"])
    if made.kind == Topic.Kind.QUESTION and answer.number != FIRST:
        made.answer = answer
        made.save(update_fields=["answer"])


def split_readings(topic: Topic, made: Topic, before: int) -> None:
    """What was read stays read in both parts; `before`: how many posts stayed."""
    readings = TopicReading.objects.filter(topic=topic)
    writers, stayed = (set(Post.objects.filter(topic=part).values_list("author", flat=True)) for part in (made, topic))
    TopicReading.objects.bulk_create(
        TopicReading(
            user_id=reading.user_id,
            topic=made,
            read_until=max(reading.read_until - before, 0),
            visited=reading.visited,
            has_posted=reading.user_id in writers,
        )
        for reading in readings
        if reading.read_until > before or reading.user_id in writers
    )
    readings.filter(read_until__gt=before).update(read_until=before)
    readings.filter(has_posted=True, user__in=writers - stayed - {None}).update(has_posted=False)
