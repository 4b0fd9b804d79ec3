"""What belongs to a topic, and what one reader did in it: in one query."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from community.forums.models import PostDraft, Thanks, Topic, TopicOutcome, TopicReading, TopicTag
from community.forums.notification_kinds import thread_of
from community.forums.readers import reader_of
from community.forums.writing.drafts import draft_below
from community.members.following import kind_of, type_of
from community.members.models import Follow
from community.notifications.models import Notification

FOLLOWABLE = "onderwerp"  # how following names a topic
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

    def facts(rows: QuerySet[Any], kind: str, field: str) -> Any:
        return rows.order_by().values_list(Value(kind, output_field=CharField()), F("pk"), F(field))

    parts = [facts(TopicOutcome.objects.filter(topic=topic, page__live=True), OUTCOME, "page_id")]
    user_id = reader_of(to).user_id
    if user_id is not None:
        parts += [
            facts(TopicReading.objects.filter(topic=topic, user=user_id), READ, "read_until"),
            facts(Thanks.objects.filter(post__topic=topic, user=user_id), THANKED, "post_id"),
            facts(Notification.objects.filter(recipient=user_id, thread=thread_of(topic.pk), read=None), NEWS, "pk"),
            facts(PostDraft.objects.filter(user=user_id, form=draft_below(topic.pk)), DRAFT, "pk"),
        ]
        kind = kind_of(FOLLOWABLE)
        if kind is not None:
            follows = Follow.objects.filter(content_type=type_of(kind), object_id=topic.pk, user=user_id)
            parts.append(facts(follows, FOLLOWED, "object_id"))
    tags = facts(TopicTag.objects.filter(topic=topic), TAG, "tag_id")
    known: dict[str, list[int]] = defaultdict(list)
    for fact, _pk, value in sorted(tags.union(*parts, all=True)):
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
