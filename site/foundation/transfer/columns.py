"""The columns of a file: how each is read from a cell, set on a page, and written again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.transfer.bodies import as_text, without_ids
from foundation.transfer.lists import joined, split
from foundation.transfer.matching import folded, meant, quoted
from foundation.transfer.problems import CellError
from foundation.transfer.rich_text import from_cell, to_cell

DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
TAG_LENGTH = 100
LABELS_IN = ("nl", "en")


class Kind(Protocol):
    """What sort of value a column holds."""

    def read(self, value: Any) -> Any:
        """The value from a text or JSON value. Raises CellError."""

    def write(self, value: Any) -> Any:
        """The JSON value to write: a text, number, list or None."""

    def cell(self, value: Any) -> str:
        """The text to write in a CSV cell."""


class Text:
    """Text on one line, of at most so many characters."""

    def __init__(self, most: int) -> None:
        """Take the most characters there may be."""
        self.most = most

    def read(self, value: Any) -> str:
        """Join the lines; refuse what is too long."""
        text = " ".join(as_text(value).split())
        if len(text) > self.most:
            raise CellError(
                _("%(length)s characters, at most %(most)s are possible.") % {"length": len(text), "most": self.most}
            )
        return text

    def write(self, value: Any) -> Any:
        """As it is kept, without white space around it."""
        return " ".join(str(value or "").split())

    def cell(self, value: Any) -> str:
        """The same."""
        return str(self.write(value))


class RichText:
    """Paragraphs, or simple HTML."""

    def __init__(self, features: Iterable[str]) -> None:
        """Take Wagtail's names of what writers may do."""
        self.features = tuple(features)

    def read(self, value: Any) -> str:
        """Plain paragraphs become HTML, HTML is cleaned."""
        return from_cell(as_text(value), self.features)

    def write(self, value: Any) -> str:
        """Plain text where that loses nothing."""
        return to_cell(value or "")

    cell = write


class Number:
    """A number, or nothing."""

    def __init__(self, *, whole: bool, least: float, most: float) -> None:
        """Take whether it is a whole number, and its bounds."""
        self.whole, self.least, self.most = whole, least, most

    def read(self, value: Any) -> float | int | None:
        """A number with a point or a comma."""
        text = as_text(value).replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError as error:
            raise CellError(_("%(text)s is no number.") % {"text": quoted(text)}) from error
        if self.whole and number != number // 1:
            raise CellError(_("%(text)s is no whole number.") % {"text": quoted(text)})
        if not self.least <= number <= self.most:
            raise CellError(
                _("%(text)s does not lie between %(least)s and %(most)s.")
                % {"text": quoted(text), "least": self.least, "most": self.most}
            )
        return int(number) if self.whole else number

    def write(self, value: Any) -> float | int | None:
        """The number."""
        return value

    def cell(self, value: Any) -> str:
        """The number with a point, so that it reads the same everywhere."""
        return "" if value is None else repr(value)


class Day:
    """A date, or nothing."""

    def read(self, value: Any) -> date | None:
        """2026-09-08, or the day first as spreadsheets write it here: 8-9-2026."""
        text = as_text(value).removesuffix(" 00:00:00")
        if not text:
            return None
        for form in DAY_FORMATS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        raise CellError(_("%(text)s is no date. Write it as 2026-09-08 or 8-9-2026.") % {"text": quoted(text)})

    def write(self, value: Any) -> str:
        """The date as 2026-09-08."""
        return value.isoformat() if value else ""

    cell = write


class Named:
    """Something from a list: a municipality, a phase; found by any of its names."""

    def __init__(self, what: Any, names: Mapping[str, Any], *, shown: Mapping[Any, str], empty: Any = None) -> None:
        """Take what it is called, the values by name, the name to write for each value, and what no name means."""
        self.what, self.shown, self.empty = what, shown, empty
        self._by_name = {folded(name): value for name, value in names.items()}
        self._suggested = tuple(shown.values())

    def read(self, value: Any) -> Any:
        """The value with this name."""
        text = as_text(value)
        if not text:
            return self.empty
        if folded(text) not in self._by_name:
            raise CellError(
                _("%(what)s %(text)s is not known.") % {"what": self.what, "text": quoted(text)}
                + meant(text, self._suggested)
            )
        return self._by_name[folded(text)]

    def write(self, value: Any) -> str:
        """Its name; "" for what is not on the list (any more)."""
        return self.shown.get(value, "")

    cell = write


def choice(what: Any, choices: Iterable[tuple[str, Any]], *, empty: str) -> Named:
    """A kind for a field with choices: the word in the database, or its label in Dutch or English."""
    known = tuple(choices)
    names: dict[str, str] = {}
    for language in LABELS_IN:
        with override(language):
            names |= {str(label): value for value, label in known}
    words = {value: value for value, _label in known}
    return Named(what, names | words, shown=words, empty=empty)


class Several:
    """A list of things from a list, in order, at most so many."""

    def __init__(self, one: Named, *, most: int) -> None:
        """Take the kind of each, and the most there may be."""
        self.one, self.most = one, most

    def read(self, value: Any) -> list[Any]:
        """Each of them once."""
        found = [self.one.read(text) for text in split(value)]
        if len(found) > self.most:
            raise CellError(_("At most %(most)s are possible.") % {"most": self.most})
        return list(dict.fromkeys(found))

    def write(self, value: Any) -> list[str]:
        """Their names."""
        return [name for name in map(self.one.write, value) if name]

    def cell(self, value: Any) -> str:
        """Their names with | between them."""
        return joined(self.write(value))


class Words:
    """Free words: tags."""

    def read(self, value: Any) -> list[str]:
        """Each word once, whatever its capitals, in alphabetical order."""
        words = {word.casefold(): word for word in (" ".join(word.split()) for word in split(value)) if word}
        for word in words.values():
            if len(word) > TAG_LENGTH:
                raise CellError(_("%(word)s is too long for a tag.") % {"word": quoted(word)})
        return [words[key] for key in sorted(words)]

    def write(self, value: Any) -> list[str]:
        """The words."""
        return list(value)

    def cell(self, value: Any) -> str:
        """The words with | between them."""
        return joined(value)


@dataclass(frozen=True)
class Column:
    """One column. `get` and `set` reach the page's value; without them the attribute of that name is meant.

    `translated`: the column has its own text in a translation. `required`: a page cannot do without.
    `writes_rows`: setting it writes to the database, so a trial run leaves it out.
    """

    name: str
    kind: Kind
    titles: tuple[str, ...] = ()
    required: bool = False
    translated: bool = False
    writes_rows: bool = False
    attribute: str = ""
    getter: Callable[[Any], Any] | None = None
    setter: Callable[[Any, Any], None] | None = None

    def get(self, page: Any) -> Any:
        """The page's present value."""
        return self.getter(page) if self.getter else getattr(page, self.attribute or self.name)

    def set(self, page: Any, value: Any) -> None:
        """Give the page this value."""
        if self.setter:
            self.setter(page, value)
        else:
            setattr(page, self.attribute or self.name, value)

    def same(self, page: Any, value: Any) -> bool:
        """Whether the page has this value already, as a file would show it."""
        return bool(without_ids(self.kind.write(self.get(page))) == without_ids(self.kind.write(value)))
