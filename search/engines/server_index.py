"""Writing to a search server: its index, and an alias that always names a whole one."""

import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db.models import QuerySet

from search.batches import in_batches
from search.engines.server import server
from search.engines.transport import NOT_FOUND, PATIENT, lines
from search.engines.wanted import EngineDown
from search.models import SearchDocument, SearchText

TEXT = {"type": "text", "analyzer": "whitespace"}
MAPPING: dict[str, Any] = {
    "dynamic": False,
    "properties": {
        **dict.fromkeys(("title", "keywords", "summary", "body", "parts", "body_parts"), TEXT),
        "labels": {"type": "keyword"},
        "date": {"type": "date"},
        "number": {"type": "long"},
        "digest": {"type": "keyword"},
    },
}
COLUMNS = ("title", "keywords", "summary", "body", "parts", "body_parts", "labels")
ALREADY_THERE = "resource_already_exists_exception"
AT_A_TIME = 500  # documents a request
PAGE = 5_000  # documents of the inventory a request
PARALLEL = 2  # requests at the same time
IN_PLACE = 10  # seconds that the replicas of a new index may take to be there
SHARD_AWAY = 5  # seconds that a shard may be without a node before we hear of it
BEGINNINGS = 2  # of an index, where a node that dies takes a part of the first one along
TRIES = 5  # for documents that a cluster could not take because a node just left
PAUSE = 0.5  # seconds before the second try; twice as long before each next one

Say = Callable[[int], None]


def source_of(text: SearchText) -> dict[str, Any]:
    """A document as the server keeps it."""
    document = text.document
    return {
        **{name: getattr(text, name) for name in COLUMNS if name != "labels"},
        "labels": text.labels.split(),
        "date": document.date.isoformat() if document.date else None,
        "number": document.pk,
        "digest": document.digest,
    }


def write(
    index: str,
    written: Iterable[SearchText],
    gone: Iterable[int] = (),
    *,
    alias: bool = True,
    seconds: float = PATIENT,
) -> set[int]:
    """Put documents in an index and take others out; returns those that the server confirmed.

    alias: the name is that of an alias, and nothing is written where it names no index. seconds: that one node may
    take. Raises EngineDown.
    """
    entries: list[dict[str, Any]] = []
    for text in written:
        entries += [{"index": {"_id": str(text.pk)}}, source_of(text)]
    entries += [{"delete": {"_id": str(pk)}} for pk in gone]
    if not entries:
        return set()
    _address, send = server()
    path = f"/{index}/_bulk?timeout={SHARD_AWAY}s" + ("&require_alias=true" if alias else "")
    answer = send("POST", path, body=lines(entries), seconds=seconds)
    confirmed = set()
    for item in answer["items"]:
        ((action, outcome),) = item.items()
        fine = outcome["status"] < 300 or (action == "delete" and outcome["status"] == NOT_FOUND)  # noqa: PLR2004 - HTTP
        if fine and outcome.get("error", {}).get("type") != "index_not_found_exception":
            confirmed.add(int(outcome["_id"]))
    return confirmed


def texts() -> QuerySet[SearchText]:
    """All documents, with as much of them as the server keeps."""
    return SearchText.objects.select_related("document").only(*COLUMNS, "document__date", "document__digest")


def texts_in_order(after: int = 0) -> Iterator[SearchText]:
    """All documents by primary key, read in pieces."""
    while batch := list(texts().filter(pk__gt=after).order_by("pk")[:AT_A_TIME]):
        yield from batch
        after = batch[-1].pk


def make_index(name: str) -> None:
    """Make an empty index, and wait a moment for its replicas: a node that dies before takes its shards along.

    Where there are fewer nodes than replicas ask for, it goes on without.
    """
    address, send = server()
    body = {
        "settings": {"number_of_shards": address.shards, "number_of_replicas": address.replicas},
        "mappings": MAPPING,
    }
    try:
        send("PUT", f"/{name}?wait_for_active_shards=all&timeout={IN_PLACE}s", body=body)
    except EngineDown as down:
        # The name is ours alone: a node made it and left before it could say so, and the next one was asked again.
        if ALREADY_THERE not in str(down):
            raise


def rebuild(say: Say = lambda _done: None) -> int:
    """Build a new index beside the one in use, then let the alias name it; returns the number of documents.

    Searching goes on in the old one meanwhile. What changes while it is built is put right after the swap. Where a node
    takes the only copy of a shard along, another index is begun. When it fails the old index stays. Raises EngineDown.
    """
    for number in range(BEGINNINGS):
        name = new_name()
        make_index(name)
        try:
            done = fill_and_swap(name, say)
        except EngineDown:
            if number == BEGINNINGS - 1:
                raise
        else:
            break
    reconcile()
    drop_others(name)
    return done


def fill_and_swap(name: str, say: Say) -> int:
    """Put all documents in a new index and let the alias name it; drop it where that fails. Raises EngineDown."""
    try:
        done = fill(name, say)
        swap(name)
    except BaseException:
        drop(name)
        raise
    return done


def new_name() -> str:
    """A name for an index that no other has."""
    address, _send = server()
    return f"{address.prefix}-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"


def fill(name: str, say: Say) -> int:
    """Put all documents in a new index; returns how many there are. Raises EngineDown."""
    _address, send = server()
    done = 0
    with ThreadPoolExecutor(PARALLEL) as pool:
        waiting = []
        for batch in in_batches(texts_in_order(), AT_A_TIME):
            waiting.append((pool.submit(write_all, name, batch), len(batch)))
            if len(waiting) > PARALLEL:
                future, number = waiting.pop(0)
                future.result()
                done += number
                say(done)
        for future, number in waiting:
            future.result()
            done += number
            say(done)
    send("POST", f"/{name}/_refresh")
    return done


def write_all(name: str, batch: list[SearchText]) -> None:
    """Put documents in a new index; those that a cluster cannot take just now are tried again. Raises EngineDown."""
    left = batch
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE * 2 ** (number - 1))
        try:
            confirmed = write(name, left, alias=False)
        except EngineDown:
            if number == TRIES - 1:
                raise
            continue
        left = [text for text in left if text.pk not in confirmed]
        if not left:
            return
    raise EngineDown(f"{len(left)} documents were not taken")


def refresh() -> None:
    """Let searches see at once what was written; otherwise that takes a second."""
    address, send = server()
    send("POST", f"/{address.prefix}/_refresh")


def swap(name: str) -> None:
    """Let the alias name this index and no other, in one step."""
    address, send = server()
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": address.prefix}}]
    actions += [{"remove": {"index": old, "alias": address.prefix}} for old in named_by_alias() if old != name]
    send("POST", "/_aliases", body={"actions": actions})


def named_by_alias() -> list[str]:
    """The indexes that the alias names: one, or none on a server that was wiped."""
    address, send = server()
    try:
        return list(send("GET", f"/_alias/{address.prefix}"))
    except EngineDown as down:
        if down.status == NOT_FOUND:
            return []
        raise


def drop(name: str) -> None:
    """Delete an index, if the server can."""
    _address, send = server()
    try:
        send("DELETE", f"/{name}")
    except EngineDown:
        return  # it is left behind, and dropped after the next rebuild


def drop_others(name: str) -> None:
    """Delete the indexes of earlier rebuilds; what only begins with the same letters is not ours."""
    address, send = server()
    ours = re.compile(rf"{re.escape(address.prefix)}-\d{{14}}-[0-9a-f]{{6}}")
    for other in send("GET", f"/{address.prefix}-*/_alias"):
        if other != name and ours.fullmatch(other):
            drop(other)


def inventory() -> dict[int, str]:
    """The digest of each document that the server has. Raises EngineDown."""
    refresh()
    address, send = server()
    found: dict[int, str] = {}
    after = -1
    while True:
        body = {
            "size": PAGE,
            "_source": False,
            "docvalue_fields": ["digest"],
            "sort": [{"number": "asc"}],
            "search_after": [after],
            "query": {"match_all": {}},
        }
        hits = send("POST", f"/{address.prefix}/_search", body=body)["hits"]["hits"]
        for hit in hits:
            found[int(hit["_id"])] = hit.get("fields", {}).get("digest", [""])[0]
        if len(hits) < PAGE:
            return found
        after = hits[-1]["sort"][0]


def differences() -> tuple[list[int], list[int]]:
    """Documents that the server lacks or has in an older state, and those it has too many. Raises EngineDown."""
    there = inventory()
    here = dict(SearchDocument.objects.values_list("pk", "digest").iterator(chunk_size=PAGE))
    return [pk for pk, digest in here.items() if there.get(pk) != digest], [pk for pk in there if pk not in here]


def reconcile() -> int:
    """Put right what differs between the database and the server; returns how many documents did. Raises EngineDown."""
    address, _send = server()
    lacking, superfluous = differences()
    for batch in in_batches(lacking, AT_A_TIME):
        write(address.prefix, texts().filter(pk__in=batch))
    for batch in in_batches(superfluous, AT_A_TIME):
        write(address.prefix, (), batch)
    return len(lacking) + len(superfluous)
