"""Make lexicon.nl.txt and words.*.txt.xz from OpenTaal's word list and spelling dictionary, and SCOWL's English words.

Run once when these have a new release, on a machine with Debian's wdutch, hunspell-nl, wamerican and wbritish:

    cd /usr/share/dict && python -m search.data.build_lexicon dutch ../hunspell/nl american-english british-english

The files it writes are in the repository; none of its sources is read on a machine that runs the site.
"""

import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.language.compounds import SHORTEST_PART, cheapest_parts
from search.language.folding import fold_word
from search.language.lexicon import PLACES
from search.language.stemming import dutch_by_rule
from search.language.stop_words import DUTCH as SAYING_NOTHING

HERE = Path(__file__).resolve().parent
FIRST, LAST, WHOLE = "b", "e", "w"
FORBIDDEN, NAME = "Fw", "PN"
VERB_STEMS = {"V3", "Vp", "Vq"}
# Flags of the spelling dictionary: what may begin a compound, what may end one, and what takes a linking s.
BEGINS, ENDS, LINKS, PLURAL_LINKS = {"Ca", "Cb", "CA", "CB", "Ce", "Cl"}, {"Cc", "Cw", "Cd"}, "Ch", "Cd"
# Suffixes of nouns (Z), diminutives (Y), verbs (V) and adjectives (A) lead back to the word they are made of.
INFLECTIONS = "ZYVA"
NOUNS = "ZYC"
INFINITIVE, AS_ADJECTIVE = "Vi", "Ve"
# Endings that stand in the dictionary as words, and would tear real words apart.
NO_PARTS = frozenset(
    """
    ing inge heid lijk isch eren atie ster aar ers ette ent ant eel nen den ten sen ken ner der ter tes ren ser lei ling
    elen erij ier iers aaa
    """.split()  # noqa: SIM905 - a paragraph reads better than forty quotation marks
)
PARTICLES = tuple(
    """
    aan achter af bij binnen bloot buiten dicht door goed in langs los mede mee na neer om onder op open over rond samen
    schoon tegen terug thuis toe tussen uit vast vol voor voort voorbij vooruit weg
    """.split()  # noqa: SIM905 - as above
)
# Nouns that the dictionary lets stand last in a compound as a plural only: with them the singular is taken apart too.
SHORT_LASTS = ("net", "lid", "les", "bos", "kas", "pad", "bak", "wet", "weg", "pas", "bed", "rit", "dak")
LONG_BEFORE_SHORT = 4  # letters that stand before one of them
# What is no participle of the verb that it looks like one of.
NO_PARTICIPLES = frozenset(
    "bedaard begaafd bekend beleefd bepaald bereid beroerd bezorgd verkeerd".split()  # noqa: SIM905 - as above
)
SURE_VERB = 5  # letters of a verb from which "ge" before it makes a participle for certain
VOICELESS = ("p", "k", "ch", "x", "c")  # after which a regular participle has a t
PREFIXES = ("be", "ver", "ont", "her")
PARTICIPLE = re.compile(rf"(?:{'|'.join(PARTICLES)})?(?:ge|be|ver|ont|her).+[dt]e?$")
# An adjective of this shape is the participle of a verb (georganiseerd, aangesloten), unlike gezond.
WITH_GE = re.compile(rf"(?:{'|'.join(PARTICLES)})?ge")
DONE = re.compile(rf"(?:{'|'.join(PARTICLES)})?ge.{{5,}}$")


@dataclass(slots=True)
class Lexicon:
    """What is known of words: how they stand in compounds, and the stem of those that rules get wrong."""

    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roots: dict[str, str] = field(default_factory=dict)
    is_root: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    participles: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of things and qualities: what is no form of a verb

    def place(self, word: str, places: Iterable[str]) -> None:
        """Let the word stand there in a compound."""
        if len(word) >= SHORTEST_PART and word not in NO_PARTS:
            self.places[word].update(places)

    def derive(self, form: str, root: str) -> None:
        """Lead a form back to its root; the first root found stays, and a root is nobody's form."""
        if form != root and form not in self.is_root:
            self.roots.setdefault(form, root)


@dataclass(frozen=True, slots=True)
class Suffix:
    """A rule of the affix file."""

    strip: str
    add: str
    continued: tuple[str, ...]
    condition: re.Pattern[str]

    def apply(self, word: str) -> str | None:
        """The form this rule makes of the word."""
        if not word.endswith(self.strip) or not self.condition.search(word):
            return None
        return (word[: -len(self.strip)] if self.strip else word) + self.add


def pairs(flags: str) -> tuple[str, ...]:
    """Flags are two letters each."""
    return tuple(flags[i : i + 2] for i in range(0, len(flags), 2))


def read_suffixes(file: Path) -> dict[str, list[Suffix]]:
    """The suffix rules of an affix file by their flag."""
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["SFX", flag, strip, addition, *rest] if strip not in {"Y", "N"}:
                add, _, continued = addition.partition("/")
                condition = re.compile(f"(?:{rest[0] if rest else '.'})$")
                blank = {"0": ""}
                suffixes[flag].append(Suffix(blank.get(strip, strip), blank.get(add, add), pairs(continued), condition))
    return suffixes


def read_entries(file: Path) -> Iterator[tuple[str, set[str]]]:
    """The words of the dictionary with their flags; names and what is forbidden left out."""
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].partition("/")
        found = set(pairs(flags.split()[0])) if flags.strip() else set()
        if word and not found & {FORBIDDEN, NAME} and " " not in word:
            yield word, found


def read_dictionary(stem: Path) -> tuple[Lexicon, set[str]]:
    """The lexicon as the dictionary tells it, and the stems of its verbs."""
    suffixes = read_suffixes(stem.with_suffix(".aff"))
    entries = list(read_entries(stem.with_suffix(".dic")))
    lexicon, verbs = Lexicon(), set()
    lexicon.is_root = {fold_word(word) for word, flags in entries if flags}
    for word in SHORT_LASTS:
        lexicon.place(word, LAST)
        lexicon.blocks.add(word)
    for word, flags in entries:
        root = fold_word(word)
        kinds = {flag[0] for flag in flags}
        if INFINITIVE in flags or kinds & set(NOUNS) or ("A" in kinds and not DONE.match(root)):
            lexicon.names.add(root)
        if AS_ADJECTIVE in flags and root not in NO_PARTICIPLES and not WITH_GE.match(root):
            lexicon.participles.add(root)
        if flags & (BEGINS | ENDS):
            lexicon.blocks.add(root)
        place_root(lexicon, root, flags)
        if VERB_STEMS & flags:
            verbs.add(root)
        inflect(lexicon, word, flags, suffixes)
    return lexicon, verbs


def place_root(lexicon: Lexicon, root: str, flags: set[str]) -> None:
    """Let a word of the dictionary stand in compounds where its flags say so."""
    if flags & BEGINS:
        lexicon.place(root, FIRST)
    if flags & ENDS:
        lexicon.place(root, LAST)
    if LINKS in flags:
        lexicon.place(root + "s", FIRST)
        lexicon.derive(root + "s", root)
    if PLURAL_LINKS in flags:
        lexicon.place(root + "s", (FIRST, LAST))
        lexicon.derive(root + "s", root)


def inflect(lexicon: Lexicon, word: str, flags: set[str], suffixes: dict[str, list[Suffix]]) -> None:
    """Take in the forms of a word."""
    root = fold_word(word)
    for flag in sorted(flags):
        if flag[0] not in INFLECTIONS:
            continue
        for suffix in suffixes.get(flag, ()):
            form = suffix.apply(word)
            if form is None or form.endswith("-"):
                continue
            folded = fold_word(form)
            if flag[0] == "Z":
                lexicon.names.add(folded)
            lexicon.derive(folded, root)
            if BEGINS & set(suffix.continued):
                lexicon.place(folded, FIRST)
            if ENDS & flags and flag[0] in "ZY":
                lexicon.place(folded, LAST)


def weak_forms(verbs: set[str]) -> Iterator[tuple[str, str]]:
    """Past tenses and participles of regular verbs, also with a particle: "aangevraagd" of "aanvraag"."""
    # Those that end in t or d first: "aangetast" is of tasten, though there is a verb tassen.
    for verb in sorted(verbs, key=lambda verb: (verb[-1] not in "td", verb)):
        yield verb + "t", verb
        for done in participles_of(verb):
            for ending in ("", "e"):
                yield f"ge{done}{ending}", verb
                yield f"{done}{ending}", verb
                for particle in PARTICLES:
                    yield f"{particle}ge{done}{ending}", particle + verb
        for past in (verb + "te", verb + "ten", verb + "de", verb + "den"):
            yield past, verb


def participles_of(verb: str) -> tuple[str, ...]:
    """What stands after "ge" in the participle of a regular verb, given as its stem."""
    if verb[-1] in "td":
        return (verb,)
    if verb[-1] in "fs":  # of leven geleefd, of blaffen geblaft
        return (verb + "t", verb + "d")
    return (verb + "t",) if verb.endswith(VOICELESS) else (verb + "d",)


def stem_of(root: str, words: set[str]) -> str:
    """The stem of a root; its last letters are no ending where more is put behind them (fiets, teken, herken)."""
    if len(root) > SHORTEST_PART and root.endswith(("s", "en")):
        for longer in (root + "en", root + "nen"):
            if longer in words:
                return dutch_by_rule(longer)
    return dutch_by_rule(root)


def third_persons(lexicon: Lexicon, words: set[str]) -> Iterator[tuple[str, str]]:
    """Forms of verbs that the dictionary knows as a noun only: "bezoekt" of "bezoek"."""
    for form in words - lexicon.is_root - lexicon.roots.keys():
        root = form[:-1]
        if len(root) < SURE_VERB or not form.endswith("t") or root not in lexicon.is_root:
            continue
        if {root + "en", root + root[-1] + "en"} & words:
            yield form, root


def strong_forms(file: Path) -> Iterator[tuple[str, str]]:
    """Past tenses and participles of irregular verbs, also with a particle."""
    for line in lines_of(file):
        infinitive, *forms = line.split()
        for form in forms:
            endings = ("", "e") if form == forms[-1] else ("",)
            for ending in endings:
                yield form + ending, infinitive
                for particle in PARTICLES:
                    yield particle + form + ending, particle + infinitive
                for prefix in PREFIXES:  # verkocht, bezocht: without ge
                    yield prefix + form.removeprefix("ge") + ending, prefix + infinitive


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a file without comments."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def read_words(file: Path) -> set[str]:
    """The words of a word list, folded."""
    return {folded for line in file.read_text(encoding="utf-8").split("\n") if len(folded := fold_word(line)) > 1}


def conjugate(lexicon: Lexicon, verbs: set[str], words: set[str]) -> None:
    """Take in the forms of regular verbs that stand in the word list."""
    for form, root in weak_forms(verbs):
        if form in words:
            if form in lexicon.participles or (
                PARTICIPLE.match(form) and (form not in lexicon.names or is_plain_participle(form, root))
            ):
                lexicon.is_root.discard(form)  # the dictionary has participles as words of their own
            lexicon.derive(form, root)
    for form, root in third_persons(lexicon, words):
        lexicon.derive(form, root)


def supplement(lexicon: Lexicon, file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Add what was written for this project; returns the forms whose root it gives, and those whose stem it gives."""
    given, fixed = {}, {}
    for line in lines_of(file):
        if "=" in line:
            form, _, root = (part.strip() for part in line.partition("="))
            given[form] = root
        elif ">" in line:
            form, _, stem = (part.strip() for part in line.partition(">"))
            fixed[form] = stem
        elif line.endswith("!"):
            lexicon.places[line.removesuffix("!").strip()].add(WHOLE)
        else:
            word, _, places = (part.strip() for part in line.partition("+"))
            lexicon.place(word, places)
            lexicon.blocks.add(word)
    return given, fixed


def write_words(language: str, words: set[str]) -> None:
    """Write a packed word list."""
    packed = lzma.compress("\n".join(["", *sorted(words), ""]).encode(), preset=9)
    (HERE / f"words.{language}.txt.xz").write_bytes(packed)


def is_plain_participle(form: str, root: str) -> bool:
    """Whether this is "ge" around a verb of some length: such a word is a participle whatever else it is."""
    return len(root) >= SURE_VERB and DONE.match(form) is not None


def ends_short(form: str, places: dict[str, int]) -> bool:
    """Whether this block is a word with one of SHORT_LASTS behind it."""
    first = form[:-3]
    known = places.get(first, 0) & PLACES[FIRST] or cheapest_parts(first, places, SHORTEST_PART)
    return form.endswith(SHORT_LASTS) and len(first) >= LONG_BEFORE_SHORT and bool(known)


def stems_by_parts(form: str, places: dict[str, int], stems: dict[str, str]) -> bool:
    """Whether the stem of this compound follows from its parts."""
    parts = cheapest_parts(form, places, SHORTEST_PART)
    return bool(parts) and stems[form].endswith(stems.get(parts[-1], dutch_by_rule(parts[-1])))


def stems_of(lexicon: Lexicon, roots: dict[str, str], words: set[str]) -> dict[str, str]:
    """The stem of each form and each word of the dictionary that rules would get wrong."""
    stems = {}
    for form, root in roots.items():
        seen = {form}
        while root in roots and root not in seen:
            seen.add(root)
            root = roots[root]  # noqa: PLW2901 - the way to the last root
        if (stem := stem_of(root, words)) != dutch_by_rule(form) and stem not in SAYING_NOTHING:
            stems[form] = stem
    for root in lexicon.is_root & words - roots.keys():
        if (stem := stem_of(root, words)) != dutch_by_rule(root) and stem not in SAYING_NOTHING:
            stems[root] = stem
    return stems


def main(word_list: Path, dictionary: Path, *english: Path) -> None:
    """Write all three files."""
    words = read_words(word_list)
    lexicon, verbs = read_dictionary(dictionary)
    given = {form: root for form, root in strong_forms(HERE / "strong-verbs.nl.txt") if root in words}
    given = {
        form: root
        for form, root in given.items()
        if form in words and (is_plain_participle(form, root) or form not in lexicon.roots.keys() | lexicon.names)
    }
    told, fixed = supplement(lexicon, HERE / "supplement.nl.txt")
    given |= told
    conjugate(lexicon, verbs, words)
    roots = {form: root for form, root in lexicon.roots.items() if form in words} | given
    stems = stems_of(lexicon, roots, words)
    rows = []
    stems |= fixed
    places = {word: PLACES["".join(sorted(found))] for word, found in lexicon.places.items()}
    for form in [form for form in lexicon.blocks & places.keys() if ends_short(form, places)]:
        lexicon.blocks.remove(form)
    for form in [form for form in places if form not in lexicon.blocks and cheapest_parts(form, places, SHORTEST_PART)]:
        del lexicon.places[form]  # it is taken apart anyway
    for form in [
        form for form in stems if form not in given.keys() | fixed.keys() and stems_by_parts(form, places, stems)
    ]:
        del stems[form]  # the stem of a compound is that of its last part
    for word in sorted(lexicon.places.keys() | stems.keys()):
        where = "".join(sorted(lexicon.places.get(word, ())))
        rows.append(f"{word}\t{where}\t{stems.get(word, '')}".rstrip("\t"))
    head = (HERE / "NOTICE.lexicon.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join([*(f"# {line}".rstrip() for line in head), *rows, ""])
    (HERE / "lexicon.nl.txt").write_text(text, encoding="utf-8")
    write_words("nl", words)
    write_words("en", set().union(*(read_words(file) for file in english)))
    sys.stdout.write(f"{len(rows)} words in the lexicon, {len(words)} in the word list\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
