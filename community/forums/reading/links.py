"""Addresses of posts, a hundred a page: looked up once for each language, then filled in."""

from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

PLACEHOLDER = 10**17  # a key that stands in no other part of an address


@cache
def parts_of_address(name: str, language: str) -> tuple[str, str]:
    """What stands before and behind the key in the addresses with this name; `language` is the one in use."""
    before, _, behind = reverse(name, args=(PLACEHOLDER,)).partition(str(PLACEHOLDER))
    return before, behind


def address_of(name: str, pk: int) -> str:
    """The address with this name of a thing, in the language in use."""
    before, behind = parts_of_address(name, get_language() or "")
    return f"{before}{pk}{behind}"
