"""Mail to a member: in their language, as plain text and HTML, in the background, and only once what it tells is saved.

A mail is three templates, `<name>_subject.txt`, `<name>.txt` and `<name>.html`; the last one extends
`members/mail/base.html`. The context is what JSON can hold, since a background task gets it.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from community.members.models import User

logger = logging.getLogger(__name__)


def mail(user: User, name: str, context: dict[str, Any]) -> None:
    """Send a member a mail once this transaction is through: `mail(user, "initiatives/mail/invited", {...})`."""
    mail_address(user.email, name, context, language=user.language)


def mail_address(  # noqa: PLR0913 - each by name
    email: str,
    name: str,
    context: dict[str, Any],
    *,
    language: str,
    headers: dict[str, str] | None = None,
    returns_to: str = "",
) -> None:
    """Send a mail to an address, with these headers. `returns_to`: where servers tell that it did not arrive."""
    content: dict[str, Any] = {"email": email, "name": name, "context": context, "language": language}
    content |= {"headers": headers, "returns_to": returns_to} if headers or returns_to else {}
    transaction.on_commit(lambda: send.enqueue(**content), robust=True)


@task()
def send(  # noqa: PLR0913 - each by name
    *,
    email: str,
    name: str,
    context: dict[str, Any],
    language: str,
    headers: dict[str, str] | None = None,
    returns_to: str = "",
) -> None:
    """Write the mail and hand it to the mail server; one that refuses it is noted in the log."""
    with translation.override(language):
        context = {**context, "site_name": settings.WAGTAIL_SITE_NAME, "base_url": settings.WAGTAILADMIN_BASE_URL}
        subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
        message = EmailMultiAlternatives(subject, render_to_string(f"{name}.txt", context).strip() + "\n", to=[email])
        message.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
        message.extra_headers |= {"Auto-Submitted": "auto-generated", **(headers or {})}
        if returns_to:
            message.extra_headers["From"], message.from_email = message.from_email, returns_to
    try:
        message.send()
    except OSError:  # smtplib's errors are of this kind, too
        logger.exception("A mail (%s) could not be sent.", name)


def site_url(path: str) -> str:
    """The full address of a path of this site, for a mail."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
