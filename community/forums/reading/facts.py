"""What belongs to a topic, and what one reader did in it: in one query."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet, Value

from community.forums.models import PostDraft, Thanks, Topic, TopicOutcome, TopicReading, TopicTag
from community.forums.notification_kinds import thread_of
from community.forums.readers import reader_of
from community.forums.writing.drafts import draft_below
from community.members.models import Follow
from community.notifications.models import Notification
from foundation.prepared import Prepared

TAG, OUTCOME, THANKED, READ = "tag", "outcome", "thanked", "read"
FOLLOWED, NEWS, DRAFT = "followed", "news", "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Keys of tags, of pages that came of it, and of posts that this reader thanked for; how far they read it.

    has_news: the reader was told of something in it, and has yet to see that. has_draft: they began an answer.
    """

    tag_ids: tuple[int, ...] = ()
    outcome_ids: tuple[int, ...] = ()
    thanked_ids: frozenset[int] = frozenset()
    read_until: int | None = None  # None for who never opened it
    follows: bool = False
    has_news: bool = False
    has_draft: bool = False


def facts_of(topic: Topic, *, to: Any) -> Facts:
    """What is known of this topic, and of this reader in it."""
    user_id = reader_of(to).user_id
    if user_id is None:
        rows = open_facts(topic=topic.pk)
    else:
        rows = facts_of_member(
            topic=topic.pk,
            user=user_id,
            thread=thread_of(topic.pk),
            form=draft_below(topic.pk),
            content_type=ContentType.objects.get_for_model(Topic).pk,
        )
    known: dict[str, list[int]] = defaultdict(list)
    for fact, _pk, value in sorted(rows):
        known[fact].append(value)
    return Facts(
        tag_ids=tuple(known[TAG]),
        outcome_ids=tuple(known[OUTCOME]),
        thanked_ids=frozenset(known[THANKED]),
        read_until=known[READ][0] if known[READ] else None,
        follows=bool(known[FOLLOWED]),
        has_news=bool(known[NEWS]),
        has_draft=bool(known[DRAFT]),
    )


def named(rows: QuerySet[Any], kind: str, field: str) -> Any:
    """Rows of a kind: that, their own key, and a value."""
    return rows.order_by().values_list(Value(kind, output_field=CharField()), F("pk"), F(field))


def parts_for_everybody(topic: int) -> list[Any]:
    """What belongs to the topic."""
    return [
        named(TopicTag.objects.filter(topic=topic), TAG, "tag_id"),
        named(TopicOutcome.objects.filter(topic=topic, page__live=True), OUTCOME, "page_id"),
    ]


@Prepared
def open_facts(topic: int) -> QuerySet[Any, Any]:
    """What visitors see."""
    first, *rest = parts_for_everybody(topic)
    return first.union(*rest, all=True)


@Prepared
def facts_of_member(topic: int, user: int, thread: str, form: str, content_type: int) -> QuerySet[Any, Any]:
    """What a member sees: what visitors see, and what they did themselves."""
    first, *rest = parts_for_everybody(topic)
    return first.union(
        *rest,
        named(TopicReading.objects.filter(topic=topic, user=user), READ, "read_until"),
        named(Thanks.objects.filter(post__topic=topic, user=user), THANKED, "post_id"),
        named(Notification.objects.filter(recipient=user, thread=thread, read=None), NEWS, "pk"),
        named(PostDraft.objects.filter(user=user, form=form), DRAFT, "pk"),
        named(Follow.objects.filter(content_type=content_type, object_id=topic, user=user), FOLLOWED, "object_id"),
        all=True,
    )
