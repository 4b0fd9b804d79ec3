"""Where what was found is; asked of the app that has it, for each page of results."""

from collections.abc import Collection, Iterable

from foundation.searchable import Address, SearchablePages, page_addresses, searchable_named
from search.documents import SUMMARY
from search.models import SearchDocument


def addresses_of(
    things: Iterable[tuple[str, int]], language: str, audiences: Collection[str]
) -> dict[tuple[str, int], Address]:
    """Where these are for a visitor in this language, by kind and primary key; asked of the app that has them."""
    by_kind: dict[str, list[int]] = {}
    pages: list[tuple[str, int]] = []
    for name, pk in things:
        if isinstance(searchable_named(name), SearchablePages):
            pages.append((name, pk))
        else:
            by_kind.setdefault(name, []).append(pk)
    found = {}
    if pages:  # of all types at once
        addresses = page_addresses([pk for _name, pk in pages], language=language)
        found = {(name, pk): addresses[pk] for name, pk in pages if pk in addresses}
    for name, pks in by_kind.items():
        kind = searchable_named(name)
        if kind is not None:
            for pk, address in kind.addresses(pks, language=language, audiences=audiences).items():
                found[name, pk] = address
    return found


def address_of_place(document: SearchDocument, address: Address, at: int | None) -> str:
    """Where a document is, or the text in it that has this character of its body; SUMMARY is in its summary."""
    kind = searchable_named(document.kind)
    if at is None or not document.places or kind is None:
        return address.url
    before = [number for begin, number in document.places if (begin == at if at == SUMMARY else 0 <= begin <= at)]
    return kind.address_within(address.url, before[-1]) if before else address.url
