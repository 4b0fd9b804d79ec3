"""Make synonyms-wordnet.nl.txt from Open Dutch WordNet, as the Open Multilingual Wordnet publishes it.

Run once when that has a new release, with its file wns/nld/wn-data-nld.tab:

    python -m search.data.build_synonyms wn-data-nld.tab

Of its words only those with one meaning lead anywhere, and only where few words share that meaning: the others bring in
what nobody asked for. The file it writes is in the repository; its source is not read on a machine that runs the site.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.language.analysis import DUTCH
from search.language.folding import words_of
from search.language.lexicon import is_a_word
from search.language.stop_words import DUTCH as SAYING_NOTHING
from search.language.synonyms import Rule, Thesaurus, rules_of_line

HERE = Path(__file__).resolve().parent
MADE = HERE / "synonyms-wordnet.nl.txt"
MOST_TOGETHER = 4  # words with one meaning
LONGEST = 3  # words of a phrase
SHORTEST = 3  # letters
HEADING = """\
# Words with one meaning, by Open Dutch WordNet: see LICENSE.wordnet.txt. Made by build_synonyms.py.
"""


def meanings(lines: Iterable[str]) -> Iterator[list[str]]:
    """The words of each meaning: lines have its number, "nld:lemma" and a word, between tabs."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        meaning, kind, word = (*line.rstrip("\n").split("\t"), "", "")[:3]
        if kind == "nld:lemma" and (word := word.strip().replace("_", " ")) not in words[meaning]:
            words[meaning].append(word)
    yield from words.values()


READING = Thesaurus((), DUTCH)
STOPS = {READING.keys_of(word) for word in SAYING_NOTHING}


def is_common(word: str) -> bool:
    """Whether it is a word of the language, or a short phrase of these, and no name; and tells something."""
    said = list(words_of(word))
    if word != word.lower() or len(word) < SHORTEST or not 0 < len(word.split()) <= LONGEST:
        return False
    return all(is_a_word(one.folded, DUTCH) for one in said) and READING.keys_of(word) not in STOPS


def our_own() -> set[Rule]:
    """The rules of the other files, which need not be there twice."""
    files = [file for file in HERE.glob("synonyms*.nl.txt") if file != MADE]
    return {rules_of_line(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()}


def rules(lines: Iterable[str]) -> list[str]:
    """A line for each meaning that has several words."""
    all_meanings = list(meanings(lines))
    counts = Counter(word for words in all_meanings for word in words)
    found = set()
    for words in all_meanings:
        different = list({READING.keys_of(word): word for word in words if is_common(word)}.values())
        clear = [word for word in different if counts[word] == 1]
        if not 1 < len(different) <= MOST_TOGETHER or not clear:
            continue
        if len(clear) == len(different):
            found.add(", ".join(different))
        else:
            found.update(f"{word} => {', '.join(other for other in different if other != word)}" for word in clear)
    known = our_own()
    return sorted(line for line in found if rules_of_line(line) not in known)


def main(arguments: list[str]) -> int:
    """Write the file."""
    with Path(arguments[0]).open(encoding="utf-8") as lines:
        found = rules(lines)
    MADE.write_text(HEADING + "\n".join(found) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
