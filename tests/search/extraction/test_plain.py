"""Plain text in its encodings."""

import codecs
import io

import pytest

from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError
from search.extraction.plain import pieces_of
from tests.search.extraction.documents import junk

WORDS = "Coöperatie ’t Veld: € 10 – café"


def read(content: bytes, characters: int = 1000) -> str:
    return "".join(pieces_of(io.BytesIO(content), Limits(1000, characters)))


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("cp1252"),
    ],
)
def test_encodings(content: bytes) -> None:
    assert read(content) == WORDS


def test_reading_stops_within_a_character() -> None:
    # With room for 8 bytes, the fifth of these has lost its second one.
    assert read(b"a" + "é".encode() * 9, characters=1) == "aééé"


def test_a_stray_character_leaves_text_text() -> None:
    assert read(b"een\x00twee") == "een\x00twee"


@pytest.mark.parametrize("content", [junk(1), b"\x00" * 500, b"GIF89a" + bytes(range(256))])
def test_junk_is_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableError) as error:
        read(content)
    assert error.value.outcome == Outcome.UNSUPPORTED
