"""From bytes to text."""

import io
import zipfile

import pytest

from foundation.transfer.decoding import LARGEST_FILE, decode
from foundation.transfer.problems import FileError

TEXT = "titel;plaats\nZorgcoöperatie ‘Ons Huis’ € 5;Woerden\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_every_encoding_of_spreadsheets(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nuls(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_8_with_a_damaged_letter_is_not_taken_for_windows() -> None:
    with pytest.raises(FileError) as error:
        decode("titel\nCoöperatie\nCaf".encode() + b"\xe9\n")
    assert "UTF-8" in str(error.value)
    assert " 3 " in str(error.value)


def test_letter_that_windows_does_not_have_is_refused_with_its_line() -> None:
    with pytest.raises(FileError) as error:
        decode(b"titel\nCaf\xe9\nX\x81Y\n")
    assert "Windows-1252" in str(error.value)
    assert " 3 " in str(error.value)


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(FileError):
        decode(TEXT.encode("utf-16")[:-1])


def zipped() -> bytes:
    """A small archive that would grow a thousand times, as a spreadsheet file is one."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [zipped(), b"\xd0\xcf\x11\xe0 old excel", b"%PDF-1.7", b"\x89PNG\r\n", bytes(2000), bytes(range(4)) * 500],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(FileError):
        decode(content)


def test_file_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    assert len(decode(b"a" * LARGEST_FILE)) == LARGEST_FILE
    with pytest.raises(FileError):
        decode(b"a" * (LARGEST_FILE + 1))
