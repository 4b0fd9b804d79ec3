"""Writing to other members, who need not know each other's address.

A form has a key of its own: sent twice, or fifty times at once, it makes one message.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from community.members.conversations.permissions import may_be_written_to
from community.members.mailing import mail, site_url
from community.members.models import BlockedMember, Conversation, Message, Participation, User
from community.members.models.conversation import LONGEST_MESSAGE, LONGEST_SUBJECT
from community.members.queries import people_shown
from community.members.writing import is_blank, one_line, paragraphs

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# What one person may send; whoever needs more is no neighbour with a question.
CONVERSATIONS_A_DAY, MESSAGES_AN_HOUR = 20, 60
LONGEST_ADDRESS = 400  # characters


class TooManyMessages(Exception):  # noqa: N818 - it reads as what is the matter
    """Somebody has sent as much as one may for now."""


class NobodyToWriteTo(Exception):  # noqa: N818 - as above
    """Nobody is there, or wants to hear from this person."""


@transaction.atomic
def start_conversation(  # noqa: PLR0913 - each by name
    *, by: User, to: Iterable[User], subject: str, text: str, about_url: str = "", form_key: uuid.UUID | None = None
) -> Conversation:
    """Write to some members about a subject; they get it by mail, too.

    `about_url` is a path of this site. Raises PermissionDenied for whose account is closed, ValidationError for a
    subject or text that is empty or too long, NobodyToWriteTo, TooManyMessages.
    """
    if not by.is_active:
        raise PermissionDenied
    subject, text = checked_subject(subject), checked_text(text)
    lock(by)
    sent_before = message_of_form(form_key, by=by, text=text)
    if sent_before:
        return sent_before.conversation
    people = may_be_written_to(to, by=by)
    if not people:
        raise NobodyToWriteTo
    refuse_too_many(by, starts=True)
    now = timezone.now()
    conversation = Conversation.objects.create(
        subject=subject, about_url=own_address(about_url), started=now, latest=now
    )
    Participation.objects.bulk_create(
        Participation(conversation=conversation, user=user, read_until=now if user == by else None)
        for user in (by, *people)
    )
    write(conversation, by=by, text=text, sent=now, form_key=form_key)
    tell(people, conversation, by=by, text=text)
    return conversation


@transaction.atomic
def answer(
    conversation: Conversation,
    *,
    by: User,
    text: str,
    seen: int | None = None,
    form_key: uuid.UUID | None = None,
) -> Message:
    """Say something in a conversation; `seen` is the primary key of the latest message its writer had before them.

    Raises PermissionDenied for who does not take part, ValidationError, NobodyToWriteTo, TooManyMessages.
    """
    text = checked_text(text)
    lock(by)
    sent_before = message_of_form(form_key, by=by, text=text)
    if sent_before:
        return sent_before
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    mine = Participation.objects.filter(conversation=conversation, user=by, left=None).first()
    if mine is None or not by.is_active:
        raise PermissionDenied
    others = others_in(conversation, by=by)
    if not others:
        raise NobodyToWriteTo
    refuse_too_many(by, starts=False)
    earlier, now = conversation.latest, max(timezone.now(), conversation.latest + timedelta(microseconds=1))
    message = write(conversation, by=by, text=text, sent=now, form_key=form_key)
    Conversation.objects.filter(pk=conversation.pk).update(latest=now)
    note_read(mine, seen)
    if mine.read_until and mine.read_until >= earlier:  # what somebody else said meanwhile stays new
        Participation.objects.filter(pk=mine.pk).update(read_until=now)
    tell([each.user for each in others if each.user and not each.is_muted], conversation, by=by, text=text)
    return message


def mark_read(conversation: Conversation, *, by: User, seen: int | None) -> None:
    """Remember that somebody read up to and including a message (its primary key)."""
    mine = Participation.objects.filter(conversation=conversation, user=by, left=None).first()
    if mine is not None:
        note_read(mine, seen)


def set_muted(conversation: Conversation, *, by: User, muted: bool) -> None:
    """No longer get mail about new messages, or get it again."""
    Participation.objects.filter(conversation=conversation, user=by, left=None).update(is_muted=muted)


@transaction.atomic
def leave(conversation: Conversation, *, by: User) -> None:
    """Have no part in it any more; a conversation that nobody can read is deleted."""
    Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
    Participation.objects.filter(conversation=conversation, user=by, left=None).update(left=timezone.now())
    if not Participation.objects.filter(conversation=conversation, user__isnull=False, left=None).exists():
        conversation.delete()


@transaction.atomic
def block_and_leave(conversation: Conversation, *, by: User) -> None:
    """Leave a conversation with one other person, who cannot start another one; they are not told."""
    others = Participation.objects.filter(conversation=conversation, user__isnull=False).exclude(user=by)
    if len(others) == 1:
        BlockedMember.objects.get_or_create(user=by, blocked_id=others[0].user_id)
    leave(conversation, by=by)


def unblock(pk: int, *, by: User) -> None:
    """Hear from somebody again."""
    BlockedMember.objects.filter(pk=pk, user=by).delete()


def lock(user: User) -> None:
    """Let nobody send two things at once: what is counted and looked up below must hold."""
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()


def message_of_form(form_key: uuid.UUID | None, *, by: User, text: str) -> Message | None:
    """The message that this very form made before."""
    if form_key is None:
        return None
    found = Message.objects.select_related("conversation").filter(form_key=form_key, author=by).first()
    # With another text it was changed after going back, and is a new message.
    return found if found and found.text == text else None


def refuse_too_many(user: User, *, starts: bool) -> None:
    """Counted in the database: it holds in every process, and for whichever page the message comes from."""
    now, sent = timezone.now(), Message.objects.filter(author=user)
    if sent.filter(sent__gt=now - HOUR).count() >= MESSAGES_AN_HOUR:
        raise TooManyMessages
    first = sent.filter(sent__gt=now - DAY, sent=F("conversation__started"))
    if starts and first.count() >= CONVERSATIONS_A_DAY:
        raise TooManyMessages


def write(conversation: Conversation, *, by: User, text: str, sent: datetime, form_key: uuid.UUID | None) -> Message:
    """Keep a message."""
    is_free = form_key is not None and not Message.objects.filter(form_key=form_key).exists()
    key = form_key if form_key is not None and is_free else uuid.uuid4()
    return Message.objects.create(conversation=conversation, author=by, text=text, sent=sent, form_key=key)


def others_in(conversation: Conversation, *, by: User) -> list[Participation]:
    """Who reads it besides this person."""
    found = Participation.objects.filter(conversation=conversation, left=None, user__is_active=True)
    return list(found.exclude(user=by).select_related("user").order_by("pk"))


def note_read(participation: Participation, seen: int | None) -> None:
    """Move the mark of what was read forward, never back."""
    said = Message.objects.filter(conversation=participation.conversation_id)
    message = said.filter(pk=seen).first() if seen is not None else None
    if message and (participation.read_until is None or participation.read_until < message.sent):
        earlier = Q(read_until=None) | Q(read_until__lt=message.sent)
        Participation.objects.filter(earlier, pk=participation.pk).update(read_until=message.sent)
        participation.read_until = message.sent


def tell(people: Iterable[User], conversation: Conversation, *, by: User, text: str) -> None:
    """Send the message by mail, each in their language, with the name they may know; without anybody's address."""
    for person in people:
        with translation.override(person.language):
            context = {
                "sender": people_shown([by.pk], to=person)[by.pk].name,
                "subject": conversation.subject,
                "text": text,
                "url": site_url(reverse("conversation", args=(conversation.public_id,))),
            }
        mail(person, "members/mail/message", context)


def checked_subject(subject: str) -> str:
    """The subject on one line. Raises ValidationError."""
    subject = one_line(subject)
    if is_blank(subject) or len(subject) > LONGEST_SUBJECT:
        raise ValidationError({"subject": _("Write in a few words what it is about.")})
    return subject


def checked_text(text: str) -> str:
    """The text in paragraphs. Raises ValidationError."""
    text = paragraphs(text)
    if is_blank(text) or len(text) > LONGEST_MESSAGE:
        raise ValidationError({"text": _("Write a message of at most %(n)s characters.") % {"n": LONGEST_MESSAGE}})
    return text


def own_address(address: str) -> str:
    """The address where it is a path of this site, else ""."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and len(address) <= LONGEST_ADDRESS else ""
