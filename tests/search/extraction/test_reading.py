"""Documents read by a process of their own, within limits."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import FrozenInstanceError
from pathlib import Path
from zipfile import ZipFile

import pytest

from search.extraction import Extracted, Outcome, reading, text_of
from search.extraction.reading import received_from
from tests.search.extraction.documents import (
    MEGABYTE,
    docx,
    docx_of,
    junk,
    odt_of,
    pdf_bomb,
    pdf_of,
    pdf_of_empty_pages,
)

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the platform does not limit memory")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Where the document of a test stands, under a name that says nothing."""
    return tmp_path / "upload"


@pytest.fixture
def impostor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process in place of the child that does what the document says."""
    monkeypatch.setattr(reading, "CHILD", "tests.search.extraction.impostor")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (pdf_of(("De gemeente geeft sub-", "sidie."), ("Einde",)), "a.pdf", "De gemeente geeft subsidie.\nEinde"),
        (docx_of("Eerste", "Tweede"), "a.docx", "Eerste\nTweede"),
        (odt_of("Eerste", "Tweede"), "a.odt", "Eerste\nTweede"),
        (rb"{\rtf1\ansi Eerste\par caf\'e9}", "a.rtf", "Eerste\ncafé"),
        (b"naam;plaats\r\nJan;D\xe9nekamp\r\n", "a.csv", "naam;plaats\nJan;Dénekamp"),
        ("\ufeffEén\r\n\r\ntwee\0".encode("utf-16-le"), "LEES MIJ.TXT", "Eén\ntwee"),
        # The name does not matter where the content says what it is.
        (pdf_of(("Tekst",)), "a.txt", "Tekst"),
        (docx_of("Tekst"), "a.pdf", "Tekst"),
        (odt_of("Tekst"), "\0/..", "Tekst"),
    ],
)
def test_a_document_is_read(document: Path, content: bytes, name: str, expected: str) -> None:
    document.write_bytes(content)
    assert text_of(document, name=name) == Extracted(expected, Outcome.READ)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.pdf", Outcome.EMPTY),
        (b" \n\0\n", "a.txt", Outcome.EMPTY),
        (pdf_of_empty_pages(2), "a.pdf", Outcome.EMPTY),
        (docx_of(""), "a.docx", Outcome.EMPTY),
        (PNG, "a.png", Outcome.UNSUPPORTED),
        (PNG, "a.txt", Outcome.UNSUPPORTED),
        (b"tekst", "a.docx", Outcome.UNSUPPORTED),
        (junk(1), "a.pdf", Outcome.UNSUPPORTED),
        (junk(2), "a.txt", Outcome.UNSUPPORTED),
        (b"%PDF-1.7\n" + junk(3), "a.pdf", Outcome.DAMAGED),
        (pdf_of(("Tekst",))[:300], "a.pdf", Outcome.DAMAGED),
        (docx_of("Tekst")[:300], "a.docx", Outcome.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", Outcome.ENCRYPTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", Outcome.UNSUPPORTED),
    ],
)
def test_a_document_without_text_says_why(document: Path, content: bytes, name: str, expected: Outcome) -> None:
    document.write_bytes(content)
    assert text_of(document, name=name) == Extracted("", expected)


def test_what_is_no_file_is_damaged(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "missing", Path("a\0b")):
        assert text_of(path, name="a.txt", seconds=5) == Extracted("", Outcome.DAMAGED)


def test_without_an_interpreter_nothing_is_raised(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document.write_bytes(b"tekst")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert text_of(document, name="a.txt") == Extracted("", Outcome.DAMAGED)


def test_extracted_stays_as_it_is() -> None:
    extracted = Extracted("tekst", Outcome.READ)
    with pytest.raises(FrozenInstanceError):
        extracted.text = "anders"  # type: ignore[misc]
    assert not hasattr(extracted, "__dict__")
    assert str(Outcome.TOO_SLOW) == "too_slow"


def test_text_ends_at_so_many_characters(document: Path) -> None:
    document.write_bytes("😀".encode() * 100_000)
    assert text_of(document, name="a.txt", characters=70_000) == Extracted("😀" * 70_000, Outcome.READ)


@ONLY_LINUX
def test_a_pdf_that_takes_too_much_memory_is_too_large(document: Path) -> None:
    document.write_bytes(pdf_bomb(60))
    assert text_of(document, name="a.pdf", megabytes=64) == Extracted("", Outcome.TOO_LARGE)
    assert text_of(document, name="a.pdf") == Extracted("achter de bom", Outcome.READ)


@ONLY_LINUX
def test_xml_that_takes_too_much_memory_is_too_large(document: Path) -> None:
    document.write_bytes(docx(f'<w:p bom="{"x" * 30 * MEGABYTE}"><w:r><w:t>achter de bom</w:t></w:r></w:p>'))
    assert text_of(document, name="a.docx", megabytes=64) == Extracted("", Outcome.TOO_LARGE)
    assert text_of(document, name="a.docx") == Extracted("achter de bom", Outcome.READ)


def test_an_archive_that_unpacks_to_too_much_is_too_large(document: Path) -> None:
    document.write_bytes(docx(f"<!--{' ' * MEGABYTE}-->" * 65 + "<w:p><w:r><w:t>achter de bom</w:t></w:r></w:p>"))
    with ZipFile(document) as packed:
        assert sum(part.compress_size for part in packed.infolist()) < MEGABYTE
    assert text_of(document, name="a.docx", megabytes=64) == Extracted("", Outcome.TOO_LARGE)
    assert text_of(document, name="a.docx") == Extracted("achter de bom", Outcome.READ)


@ONLY_LINUX
def test_memory_for_less_than_a_reader_is_too_large(document: Path) -> None:
    document.write_bytes(pdf_of(("Tekst",)))
    assert text_of(document, name="a.pdf", megabytes=1) == Extracted("", Outcome.TOO_LARGE)


def test_a_document_that_takes_too_long_is_too_slow(document: Path) -> None:
    document.write_bytes(pdf_of_empty_pages(1_000_000))
    began = time.monotonic()
    assert text_of(document, name="a.pdf", seconds=1) == Extracted("", Outcome.TOO_SLOW)
    assert time.monotonic() - began < 3
    document.write_bytes(pdf_of_empty_pages(10))
    assert text_of(document, name="a.pdf") == Extracted("", Outcome.EMPTY)


@pytest.mark.usefixtures("impostor")
def test_all_that_a_slow_child_started_ends_with_it(document: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    document.write_text(f"hold {held}")
    assert text_of(document, name="", seconds=1) == Extracted("", Outcome.TOO_SLOW)
    assert held.read_text() == "locked"
    with held.open() as file:
        for _ in range(50):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.1)
        else:
            pytest.fail("a process still holds the file")


@pytest.mark.usefixtures("impostor")
def test_a_child_is_told_no_secrets(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    for name in reading.HANDED_ON:
        monkeypatch.delenv(name, raising=False)
    document.write_text("environment ")
    told = set(text_of(document, name="").text.split())
    # Python and macOS add these by themselves.
    assert told - {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"} == {"PYTHONPATH"}


@pytest.mark.usefixtures("impostor")
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (f"end {signal.SIGSEGV:d}", Outcome.DAMAGED),
        (f"end {signal.SIGABRT:d}", Outcome.TOO_LARGE),
        (f"end {signal.SIGKILL:d}", Outcome.TOO_LARGE),
        (f"end {signal.SIGXCPU:d}", Outcome.TOO_SLOW),
        ("exit 0", Outcome.DAMAGED),
        ("exit 1", Outcome.DAMAGED),
    ],
)
def test_the_death_of_a_child_says_why(document: Path, order: str, expected: Outcome) -> None:
    document.write_text(order)
    assert text_of(document, name="") == Extracted("", expected)


def test_no_more_is_received_than_was_asked_for() -> None:
    endless = [sys.executable, "-c", "while True: print('x' * 1000)"]
    with subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        try:
            assert len(received_from(child, most=5000, deadline=time.monotonic() + 20)) == 5000
            with pytest.raises(TimeoutError):
                received_from(child, most=5000, deadline=time.monotonic())
        finally:
            child.kill()
