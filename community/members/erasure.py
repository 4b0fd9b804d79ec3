"""Leaving: what a person must know beforehand, and how everything about them goes.

However an account is deleted, here, by an administrator in the admin or by a rule of retention, the same happens, in
the same transaction: every app erases what it keeps (see `personal_data`), names and addresses go from logs, sessions
and queues, and the ledger notes it, so that a backup that is put back forgets the person again.

An app that has something to say before somebody leaves registers it in its `personal_data.py`:

    @before_leaving
    def last_owner(user) -> Iterable[Reminder]: ...
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import pre_delete

from community.members.mailing import send
from community.members.models import User
from community.members.personal_data import kinds_of_personal_data
from community.members.privacy import ledger
from community.members.privacy.traces import clear_traces
from foundation.generation import next_generation

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something to know before leaving. url and link: where to arrange it. forbids: it must be arranged first."""

    title: str
    text: str = ""
    url: str = ""
    link: str = ""
    forbids: bool = False


MakesReminders = Callable[[User], Iterable[Reminder]]

_reminders: list[MakesReminders] = []


def before_leaving(function: MakesReminders) -> MakesReminders:
    """Register what an app has to say, in the language in use."""
    _reminders.append(function)
    return function


def reminders_for(user: User) -> list[Reminder]:
    """What this person must know; what forbids leaving comes first."""
    told = [reminder for make in _reminders for reminder in make(user)]
    return sorted(told, key=lambda reminder: not reminder.forbids)


class CannotLeaveError(Exception):
    """Something must be arranged first; holds the reminders that say what."""

    def __init__(self, reminders: list[Reminder]) -> None:
        """Keep them."""
        super().__init__("; ".join(reminder.title for reminder in reminders))
        self.reminders = reminders


def delete_account(user: User, *, by: User, keep_contact_details: bool = False) -> bool:
    """Delete somebody's own account for good and tell them by mail; False when it was gone already.

    Raises CannotLeaveError, and PermissionDenied for somebody else's account: administrators have the admin for that.
    """
    if user.pk != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        forbidden = [reminder for reminder in reminders_for(user) if reminder.forbids]
        if forbidden:
            raise CannotLeaveError(forbidden)
        return erase(user, keep_contact_details=keep_contact_details, mail="members/mail/account_deleted")


def erase(user: User, *, keep_contact_details: bool = False, mail: str = "") -> bool:
    """Erase all there is about somebody, in one transaction; a mail of this name tells them afterwards."""
    with transaction.atomic():
        account = User.objects.select_for_update().filter(pk=user.pk).first()
        if account is None:
            return False
        account.keeps_contact_details = keep_contact_details  # type: ignore[attr-defined]  # read by who erases
        email, language = account.email, account.language
        account.delete()
        if mail:
            # At once and not by way of the queue, which would keep the address.
            transaction.on_commit(lambda: send.call(email=email, name=mail, context={}, language=language), robust=True)
    return True


def erase_everything_else(instance: User, **_kwargs: Any) -> None:
    """Whatever way an account goes: all that belongs to it goes with it, and the ledger knows. Raises OSError."""
    with transaction.atomic():
        account = User.objects.get(pk=instance.pk)
        if hasattr(instance, "keeps_contact_details"):
            account.keeps_contact_details = instance.keeps_contact_details  # type: ignore[attr-defined]
        # Both need the addresses, which go below.
        line = ledger.line_about(account)
        clear_traces(account)
        # The account and its addresses come first in a copy; here they go last, since others look for them.
        for kind in reversed(kinds_of_personal_data()):
            kind.erase(account)
        next_generation()
        # Last: should the transaction fail after all, the line finishes tomorrow what was asked for today.
        ledger.write(line)
    logger.info("An account was erased.")


def reapply(*, dry_run: bool = False) -> int:
    """Erase again who is in the ledger and came back with a backup; gives how many."""
    erased = 0
    lines: dict[int, list[ledger.Erasure]] = {}
    for line in ledger.erasures():
        lines.setdefault(line.user, []).append(line)
    for pk in User.objects.filter(pk__in=lines).values_list("pk", flat=True):
        user = User.objects.get(pk=pk)
        found = next((line for line in lines[pk] if line.is_about(user)), None)
        if found:
            erased += dry_run or erase(user, keep_contact_details=found.keeps_contact_details)
    return erased


def connect() -> None:
    """Listen to accounts that go."""
    pre_delete.connect(erase_everything_else, sender=User, dispatch_uid="erase-everything-else")
