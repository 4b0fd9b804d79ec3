"""Which column of a file is which, whatever its language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.transfer.matching import folded
from foundation.transfer.problems import FileError


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: their internal names by position ("" where unknown), and the titles nobody knows."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


class Headers:
    """The columns that one kind of content knows."""

    def __init__(self, titles: Mapping[str, Iterable[str]]) -> None:
        """Take the internal names, each with its other titles: {"title": ("titel", "naam")}."""
        self.names = tuple(titles)
        self._by_title = {folded(title): name for name, others in titles.items() for title in (name, *others)}

    def name_of(self, title: str) -> str:
        """The internal name of a column with this title; "" where nobody knows it."""
        return self._by_title.get(folded(title), "")

    def known_among(self, titles: Iterable[str]) -> int:
        """How many of these titles are known."""
        return sum(bool(self.name_of(title)) for title in titles)

    def read(self, titles: Iterable[str]) -> Header:
        """Read the first row of a file. Raises FileError when it is no header, or names a column twice."""
        written = [title.strip() for title in titles]
        names = tuple(self.name_of(title) for title in written)
        if not any(names):
            raise FileError(
                _("The first row does not name any column we know. Known columns: %(known)s.")
                % {"known": ", ".join(self.names)}
            )
        for position, name in enumerate(names):
            if name and name in names[:position]:
                raise FileError(
                    _("Two columns are the same one: %(first)s and %(second)s.")
                    % {"first": written[names.index(name)], "second": written[position]}
                )
        return Header(names, tuple(title for title, name in zip(written, names, strict=True) if title and not name))
