"""The directory as a file, for people who work in the admin: the initiatives that its filters leave."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from community.initiatives.models import (
    ContactVisibility,
    Initiative,
    InitiativeDirectory,
    InitiativeTag,
    InitiativeTheme,
    NeedOrOffer,
)
from community.initiatives.transfer import CONTACT, InitiativeTransfer
from community.members.exporting import record_export
from foundation.locales import default_locale_id, language_of
from foundation.transfer.transfer import LOCALE, TRANSLATION_OF
from foundation.transfer.writing import csv_of

CHUNK = 200  # pages fetched at a time


def may_download(user: Any) -> bool:
    """Whether this person may take the list out: who may enter the admin."""
    return bool(user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def sees_all_contacts(user: Any) -> bool:
    """Whether this person may see how to reach every initiative: who may change all of them."""
    directory = InitiativeDirectory.objects.filter(locale_id=default_locale_id()).first()
    return bool(directory and directory.permissions_for_user(user).can_edit())


def download(pks: Sequence[int], *, by: Any, filters: str) -> Iterator[str]:
    """The lines of a CSV file with these initiatives, by their keys in any language; it is noted who took it out.

    In the format of the import. `filters`: what was chosen, as the address has it. Raises PermissionDenied.
    """
    if not may_download(by):
        raise PermissionDenied
    record_export(by=by, what=f"initiatives.csv?{filters}" if filters else "initiatives.csv", rows=len(pks))
    transfer = InitiativeTransfer()
    return csv_of(transfer.column_names, rows_of(transfer, pks, all_contacts=sees_all_contacts(by)))


def rows_of(transfer: InitiativeTransfer, pks: Sequence[int], *, all_contacts: bool) -> Iterator[dict[str, str]]:
    """A row for the source of each, in this order; contact details only where members may see them, or all."""
    language = language_of(default_locale_id())
    for first in range(0, len(pks), CHUNK):
        for page in pages_with_all(pks[first : first + CHUNK]):
            row = {name: column.kind.cell(column.get(page)) for name, column in transfer.columns.items()}
            if page.contact_visibility == ContactVisibility.HIDDEN and not all_contacts:
                row |= dict.fromkeys(CONTACT, "")
            yield {**row, LOCALE: language, TRANSLATION_OF: ""}


def pages_with_all(pks: Sequence[int]) -> list[Initiative]:
    """The pages in the source language of these keys, with all that belongs to them: five queries."""
    keys = dict(Initiative.objects.filter(pk__in=pks).values_list("pk", "translation_key"))
    found = Initiative.objects.filter(locale_id=default_locale_id(), translation_key__in=keys.values())
    pages = {page.translation_key: page for page in found}
    children: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    sources = [page.pk for page in pages.values()]
    for name, model, parent in (
        ("theme_links", InitiativeTheme, "page"),
        ("needs_and_offers", NeedOrOffer, "page"),
        ("tagged_items", InitiativeTag, "content_object"),
    ):
        order = ("sort_order", "pk") if parent == "page" else ("pk",)
        rows = model.objects.filter(**{f"{parent}__in": sources}).order_by(*order)
        for child in rows.select_related("tag") if parent == "content_object" else rows:
            children[getattr(child, f"{parent}_id")][name].append(child)
    for page in pages.values():
        # Where Wagtail keeps the children of a page that were not saved yet; it asks no more for them.
        page._cluster_related_objects = {  # noqa: SLF001 - see above
            name: children[page.pk][name] for name in ("theme_links", "needs_and_offers", "tagged_items")
        }
    return [pages[keys[pk]] for pk in pks if pk in keys and keys[pk] in pages]
