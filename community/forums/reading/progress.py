"""Where posts stand in their topic, and how far somebody read it."""

from django.db import IntegrityError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from community.forums.models import Topic, TopicReading
from community.members.models import User
from foundation.listing import PAGE_PARAMETER

PAGE_SIZE = 20  # numbers a page of a topic; where posts are gone it shows fewer


def page_of(number: int) -> int:
    """The page, from 1, on which the post with this number stands."""
    return (max(number, 1) - 1) // PAGE_SIZE + 1


def numbers_on(page: int) -> tuple[int, int]:
    """The first and the last number that this page may show."""
    return (page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE


def page_address(topic: Topic, page: int) -> str:
    """One page of the topic, in the language in use."""
    address = topic.get_absolute_url()
    return address if page == 1 else f"{address}?{PAGE_PARAMETER}={page}"


def post_anchor(number: int) -> str:
    """The name of a post within its page."""
    return f"bericht-{number}"


def post_address(topic: Topic, number: int) -> str:
    """Where the post with this number stands in its topic."""
    return f"{page_address(topic, page_of(number))}#{post_anchor(number)}"


def note_read(user: User, topic: Topic, number: int, *, posted: bool = False) -> None:
    """Remember that somebody has read up to this number; never fewer than before. `posted`: they wrote in it too."""
    changes = {"read_until": Greatest(F("read_until"), number), "visited": timezone.now()}
    if posted:
        changes["has_posted"] = True
    own = TopicReading.objects.filter(user=user, topic=topic)
    if own.update(**changes):
        return
    first = {"read_until": number, "visited": changes["visited"], "has_posted": posted}
    try:
        _reading, is_made = TopicReading.objects.get_or_create(user=user, topic=topic, defaults=first)
    except IntegrityError:  # the topic became part of another at this very moment
        return
    if not is_made:  # by another request of this person, meanwhile
        own.update(**changes)
