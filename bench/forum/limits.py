"""The figures that the forum must keep to."""

from dataclasses import dataclass

KB = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is measured. most_times: how many empty pages it may cost; None for what is only compared."""

    name: str
    address: str  # the name of its address in what `fill` gives
    signed_in: bool = False
    most_times: float | None = None
    most_queries: int | None = None
    most_bytes: int | None = None


PAGES = (
    Page(name="topic list", address="forum", most_times=2.0, most_queries=8, most_bytes=100 * KB),
    Page(name="topic of 20 posts", address="topic", most_times=2.8, most_queries=8),
    Page(name="topic list, signed in", address="forum", signed_in=True, most_times=4.4, most_queries=12),
    Page(name="topic, signed in", address="topic", signed_in=True, most_times=4.4, most_queries=12),
    Page(name="all forums", address="overview"),
    Page(name="all forums, signed in", address="overview", signed_in=True),
    Page(name="new topics, signed in", address="new", signed_in=True),
    Page(name="questions without answer", address="unanswered"),
    Page(name="end of a long topic", address="long_topic"),
)
MOST_TIMES_SLOWER = 1.3  # p95 with many posts, beside that with few
POSTED_WITHIN = 150.0  # ms, p95
QUERIES_PER_100_FOLLOWERS = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """One page of one site. cost: milliseconds of processor time; p95: milliseconds until the answer was there."""

    cost: float
    p95: float
    queries: int
    size: int


def missed(page: Page, few: Figures, many: Figures, *, empty: float, times_slower: float) -> list[str]:
    """The limits that a page does not keep to, in words."""
    worst = max(few.cost, many.cost) / empty
    figures = [
        ("times an empty page", worst, page.most_times),
        ("queries", max(few.queries, many.queries), page.most_queries),
        ("bytes", max(few.size, many.size), page.most_bytes),
        ("times as slow with many posts", times_slower, MOST_TIMES_SLOWER),
    ]
    return [
        f"{page.name}: {value:.3g} {what}, at most {most:g}"
        for what, value, most in figures
        if most is not None and value > most
    ]
