"""How well the search must find, over both collections together: what is missed is a reason not to release."""

from collections.abc import Mapping

from bench.search.judged import NO_ANSWER, Figures

ALL = "all"
# The least nDCG@10 of each class of queries.
NDCG = {
    "exact": 0.96,
    "inflection": 0.94,
    "compound-split": 0.96,
    "compound-join": 0.92,
    "typo": 0.95,
    "diacritics": 0.95,
    "phrase": 0.92,
    "synonym": 0.75,
    ALL: 0.93,
}
# The least share of queries without an answer that rightly find nothing.
RIGHTLY_NOTHING = 0.85
# The largest share of queries with an answer that find nothing at all.
WRONGLY_NOTHING = 0.03


def missed(table: Mapping[str, Figures]) -> list[str]:
    """The targets that these figures miss, a line for each."""
    lines = [
        f"{kind}: nDCG@10 is {table[kind].ndcg:.3f}, and must be {least:.3f}"
        for kind, least in NDCG.items()
        if table[kind].ndcg < least
    ]
    if table[NO_ANSWER].nothing < RIGHTLY_NOTHING:
        lines.append(f"{NO_ANSWER}: {table[NO_ANSWER].nothing:.3f} find nothing, and {RIGHTLY_NOTHING:.3f} must")
    if table[ALL].nothing > WRONGLY_NOTHING:
        lines.append(f"{ALL}: {table[ALL].nothing:.3f} find nothing, and {WRONGLY_NOTHING:.3f} may")
    return lines
