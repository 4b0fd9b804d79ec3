"""Small documents, made as the formats say."""

import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

MEGABYTE = 1024 * 1024

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT = "application/vnd.oasis.opendocument.text"


def junk(seed: int) -> bytes:
    """Some bytes without any form, the same ones for the same seed."""
    return hashlib.shake_128(b"%d" % seed).digest(5000)


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, of which the first is the catalogue."""
    content = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(table) // 20
    return content + b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        len(content),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream as it stands in a PDF."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def written(*lines: str) -> bytes:
    """What draws these lines on a page."""
    return b"BT /F 12 Tf 14 TL 50 780 Td %s ET" % b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)


def pdf_with(*streams: bytes, trailer: bytes = b"") -> bytes:
    """A PDF with a page for each stream that draws one."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(streams), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, body in enumerate(streams):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects += [page % (5 + 2 * number), body]
    return pdf(objects, trailer)


def pdf_of(*pages: tuple[str, ...]) -> bytes:
    """A PDF with these lines on its pages."""
    return pdf_with(*(stream(written(*lines)) for lines in pages))


def pdf_of_empty_pages(count: int) -> bytes:
    """A PDF that shows one empty page so many times."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


def pdf_bomb(megabytes: int) -> bytes:
    """A small PDF with one line of text behind so many megabytes of nothing."""
    packer = zlib.compressobj(1)
    blank = b" " * MEGABYTE
    packed = b"".join(packer.compress(blank) for _ in range(megabytes))
    packed += packer.compress(written("achter de bom")) + packer.flush()
    return pdf_with(stream(packed, b"/Filter/FlateDecode"))


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def ooxml(parts: Mapping[str, tuple[str, bytes | str]]) -> bytes:
    """An Office Open XML document of parts with their types."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    packed: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
        )
    }
    for name, (_, content) in parts.items():
        packed[name] = content
    return archive(packed)


def docx(body: str, before: str = "") -> bytes:
    """A docx with this XML in its body, and perhaps some before the root."""
    xml = f'{before}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    return ooxml({"word/document.xml": (f"{WORD}.document.main+xml", xml)})


def docx_of(*paragraphs: str) -> bytes:
    """A docx of these paragraphs."""
    return docx("".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs))


def odf(body: str, *, kind: str = ODT, manifest: str = "") -> bytes:
    """An OpenDocument with this XML in its body."""
    names = " ".join(
        f'xmlns:{prefix}="{ODF}:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "svg": "svg-compatible",
        }.items()
    )
    return archive(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {names}><office:body>{body}</office:body>"
            "</office:document-content>",
        }
    )


def odt_of(*paragraphs: str) -> bytes:
    """An odt of these paragraphs."""
    return odf("".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs))
