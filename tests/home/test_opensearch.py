"""The search of the network among the search engines of a browser."""

import pytest

from home.opensearch import shortened


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Buurtnet", "Buurtnet"),
        ("Kennisnetwerk bewonersinitiatieven", "Kennisnetwerk"),
        ("Zestien letters!", "Zestien letters!"),
        ("Samen in de buurt aan zet", "Samen in de"),
        ("Bewonersinitiatieven", "Bewonersinitiati"),
    ],
)
def test_name_is_shortened_to_whole_words(name: str, expected: str) -> None:
    """To sixteen characters, which the format allows."""
    assert shortened(name) == expected
