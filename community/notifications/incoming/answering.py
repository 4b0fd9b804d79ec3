"""Telling somebody what became of their mail."""

from typing import Any

from community.members.mailing import mail_address, site_url
from community.members.models import User
from community.members.writing import one_line
from community.notifications.addresses import bounce_address
from community.notifications.delivery.headers import mail_domain
from community.notifications.incoming.reading import Letter
from community.notifications.incoming.taking import Taken

LONGEST_SUBJECT = 120  # characters
MOST_WORDS = 30_000  # characters of what they wrote that are sent back


def answer(user: User, taken: Taken, *, letter: Letter, to: str = "") -> None:
    """Send the answer once all is saved; answering machines keep quiet about it."""
    context: dict[str, Any] = {
        "title": taken.title,
        "subject": one_line(letter.subject)[:LONGEST_SUBJECT],
        "notes": list(taken.notes),
        "url": site_url(taken.url) if taken.url else "",
        "words": taken.words[:MOST_WORDS],
    }
    headers = {
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "Message-ID": f"<answer-{letter.digest[:32]}@{mail_domain()}>",
    }
    if letter.message_id.isascii() and letter.message_id:
        headers |= {"In-Reply-To": letter.message_id, "References": letter.message_id}
    mail_address(
        to or user.email,
        "notifications/mail/answer",
        context,
        language=user.language,
        headers=headers,
        returns_to=bounce_address(user),
    )
