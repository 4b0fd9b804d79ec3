"""The page that a topic is about: a knowledge tool, a meeting, an initiative or a theme."""

from wagtail.models import Page

from community.forums.access import LARGEST_KEY
from community.forums.writing.targets import source_keys
from foundation.visibility import is_open_to_all

MOST_DIGITS = 18


def key_in(value: object) -> int | None:
    """A primary key that came along in an address or field; None for anything else."""
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def page_about(pk: int | None) -> Page | None:
    """The page with this primary key, in the source language; None where it is not there for everybody."""
    page = Page.objects.filter(pk=pk).first() if pk and pk <= LARGEST_KEY else None
    if page is None or not is_open_to_all(page):
        return None
    source = source_keys([page]).get(page.translation_key, page.pk)
    return page if source == page.pk else Page.objects.filter(pk=source).first()
