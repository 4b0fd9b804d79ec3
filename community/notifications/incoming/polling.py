"""Emptying a mailbox by IMAP.

Several pollers beside each other, or beside the pipe of a mail server, do no harm: a mail is dealt with once whoever
brings it, and only then marked as read, or moved.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from community.notifications.incoming.reading import LARGEST, UnreadableError
from community.notifications.incoming.receiving import receive

logger = logging.getLogger(__name__)

SECURE, STARTED_LATER, PLAIN = "imaps", "imap+tls", "imap"
PORTS = {SECURE: 993, STARTED_LATER: 143, PLAIN: 143}
HERE = {"localhost", "127.0.0.1", "::1"}  # where no line can be listened to
SECONDS = 30  # that a server may keep silent
MOST_IN_A_RUN = 500  # mails
Part = bytes | tuple[bytes, bytes] | None  # of an answer
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The mailbox cannot be reached, or its address is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where mail waits. `done`: the folder to which it is moved, "" to leave it there as read."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    done: str = ""


@dataclass(slots=True)
class Fetched:
    """What one run did; `failed` mails stay where they are, for the next."""

    dealt_with: int = 0
    failed: int = 0


def mailbox_at(url: str) -> Mailbox:
    """The mailbox of an address: `imaps://user:password@host/INBOX?done=Archive`. Raises MailboxError."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not port or not parts.hostname or not parts.username:
        raise MailboxError("INCOMING_MAIL_URL has to read imaps://user:password@host/INBOX.")
    if parts.scheme == PLAIN and parts.hostname not in HERE:
        raise MailboxError("INCOMING_MAIL_URL: the password would be readable on its way; use imaps:// or imap+tls://.")
    return Mailbox(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        done=parse_qs(parts.query).get("done", [""])[0],
    )


def fetch(mailbox: Mailbox, *, asked_to_stop: Callable[[], bool] = lambda: False) -> Fetched:
    """Deal with every mail that nobody has read, the oldest first. Raises MailboxError."""
    run = Fetched()
    try:
        with opened(mailbox) as server:
            for uid in unseen(server):
                if asked_to_stop():
                    break
                if is_dealt_with(server, uid):
                    put_away(server, uid, mailbox)
                    run.dealt_with += 1
                else:
                    run.failed += 1
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(f"The mailbox cannot be read: {type(error).__name__}: {error}") from error
    return run


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    """The mailbox, open. Only a server that proves who it is gets the password."""
    server: imaplib.IMAP4
    if mailbox.scheme == SECURE:
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        if mailbox.scheme == STARTED_LATER:
            server.starttls(ssl_context=ssl.create_default_context())
        server.login(mailbox.user, mailbox.password)
        checked(server.select(quoted(mailbox.folder)))
        yield server
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def unseen(server: imaplib.IMAP4) -> list[str]:
    """The mails that nobody has read, by their lasting number, in the order in which they came."""
    found = checked(server.uid("SEARCH", "UNSEEN"))
    numbers = b" ".join(part for part in found if isinstance(part, bytes)).split()
    return [str(number) for number in sorted(map(int, numbers))[:MOST_IN_A_RUN]]


def is_dealt_with(server: imaplib.IMAP4, uid: str) -> bool:
    """Whether a mail is done for good; one for which something was in the way is noted in the log, and stays."""
    size = SIZE.search(b" ".join(flat(checked(server.uid("FETCH", uid, "(RFC822.SIZE)")))))
    is_whole = size is not None and int(size[1]) <= LARGEST
    content = content_of(server, uid, "BODY.PEEK[]" if is_whole else "BODY.PEEK[HEADER]")
    if content is None:
        return True  # somebody else took it away
    try:
        receive(content, is_whole=is_whole)
    except UnreadableError as error:
        logger.warning("A mail that came in cannot be read: %s", error)
    except Exception:  # whatever is wrong with this one holds up no other
        logger.exception("A mail that came in waits.")
        return False
    return True


def content_of(server: imaplib.IMAP4, uid: str, wanted: str) -> bytes | None:
    """A mail, or the part of it that is wanted; None for one that is gone."""
    parts = checked(server.uid("FETCH", uid, f"({wanted})"))
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


def put_away(server: imaplib.IMAP4, uid: str, mailbox: Mailbox) -> None:
    """Mark a mail as read, and move it where it is wanted and the server can."""
    server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
    if mailbox.done and "MOVE" in server.capabilities:
        server.uid("MOVE", uid, quoted(mailbox.done))


def checked(answer: tuple[str, Sequence[Part]]) -> Sequence[Part]:
    """What the server answered. Raises IMAP4.error where it said no."""
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data[:1]))
    return data


def flat(parts: Sequence[Part]) -> Iterator[bytes]:
    """All that stands in an answer."""
    for part in parts:
        yield from part if isinstance(part, tuple) else [part or b""]


def quoted(folder: str) -> str:
    """The name of a folder as IMAP wants it."""
    name = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'
