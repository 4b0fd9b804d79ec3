"""What goes about the same as few results: shown after them, never counted, and nothing anybody may not see."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.audiences import PUBLIC
from search import relating
from search.engines.wanted import Wanted
from search.models import SearchDocument
from search.searching import Question, search
from tests.search.things import Things, thing, things_that_can_be_found

pytestmark = pytest.mark.django_db

CAFE = thing(1, "Digicafé Klik", "Wie wil, krijgt uitleg over een tablet.", keywords=("computer", "ouderen"))
LESSON = thing(2, "Spreekuur voor ouderen", "Vragen over je computer.", keywords=("computer", "ouderen"))
CLUB = thing(3, "Computerclub", "Voor ouderen die meer willen met hun computer.", keywords=("computer", "ouderen"))
SOUP = thing(4, "Soep voor ouderen", "Een pan, een lepel.", keywords=("eten",))
HIDDEN = thing(5, "Geheim spreekuur", "Computers.", keywords=("computer", "ouderen"), audience="members")


@pytest.fixture
def things() -> Iterator[Things]:
    """A café, what goes about the same, something that shares one word with it, something hidden, and much else."""
    filler = [thing(number, f"Onderwerp {number}", "Iets anders.") for number in range(200, 260)]
    with things_that_can_be_found(CAFE, LESSON, CLUB, SOUP, HIDDEN, *filler) as found:
        yield found


def related(text: str = "digicafe", **options: Any) -> list[str]:
    """The slugs of what follows the results."""
    question = Question(text=text, language="nl", **options)
    return [result.slug for result in relating.related_to(question, search(question))]


@pytest.mark.usefixtures("things")
class TestRelated:
    def test_it_shares_two_telling_words_with_the_results(self) -> None:
        """Not one; the query's own words are not among its own."""
        assert sorted(related()) == ["2", "3"]

    def test_it_is_no_result(self) -> None:
        answer = search(Question(text="digicafe", language="nl"))
        assert (answer.total, [result.slug for result in answer.results]) == (1, ["1"])

    def test_what_somebody_may_not_see_is_not_there(self) -> None:
        """Control: who may see it does."""
        assert "5" not in related()
        assert "5" in related(audiences=frozenset({PUBLIC, "members"}))

    @pytest.mark.parametrize(
        ("text", "options"),
        [
            ("bestaatniet", {}),
            ('"digicafe klik"', {}),
            ("digicafe -soep", {}),
            ("digicafe", {"correct": False}),
            ("digicafe", {"newest_first": True}),
            ("digicafe", {"page": 2}),
            ("digicafe", {"page_size": 1}),
            ("digicafe", {"filters": {"kind": frozenset({"kind:thing"})}}),
            ("onderwerp", {}),
        ],
        ids=["nothing", "phrase", "without", "literally", "newest", "later page", "full page", "filter", "enough"],
    )
    def test_nothing_where_it_was_not_asked_for(self, text: str, options: dict[str, Any]) -> None:
        """Control: with neither there is."""
        assert related(text, **options) == []
        assert related() != []

    def test_it_costs_the_same_whatever_is_found(self, things: Things) -> None:
        question = Question(text="digicafe", language="nl")
        answer = search(question)
        costs = []
        for more in (0, 6):
            rows = [
                thing(100 + number, f"Voor ouderen {number}", keywords=("computer", "ouderen"))
                for number in range(more)
            ]
            things.put(*rows)
            relating.related_to(question, answer)  # how many documents there are is remembered for a while
            with CaptureQueriesContext(connection) as queries:
                shown = relating.related_to(question, answer)
            costs.append((len(shown), len(queries)))
        assert costs == [(2, costs[0][1]), (relating.MOST, costs[0][1])]
        assert costs[0][1] <= 5

    def test_parts_of_one_thing_are_shown_once(self, things: Things) -> None:
        """As the pages of a long topic, which have one title."""
        things.put(
            *(thing(50 + number, "Lang gesprek", "Computer.", keywords=("computer", "ouderen")) for number in range(3))
        )
        assert len({"50", "51", "52"}.intersection(related())) == 1

    def test_what_went_a_moment_ago_is_left_out(self, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
        """The engine may still know it."""
        answers = relating.ask

        def take_then_answer(wanted: Wanted) -> object:
            found = answers(wanted)
            SearchDocument.objects.filter(kind="thing", object_id=2).delete()
            return found

        monkeypatch.setattr(relating, "ask", take_then_answer)
        assert related() == ["3"]
