"""What a mail says to programs: which list and thread it is of, how to stop it, that nobody wrote it by hand."""

import re
from email.header import Header
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from community.members.writing import one_line
from community.notifications.unsubscribing import unsubscribe_url

LONGEST_LIST, LONGEST_NAME = 60, 60  # characters
NEWS = re.compile(r"<news-(?P<pk>\d{1,18})@(?P<domain>[^>]+)>", re.IGNORECASE)
NOT_OF_A_NAME = re.compile(r"[^a-z0-9-]+")


def mail_domain() -> str:
    """The name of this site in what only programs read."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def label(text: str) -> str:
    """A word as identifiers in headers may have it: letters, digits and dashes."""
    return NOT_OF_A_NAME.sub("-", text.lower()).strip("-")[:LONGEST_LIST] or "news"


def message_id(notification_pk: int) -> str:
    """Of the mail about this notification, or that begins with it: however often it is sent, the same."""
    return f"<news-{notification_pk}@{mail_domain()}>"


def notification_of(message_id: str) -> int | None:
    """The notification (its primary key) whose mail has this Message-ID; None for a mail that is not ours."""
    found = NEWS.fullmatch(message_id)
    return int(found["pk"]) if found and found["domain"].lower() == mail_domain() else None


def thread_id(thread: str) -> str:
    """What all mails of a thread answer to, so that mailboxes show them together."""
    return f"<{label(thread)}@{mail_domain()}>"


def list_id(name: str, title: str) -> str:
    """By what mailboxes sort: a title for people and a name that stays."""
    identifier = f"<{label(name)}.{mail_domain()}>"
    words = one_line(title)[:LONGEST_NAME].translate(dict.fromkeys(map(ord, '<>"\\'), " ")).strip()
    return f"{encoded(words)} {identifier}" if words else identifier


def encoded(words: str) -> str:
    """Words as a header may have them, on one line; the identifier behind them stays readable."""
    return f'"{words}"' if words.isascii() else " ".join(Header(words, "utf-8").encode().split())


def sender(name: str) -> str:
    """Who it is from: a person by way of the site, or the site itself; the address is always the site's."""
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    site = own_name or settings.WAGTAIL_SITE_NAME
    words = one_line(name)[:LONGEST_NAME]
    return formataddr((f"{words} · {site}" if words else site, address))


def unsubscribing(token: str) -> dict[str, str]:
    """How a mail program offers to stop it, with one click (RFC 8058) and, where there is an address, by mail."""
    ways = [f"<{unsubscribe_url(token)}>"]
    if settings.UNSUBSCRIBE_ADDRESS:
        ways.append(f"<mailto:{settings.UNSUBSCRIBE_ADDRESS}?subject={token}>")
    return {"List-Unsubscribe": ", ".join(ways), "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def by_a_program() -> dict[str, str]:
    """That answering machines should keep quiet."""
    return {"Auto-Submitted": "auto-generated", "Precedence": "list", "X-Auto-Response-Suppress": "All"}
