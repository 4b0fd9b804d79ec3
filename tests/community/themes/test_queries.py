"""Reading tags."""

import pytest

from community.themes.models import Tag, TagSynonym
from community.themes.queries import similar_tags

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zonnepaneel", ["zonnepanelen"]),
        ("Zonne", ["zonnepanelen"]),
        ("vrijwiligers", ["vrijwilligers"]),
        ("de vrijwilligers van de soep", ["vrijwilligers"]),
        ("panelen op het dak", []),
        ("pv", []),
        ("pv-panelen", ["zonnepanelen"]),
        ("???", []),
        ("", []),
    ],
)
def test_similar_tags_are_those_that_somebody_may_mean(typed: str, expected: list[str]) -> None:
    tags = [Tag.objects.create(name=name) for name in ("zonnepanelen", "vrijwilligers", "geld")]
    TagSynonym.objects.create(tag=tags[0], name="pv-panelen")
    assert similar_tags(typed) == expected
