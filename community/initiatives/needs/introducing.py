"""Bringing two initiatives together: the first message, to all owners of the other one."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from community.initiatives.models import Initiative
from community.initiatives.people.queries import owners_of
from community.initiatives.permissions import is_owner
from community.members.conversations.actions import start_conversation
from community.members.models import Conversation
from community.members.models.conversation import LONGEST_MESSAGE
from foundation.visibility import is_open_to_all

# Of a message; below it stands in whose name it is.
LONGEST_TEXT = LONGEST_MESSAGE - 300  # characters


def may_introduce(user: Any, initiative: Initiative) -> bool:
    """Whether this person may write to the owners: whoever is signed in, to those of a public initiative."""
    return bool(user.is_authenticated and user.is_active and is_open_to_all(initiative))


def introduce(  # noqa: PLR0913 - each by name
    initiative: Initiative,
    *,
    by: Any,
    subject: str,
    text: str,
    on_behalf_of: Initiative | None = None,
    form_key: uuid.UUID | None = None,
) -> Conversation:
    """Write to the owners of an initiative (the page in the source language), in the name of one's own or for oneself.

    Raises PermissionDenied, and what `start_conversation` raises: ValidationError, NobodyToWriteTo, TooManyMessages.
    """
    if not may_introduce(by, initiative):
        raise PermissionDenied
    if on_behalf_of is not None:
        if not is_owner(by, on_behalf_of):
            raise PermissionDenied
        name = _("On behalf of %(initiative)s") % {"initiative": on_behalf_of.title}
        text = f"{text}\n\n{name}"
    return start_conversation(
        by=by,
        to=owners_of(initiative),
        subject=subject,
        text=text,
        about_url=initiative.url or "",
        form_key=form_key,
    )
