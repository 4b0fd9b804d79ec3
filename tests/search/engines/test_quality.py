"""How well each engine finds what judges say should be found."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import override_settings

from bench.search.judged import NO_ANSWER, SETS, Figures, documents_of
from bench.search.quality import answers_of, by_class, indexed
from bench.search.targets import ALL, NDCG, RIGHTLY_NOTHING, WRONGLY_NOTHING, missed
from foundation import searchable
from search import vocabulary
from tests.search.engines.conftest import DATABASE, SERVERS

NAMES = sorted(folder.name for folder in SETS.iterdir() if folder.is_dir())


@pytest.fixture(scope="module", params=[DATABASE, *SERVERS])
def figures(
    request: pytest.FixtureRequest,
    url_of: Callable[[str], str],
    made_once: Callable[[], AbstractContextManager[None]],
) -> Iterator[dict[str, Figures]]:
    """The figures of each class of queries, over all collections."""
    answers = []
    with made_once(), override_settings(SEARCH_URL=url_of(request.param)):
        for name in NAMES:
            answers += answers_of(name, indexed(documents_of(name)))
    yield by_class(answers)
    searchable._searchables.pop("judged", None)
    vocabulary.forget()


@pytest.mark.django_db
def test_every_engine_finds_well_enough(figures: dict[str, Figures]) -> None:
    assert missed(figures) == []


def test_targets_are_of_every_class() -> None:
    perfect = Figures(1, 1.0, 1.0, 1.0, 0.0)
    table = dict.fromkeys([*NDCG, NO_ANSWER], perfect)
    assert missed(table | {NO_ANSWER: Figures(1, 0.0, 0.0, 0.0, RIGHTLY_NOTHING)}) == []
    assert missed(table) == [f"{NO_ANSWER}: 0.000 find nothing, and {RIGHTLY_NOTHING:.3f} must"]
    nothing = Figures(1, 0.5, 0.0, 0.0, 0.1)
    assert missed(table | {NO_ANSWER: Figures(1, 0.0, 0.0, 0.0, 1.0), ALL: nothing}) == [
        f"{ALL}: nDCG@10 is 0.500, and must be {NDCG[ALL]:.3f}",
        f"{ALL}: 0.100 find nothing, and {WRONGLY_NOTHING:.3f} may",
    ]
