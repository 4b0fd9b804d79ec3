"""Rows in another language: texts that take the place of the source page's, one for one."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.segments.extract import extract_segments

from foundation.transfer.columns import Column
from foundation.transfer.problems import RowError
from foundation.translating import texts_by_path

Texts = dict[str, list[str]]


def counterpart_of(page: Page, columns: dict[str, Column], values: dict[str, Any]) -> Page:
    """Give a copy of the source page the texts of a row; the page that is passed is changed and returned."""
    for name, value in values.items():
        columns[name].set(page, value)
    return page


def texts_of(page: Page) -> Texts:
    """The texts of a page that can be translated, in order, by the path of their field."""
    return texts_by_path(extract_segments(page))


def compared(source: Texts, counterpart: Texts, columns: dict[str, Column], values: dict[str, Any]) -> Texts:
    """The texts that a row translates, by path. Raises RowError where they do not go with the source page's."""
    by_field = {column.attribute or name: name for name, column in columns.items() if name in values}
    given = {path: texts for path, texts in counterpart.items() if path.split(".")[0] in by_field}
    for path, texts in given.items():
        ours = source.get(path, [])
        if len(texts) != len(ours):
            reason = _(
                "The translation has %(theirs)s pieces of text here, the page it translates %(ours)s. "
                "Use the same paragraphs, points and blocks."
            )
            raise RowError(reason % {"theirs": len(texts), "ours": len(ours)}, column=by_field[path.split(".")[0]])
    return {path: first_of_each(source[path], texts) for path, texts in given.items()}


def first_of_each(sources: list[str], texts: list[str]) -> list[str]:
    """The translations as they will be kept: a sentence that stands in a field twice has one translation."""
    kept: dict[str, str] = {}
    for source, text in zip(sources, texts, strict=True):
        kept.setdefault(source, text)
    return [kept[source] for source in sources]
