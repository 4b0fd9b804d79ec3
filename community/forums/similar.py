"""What is there already about a question that somebody types: topics and knowledge tools."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from community.forums.models import Topic
from community.forums.searching import SearchableTopics, topic_and_page
from foundation.audiences import audiences_of
from foundation.finding import Hit, Sought, find
from foundation.searchable import searchable_named

TOPIC = SearchableTopics.name
KINDS = (TOPIC, "tool")
MOST = 5
LONGEST = 300  # characters that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Something about the same. kind: as people call it. answers: of a topic; is_answered: one of them helped."""

    title: str
    url: str
    kind: str
    answers: int = 0
    is_answered: bool = False
    is_topic: bool = False


def similar_to(title: str, *, to: Any, most: int = MOST, without: int | None = None) -> list[Similar]:
    """What this person may read that is about the same, best first; nothing where the search fails.

    without: the primary key of the topic that has this title.
    """
    sought = Sought(
        text=title[:LONGEST].replace("\x00", " "),
        kinds=KINDS,
        language=get_language() or "",
        audiences=audiences_of(to),
        most=most + 1,
    )
    hits = find(sought)
    ids = {topic_and_page(hit.pk)[0] for hit in hits if hit.kind == TOPIC} - {without}
    topics = {topic.pk: topic for topic in Topic.objects.filter(pk__in=ids)} if ids else {}
    return [made for hit in hits if (made := similar(hit, topics)) is not None][:most]


def similar(hit: Hit, topics: dict[int, Topic]) -> Similar | None:
    """One of them as it is shown; None for a topic that is not among these."""
    kind = searchable_named(hit.kind)
    label = str(kind.label) if kind else ""
    if hit.kind != TOPIC:
        return Similar(title=hit.title, url=hit.url, kind=label)
    topic = topics.get(topic_and_page(hit.pk)[0])
    if topic is None:
        return None
    return Similar(
        title=hit.title,
        url=hit.url,
        kind=label,
        answers=max(topic.post_count - 1, 0),
        is_answered=topic.answer_id is not None,
        is_topic=True,
    )
