"""How long the search function and the suggestions take, with this many documents.

The queries are those of the judged collections, each asked twice after a first round; the pages around the answers are
not measured. The 95th of a hundred counts. Times are milliseconds of this machine.
"""

import argparse
import time
from collections.abc import Callable, Iterable

from bench.search.corpus import LargeCollection
from bench.search.judged import queries_of
from bench.search.quality import indexed
from foundation.generation import generation_of_request
from search.rebuilding import settle
from search.relating import related_to
from search.searching import Question, search
from search.suggesting import suggest

PREFIXES = (2, 3, 5, 8)  # letters typed


def times_of(function: Callable[..., object], calls: Iterable[tuple[object, ...]]) -> list[float]:
    """Milliseconds of each call, shortest first."""
    taken = []
    for arguments in calls:
        started = time.perf_counter()
        function(*arguments)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def percentile(times: list[float], share: float) -> float:
    """The time that this share of the calls keeps to."""
    return times[min(len(times) - 1, int(len(times) * share))]


def show(what: str, times: list[float]) -> None:
    """Print the figures."""
    print(
        f"{what:<12} {len(times):6} calls   median {percentile(times, 0.5):7.1f} ms   "
        f"p95 {percentile(times, 0.95):7.1f} ms   longest {times[-1]:7.1f} ms"
    )


def ask(text: str, language: str) -> object:
    """Search, with what goes about the same, as the page does."""
    question = Question(text=text, language=language)
    with generation_of_request():
        answer = search(question)
        return answer, related_to(question, answer)


def complete(text: str, language: str) -> object:
    """Suggest, as the page does."""
    with generation_of_request():
        return suggest(text, language=language)


def main(arguments: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench.search latency", description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=10_000)
    parser.add_argument("--slowest", action="store_true", help="name the slowest queries")
    options = parser.parse_args(arguments)
    indexed(LargeCollection(options.documents))
    settle()
    queries = [(query.text, query.language) for name in ("domain", "general") for query in queries_of(name)]
    times_of(ask, queries)
    print(f"{options.documents} documents")
    show("search", times_of(ask, queries * 2))
    typed = [(text[:length], language) for text, language in queries for length in PREFIXES if len(text) >= length]
    show("suggestions", times_of(complete, typed))
    if options.slowest:
        slow = sorted(((times_of(ask, [query])[0], query[0]) for query in queries), reverse=True)
        for taken, text in slow[:10]:
            print(f"   {taken:7.1f} ms  {text}")
    return 0
