"""What happens between two buddies: asked, answered or taken back, finished.

Each holds the row for its transaction, so that of two who act at once the second sees what the first did.
"""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.initiatives.buddies.mails import tell_about
from community.initiatives.buddies.permissions import may_answer, may_ask, may_finish, may_withdraw
from community.initiatives.locks import hold
from community.initiatives.models import Buddyship, Initiative
from community.initiatives.people.queries import owners_of
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import is_owner
from community.members.conversations.actions import NobodyToWriteTo, TooManyMessages, start_conversation
from community.members.models import User
from community.members.models.conversation import LONGEST_MESSAGE, LONGEST_SUBJECT
from foundation.generation import next_generation

State = Buddyship.State
MOST_ASKED = 5  # questions of one initiative that wait at the same time
ASK_AGAIN_AFTER = timedelta(days=30)


@transaction.atomic
def ask(coach: Initiative, *, starter: Initiative, question: str, by: User) -> Buddyship:
    """Ask an initiative to be a buddy; what is open between the two already is given back as it is.

    Both pages in the source language. Raises PermissionDenied and Refusal.
    """
    if not may_ask(by, coach, starter):
        raise PermissionDenied
    hold(starter.pk)
    between = Buddyship.objects.filter(coach=coach, starter=starter)
    if (known := between.filter(state__in=Buddyship.OPEN).first()) is not None:
        return known
    if between.filter(state=State.DECLINED, answered__gt=timezone.now() - ASK_AGAIN_AFTER).exists():
        raise Refusal(_("%(coach)s said no a short while ago. Ask another initiative.") % {"coach": coach.title})
    if Buddyship.objects.filter(starter=starter, state=State.ASKED).count() >= MOST_ASKED:
        raise Refusal(_("You asked %(n)s initiatives already. Wait for an answer first.") % {"n": MOST_ASKED})
    try:
        with transaction.atomic():
            asked = Buddyship.objects.create(coach=coach, starter=starter, question=question, asked_by=by)
    except IntegrityError:  # sent twice at the same moment
        return between.get(state__in=Buddyship.OPEN)
    tell_about(asked, "buddy_asked", to=coach, but=by, words=question)
    return asked


@transaction.atomic
def answer(buddyship: Buddyship, *, accept: bool, words: str = "", by: User) -> Buddyship:
    """Say yes or no, with a word; a yes begins a conversation. Raises PermissionDenied and Refusal."""
    buddyship = locked(buddyship.pk)
    if not may_answer(by, buddyship):
        raise PermissionDenied
    refuse_unless(buddyship, State.ASKED)
    buddyship.state = State.RUNNING if accept else State.DECLINED
    buddyship.answer, buddyship.answered = words, timezone.now()
    buddyship.save(update_fields=["state", "answer", "answered"])
    if accept:
        begin_conversation(buddyship, by=by)
        next_generation()  # both pages say so
    tell_about(buddyship, "buddy_accepted" if accept else "buddy_declined", to=buddyship.starter, but=by, words=words)
    return buddyship


@transaction.atomic
def withdraw(buddyship: Buddyship, *, by: User) -> Buddyship:
    """Take the question back. Raises PermissionDenied and Refusal."""
    buddyship = locked(buddyship.pk)
    if not may_withdraw(by, buddyship):
        raise PermissionDenied
    refuse_unless(buddyship, State.ASKED)
    buddyship.state, buddyship.answered = State.WITHDRAWN, timezone.now()
    buddyship.save(update_fields=["state", "answered"])
    return buddyship


@transaction.atomic
def finish(buddyship: Buddyship, *, by: User) -> Buddyship:
    """End it; both sides then say what it brought. Raises PermissionDenied and Refusal."""
    buddyship = locked(buddyship.pk)
    if not may_finish(by, buddyship):
        raise PermissionDenied
    refuse_unless(buddyship, State.RUNNING)
    buddyship.state, buddyship.finished = State.FINISHED, timezone.now()
    buddyship.save(update_fields=["state", "finished"])
    next_generation()  # both pages said so
    for side in (buddyship.coach, buddyship.starter):
        tell_about(buddyship, "buddy_finished", to=side, but=by)
    return buddyship


@transaction.atomic
def say_what_it_brought(
    buddyship: Buddyship, *, side: Initiative, words: str, may_be_shared: bool, by: User
) -> Buddyship:
    """Write down what it brought one of the two, while it runs or after. Raises PermissionDenied and Refusal."""
    buddyship = locked(buddyship.pk)
    if not is_owner(by, side) or side.pk not in (buddyship.coach_id, buddyship.starter_id):
        raise PermissionDenied
    refuse_unless(buddyship, State.RUNNING, State.FINISHED)
    role = "coach" if side.pk == buddyship.coach_id else "starter"
    setattr(buddyship, f"brought_{role}", words)
    setattr(buddyship, f"{role}_shares", may_be_shared)
    buddyship.save(update_fields=[f"brought_{role}", f"{role}_shares"])
    return buddyship


def locked(pk: int) -> Buddyship:
    """The two as they are now, for this transaction alone."""
    found = Buddyship.objects.select_related("coach", "starter")
    return found.select_for_update(of=("self",)).get(pk=pk)


def refuse_unless(buddyship: Buddyship, *states: str) -> None:
    """Raise Refusal where somebody was first, saying what it is now."""
    if buddyship.state not in states:
        raise Refusal(SAID[Buddyship.State(buddyship.state)]())


SAID = {
    State.ASKED: lambda: _("This question waits for an answer."),
    State.RUNNING: lambda: _("This question was answered with yes already: you are buddies."),
    State.DECLINED: lambda: _("This question was answered with no already."),
    State.WITHDRAWN: lambda: _("This question was taken back."),
    State.FINISHED: lambda: _("This is finished already."),
}


def begin_conversation(buddyship: Buddyship, *, by: User) -> None:
    """Bring all owners of both together. That somebody cannot write just now does not stop the yes."""
    coach, starter = buddyship.coach, buddyship.starter
    subject = _("Buddies: %(coach)s and %(starter)s") % {"coach": coach.title, "starter": starter.title}
    asked = _("You asked:")
    words = buddyship.answer or _("Yes, we would like to be your buddy. When shall we call?")
    with suppress(NobodyToWriteTo, TooManyMessages):
        start_conversation(
            by=by,
            to=[*owners_of(starter), *owners_of(coach)],
            subject=subject[:LONGEST_SUBJECT],
            text=f"{words}\n\n{asked}\n{buddyship.question}"[:LONGEST_MESSAGE],
            about_url=coach.url or "",
        )
