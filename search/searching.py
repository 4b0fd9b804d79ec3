"""Searching: from a question to results, whatever engine does the finding."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from foundation.audiences import PUBLIC
from foundation.searchable import Address
from search.documents import SUMMARY
from search.engines.asking import ask
from search.engines.wanted import Concept, Wanted
from search.excerpts import Keys, Piece, excerpt, excerpt_with_place, marked, wanted_keys
from search.finding import Part, parts_found
from search.interpreting import Interpretation, interpret
from search.labels import Filters
from search.language.analysis import LANGUAGES
from search.language.folding import fold, fold_query
from search.language.query import read_query, with_replaced
from search.locating import address_of_place, addresses_of
from search.models import PromotedResult, SearchDocument, SearchText
from search.ranking import Texts, score
from search.vocabulary import known_words

PAGE_SIZE = 10
MOST_PER_PAGE = 100
DEEPEST = 10_000  # results that can be leafed through
WINDOW = 100  # documents whose place our own ranking decides; after them the engine's order holds
TEXT_COLUMNS = ("title", "keywords", "summary", "body", "parts", "body_parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks. page counts from 1; filters: facet -> labels."""

    text: str
    language: str
    filters: Filters = field(default_factory=dict)
    page: int = 1
    page_size: int = PAGE_SIZE
    newest_first: bool = False
    correct: bool = True
    audiences: frozenset[str] = frozenset({PUBLIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One document as it is shown."""

    document_id: int
    kind: str
    object_id: int
    slug: str
    title: str
    url: str
    lang: str  # set where its text is in another language than was asked in
    language: str
    date: datetime | None
    labels: tuple[str, ...]
    score: float
    title_pieces: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    village: str = ""
    promoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found. corrected_query: what was searched for instead of what was typed, else "".

    matched: how many there are without filters. labels: how many documents each label would leave. from_database: the
    search server did not answer.
    """

    query: str
    corrected_query: str = ""
    total: int = 0
    matched: int = 0
    results: tuple[Result, ...] = ()
    labels: Mapping[str, int] = field(default_factory=Counter)
    from_database: bool = False


def search(question: Question) -> Answer:
    """Find documents: the visitor's language first, then the others; without words all that pass the filters."""
    asked = read_query(question.text)
    if asked.is_empty and not question.filters:
        return Answer(query=asked.text)
    known = known_words(word.folded for word in asked.words)
    # Only the visitor's own language is corrected: what is right in the other one is left alone there.
    readings = [
        interpret(asked, language, known, correct=question.correct and language == question.language)
        for language in sorted(LANGUAGES, key=lambda one: one != question.language)
    ]
    wanted = [wanted_of(reading, question) for reading in readings]
    parts, from_database = parts_found(readings, wanted, question.language)
    replaced = parts[0].reading.replaced
    first = (min(question.page, DEEPEST) - 1) * question.page_size
    chosen = [
        result
        for part, begin, end in spans(parts, first, first + question.page_size)
        for result in results_of(part, question, begin, end)
    ]
    labels: Counter[str] = Counter()
    for part in parts:
        labels.update(part.found.labels)
    total = sum(part.found.total for part in parts)
    corrected = with_replaced(asked, replaced) if replaced else ""
    results = tuple(chosen)
    if first == 0 and not question.filters and not question.newest_first:
        results, total = with_promoted(results, total, question, corrected or asked.text, parts[0].reading.concepts)
    return Answer(
        query=asked.text,
        corrected_query=corrected,
        total=total,
        matched=max(total, sum(part.found.matched for part in parts)),
        results=results,
        labels=labels,
        from_database=from_database,
    )


def wanted_of(reading: Interpretation, question: Question) -> Wanted:
    """What to ask for in one language."""
    return Wanted(
        language=reading.language,
        audiences=question.audiences,
        concepts=reading.concepts,
        excluded=reading.excluded,
        filters=question.filters,
        newest_first=question.newest_first,
        limit=WINDOW,
    )


def spans(parts: list[Part], first: int, last: int) -> list[tuple[Part, int, int]]:
    """Which results of each language stand on a page that goes from `first` up to `last` of all."""
    found = []
    before = 0
    for part in parts:
        begin, end = max(first - before, 0), min(last - before, part.found.total)
        if begin < end:
            found.append((part, begin, end))
        before += part.found.total
    return found


def results_of(part: Part, question: Question, begin: int, end: int) -> list[Result]:
    """The results of one language from place `begin` up to `end`."""
    hits = part.found.hits
    ranked = part.wholes.best_of_each(ranked_hits(hits, part.reading.concepts, newest_first=question.newest_first))
    if end > len(ranked) and begin < part.found.total:
        offset = max(begin, len(ranked))
        skipped = offset + len(hits) - len(ranked)  # the engine knows of no parts
        deeper, _fallen_back = ask(replace(part.wanted, limit=end - offset, offset=skipped, counted=False))
        ranked = [*ranked[begin:], *deeper.hits] if offset > begin else deeper.hits
    else:
        ranked = ranked[begin:end]
    return shown(ranked, part.reading.concepts, part.reading.language, question)


def ranked_hits(
    hits: list[tuple[int, float]], concepts: tuple[Concept, ...], *, newest_first: bool
) -> list[tuple[int, float]]:
    """The engine's best, in the order of our own ranking; those that are no longer in the database left out."""
    if newest_first or not concepts:
        return hits
    rows = SearchText.objects.filter(pk__in=[pk for pk, _score in hits]).values_list("pk", *TEXT_COLUMNS)
    scores = {pk: score(concepts, Texts.of(texts)) for pk, *texts in rows}
    return sorted(
        ((pk, scores[pk]) for pk, _score in hits if pk in scores), key=lambda hit: -hit[1]
    )  # stable: what is equal keeps the engine's order


def shown(
    hits: list[tuple[int, float]], concepts: tuple[Concept, ...], language: str, question: Question
) -> list[Result]:
    """Results for these documents; those that somebody may not see, or that went a moment ago, are left out."""
    scores = dict(hits)
    documents = SearchDocument.objects.filter(pk__in=scores, audience__in=question.audiences).select_related("text")
    by_pk = {document.pk: document for document in documents.defer(*(f"text__{name}" for name in TEXT_COLUMNS))}
    things = ((each.kind, each.object_id) for each in by_pk.values())
    addresses = addresses_of(things, question.language, question.audiences)
    keys = wanted_keys(concepts)
    results = []
    for pk, found in hits:
        document = by_pk.get(pk)
        address = addresses.get((document.kind, document.object_id)) if document else None
        if document is None or address is None:
            continue
        results.append(result_of(document, address, keys, found))
    return results


def result_of(document: SearchDocument, address: Address, keys: Keys, found: float) -> Result:
    """A document as it is shown."""
    text = document.text
    language = document.language
    body, at = excerpt_with_place(text.plain_body, keys, language)
    summary = excerpt(text.plain_summary, keys, language)
    said = max((summary, body), key=lambda pieces: (distinct_marks(pieces), pieces is summary))
    if said is summary:
        at = SUMMARY if distinct_marks(summary) else None
    return Result(
        document_id=document.pk,
        kind=document.kind,
        object_id=document.object_id,
        slug=document.slug,
        title=document.title,
        url=address_of_place(document, address, at),
        lang=address.lang,
        language=language,
        date=document.date,
        labels=tuple(document.labels.split()),
        score=round(found, 4),
        title_pieces=tuple(marked(document.title, keys, language)),
        excerpt=tuple(said or body or summary),
        village=document.village,
    )


def distinct_marks(pieces: Collection[Piece]) -> int:
    """How many different words are marked."""
    return len({fold(piece.text) for piece in pieces if piece.marked})


def with_promoted(
    results: tuple[Result, ...], total: int, question: Question, text: str, concepts: tuple[Concept, ...]
) -> tuple[tuple[Result, ...], int]:
    """What editors promote for these words on top, once; and how many there are with it."""
    words = {fold_query(one) for one in (question.text, text)}
    keys = (
        PromotedResult.objects.filter(query__in=words, language=question.language)
        .order_by("pk")
        .values_list("page__translation_key", flat=True)[:3]
    )
    groups = list(keys)
    if not groups:
        return results, total
    documents = SearchDocument.objects.filter(group__in=groups, audience__in=question.audiences)
    best: dict[object, SearchDocument] = {}
    for document in sorted(documents, key=lambda one: one.language != question.language):
        best.setdefault(document.group, document)
    on_top = shown([(best[group].pk, 0.0) for group in groups if group in best], concepts, question.language, question)
    promoted = tuple(replace(result, promoted=True) for result in on_top)
    ids = {result.document_id for result in promoted}
    rest = tuple(result for result in results if result.document_id not in ids)
    return (*promoted, *rest), max(total, len(promoted) + len(rest))


def closest(question: Question, *, most: int = 3) -> tuple[Result, ...]:
    """What comes closest when nothing was found: documents with any of the words."""
    asked = read_query(question.text)
    reading = interpret(asked, question.language, known_words(word.folded for word in asked.words))
    if not reading.concepts:
        return ()
    wanted = Wanted(
        language=question.language,
        audiences=question.audiences,
        concepts=reading.concepts,
        any_of=tuple((number,) for number in range(len(reading.concepts))),
        excluded=reading.excluded,
        limit=most * 10,
        counted=False,
    )
    found, _fallen_back = ask(wanted)
    ranked = ranked_hits(found.hits, reading.concepts, newest_first=False)
    return tuple(shown(ranked[:most], reading.concepts, question.language, question))
