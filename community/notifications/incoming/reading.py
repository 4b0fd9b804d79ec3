"""Reading a mail (RFC 5322) from its bytes."""

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from community.members.writing import one_line
from community.notifications.incoming import headers
from community.notifications.incoming.bodies import Body, Enclosed, body_of

LARGEST = 20 * 1024 * 1024  # bytes
MOST_LINES = 1_000_000
MOST_BOUNDARIES, MOST_PARTS = 100, 1000
LONGEST_ID = 250  # characters of a Message-ID that are kept
BOUNDARY = re.compile(rb"""boundary\*?0?\*?\s*=\s*("[^"\r\n]{1,200}"|[^\s;"]{1,200})""", re.IGNORECASE)
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
ANSWER = re.compile(
    r"(?:\s*(?:re|fwd?|fw|aw|antw|antwoord|betr|doorst|doorgestuurd|vs|sv)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE
)


class UnreadableError(Exception):
    """It is no mail, or one that no program should try to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail. Its texts and files stand in `body`, which is empty for one that is too large to be read."""

    content: bytes  # as it came; only the headers where it is too large
    message: EmailMessage
    body: Body
    digest: str
    is_too_large: bool = False

    @property
    def message_id(self) -> str:
        """What it is known by; "" where it does not say."""
        found = headers.message_id(self.message)
        return found if len(found) <= LONGEST_ID else f"<{hashlib.sha256(found.encode()).hexdigest()}>"

    @property
    def subject(self) -> str:
        """What it is about, without the marks of answers."""
        subject = headers.text(self.message, "Subject")
        answer = ANSWER.match(subject)
        return one_line(subject[answer.end() :] if answer else subject)

    @property
    def plain(self) -> str:
        """What it says as plain text; "" where it has only HTML."""
        text = "\n\n".join(part for part in self.body.plain if part.strip())
        return text.replace("\x00", "").replace("\u00a0", " ")

    @property
    def html(self) -> str:
        """What it says as HTML."""
        return "\n".join(self.body.html).replace("\x00", "")

    @property
    def files(self) -> list[Enclosed]:
        """What came along."""
        return self.body.files


def read(content: bytes, *, is_whole: bool = True) -> Letter:
    """Read a mail, or only the headers of one that is too large (is_whole=False). Raises UnreadableError."""
    head = head_of(content)
    if not HEADER.match(head):
        raise UnreadableError("It does not begin with a header.")
    is_too_large = not is_whole or len(content) > LARGEST or content.count(b"\n") > MOST_LINES
    if is_too_large:
        content = head
    refuse_parts(content)
    try:
        message = message_from_bytes(content, _class=EmailMessage, policy=default)
        body = Body() if is_too_large else body_of(message)
    except RecursionError as error:
        raise UnreadableError("Its parts stand too deep within each other.") from error
    return Letter(
        content=content, message=message, body=body, digest=digest_of(message, content), is_too_large=is_too_large
    )


def head_of(content: bytes) -> bytes:
    """The headers, without the line that some mailboxes put before them."""
    content = content[:1_000_000].lstrip(b"\r\n")
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    end = END_OF_HEADERS.search(content)
    return content[: end.start()] + b"\r\n\r\n" if end else content


def refuse_parts(content: bytes) -> None:
    """Raise UnreadableError for more parts than anybody sends: looking at them takes longer and longer."""
    boundaries = {found.strip(b'"') for found in BOUNDARY.findall(content)}
    if len(boundaries) > MOST_BOUNDARIES or sum(content.count(b"\n--" + each) for each in boundaries) > MOST_PARTS:
        raise UnreadableError("It has too many parts.")


def digest_of(message: EmailMessage, content: bytes) -> str:
    """What stays the same on every way a mail takes: its sender, date, subject and text, however lines end."""
    end = END_OF_HEADERS.search(content)
    text = content[end.end() :] if end else b""
    said = [headers.raw(message, name) for name in ("From", "Date", "Subject", "Message-ID")]
    return hashlib.sha256(repr(said).encode() + b"".join(text.split())).hexdigest()
