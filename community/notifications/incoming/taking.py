"""Who does something with mail that comes in.

An app says in a module `by_mail.py`, imported when it is ready, what it makes of a mail to one of our addresses:

    @takes_mail(Purpose.REPLY)
    def answer_by_mail(letter, *, by, subject_id): ...

It is called in the transaction of that mail, in the language of its sender, whose address was proven to be their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from community.members.models import User
from community.notifications.addresses import Purpose
from community.notifications.incoming.reading import Letter
from community.notifications.models import IncomingMail


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a mail. Where there are `notes`, its sender gets an answer.

    title: in a few words; notes: sentences; url: a path of this site where they can go on; words: what they wrote.
    """

    outcome: IncomingMail.Outcome
    title: str = ""
    notes: tuple[str, ...] = ()
    url: str = ""
    words: str = ""


class TakesMail(Protocol):
    """What an app does with a mail."""

    def __call__(self, letter: Letter, *, by: User, subject_id: int) -> Taken:
        """Do it, or say why not."""


_takers: dict[Purpose, TakesMail] = {}


def takes_mail(purpose: Purpose) -> Callable[[TakesMail], TakesMail]:
    """Register who takes mail for this purpose."""

    def register(taker: TakesMail) -> TakesMail:
        _takers[purpose] = taker
        return taker

    return register


def taker_of(purpose: Purpose) -> TakesMail | None:
    """Who takes mail for this purpose."""
    return _takers.get(purpose)
