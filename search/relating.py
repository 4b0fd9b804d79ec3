"""What goes about the same as the few results of a search, for who does not know the words that others use.

Relevance feedback without anybody's help (Rocchio, 1971; Lavrenko and Croft, 2001): the words that tell most in the
best results are searched for in turn. What shares two of them comes after the results, and is not counted with them.
"""

from collections import Counter
from itertools import combinations

from search.engines.asking import ask
from search.engines.wanted import Alternative, Concept, Wanted
from search.language.query import read_query
from search.models import SearchText
from search.ranking import PARTS
from search.searching import Answer, Question, Result, ranked_hits, shown
from search.vocabulary import documents_in, documents_with, rarity

ENOUGH = 10  # results beside which nothing more is needed
MOST = 5
BEST = 3  # results that say what it is about
NEARLY_AS_GOOD = 0.5  # the least of the score of the best result that these have
TELLING, SHARED = 8, 2  # terms that are searched for, and how many of them there must be
SHORTEST = 3  # letters of a term
COMMON = 0.2  # the share of all documents in which a term tells nothing any more
LOOKED_AT = 40  # documents whose place our own ranking decides
# How much a term tells of what a document is about, by where it stands; its body goes into too much detail.
WEIGHTS = {"title": 3.0, "keywords": 3.0, "summary": 1.5, PARTS: 1.0}
COLUMNS = ("title", "keywords", "summary", "parts")


def related_to(question: Question, answer: Answer) -> tuple[Result, ...]:
    """What else somebody may want who asked this, best first; nothing where much was found, or something exact asked.

    At most five queries more than the search.
    """
    room = min(MOST, min(ENOUGH, question.page_size) - answer.total)
    if not answer.results or room <= 0 or not is_open(question):
        return ()
    best = max(answer.results, key=lambda result: result.score)
    good = [
        result
        for result in answer.results
        if result.language == best.language and result.score >= NEARLY_AS_GOOD * best.score
    ][:BEST]
    concepts = concepts_of(good, best.language)
    if len(concepts) < SHARED:
        return ()
    wanted = Wanted(
        language=best.language,
        audiences=question.audiences,
        concepts=concepts,
        any_of=tuple(combinations(range(len(concepts)), SHARED)),
        limit=LOOKED_AT,
        counted=False,
    )
    found, _fallen_back = ask(wanted)
    known = {result.document_id for result in answer.results}
    ranked = [hit for hit in ranked_hits(found.hits, concepts, newest_first=False) if hit[0] not in known]
    seen = {(result.kind, result.title) for result in answer.results}
    related = []
    for result in shown(ranked[: 2 * MOST], (), best.language, question):  # nobody typed what would be marked
        if (result.kind, result.title) not in seen:  # the parts of a long topic have one title
            seen.add((result.kind, result.title))
            related.append(result)
    return tuple(related[:room])


def is_open(question: Question) -> bool:
    """Whether somebody is helped by more than was asked: no choice was made, no phrase asked for, no word refused."""
    asked = read_query(question.text)
    is_exact = asked.phrases or asked.excluded or question.filters or not question.correct
    return not is_exact and question.page == 1 and not question.newest_first


def concepts_of(results: list[Result], language: str) -> tuple[Concept, ...]:
    """The terms that tell most of what these are about: those that stand in few documents, but in more than one."""
    best = max(result.score for result in results) or 1.0
    scores = {result.document_id: result.score / best for result in results}
    rows = SearchText.objects.filter(pk__in=scores).values_list("pk", *COLUMNS)
    weights: Counter[str] = Counter()
    for pk, *texts in rows:
        for name, text in zip(COLUMNS, texts, strict=True):
            for term, times in Counter(text.split()).items():
                weights[term] += WEIGHTS[name] * times**0.5 * scores[pk]
    counts = documents_with(weights, language)
    total = documents_in(language)
    telling = Counter(
        {
            term: weight * rarity(counts[term], total)
            for term, weight in weights.items()
            if len(term) >= SHORTEST and 1 < counts.get(term, 0) <= COMMON * total
        }
    )
    return tuple(Concept(term, (Alternative((term,)),), rarity=tells) for term, tells in telling.most_common(TELLING))
