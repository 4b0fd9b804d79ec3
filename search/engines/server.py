"""Finding with Elasticsearch or OpenSearch.

Documents hold text that was analysed already, so nothing is asked of the server that the two do not share, and all
fields are split at white space.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings

from search.engines.address import ServerAddress, read_address
from search.engines.transport import QUICK, Connection, lines, raise_error_of
from search.engines.wanted import Alternative, Concept, EngineDown, Found, Wanted
from search.labels import AUDIENCE, FACETS, LANGUAGE, label

FIELDS = ("title^10", "keywords^4", "summary^4", "body", "parts^3", "body_parts^0.5")
HEAD = ("title^10", "keywords^4", "summary^4", "parts^3")
WORDS = ("title", "keywords", "summary", "body")
NEAR = 6  # terms between
DEEPEST = 10_000  # results that the server leafs through
MOST_LABELS = 1_000  # of a facet
MATCHED, REST = "matched", "rest"  # what is counted, beside the facets that somebody chose from


@cache
def connection_to(url: str) -> tuple[ServerAddress, Connection]:
    """The server at this address, and the connection that all threads of this process share."""
    address = read_address(url)
    return address, Connection(address)


def server() -> tuple[ServerAddress, Connection]:
    """The server that SEARCH_URL names."""
    return connection_to(settings.SEARCH_URL)


def leafs_to(wanted: Wanted) -> bool:
    """Whether the server leafs this deep through its results."""
    return wanted.offset + wanted.limit <= DEEPEST


class ServerEngine:
    """Finds with a search server."""

    name = "server"

    def find(self, wanted: Wanted) -> Found:
        """Answer one question. Raises EngineDown."""
        return self.find_all([wanted])[0]

    def find_all(self, wanted: Sequence[Wanted]) -> list[Found]:
        """Answer several questions in one request; not deeper than leafs_to() says. Raises EngineDown."""
        address, send = server()
        body = lines(line for one in wanted for line in ({}, question(one)))
        answers = send("POST", f"/{address.prefix}/_msearch", body=body, seconds=QUICK)["responses"]
        return [found_in(answer, one) for answer, one in zip(answers, wanted, strict=True)]


def found_in(answer: dict[str, Any], wanted: Wanted) -> Found:
    """What an answer of the server says. Raises EngineDown where it is none, or not a whole one."""
    raise_error_of(answer, answer.get("status", 0))
    if answer.get("timed_out") or answer.get("_shards", {}).get("failed"):
        raise EngineDown("a part of the index did not answer")
    hits = [(int(hit["_id"]), float(hit["_score"] or 0.0)) for hit in answer["hits"]["hits"]]
    if not wanted.counted:
        return Found(hits)
    total = answer["hits"]["total"]["value"]
    labels: Counter[str] = Counter()
    for facet, counted in answer["aggregations"].items():
        # Those of a facet that somebody chose from are counted apart.
        shown = [one for one in FACETS if one not in wanted.filters] if facet == REST else [facet]
        for bucket in counted.get("labels", {}).get("buckets", ()):
            if bucket["key"].partition(":")[0] in shown:
                labels[bucket["key"]] = bucket["doc_count"]
    return Found(hits, total, answer["aggregations"][MATCHED]["doc_count"], labels)


def question(wanted: Wanted) -> dict[str, Any]:
    """The body of a search."""
    body: dict[str, Any] = {
        "query": query_of(wanted),
        "size": wanted.limit,
        "from": wanted.offset,
        "_source": False,
        "track_total_hits": True,
        "timeout": f"{int(QUICK * 1000)}ms",
        "sort": ["_score", {"number": "asc"}],
        "track_scores": True,
    }
    if wanted.newest_first or not wanted.concepts:
        body["sort"] = [{"date": {"order": "desc", "missing": "_last"}}, {"number": "desc"}]
    if wanted.filters:
        body["post_filter"] = passing(wanted, FACETS)
    if wanted.counted:
        body["aggs"] = counts_of(wanted)
    return body


def passing(wanted: Wanted, facets: tuple[str, ...]) -> dict[str, Any]:
    """Documents that pass the filters of these facets."""
    chosen = [sorted(labels) for facet, labels in wanted.filters.items() if facet in facets]
    return {"bool": {"filter": [{"terms": {"labels": labels}} for labels in chosen]}}


def counts_of(wanted: Wanted) -> dict[str, Any]:
    """How many documents each label has, among those that pass the filters of the other facets.

    For facets that nobody chose from, all in one: each count goes through all documents that match.
    """
    every = {"terms": {"field": "labels", "size": MOST_LABELS * len(FACETS)}}
    counts: dict[str, Any] = {
        MATCHED: {"filter": {"match_all": {}}},
        REST: {"filter": passing(wanted, FACETS), "aggs": {"labels": every}},
    }
    for facet in wanted.filters:
        others = tuple(other for other in FACETS if other != facet)
        own = {"terms": {"field": "labels", "include": f"{facet}:.*", "size": MOST_LABELS}}
        counts[facet] = {"filter": passing(wanted, others), "aggs": {"labels": own}}
    return counts


def query_of(wanted: Wanted) -> dict[str, Any]:
    """What must match, without the filters that a visitor chose."""
    audiences = sorted(label(AUDIENCE, one) for one in wanted.audiences)
    query: dict[str, Any] = {
        "filter": [{"terms": {"labels": audiences}}, {"term": {"labels": label(LANGUAGE, wanted.language)}}]
    }
    if wanted.any_of:
        # Which of its words a document must have is asked apart from how much each of them counts: a server takes
        # 1,024 clauses, and of twenty sets with all words in each it would get more.
        query["filter"].append(some_of([all_of(wanted, chosen) for chosen in wanted.any_of]))
        query["should"] = [concept_query(concept) for concept in wanted.concepts]
    elif wanted.concepts:
        query["must"] = [concept_query(concept) for concept in wanted.concepts]
    query["must_not"] = [alternative_query(excluded) for excluded in wanted.excluded]
    if wanted.without:
        query["must_not"].append({"terms": {"labels": sorted(wanted.without)}})
    return {"bool": query}


def all_of(wanted: Wanted, chosen: tuple[int, ...]) -> dict[str, Any]:
    """All of these concepts."""
    return {"bool": {"filter": [concept_query(wanted.concepts[number]) for number in chosen]}}


def some_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    """At least one of these."""
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def any_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    """The best of these."""
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries}}


def concept_query(concept: Concept) -> dict[str, Any]:
    """The best of its alternatives."""
    return any_of([alternative_query(one) for one in concept.alternatives])


def alternative_query(alternative: Alternative) -> dict[str, Any]:
    """All of its terms."""
    keys, weight = alternative.keys, alternative.weight
    if len(keys) == 1:
        return somewhere(keys[0], FIELDS, weight)
    if alternative.exact:
        return {"bool": {"should": [phrase(name, keys, 0) for name in WORDS], "minimum_should_match": 1}}
    if alternative.near:
        together = [phrase(name, keys, NEAR) for name in WORDS]
        in_head = {"bool": {"must": [somewhere(key, HEAD) for key in keys]}}
        return {"bool": {"should": [in_head, *together], "minimum_should_match": 1, "boost": weight}}
    return {"bool": {"must": [somewhere(key, FIELDS) for key in keys], "boost": weight}}


def somewhere(key: str, fields: tuple[str, ...], weight: float = 1.0) -> dict[str, Any]:
    """A term in one of the fields."""
    return {"multi_match": {"query": key, "fields": fields, "tie_breaker": 0.3, "boost": weight}}


def phrase(name: str, keys: tuple[str, ...], slop: int) -> dict[str, Any]:
    """Terms one after another in a field, with so many moves allowed."""
    return {"match_phrase": {name: {"query": " ".join(keys), "slop": slop}}}
