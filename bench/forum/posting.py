"""What answering costs over HTTP in a topic that 500 people follow; indexing and telling wait for the worker."""

import json
import time
import uuid
from pathlib import Path
from statistics import median
from typing import Any

from bench.forum.limits import POSTED_WITHIN, QUERIES_PER_100_FOLLOWERS
from bench.forum.sites import Site, run
from bench.forum.telling import OUT
from bench.forum.visitors import Visitor
from bench.servers import OURS, Server

FOUND = 302  # what a page answers that took a post: the browser goes to it


def measure_posting(site: Site, folder: Path) -> list[str]:
    """Answer over HTTP, then tell everybody; prints what it takes, returns which targets were missed."""
    environment = {**site.environment, "BACKGROUND_WORKER": "yes", OUT: str(folder / "telling.json")}
    with Server(OURS, environment=environment) as server:
        taken = sorted(1000 * seconds_to_answer(server, site.told, cookie) for cookie in site.told["writers"])
    run("bench.forum.telling", environment=environment)
    told = json.loads((folder / "telling.json").read_text(encoding="utf-8"))
    p95 = taken[int(len(taken) * 0.95)]
    per_hundred = told["queries"] * 100 / max(told["people"], 1)
    print(
        f"posting over HTTP: median {median(taken):.0f} ms, p95 {p95:.0f} ms; {told['people']} people told of it with "
        f"{told['queries']} queries, {per_hundred:.2f} per 100"
    )
    failed = []
    if p95 > POSTED_WITHIN:
        failed.append(f"posting: {p95:.0f} ms, at most {POSTED_WITHIN:.0f}")
    if per_hundred > QUERIES_PER_100_FOLLOWERS or not told["people"]:
        failed.append(f"telling: {per_hundred:.2f} queries per 100 followers, at most {QUERIES_PER_100_FOLLOWERS:g}")
    return failed


def seconds_to_answer(server: Server, told: dict[str, Any], cookie: str) -> float:
    """How long it takes until an answer of who is signed in was taken. Raises SystemExit when it was not."""
    writer = Visitor(server.port, cookie=cookie, csrf_cookie=told["csrf_cookie"])
    writer.get(told["topic"])
    fields = {"text": "Bij ons ligt hij bij de bakker, naast de oven.", "form_key": str(uuid.uuid4())}
    started = time.perf_counter()
    answer = writer.post(told["answer_to_500"], fields)
    if answer.status != FOUND:
        raise SystemExit(f"{told['answer_to_500']} answers {answer.status}")
    return time.perf_counter() - started
