"""Reading messages, each as one participant sees it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from community.members.models import BlockedMember, Conversation, Message, Participation, User
from community.members.queries import UNREAD, Person, open_participations, people_shown

EXCERPT = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConversation:
    """A conversation in the list."""

    public_id: Any
    subject: str
    people: tuple[Person, ...]
    excerpt: str
    latest: datetime
    is_unread: bool
    is_muted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message within its conversation."""

    pk: int
    author: Person
    is_mine: bool
    is_new: bool
    sent: datetime
    text: str


def participations_in_order(user: User) -> QuerySet[Participation]:
    """Where somebody takes part: first what is new, then the latest."""
    last_words = Message.objects.filter(conversation=OuterRef("conversation")).order_by("-sent", "-pk")
    return (
        open_participations(user)
        .annotate(
            is_unread=ExpressionWrapper(UNREAD, output_field=BooleanField()),
            excerpt=Subquery(last_words.values(short=Left("text", EXCERPT))[:1]),
        )
        .select_related("conversation")
        .order_by("-is_unread", "-conversation__latest", "-pk")
    )


def shown_conversations(participations: list[Any], *, to: User) -> list[ShownConversation]:
    """These conversations with who else is in them: two queries."""
    others = others_by_conversation([each.conversation_id for each in participations], to=to)
    return [
        ShownConversation(
            public_id=each.conversation.public_id,
            subject=each.conversation.subject,
            people=others[each.conversation_id],
            excerpt=each.excerpt or "",
            latest=each.conversation.latest,
            is_unread=each.is_unread,
            is_muted=each.is_muted,
        )
        for each in participations
    ]


def others_by_conversation(conversation_ids: list[int], *, to: User) -> dict[int, tuple[Person, ...]]:
    """Who takes part besides `to`, those who left or are gone too, by conversation."""
    rows = list(
        Participation.objects.filter(conversation__in=conversation_ids)
        .exclude(user=to)
        .order_by("pk")
        .values_list("conversation_id", "user_id")
    )
    people = people_shown([user_id for _conversation, user_id in rows], to=to)
    found: dict[int, tuple[Person, ...]] = defaultdict(tuple)
    for conversation_id, user_id in rows:
        found[conversation_id] += (people[user_id],)
    return found


def messages_in(conversation: Conversation) -> QuerySet[Message]:
    """Its messages, the latest first: so that the first page holds what was said last."""
    return Message.objects.filter(conversation=conversation).order_by("-sent", "-pk")


def shown_messages(messages: list[Message], participation: Participation, *, to: User) -> list[ShownMessage]:
    """These messages in the order in which they were sent: one query."""
    people = people_shown([message.author_id for message in messages], to=to)
    read_until = participation.read_until
    return [
        ShownMessage(
            pk=message.pk,
            author=people[message.author_id],
            is_mine=message.author_id == to.pk,
            is_new=message.author_id != to.pk and (read_until is None or message.sent > read_until),
            sent=message.sent,
            text=message.text,
        )
        for message in sorted(messages, key=lambda each: (each.sent, each.pk))
    ]


def readers_left(conversation: Conversation, *, besides: User) -> int:
    """How many others would read an answer."""
    found = Participation.objects.filter(conversation=conversation, left=None, user__is_active=True)
    return found.exclude(user=besides).count()


def blocked_by(user: User) -> list[tuple[int, Person]]:
    """Whom somebody blocked, with the key to undo it."""
    rows = list(BlockedMember.objects.filter(user=user).order_by("-since").values_list("pk", "blocked_id"))
    people = people_shown([blocked_id for _pk, blocked_id in rows], to=user)
    return [(pk, people[blocked_id]) for pk, blocked_id in rows]
