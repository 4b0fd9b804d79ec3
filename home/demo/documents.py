"""Small Word and OpenDocument files out of paragraphs, as little as a word processor accepts."""

import zipfile
from html import escape
from io import BytesIO

FIXED_DATE = (2026, 1, 1, 0, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def document(filename: str, paragraphs: list[str]) -> bytes:
    """The file's content; its kind follows from its name. Raises ValueError for another kind than docx or odt."""
    if filename.endswith(".docx"):
        return zipped(docx_parts(paragraphs))
    if filename.endswith(".odt"):
        return zipped(odt_parts(paragraphs))
    message = f"Only docx and odt, not {filename}."
    raise ValueError(message)


def zipped(parts: dict[str, str]) -> bytes:
    """A zip with these parts; the same bytes each time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def docx_parts(paragraphs: list[str]) -> dict[str, str]:
    """The parts of a Word file."""
    text = "".join(
        f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if number == 0 else ''}"
        f'<w:t xml:space="preserve">{escape(paragraph)}</w:t></w:r></w:p>'
        for number, paragraph in enumerate(paragraphs)
    )
    return {
        "[Content_Types].xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'
        ),
    }


def odt_parts(paragraphs: list[str]) -> dict[str, str]:
    """The parts of an OpenDocument text."""
    text = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
    return {
        "mimetype": ODT_TYPE,
        "META-INF/manifest.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
        ),
        "content.xml": (
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            f'xmlns:office="{OPEN_DOCUMENT}:office:1.0" xmlns:text="{OPEN_DOCUMENT}:text:1.0" office:version="1.2">'
            f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
        ),
    }
