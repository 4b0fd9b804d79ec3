"""Comparing words, with and without the search."""

import pytest

from foundation import words_alike
from foundation.words_alike import cut_words, terms_of


def test_search_reads_the_words() -> None:
    """Dorpshuizen and dorpshuis meet, and the part of a compound meets the word itself."""
    assert set(terms_of("De dorpshuizen", "nl")) & set(terms_of("een dorpshuis", "nl"))
    assert terms_of("sleutelplan", "nl").keys() & terms_of("sleutels tellen", "nl").keys()
    assert terms_of("iemand voor de en het", "nl") == {}


def test_without_search_words_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_alike, "_reader", cut_words)
    assert terms_of("Twee zonnedaken, één café", "nl") == {"twee": "Twee", "zonnedak": "zonnedaken", "cafe": "café"}
