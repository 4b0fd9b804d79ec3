"""Keeping the trees of the other languages in step with the source tree.

A page that is not translated yet stands in each other language as a Wagtail alias, so that its address exists there
and visitors get the source text with a notice. wagtail-localize makes such aliases from its admin screens only, and
neither it nor Wagtail moves or deletes them with their source. These receivers do, for pages made in any way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import pre_delete
from wagtail.models import Locale, Page
from wagtail.signals import page_published, post_page_move

from foundation.locales import default_locale_id


def make_missing_aliases(page: Page) -> list[Page]:
    """Give a live source page an alias in each language where its parent exists and it does not; returns those made."""
    if page.alias_of_id is not None or page.depth <= 2 or not page.locale.is_default:  # noqa: PLR2004 - root is 1
        return []
    made = []
    for locale in Locale.objects.exclude(pk=page.locale_id):
        if page.has_translation(locale):
            continue
        parent = page.get_parent().get_translation_or_none(locale)
        if parent is not None:
            made.append(page.create_alias(parent=parent, update_locale=locale, reset_translation_key=False))
    return made


def foreign_language(page: Any) -> str:
    """The language of a page's text where that is not the language of the tree it stands in, else "".

    Takes a page, or a row with its alias_of_id and locale_id.
    """
    if page.alias_of_id is None or page.locale_id == default_locale_id():
        return ""
    return settings.LANGUAGE_CODE


_postponed: ContextVar[dict[int, Page] | None] = ContextVar("postponed aliases", default=None)


@contextmanager
def aliases_afterwards() -> Iterator[None]:
    """Make the aliases of what is published meanwhile at the end, when all went well.

    Right after publishing, Wagtail copies the page to all its aliases, so an alias made while publishing is made twice;
    and a page that is translated at once needs none.
    """
    postponed: dict[int, Page] = {}
    token = _postponed.set(postponed)
    try:
        yield
    finally:
        _postponed.reset(token)
    if connection.in_atomic_block and transaction.get_rollback():
        return  # nothing of it will be there
    kept = set(Page.objects.filter(pk__in=postponed).values_list("pk", flat=True))  # a savepoint may have undone some
    for pk, page in postponed.items():
        if pk in kept:
            make_missing_aliases(page)


def _page_published(instance: Page, **_kwargs: Any) -> None:
    postponed = _postponed.get()
    if postponed is None:
        make_missing_aliases(instance)
    else:
        postponed[instance.pk] = instance


def _page_moved(instance: Page, parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """Move what stands for this page in the other languages below the same parent there."""
    if parent_page_before == parent_page_after or not instance.locale.is_default:
        return
    for other in instance.get_translations():
        parent = parent_page_after.get_translation_or_none(other.locale)
        if parent is not None and other.get_parent() != parent:
            other.move(parent, pos="last-child")


def _page_deleted(instance: Page, **_kwargs: Any) -> None:
    """Delete the aliases of a page that goes; translations are texts of their own and stay."""
    for alias in Page.objects.filter(alias_of_id=instance.pk):
        alias.delete()


def connect() -> None:
    """Listen to pages of every type."""
    page_published.connect(_page_published, dispatch_uid="aliases-published")
    post_page_move.connect(_page_moved, dispatch_uid="aliases-moved")
    pre_delete.connect(_page_deleted, sender=Page, dispatch_uid="aliases-deleted")
