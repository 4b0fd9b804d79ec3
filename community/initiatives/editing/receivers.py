"""What happens when a profile goes online, whoever did it and wherever."""

import logging
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from wagtail.signals import page_published

from community.initiatives.editing import english
from community.initiatives.models import Initiative
from community.initiatives.moderation import is_source

logger = logging.getLogger(__name__)


def bring_translation_along(page: Initiative) -> None:
    """Publish the English text that waited, and keep what the languages share the same."""
    try:
        if not english.apply(page):
            english.follow(page)
    except (ValueError, KeyError, ValidationError, DatabaseError):  # the Dutch page is online, which is what was asked
        logger.exception("The translation of initiative %s did not come along.", page.pk)


def _published(instance: Any, **_kwargs: Any) -> None:
    if is_source(instance):
        transaction.on_commit(partial(bring_translation_along, instance))


def connect() -> None:
    """Listen to pages that are published."""
    page_published.connect(_published, dispatch_uid="initiative-translation")
