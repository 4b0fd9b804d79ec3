"""Mail that did not arrive: what the servers of others tell of it.

Only a report that came to an address that we signed, or that has one in the mail it sends back, counts for anybody: all
others could be made up.
"""

import re

from community.notifications.addresses import addresses_in, read_address
from community.notifications.bounces import CODE, FOR_GOOD, Report, is_about_mailbox
from community.notifications.delivery.headers import mail_domain
from community.notifications.incoming import headers
from community.notifications.incoming.reading import Letter

MOST_READ = 300_000  # bytes of a report
LONGEST_STATUS = 40

ACTION = re.compile(r"^Action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
STATUS = re.compile(r"^Status:[ \t]*([245]\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
DIAGNOSIS = re.compile(r"^Diagnostic-Code:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
REPLY_CODE = re.compile(r"(?<![\d.])([45])[0-5]\d(?:[ -]|$)", re.MULTILINE)
FROM_A_SERVER = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon)@")
# What a mailbox is in trouble with for a while.
FOR_NOW = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|postbus (?:is )?vol|delayed|vertraagd|will (?:be )?retr(?:y|ied)"
    r"|still being retried|temporar(?:y|ily)|warning message only|nog niet afgeleverd",
    re.IGNORECASE,
)
# Where the mail that is sent back begins; what that says is no report.
SENT_BACK = re.compile(
    r"^(?:-{2,} ?(?:this is a copy of|below this line is a copy|the (?:header|body) of|original message)"
    r"|content-type: message/rfc822|content-type: text/rfc822-headers|return-path: <bounce\+|list-unsubscribe:)",
    re.IGNORECASE | re.MULTILINE,
)


def report_of(letter: Letter) -> Report | None:
    """What a mail tells of one that did not arrive; None for one that is no such report."""
    text = letter.content[:MOST_READ].decode("utf-8", "replace").replace("\r\n", "\n")
    sent_back = SENT_BACK.search(text)
    told = text[: sent_back.start()] if sent_back else text
    message_id = sent_message_id(text[sent_back.start() :] if sent_back else "")
    actions = {action.lower() for action in ACTION.findall(told)}
    if actions and "message/delivery-status" in text.lower():
        if not actions & {"failed", "delayed"}:
            return None  # it did arrive
        status = precise_status(told)
        is_permanent = "failed" in actions and is_about_mailbox(status)
        return Report(is_permanent=is_permanent, status=status, message_id=message_id)
    if not is_from_a_server(letter):
        return None
    status = next(iter(CODE.findall(told)), "")
    is_permanent = not FOR_NOW.search(told) and (
        is_about_mailbox(status)
        if status
        else FOR_GOOD.search(told) is not None and "4" not in REPLY_CODE.findall(told)
    )
    return Report(is_permanent=is_permanent, status=status, message_id=message_id)


def is_from_a_server(letter: Letter) -> bool:
    """Whether a mail server wrote it, in whatever form."""
    senders = headers.addresses(letter.message, "From")
    return bool(headers.raw(letter.message, "X-Failed-Recipients")) or (
        any(FROM_A_SERVER.match(address) for address in senders)
        and (headers.has_no_sender(letter.message) or bool(REPLY_CODE.search(str(letter.plain))))
    )


def precise_status(told: str) -> str:
    """The status (RFC 3463); the one in the words of the other server where the report only says that it failed."""
    statuses = STATUS.findall(told)
    status = next((each for each in statuses if each.startswith("5")), next(iter(statuses), ""))
    if status in ("", "5.0.0"):
        diagnosis = DIAGNOSIS.search(told)
        status = next(iter(CODE.findall(diagnosis[0] if diagnosis else "")), status)
    return status[:LONGEST_STATUS]


def sent_message_id(text: str) -> str:
    """The Message-ID of a mail of ours that is sent back."""
    ours = re.search(
        rf"^Message-ID:\s*(<news-\d{{1,18}}@{re.escape(mail_domain())}>)", text, re.IGNORECASE | re.MULTILINE
    )
    return ours[1] if ours else ""


def signed_inside(letter: Letter) -> int | None:
    """Whose mail is sent back, by an address of ours that stands in it; None for nobody's."""
    text = letter.content[:MOST_READ].decode("ascii", "replace")
    found = (read_address(address) for address in addresses_in(text))
    return next((signed.user_id for signed in found if signed is not None), None)
