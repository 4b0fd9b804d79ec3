"""Dealing with a mail that came in, once: whichever ways bring it, and however often."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.members.models import User
from community.notifications.addresses import Purpose, Signed, read_address
from community.notifications.bounces import note_bounce
from community.notifications.incoming import headers
from community.notifications.incoming.answering import answer
from community.notifications.incoming.automatic import is_automatic
from community.notifications.incoming.bouncing import report_of, signed_inside
from community.notifications.incoming.reading import Letter, read
from community.notifications.incoming.taking import Taken, taker_of
from community.notifications.models import IncomingMail
from community.notifications.unsubscribing import unsubscribe

MOST_AN_HOUR = 30  # mails of one person
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Where mail servers say to whom it was sent; the envelope before what its writer typed.
TO_WHOM = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")

Outcome = IncomingMail.Outcome


def receive(content: bytes, *, recipient: str = "", is_whole: bool = True) -> Outcome | None:
    """Deal with a mail; None for one that was dealt with before.

    `recipient`: of the envelope, where that is known; is_whole=False: only the headers of one that is too large. One
    mail does one thing, also when it was sent to two addresses of ours. Raises UnreadableError; whatever else is
    raised, nothing was done, and it can be tried again.
    """
    letter = read(content, is_whole=is_whole)
    with transaction.atomic():
        record = taken_up(letter)
        if record is None:
            return None
        record.outcome = outcome_of(letter, record, recipient=recipient)
        record.save()
    return Outcome(record.outcome)


def taken_up(letter: Letter) -> IncomingMail | None:
    """The record of this mail, new; None where there was one. Another who has the same mail waits for us here."""
    try:
        with transaction.atomic():
            return IncomingMail.objects.create(
                message_id=letter.message_id, digest=letter.digest, outcome=Outcome.UNKNOWN
            )
    except IntegrityError:
        return None


def outcome_of(letter: Letter, record: IncomingMail, *, recipient: str) -> Outcome:
    """Do what the mail asks for."""
    addressed = [recipient.strip().lower()] if recipient else headers.addresses(letter.message, *TO_WHOM)
    if settings.UNSUBSCRIBE_ADDRESS and settings.UNSUBSCRIBE_ADDRESS.lower() in addressed:
        token = "".join(headers.text(letter.message, "Subject").split())
        return Outcome.UNSUBSCRIBED if unsubscribe(token) else Outcome.UNKNOWN
    signed = next((found for address in addressed if (found := read_address(address))), None)
    report = report_of(letter)
    if report is not None:
        whose = signed.user_id if signed is not None else signed_inside(letter)
        user = held(whose)
        if user is None:
            return Outcome.UNKNOWN
        record.user = user
        note_bounce(user, report, key=report.message_id or letter.message_id or letter.digest)
        return Outcome.BOUNCE
    user = held(signed.user_id) if signed is not None else None
    if signed is None or user is None:
        return Outcome.UNKNOWN
    record.user = user
    if signed.purpose == Purpose.BOUNCE or is_automatic(letter):
        return Outcome.AUTOMATIC
    with translation.override(user.language):
        taken = refused_by_rule(letter, user) or taken_by_app(letter, signed, user)
        if taken.notes:
            record.is_answered = True
            answer(user, taken, letter=letter, to="" if taken.outcome in AT_HOME else headers.sender(letter.message))
        return taken.outcome


AT_HOME = (Outcome.WRONG_SENDER,)  # answers that go to whose address it is, not to who wrote


def held(user_id: int | None) -> User | None:
    """The person, while nobody else deals with their mail; None for an account that is closed or gone."""
    users = User.objects.select_for_update(no_key=True)
    return users.filter(pk=user_id, is_active=True).first() if user_id is not None else None


def refused_by_rule(letter: Letter, user: User) -> Taken | None:
    """What is not even looked at; told once, so that nobody is drowned in our answers."""
    mine = IncomingMail.objects.filter(user=user)
    last_hour = mine.filter(at__gt=timezone.now() - HOUR)
    if not is_from(letter, user):
        is_told = mine.filter(outcome=Outcome.WRONG_SENDER, is_answered=True, at__gt=timezone.now() - DAY).exists()
        return Taken(outcome=Outcome.WRONG_SENDER) if is_told else wrong_sender(letter)
    if last_hour.count() >= MOST_AN_HOUR:
        is_told = last_hour.filter(outcome=Outcome.TOO_MANY, is_answered=True).exists()
        note = _("You sent more than %(n)s mails in an hour. Send this one again later, or write on the site.")
        return Taken(
            outcome=Outcome.TOO_MANY,
            title=_("Your mail was not posted"),
            notes=() if is_told else (note % {"n": MOST_AN_HOUR},),
        )
    if letter.is_too_large:
        return Taken(
            outcome=Outcome.TOO_LARGE,
            title=_("Your mail was not posted"),
            notes=(
                _("It is larger than 20 MB, so it was not read. Make the pictures smaller, or send fewer at once."),
            ),
        )
    return None


def is_from(letter: Letter, user: User) -> bool:
    """Whether it comes from an address that this person proved to be theirs, as far as that can be known."""
    sender = headers.sender(letter.message)
    is_known = bool(sender) and EmailAddress.objects.filter(user=user, email__iexact=sender, verified=True).exists()
    return is_known and not headers.is_forged(letter.message)


def wrong_sender(letter: Letter) -> Taken:
    """Tell whose address it is that somebody used it."""
    sender = headers.sender(letter.message)[:100]
    note = _("A mail came to an address that only you may use. It was sent from %(sender)s, so nothing was posted.")
    unknown = _("A mail came to an address that only you may use. It does not say well whom it is from.")
    return Taken(
        outcome=Outcome.WRONG_SENDER,
        title=_("A mail was not posted"),
        notes=(
            note % {"sender": sender} if sender else unknown,
            _("Was it you? Then send it from the address with which you log in, or write on the site."),
            _("Was it somebody else? You need not do anything: others cannot post in your name."),
        ),
    )


def taken_by_app(letter: Letter, signed: Signed, user: User) -> Taken:
    """What the app makes of it."""
    taker = taker_of(signed.purpose)
    return taker(letter, by=user, subject_id=signed.subject_id) if taker else Taken(outcome=Outcome.UNKNOWN)
