"""Mails as the programs of people write them; the people are made up."""

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP

DOMAIN = "mail.netwerk.example"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def mail(  # noqa: PLR0913 - each by name
    *,
    sender: str,
    to: str,
    text: str = "Bij ons werkte dat.",
    subject: str = "Re: Hoe doen jullie dat?",
    message_id: str = "<een@mail.voorbeeld.example>",
    html: str = "",
    files: Iterable[tuple[str, str, bytes]] = (),
    more: Iterable[tuple[str, str]] = (),
) -> bytes:
    """A mail. files: (name, type, content); more: headers on top of it."""
    message = EmailMessage(policy=SMTP)
    for name, value in more:
        message[name] = value
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = "Sat, 28 Nov 2026 19:30:00 +0100"
    if message_id:
        message["Message-ID"] = message_id
    if text or not html:
        message.set_content(text, cte="8bit")
        if html:
            message.add_alternative(html, subtype="html")
    else:
        message.set_content(html, subtype="html")
    for name, kind, content in files:
        maintype, _slash, subtype = kind.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def report(*, to: str, status: str = "5.1.1", action: str = "failed", number: int = 1, sent_back: str = "") -> bytes:
    """What a mail server tells of a mail that did not arrive (RFC 3464)."""
    return (
        "Return-Path: <>\r\n"
        "From: MAILER-DAEMON@mx.voorbeeld.example (Mail Delivery System)\r\n"
        f"To: {to}\r\n"
        f"Message-ID: <bericht-{number}@mx.voorbeeld.example>\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grens"\r\n'
        "\r\n"
        "--grens\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--grens\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.voorbeeld.example\r\n\r\n"
        "Final-Recipient: rfc822; joke@voorbeeld.example\r\n"
        f"Action: {action}\r\nStatus: {status}\r\n"
        f"--grens\r\nContent-Type: message/rfc822\r\n\r\n{sent_back}Subject: Nieuws\r\n\r\nHallo\r\n--grens--\r\n"
    ).encode()
