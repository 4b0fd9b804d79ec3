"""How much memory a process gains from the analysis: word lists, rules and what is remembered of words."""

import gc
import os
from pathlib import Path

from bench.search.judged import documents_of, queries_of
from search.language.analysis import stream_of
from search.language.lexicon import is_a_word
from search.language.synonyms import Thesaurus, shipped_rules


def megabytes() -> float:
    """The memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def main(_arguments: list[str]) -> int:
    """Measure."""
    collections = [documents_of(name) for name in ("domain", "general")]
    queries = [query for name in ("domain", "general") for query in queries_of(name)]
    gc.collect()
    before = megabytes()
    for collection in collections:
        for row in collection.rows.values():
            stream_of(f"{row['title']} {row['summary']} {row['body']}", str(row["locale"]))
    for query in queries:
        stream_of(query.text, query.language)
    for language in ("nl", "en"):
        is_a_word("dorpshuis", language)
        Thesaurus(shipped_rules(language), language)
    gc.collect()
    print(f"{megabytes() - before:.0f} MB")
    return 0
