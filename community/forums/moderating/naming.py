"""Topics as moderators type them: by number, or by their address."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from community.forums.access import TopicMovedError, topic_for
from community.forums.models import Topic

NUMBER = re.compile(r"/?#?([0-9]{1,18})")
IN_ADDRESS = re.compile(r"/(?:en/)?forum/(?:onderwerp|topic)/([0-9]{1,18})(?:/.*)?")


def topic_named(typed: str, *, to: Any) -> Topic:
    """The topic. Raises ValidationError where there is none that this person reads."""
    typed = typed.strip()
    found = NUMBER.fullmatch(typed) or IN_ADDRESS.fullmatch(path_of(typed))
    missing = ValidationError({"into": _("There is no such topic. Copy its address from the browser.")})
    if found is None:
        raise missing
    try:
        return topic_for(to, int(found[1]))
    except TopicMovedError as moved:
        return moved.topic
    except Http404 as error:
        raise missing from error


def path_of(address: str) -> str:
    """The path of an address; "" for what is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
