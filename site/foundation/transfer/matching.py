"""Recognising what people typed, and naming what they may have meant."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

MOST_SUGGESTIONS = 3
LONGEST_GUESSED = 80  # characters; comparing longer texts costs much and helps nobody
LONGEST_QUOTED = 60
NO_LETTER = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Text without what people write differently: capitals, accents, spaces and marks."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return NO_LETTER.sub("_", plain.casefold()).strip("_")


def quoted(text: str) -> str:
    """The text between quotation marks, shortened."""
    return f'"{text[:LONGEST_QUOTED]}…"' if len(text) > LONGEST_QUOTED else f'"{text}"'


def meant(text: str, names: Iterable[str]) -> str:
    """A space and "Do you mean Soest?" with the nearest of these names; "" where none is near."""
    by_folded = {folded(name): name for name in names}
    wanted = folded(text[:LONGEST_GUESSED])
    near = get_close_matches(wanted, by_folded, n=MOST_SUGGESTIONS, cutoff=0.6) if wanted else []
    if not near:
        return ""
    return " " + _("Do you mean %(names)s?") % {"names": either(by_folded[name] for name in near)}


def either(names: Iterable[str]) -> str:
    """Join names: "Soest", "Soest or Zeist", "Soest, Baarn or Zeist"."""
    *first, last = names
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last
