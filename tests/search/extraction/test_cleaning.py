"""Tidy text."""

import pytest

from search.extraction.cleaning import tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een  twee\tdrie\xa0vier", "een twee drie vier"),
        ("  eerste \r\n\r\n\n tweede\rderde\u2028vierde\fvijfde ", "eerste\ntweede\nderde\nvierde\nvijfde"),
        ("be\x00wo\x07ners\x1b", "bewoners"),
        ("\ufeffsub\xadsi\u200bdie\u202e", "subsidie"),
        ("los \ud800 half\uffff", "los half"),
        ("cafe\u0301", "café"),
        ("👩\u200d🌾 en 🇳🇱", "👩\u200d🌾 en 🇳🇱"),
        (" \n\t\x00\n", ""),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected
