"""The figures that every type of page must keep to."""

from dataclasses import dataclass

from bench.addresses import PageType
from bench.pages.weight import Weight

KB = 1000
TIMES_EMPTY = {"front": 3.0, "listing": 2.8, "detail": 2.2}
QUERIES = {"front": 14, "listing": 14, "detail": 10}
HTML, FONTS = 40 * KB, 60 * KB
WIRE, WIRE_WITH_MAP = 90 * KB, 180 * KB
CACHED = {"memory": 0.15, "Redis": 0.25}  # by where pages are kept; times the empty page


@dataclass(frozen=True, slots=True)
class Measured:
    """One address: what it weighs and costs. Processor times are in milliseconds per request."""

    page_type: PageType
    path: str
    weight: Weight
    queries: int
    processor: float
    empty: float
    cached: dict[str, float]

    @property
    def ratio(self) -> float:
        """How many empty Wagtail pages this page costs."""
        return self.processor / self.empty


def missed(page: Measured) -> list[str]:
    """The limits that a page does not keep to, in words."""
    kind, weight = page.page_type.kind, page.weight
    most_wire = WIRE_WITH_MAP if page.page_type.has_map else WIRE
    figures = [
        ("times an empty page", page.ratio, TIMES_EMPTY[kind]),
        ("queries", page.queries, QUERIES[kind]),
        ("bytes of HTML", weight.html, HTML),
        ("bytes of HTML, CSS and JavaScript", weight.wire, most_wire),
        ("bytes of fonts", weight.fonts, FONTS),
        *(
            (f"times an empty page, kept in {where}", cost / page.empty, CACHED[where])
            for where, cost in page.cached.items()
        ),
    ]
    return [
        f"{page.path}: {round(value, 3):g} {what}, at most {most:g}" for what, value, most in figures if value > most
    ]
