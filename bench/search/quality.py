"""How well the search finds what judges say should be found, per class of queries."""

import argparse

from bench.search.judged import (
    NO_ANSWER,
    SETS,
    Figures,
    JudgedDocuments,
    Query,
    documents_of,
    figures,
    ndcg,
    queries_of,
)
from bench.search.targets import missed
from foundation import searchable
from search import vocabulary
from search.actions import index
from search.engines import server_index, uses_a_server
from search.engines.pushing import rebuild_server
from search.relating import related_to
from search.searching import Question, search


def answers_of(name: str, documents: JudgedDocuments) -> list[tuple[Query, list[str]]]:
    """What the search shows for each query of a collection, in its order; the documents must be indexed."""
    ids = {number: str(row["id"]) for number, row in documents.rows.items()}
    answers = []
    for query in queries_of(name):
        question = Question(text=query.text, language=query.language)
        answer = search(question)
        shown = (*answer.results, *related_to(question, answer))
        answers.append((query, [ids[int(result.url.strip("/"))] for result in shown]))
    return answers


def by_class(answers: list[tuple[Query, list[str]]]) -> dict[str, Figures]:
    """The figures of each class, and of all queries that have an answer."""
    classes = dict.fromkeys(query.kind for query, _found in answers)
    table = {kind: figures([pair for pair in answers if pair[0].kind == kind]) for kind in classes}
    table["all"] = figures([pair for pair in answers if pair[0].kind != NO_ANSWER])
    return table


def indexed(documents: JudgedDocuments) -> JudgedDocuments:
    """Put the documents of a collection in the index of the present database, in place of another collection."""
    known = searchable.searchable_named(documents.name)
    old = set(known.pks()) if known else set()
    searchable._searchables[documents.name] = documents  # noqa: SLF001 - a collection is no app
    index(documents.name, sorted(old | set(documents.pks())))
    vocabulary.forget()
    if uses_a_server():
        rebuild_server()
        server_index.refresh()
    return documents


def show(name: str, table: dict[str, Figures]) -> None:
    """Print the figures."""
    print(f"\n{name:<16} queries  nDCG@10    MRR  recall@10  nothing found")
    for kind, row in table.items():
        found = "" if kind == NO_ANSWER else f"{row.ndcg:7.3f} {row.mrr:6.3f} {row.recall:10.3f}"
        print(f"{kind:<16} {row.queries:7} {found:25} {row.nothing:14.3f}")


def show_misses(documents: JudgedDocuments, answers: list[tuple[Query, list[str]]]) -> None:
    """Print the queries that did not go well."""
    titles = {str(row["id"]): str(row["title"]) for row in documents.rows.values()}
    for query, found in answers:
        if query.kind == NO_ANSWER:
            if found:
                print(f"\n{query.kind} [{query.text}]: {[titles[one] for one in found[:4]]}")
            continue
        value = ndcg(found, query.grades)
        if value < 0.9:  # noqa: PLR2004 - what is worth a look
            print(f"\n{query.kind} [{query.text}] {value:.2f}")
            for one in found[:6]:
                print(f"   found  {query.grades.get(one, '-')} {titles[one]}")
            for one, grade in sorted(query.grades.items(), key=lambda item: -item[1]):
                if one not in found[:6]:
                    print(f"   missed {grade} {titles[one]}")


def main(arguments: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench.search quality", description=__doc__)
    parser.add_argument("sets", nargs="*", default=sorted(folder.name for folder in SETS.iterdir() if folder.is_dir()))
    parser.add_argument("--misses", action="store_true", help="print what did not go well")
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 when a target of bench/search/targets.py is missed"
    )
    options = parser.parse_args(arguments)
    every: list[tuple[Query, list[str]]] = []
    for name in options.sets:
        documents = indexed(documents_of(name))
        answers = answers_of(name, documents)
        every += answers
        show(name, by_class(answers))
        if options.misses:
            show_misses(documents, answers)
    if not options.check:
        return 0
    lines = missed(by_class(every))
    print("\n" + ("\n".join(lines) or "All targets are met."))
    return 1 if lines else 0
