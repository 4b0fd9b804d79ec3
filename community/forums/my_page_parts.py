"""What of the forum stands on "My page"."""

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.forums.models import TopicReading, Visibility
from community.forums.reading.progress import post_address
from community.forums.reading.rooms import all_rooms, rooms_for
from community.forums.talk import card_of
from community.forums.writing.my_drafts import drafts_of, rows_of
from community.members.my_pages import Part, part_of_my_page
from community.members.requests import MemberRequest
from foundation.cards import Card

SHOWN, SHOWN_DRAFTS = 5, 3


@part_of_my_page(order=12)
def answers_to_me(request: MemberRequest) -> Part | None:
    """The topics that somebody began or wrote in, in which others wrote since; newest first. At most two queries."""
    mine = TopicReading.objects.filter(
        user=request.user,
        has_posted=True,
        read_until__lt=F("topic__last_number"),
        topic__visibility=Visibility.VISIBLE,
        topic__forum__in=[room.pk for room in rooms_for(request.user)],
    )
    found = list(mine.select_related("topic").order_by("-topic__last_posted", "-topic")[:SHOWN])
    if not found:
        return None
    return Part(
        title=_("New in your conversations"),
        template="forums/parts/answers_to_me.html",
        context={"items": [card_with_news(reading) for reading in found]},
        count=len(found),
    )


@part_of_my_page(order=14)
def unfinished(request: MemberRequest) -> Part | None:
    """What somebody began to write and did not post, the newest first. At most three queries."""
    drafts = list(drafts_of(request.user)[:SHOWN_DRAFTS])
    if not drafts:
        return None
    return Part(
        title=_("Not posted yet"),
        template="forums/parts/unfinished.html",
        context={"drafts": rows_of(drafts, to=request.user)},
    )


def card_with_news(reading: TopicReading) -> Card:
    """A topic with how much in it is new; it leads to the first of that."""
    number = reading.topic.last_number - reading.read_until
    news = pgettext("topic", "%(n)s new") % {"n": number}
    card = card_of(reading.topic, all_rooms().get(reading.topic.forum_id), by=news)
    return replace(card, url=post_address(reading.topic, reading.read_until + 1))
