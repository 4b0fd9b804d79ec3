"""Text of Office Open XML and OpenDocument."""

import io
import re
import socket
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from search.extraction.formats import Limits
from search.extraction.office import pieces_of
from search.extraction.outcomes import Outcome, UnreadableError
from tests.search.extraction.documents import (
    MEGABYTE,
    ODF,
    SHEET,
    SLIDE,
    WORD,
    A,
    W,
    X,
    archive,
    docx,
    docx_of,
    odf,
    odt_of,
    ooxml,
)


def read(content: bytes, *, characters: int = 10_000, unpacked: int = MEGABYTE) -> list[str]:
    pieces = pieces_of(io.BytesIO(content), Limits(unpacked, characters))
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def outcome_of(content: bytes, *, unpacked: int = MEGABYTE) -> Outcome:
    with pytest.raises(UnreadableError) as error:
        read(content, unpacked=unpacked)
    return error.value.outcome


def test_docx_gives_paragraphs() -> None:
    assert read(docx_of("De gemeente &amp; wij", "", "Tweede")) == ["De gemeente & wij", "Tweede"]


def test_docx_joins_runs_and_knows_tabs_and_breaks() -> None:
    body = "<w:p><w:r><w:t>sub</w:t></w:r><w:r><w:t>sidie</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"
    assert read(docx(body)) == ["subsidie a b"]


def test_docx_gives_what_is_shown_once() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>geschrapt</w:delText></w:r></w:del><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:moveFrom><w:p><w:r><w:t>verplaatst</w:t></w:r></w:p></w:moveFrom>"
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>kader</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>kader</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert read(docx(body)) == ["nieuw", "kader"]


def test_docx_keeps_a_paragraph_around_a_text_box_whole() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>in het kader</w:t></w:r></w:p></w:txbxContent>"
    assert read(docx(f"<w:p><w:r><w:t>om het </w:t>{box}<w:t>kader</w:t></w:r></w:p>")) == [
        "in het kader",
        "om het kader",
    ]


def test_docx_has_its_parts_where_it_says_and_footnotes() -> None:
    xml = '<w:x xmlns:w="{}"><w:p><w:t>{}</w:t></w:p></w:x>'
    content = ooxml(
        {
            "word/document2.xml": (f"{WORD}.document.main+xml", xml.format(W, "tekst")),
            "word/footnotes.xml": (f"{WORD}.footnotes+xml", xml.format(W, "voetnoot")),
            "word/header1.xml": (f"{WORD}.header+xml", xml.format(W, "briefhoofd")),
        }
    )
    assert read(content) == ["tekst", "voetnoot"]


def test_docx_in_the_strict_namespace() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'<w:document xmlns:w="{strict}"><w:p><w:t>strikt</w:t></w:p></w:document>'
    assert read(ooxml({"word/document.xml": (f"{WORD}.document.main+xml", xml)})) == ["strikt"]


def test_docx_in_utf_16() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:x xmlns:w="{W}"><w:p><w:t>café</w:t></w:p></w:x>'
    assert read(ooxml({"word/document.xml": (f"{WORD}.document.main+xml", xml.encode("utf-16"))})) == ["café"]


def test_pptx_gives_slides_in_their_order() -> None:
    xml = '<a:x xmlns:a="{}"><a:p><a:r><a:t>dia {}</a:t></a:r></a:p></a:x>'
    content = ooxml({f"ppt/slides/slide{number}.xml": (SLIDE, xml.format(A, number)) for number in (10, 2, 1)})
    assert read(content) == ["dia 1", "dia 2", "dia 10"]


def test_xlsx_gives_words_of_cells() -> None:
    content = ooxml(
        {
            "xl/sharedStrings.xml": (
                f"{SHEET}.sharedStrings+xml",
                f'<sst xmlns="{X}"><si><t>wijk</t></si><si><r><t>sub</t></r><r><t>sidie</t></r></si></sst>',
            ),
            "xl/worksheets/sheet1.xml": (
                f"{SHEET}.worksheet+xml",
                f'<worksheet xmlns="{X}"><c><v>3</v></c><c t="inlineStr"><is><t>los</t></is></c></worksheet>',
            ),
        }
    )
    assert read(content) == ["wijk", "subsidie", "los"]


def test_odt_gives_headings_and_paragraphs() -> None:
    body = "<text:h>Kop</text:h><text:p>een<text:s text:c='3'/>twee<text:tab/>drie <text:span>vier</text:span></text:p>"
    assert read(odf(body)) == ["Kop", "een twee drie vier"]


def test_odt_gives_what_is_shown_once() -> None:
    body = (
        "<text:tracked-changes><text:deletion><text:p>geschrapt</text:p></text:deletion></text:tracked-changes>"
        "<text:p>tekst<office:annotation><text:p>opmerking</text:p></office:annotation> met<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>een noot</text:p></text:note-body>"
        "</text:note> noot<draw:frame><svg:title>Foto</svg:title></draw:frame></text:p>"
    )
    assert read(odf(body)) == ["een noot", "Foto", "tekst met noot"]


@pytest.mark.parametrize("kind", ["text-template", "presentation", "spreadsheet"])
def test_other_opendocuments(kind: str) -> None:
    content = odf(
        "<table:table-cell><text:p>cel</text:p></table:table-cell>", kind=f"application/vnd.oasis.opendocument.{kind}"
    )
    assert read(content) == ["cel"]


def test_reading_stops_when_there_is_enough() -> None:
    long = docx_of(*["woorden genoeg"] * 50_000)
    assert len(read(long, characters=1000, unpacked=10 * MEGABYTE)) < 25_000
    assert len(read(long, characters=10**6, unpacked=10 * MEGABYTE)) == 50_000


def test_white_space_does_not_use_up_what_is_read() -> None:
    assert read(odt_of(" " * 500_000, "erachter"), characters=20) == ["erachter"]


@pytest.mark.parametrize(
    "content",
    [archive({"a.txt": "tekst"}), archive({"mimetype": "application/epub+zip"}), ooxml({}), archive({"x/": b""})],
)
def test_other_archives_are_unsupported(content: bytes) -> None:
    assert outcome_of(content) == Outcome.UNSUPPORTED


@pytest.mark.parametrize(
    "content",
    [
        docx_of("woorden" * 100)[:-200],
        docx("<w:p>"),
        odf("<text:p>&onbekend;</text:p>"),
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        b"PK\x03\x04" + b"\xff" * 100,
    ],
)
def test_broken_documents_are_damaged(content: bytes) -> None:
    assert outcome_of(content) == Outcome.DAMAGED


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    content = docx_of("x" * 50_000)
    file = io.BytesIO(content)
    true = next(part.file_size for part in ZipFile(file).infolist() if part.filename == "word/document.xml")
    lying = content.replace(true.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert outcome_of(lying) == Outcome.DAMAGED


def test_unusual_packing_is_damaged() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_BZIP2) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert outcome_of(file.getvalue()) == Outcome.DAMAGED


def test_a_manifest_with_keys_is_encrypted() -> None:
    manifest = '<manifest:encryption-data manifest:checksum="x"/>'
    assert outcome_of(odf("<text:p>tekst</text:p>", manifest=manifest)) == Outcome.ENCRYPTED


def test_members_under_a_password_are_encrypted() -> None:
    # Bit 0 of the flags, six bytes into each local header and eight into each entry of the directory.
    content = re.sub(rb"(PK\x03\x04..)\x00", b"\\1\x01", docx_of("tekst"), flags=re.DOTALL)
    content = re.sub(rb"(PK\x01\x02....)\x00", b"\\1\x01", content, flags=re.DOTALL)
    assert outcome_of(content) == Outcome.ENCRYPTED


def test_more_than_may_be_unpacked_is_too_large() -> None:
    content = docx_of("tekst" + " " * MEGABYTE)
    assert outcome_of(content) == Outcome.TOO_LARGE
    assert read(content, unpacked=2 * MEGABYTE) == ["tekst"]


def test_a_list_of_parts_that_is_a_bomb_is_too_large() -> None:
    content = archive({"[Content_Types].xml": b" " * (MEGABYTE + 1)})
    assert outcome_of(content, unpacked=100 * MEGABYTE) == Outcome.TOO_LARGE


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = "<w:p><w:t>ha</w:t></w:p>"
    assert outcome_of(docx(text, before=laughs)) == Outcome.DAMAGED
    assert read(docx(text, before="<!DOCTYPE x>")) == ["ha"]


def test_nothing_is_asked_from_elsewhere() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        assert read(docx("<w:p><w:t>ha</w:t></w:p>", before=f'<!DOCTYPE x SYSTEM "{address}">')) == ["ha"]
        declared = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{address}">]>'
        assert outcome_of(docx("<w:p><w:t>&a;</w:t></w:p>", before=declared)) == Outcome.DAMAGED
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_deep_nesting_is_read() -> None:
    deep = "<text:span>" * 50_000 + "diep" + "</text:span>" * 50_000
    assert read(odt_of(deep), unpacked=10 * MEGABYTE) == ["diep"]


def test_namespaces_count_and_prefixes_do_not() -> None:
    xml = f'<o:x xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0" xmlns:text="urn:x"><t:p>ja</t:p>'
    content = archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{xml}<text:p>nee</text:p></o:x>"}
    )
    assert read(content) == ["ja"]
