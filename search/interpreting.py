"""From what somebody typed to what is looked for: spelling, compounds, words that belong together, synonyms."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from foundation.generation import per_generation
from search.engines.wanted import Alternative, Concept
from search.language.analysis import DUTCH, LANGUAGES, Term, term_of
from search.language.compounds import parts_of
from search.language.folding import Word
from search.language.lexicon import is_a_word
from search.language.query import Asked, telling
from search.language.spelling import SHORTEST, corrections, sound_of
from search.language.synonyms import Rule, Thesaurus, shipped_thesaurus, split_words
from search.models import Synonym
from search.vocabulary import documents_in, documents_with, known_words, rarity, words_of_site

# How much a document that says it this way counts beside one that says it as it was typed.
SPLIT, APART, JOINED, SYNONYM, DERIVED, MOST = 0.85, 0.5, 1.0, 0.5, 0.3, 0.3
FURTHER = 0.25  # the synonym of a synonym
DERIVATIONS = ("er", "aar", "ster")  # who does it: drummer and drummen, wandelaar and wandelen
SHORTEST_ROOT = 4
SHORTEST_PIECE = 4  # letters, of a word that is cut where the site knows both halves
# A document need not have everything somebody typed: words that stand in it must tell this share of what all tell.
# A word that stands nowhere tells most of all, so what is asked of it is not answered with something else.
ENOUGH = 0.33
MOST_IN_SETS = 6  # words that sets are made of, those that tell most: at most twenty sets
UNHEARD = 2.0  # how much more a word tells that stands nowhere than one that stands in one document, roughly
SCARCE = 10  # documents
MOST_CORRECTED = 3  # words of a query
MOST_CANDIDATES = 5  # words that one may have been meant as


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What is looked for in documents of one language."""

    language: str
    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Alternative, ...] = ()
    replaced: dict[str, str] = field(default_factory=dict)  # folded word -> the word of the site it was read as
    is_scarce: bool = False  # whether one of the words stands in few documents, or in none

    def sets(self) -> tuple[tuple[int, ...], ...]:
        """The smallest sets of concepts that tell enough; phrases are in all of them.

        Of a long query the concepts that tell least are in none: they only help in ranking.
        """
        total = sum(concept.rarity for concept in self.concepts)
        required = {number for number, concept in enumerate(self.concepts) if concept.required}
        by_rarity = sorted(range(len(self.concepts)), key=lambda number: -self.concepts[number].rarity)
        looked_at = sorted(by_rarity[:MOST_IN_SETS])
        found: list[tuple[int, ...]] = []
        for size in range(1, len(looked_at) + 1):
            for chosen in combinations(looked_at, size):
                tells = sum(self.concepts[number].rarity for number in chosen)
                if tells < ENOUGH * total or not required.issubset(chosen):
                    continue
                if not any(set(smaller).issubset(chosen) for smaller in found):
                    found.append(chosen)
        return tuple(found) or (tuple(range(len(self.concepts))),)

    def may_miss_some(self) -> bool:
        """Whether a document with less than all concepts is an answer as well."""
        return len(self.concepts) > 1 and self.sets() != (tuple(range(len(self.concepts))),)


@per_generation
def thesaurus(language: str) -> Thesaurus:
    """What means the same in this language: the rules of the software and of the editors."""
    own = Synonym.objects.filter(language=language).values_list("words", "also_find")
    rules = [Rule(split_words(words), split_words(also_find)) for words, also_find in own]
    return Thesaurus(rules, language, below=shipped_thesaurus(language))


Known = dict[str, dict[str, int]]  # by language, the words that the site knows, with their number of documents


def interpret(asked: Asked, language: str, known: Known, *, correct: bool = True) -> Interpretation:
    """Read a query as one in this language. `known`: what known_words says of its words.

    Asks the database once, and up to three times more where the site does not know a word.
    """
    words = list({word.folded: word for word in telling(asked.words, language)}.values())
    replaced = corrected(words, language, known) if correct else {}
    if replaced:
        words = [replace_word(word, replaced[word.folded]) if word.folded in replaced else word for word in words]
    terms = [term_of(word.pieces, language) for word in words]
    halves = known_halves(words, terms, language, known)
    found = [alternatives_of(term, halves.get(number)) for number, term in enumerate(terms)]
    join_neighbours(found, words, terms, language)
    add_synonyms(found, terms, language)
    counts = documents_with(keys_in(found), language)
    counts |= reach_further(found, counts, language)
    phrases = [exactly(phrase, language) for phrase in asked.phrases]
    concepts = weigh(
        [Concept(word.folded, tuple(alternatives)) for word, alternatives in zip(words, found, strict=True)]
        + [
            Concept(" ".join(word.folded for word in phrase), (exact,), required=True)
            for phrase, exact in zip(asked.phrases, phrases, strict=True)
        ],
        counts,
        language,
    )
    excluded = tuple(exactly(phrase, language) for phrase in asked.excluded)
    is_scarce = any(max((documents_of(one, counts) for one in ways), default=0) < SCARCE for ways in found)
    return Interpretation(language, concepts, excluded, replaced, is_scarce)


def replace_word(word: Word, by: str) -> Word:
    """A word read as another one."""
    return word._replace(folded=by, pieces=(by,))


def exactly(phrase: tuple[Word, ...], language: str) -> Alternative:
    """These words, one after another."""
    return Alternative(tuple(term_of(word.pieces, language).key for word in phrase), exact=True)


def alternatives_of(term: Term, halves: tuple[str, str] | None) -> list[Alternative]:
    """A word itself, and where it is a compound its parts close together."""
    alternatives = [Alternative((term.key,)), *(Alternative((key,), DERIVED) for key in derived(term.key))]
    if len(term.parts) > 1:
        alternatives += [Alternative(term.parts, SPLIT, near=True), Alternative(term.parts, APART)]
        if len(term.parts) > 2:  # noqa: PLR2004 - of a long compound most will do
            alternatives += [Alternative(most, MOST) for most in combinations(term.parts, len(term.parts) - 1)]
    elif halves:
        alternatives.append(Alternative(halves, SPLIT, near=True))
    return alternatives


def derived(key: str) -> list[str]:
    """Terms of the same root: of who does it, or of what is done."""
    found = [key + ending for ending in DERIVATIONS] if len(key) >= SHORTEST_ROOT - 1 else []
    for ending in DERIVATIONS:
        root = key.removesuffix(ending)
        if root != key and len(root) >= SHORTEST_ROOT - 1:
            found += [root, root[:-1]] if root[-2:-1] == root[-1:] else [root]
    return found


def join_neighbours(found: list[list[Alternative]], words: list[Word], terms: list[Term], language: str) -> None:
    """Two or three neighbouring words may be one word in a document: "subsidie aanvraag", "dorps huis"."""
    for size in (2, 3):
        for begin in range(len(words) - size + 1):
            chosen = range(begin, begin + size)
            together = term_of(("".join(words[number].folded for number in chosen),), language).key
            by_parts = "".join(terms[number].key for number in chosen)
            for key in dict.fromkeys((together, by_parts)):
                for number in chosen:
                    found[number].append(Alternative((key,), JOINED))


def add_synonyms(found: list[list[Alternative]], terms: list[Term], language: str) -> None:
    """What means the same as one, two or three neighbouring words, and as a part of a compound.

    Two words need not be neighbours, and it does not matter whether they are typed as one word.
    """
    words = thesaurus(language)
    for size in range(1, words.longest + 1):
        for begin in range(len(terms) - size + 1):
            keys = tuple(term.key for term in terms[begin : begin + size])
            for other in words.of(keys):
                for number in range(begin, begin + size):
                    found[number].append(Alternative(other, SYNONYM, near=len(other) > 1))
    for chosen in (*combinations(range(len(terms)), 1), *combinations(range(len(terms)), 2)):
        for other in words.of_parts(terms[number] for number in chosen):
            for number in chosen:
                found[number].append(Alternative(other, SYNONYM, near=len(other) > 1))
    for number, term in enumerate(terms):
        if len(term.parts) == 2:  # noqa: PLR2004 - a compound of two
            found[number] += with_synonym_inside(*term.parts, words)


def reach_further(found: list[list[Alternative]], counts: dict[str, int], language: str) -> dict[str, int]:
    """What means the same as a synonym, for words that stand nowhere on the site and whose synonyms do not either.

    Returns in how many documents the terms of these stand.
    """
    words = thesaurus(language)
    further: list[list[Alternative]] = []
    for ways in found:
        if any(may_be_there(one, counts) for one in ways):
            continue
        near = [one.keys for one in ways if one.weight >= SYNONYM * SPLIT]
        others = dict.fromkeys(other for keys in near for other in words.of(keys))
        further.append([Alternative(other, FURTHER, near=len(other) > 1) for other in others])
        ways.extend(further[-1])
    return documents_with(keys_in(further), language) if any(further) else {}


def with_synonym_inside(first: str, last: str, words: Thesaurus) -> Iterator[Alternative]:
    """A compound of two with another word for one of its parts: close together, and as one word."""
    pairs = [((first,), other) for other in words.of((last,))] + [(other, (last,)) for other in words.of((first,))]
    for one, other in pairs:
        yield Alternative((*one, *other), SYNONYM * SPLIT, near=True)
        if len(one) == len(other) == 1:
            yield Alternative((one[0] + other[0],), SYNONYM)


def keys_in(found: list[list[Alternative]]) -> Iterator[str]:
    """All terms of these alternatives."""
    return (key for ways in found for one in ways for key in one.keys)


def weigh(concepts: list[Concept], counts: dict[str, int], language: str) -> tuple[Concept, ...]:
    """Say of each concept how much it tells: as much as the most common way to say it."""
    total = documents_in(language)
    weighed = []
    for concept in concepts:
        seen = max((one.weight * documents_of(one, counts) for one in concept.alternatives), default=0)
        unique = dict.fromkeys(concept.alternatives)
        useful = tuple(one for one in unique if one is concept.alternatives[0] or may_be_there(one, counts))
        tells = rarity(seen, total) * (1 if seen else UNHEARD)
        weighed.append(replace(concept, rarity=tells, alternatives=useful))
    return tuple(weighed)


def documents_of(alternative: Alternative, counts: dict[str, int]) -> int:
    """In how many documents an alternative stands; several terms together count as none, since nobody counted them."""
    return counts.get(alternative.keys[0], 0) if len(alternative.keys) == 1 else 0


def may_be_there(alternative: Alternative, counts: dict[str, int]) -> bool:
    """Whether the site has all of its terms."""
    return all(key in counts for key in alternative.keys)


def corrected(words: list[Word], language: str, known: Known) -> dict[str, str]:
    """What to read in place of words that nobody knows: not the site, not the language."""
    candidates = [
        word.folded for word in words if len(word.folded) >= SHORTEST and not any(map(str.isdigit, word.folded))
    ]
    everywhere = set().union(*known.values()) if known else set()
    unknown = [word for word in dict.fromkeys(candidates) if word not in everywhere and not is_in_a_list(word)]
    meant: dict[str, list[str]] = {}
    for word in unknown[:MOST_CORRECTED]:
        site = words_of_site(language)
        near = corrections(word, site.words, site.documents)[:MOST_CANDIDATES]
        if is_a_compound(word, language):
            # A compound may be new to us. That it only sounds as it is written here is no chance, though.
            near = [one for one in near if sound_of(one) == sound_of(word)]
        if near:
            meant[word] = near
    if not meant:
        return {}
    # The words of the site were read a moment ago: only what is still there is given away.
    there = known_words(word for near in meant.values() for word in near).get(language, {})
    return {word: best for word, near in meant.items() if (best := next((one for one in near if one in there), ""))}


def is_in_a_list(word: str) -> bool:
    """Whether a folded word is correct in a language we know."""
    return any(is_a_word(word, language) for language in LANGUAGES)


def is_a_compound(word: str, language: str) -> bool:
    """Whether a folded word is put together of Dutch words that are not too short."""
    parts = parts_of(word) if language == DUTCH else ()
    return bool(parts) and min(map(len, parts)) >= SHORTEST_PIECE


def known_halves(words: list[Word], terms: list[Term], language: str, known: Known) -> dict[int, tuple[str, str]]:
    """Words that no dictionary takes apart and the site does not know, cut where it knows both halves ("heatpump")."""
    unknown = {
        number: word.folded
        for number, (word, term) in enumerate(zip(words, terms, strict=True))
        if not term.parts and len(word.folded) >= 2 * SHORTEST_PIECE and word.folded not in known.get(language, {})
    }
    if not unknown:
        return {}
    cuts = {
        number: [(word[:at], word[at:]) for at in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1)]
        for number, word in unknown.items()
    }
    here = known_words(half for pairs in cuts.values() for pair in pairs for half in pair).get(language, {})
    halves = {}
    for number, pairs in cuts.items():
        both = [(here[first] * here[last], first, last) for first, last in pairs if first in here and last in here]
        if both:
            _count, first, last = max(both)
            halves[number] = (term_of((first,), language).key, term_of((last,), language).key)
    return halves
