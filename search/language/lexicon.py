"""What is known of Dutch words, read once per process from the frozen files in search/data."""

import lzma
from functools import cache
from itertools import combinations
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
FIRST, LAST, WHOLE = 1, 2, 4  # where a word may stand in a compound, and whether it is never taken apart itself
PLACES = {
    "".join(places): sum({"b": FIRST, "e": LAST, "w": WHOLE}[place] for place in places)
    for number in range(4)
    for places in combinations("bew", number)
}


class Lexicon:
    """Words by how they stand in compounds, and by the stem that rules would get wrong."""

    def __init__(self, lines: list[str]) -> None:
        """Take the lines of lexicon.nl.txt: word, places and stem between tabs."""
        self.places: dict[str, int] = {}
        self.stems: dict[str, str] = {}
        for line in lines:
            if not line or line.startswith("#"):
                continue
            word, places, stem = (line + "\t\t").split("\t")[:3]
            if places:
                self.places[word] = PLACES[places]
            if stem:
                self.stems[word] = stem


@cache
def dutch_lexicon() -> Lexicon:
    """The lexicon: about 10 MB, read at the first search."""
    return Lexicon((DATA / "lexicon.nl.txt").read_text(encoding="utf-8").splitlines())


@cache
def english_roots() -> dict[str, str]:
    """The root of each irregular English form: "flew" is "fly"."""
    roots = {}
    for line in (DATA / "irregular.en.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            root, *forms = line.split()
            roots.update(dict.fromkeys(forms, root))
    return roots


@cache
def word_list(language: str) -> bytes:
    """All words of a language in order, between line feeds: a few MB, read at the first word the site does not know."""
    return lzma.decompress((DATA / f"words.{language}.txt.xz").read_bytes())


def is_a_word(folded: str, language: str) -> bool:
    """Whether a folded word stands in the word list of the language."""
    words, wanted = word_list(language), folded.encode()
    first, last = 0, len(words) - 1  # line feeds; the word, if it is there, stands between them
    while first < last:
        before = words.rindex(b"\n", first, (first + last) // 2 + 1)
        after = words.index(b"\n", before + 1)
        here = words[before + 1 : after]
        if here == wanted:
            return True
        first, last = (after, last) if here < wanted else (first, before)
    return False
