"""How much there is of each theme: every app says how to count its own."""

from collections import defaultdict
from collections.abc import Callable

from wagtail.models import Locale

# A counter gives, for a locale, the number per source theme's primary key; a wording gives "3 kennistools" for 3.
Counter = Callable[[Locale], dict[int, int]]
Wording = Callable[[int], str]

_counters: list[tuple[int, Counter, Wording]] = []


def counts_in_themes(counter: Counter, wording: Wording, *, order: int) -> None:
    """Register what an app counts, in one query."""
    _counters.append((order, counter, wording))


def count_texts(locale: Locale) -> dict[int, str]:
    """For each theme a line like "12 initiatieven, 6 kennistools", by the source theme's primary key."""
    words: dict[int, list[str]] = defaultdict(list)
    for _order, counter, wording in sorted(_counters, key=lambda entry: entry[0]):
        for theme_id, number in counter(locale).items():
            if number:
                words[theme_id].append(wording(number))
    return {theme_id: ", ".join(parts) for theme_id, parts in words.items()}
