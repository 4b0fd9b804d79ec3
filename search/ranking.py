"""How well a document answers a query: the same for every engine.

A variation of BM25F (Robertson and Zaragoza, 2009): what stands in the title counts more than what stands in the
text, a word that is rare on the site more than a common one, and the tenth mention less than the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.engines.wanted import Alternative, Concept

FIELDS = ("title", "keywords", "summary", "body")
PARTS, BODY_PARTS = "parts", "body_parts"
WEIGHTS = {"title": 7.0, "keywords": 2.5, "summary": 3.0, "body": 1.0}
# How much a field's length matters (b of BM25), and its usual length in terms.
LENGTHS = {"title": (0.4, 6.0), "keywords": (0.3, 12.0), "summary": (0.3, 20.0), "body": (0.5, 200.0)}
SATURATION = 3.0  # k1 of BM25
IN_COMPOUND = 0.5  # a word that stands inside a longer one
APART = 0.35  # the terms of one alternative, when they do not stand together
WINDOW = 6  # terms within which they stand together
TITLE_SAYS_IT_ALL = 0.25
SIDE_BY_SIDE = 0.12  # neighbouring words of the query that are neighbours in the document
WHOLE = 2.0  # how strongly a document that misses a word falls behind
OTHERWISE = 0.6  # how much of a word is missed where it is said in a way that counts nothing (0.3 for half)
ALSO = 0.4  # what other ways to say a word add to the one that is there most
LONGEST = 4_000  # terms of a body that are looked at

Counts = dict[str, dict[str, int]]  # by field: how often a term stands in it


@dataclass(frozen=True, slots=True)
class Texts:
    """The terms of a document by field, and those inside its compounds."""

    fields: dict[str, list[str]]
    parts: list[str]
    body_parts: list[str]

    @classmethod
    def of(cls, row: Sequence[str]) -> "Texts":
        """Take title, keywords, summary, body, parts and body_parts as they are kept: terms between spaces."""
        title, keywords, summary, body, parts, body_parts = row
        return cls(
            {
                "title": title.split(),
                "keywords": keywords.split(),
                "summary": summary.split(),
                "body": body.split()[:LONGEST],
            },
            parts.split(),
            body_parts.split(),
        )


def score(concepts: Sequence[Concept], texts: Texts) -> float:
    """How well the document answers; 0 where it has nothing of it."""
    if not concepts:
        return 0.0
    counts = counts_of(concepts, texts)
    there = set().union(*counts.values())
    worth = {name: WEIGHTS[name] / length_factor(name, len(terms)) for name, terms in texts.fields.items()}
    told = asked = titled = 0.0
    total = 0.0
    for concept in concepts:
        most = dict.fromkeys(FIELDS, 0.0)
        every = closest = 0.0
        for alternative in concept.alternatives:
            if not there.issuperset(alternative.keys):
                continue
            for name, number in mentions_of(alternative, texts, counts).items():
                if number:
                    mentions = number * alternative.weight
                    most[name] = max(most[name], mentions)
                    every += worth[name] * mentions
                    closest = max(closest, alternative.weight)
        best = sum(worth[name] * mentions for name, mentions in most.items())
        weight = best + ALSO * (every - best)
        asked += concept.rarity
        if weight > 0:
            told += concept.rarity * (1 - OTHERWISE * (1 - closest))
            total += concept.rarity * weight / (SATURATION + weight)
            titled += concept.rarity * min(1.0, most["title"])
    if asked == 0 or told == 0:
        return 0.0
    total *= (told / asked) ** WHOLE
    # A title that says all of what was typed, and little else.
    covered = titled / asked
    total *= 1 + TITLE_SAYS_IT_ALL * covered * (
        0.5 + 0.5 * min(1.0, len(concepts) / max(1, len(texts.fields["title"])))
    )
    return total * (1 + SIDE_BY_SIDE * neighbours(concepts, texts))


def counts_of(concepts: Sequence[Concept], texts: Texts) -> Counts:
    """How often each term that is looked for stands in each field, and inside compounds; other terms are left out."""
    keys = {key for concept in concepts for alternative in concept.alternatives for key in alternative.keys}
    lists = {**texts.fields, PARTS: texts.parts, BODY_PARTS: texts.body_parts}
    return {name: {key: terms.count(key) for key in keys.intersection(terms)} for name, terms in lists.items()}


def length_factor(name: str, length: int) -> float:
    """By how much mentions in a field of this length are divided."""
    share, usual = LENGTHS[name]
    return 1 - share + share * length / usual


def mentions_of(alternative: Alternative, texts: Texts, counts: Counts) -> dict[str, float]:
    """How often an alternative stands in each field."""
    keys = alternative.keys
    if len(keys) == 1:
        key = keys[0]
        found = {name: float(counts[name].get(key, 0)) for name in FIELDS}
        inside = counts[PARTS].get(key, 0)
        if inside:
            found["title"] += IN_COMPOUND * inside_title(key, texts)
            found["keywords"] += IN_COMPOUND * min(inside, 3)
        found["body"] += IN_COMPOUND * counts[BODY_PARTS].get(key, 0)
        return found
    found = {}
    for name in FIELDS:
        if all(key in counts[name] for key in keys):
            together = times_together(keys, texts.fields[name], exact=alternative.exact)
            found[name] = together if alternative.exact else max(together, APART)
    if not found and not alternative.exact:
        head = set().union(*(counts[name] for name in ("title", "keywords", "summary", PARTS)))
        if head.issuperset(keys):
            found["keywords"] = APART
    return found


def inside_title(key: str, texts: Texts) -> bool:
    """Whether a longer word of the title holds this term."""
    return any(key in term and key != term for term in texts.fields["title"])


def times_together(keys: tuple[str, ...], terms: list[str], *, exact: bool) -> float:
    """How often the keys stand together: one after another, or in any order within a few terms."""
    if exact:
        size = len(keys)
        return float(sum(tuple(terms[at : at + size]) == keys for at, term in enumerate(terms) if term == keys[0]))
    wanted = set(keys)
    times = 0
    at = 0
    while at < len(terms):
        if terms[at] in wanted and wanted.issubset(terms[at : at + WINDOW]):
            times += 1
            at += WINDOW
        at += 1
    return float(times)


def neighbours(concepts: Sequence[Concept], texts: Texts) -> float:
    """The share of neighbouring concepts that stand side by side somewhere in the document; 0 where there is one."""
    pairs = [(first.alternatives[0].keys[-1], second.alternatives[0].keys[0]) for first, second in pairwise(concepts)]
    if not pairs:
        return 0.0
    side_by_side = 0
    for pair in pairs:
        joined = "".join(pair)
        if any(joined in terms or stand_in_order(pair, terms) for terms in texts.fields.values()):
            side_by_side += 1
    return side_by_side / len(pairs)


def stand_in_order(pair: tuple[str, str], terms: list[str]) -> bool:
    """Whether the second stands at most two places after the first."""
    first, second = pair
    if first not in terms or second not in terms:
        return False
    return any(term == first and second in terms[at + 1 : at + 3] for at, term in enumerate(terms))
