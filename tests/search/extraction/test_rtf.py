"""Text of RTF."""

import io

import pytest

from search.extraction.cleaning import tidy
from search.extraction.formats import Limits
from search.extraction.rtf import pieces_of


def read(source: str, characters: int = 1000) -> str:
    return tidy("".join(pieces_of(io.BytesIO(source.encode("latin-1")), Limits(1000, characters))))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"{\rtf1\ansi Eerste \b vet\b0 .\par Tweede\line regel\par}", "Eerste vet.\nTweede\nregel"),
        (r"{\rtf1\ansi\ansicpg1252 caf\'e9 \'80 10}", "café € 10"),
        (r"{\rtf1\ansi\ansicpg1250 \'b9}", "ą"),
        (r"{\rtf1\ansi\ansicpg99999 caf\'e9}", "café"),
        (r"{\rtf1\uc1 \u8364 ?10 \u-10179?\u-8704?}", "€10 😀"),
        (r"{\rtf1{\uc2 \u8364 ??x}\u8364 ?y}", "€x€y"),
        (r"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator Iets}{\info{\title Weg}}{\pict ffd8}tekst}", "tekst"),
        (r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt koppeling}}}", "koppeling"),
        (r"{\rtf1 a\bin4 }{}\b}", "ab"),
        (r"{\rtf1 \{x\}\\ e\_mail~\~z}", "{x}\\ e-mail~ z"),
        ("{\\rtf1 gebroken\r\nregel}", "gebrokenregel"),
        (r"{\rtf1 zonder einde", "zonder einde"),
        (r"{\rtf1 te veel}}}} haakjes", "te veel haakjes"),
    ],
)
def test_text(source: str, expected: str) -> None:
    assert read(source) == expected


def test_reading_stops_when_there_is_enough() -> None:
    assert read(r"{\rtf1 " + r"a\par " * 50, characters=4) == "a\na\na"
