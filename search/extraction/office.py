"""Text of office documents that are archives of XML: Office Open XML and OpenDocument.

The XML is read as a stream, so that only text takes memory. What a part declares to unpack to is what the archive
gives at most.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from search.extraction.formats import Limits
from search.extraction.outcomes import Outcome, UnreadableError

# Large, because some versions of expat begin anew with each chunk for as long as a tag or a comment does not end.
CHUNK = 1024 * 1024
SMALL_PART = 1024 * 1024  # bytes; what lists an archive's parts is far smaller
UNDER_PASSWORD = 0x1  # of a member's flags

CONTENT_TYPES = "[Content_Types].xml"
# The types of the parts that hold what people wrote, without what an application adds.
OOXML_PART = re.compile(
    r"application/vnd\.(?:"
    r"openxmlformats-officedocument\.wordprocessingml\.(?:document\.main|template\.main|footnotes|endnotes)"
    r"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main"
    r"|openxmlformats-officedocument\.(?:presentationml\.slide|drawingml\.diagramData)"
    r"|openxmlformats-officedocument\.spreadsheetml\.(?:sharedStrings|worksheet)"
    r")\+xml",
    re.IGNORECASE,
)
ODF_TYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.(?:text|presentation|spreadsheet|graphics)\b")
ODF_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What elements mean, by "prefix:name" as `named` gives it."""

    paragraphs: frozenset[str]
    text: frozenset[str]  # whose characters count
    spaces: frozenset[str]
    breaks: frozenset[str]
    skipped: frozenset[str]


OOXML = Vocabulary(
    paragraphs=frozenset({"w:p", "a:p", "x:si", "x:is"}),
    text=frozenset({"w:t", "a:t", "x:t"}),
    spaces=frozenset({"w:tab", "w:ptab"}),
    breaks=frozenset({"w:br", "w:cr", "a:br"}),
    # Fallbacks and moved text stand elsewhere once more; x:rPh says how a text sounds.
    skipped=frozenset({"mc:Fallback", "w:moveFrom", "w:del", "x:rPh"}),
)
ODF = Vocabulary(
    paragraphs=frozenset({"text:p", "text:h", "svg:title", "svg:desc"}),
    text=frozenset({"text:p", "text:h", "svg:title", "svg:desc"}),
    spaces=frozenset({"text:s", "text:tab"}),
    breaks=frozenset({"text:line-break"}),
    # Deleted text, remarks to the writer, marks of footnotes and the words of an application.
    skipped=frozenset(
        {"text:tracked-changes", "office:annotation", "text:note-citation", "style:style", "presentation:notes"}
    ),
)
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0": "presentation",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
}


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """The text of an office document, some paragraphs at a time. Raises UnreadableError."""
    try:
        with ZipFile(file) as archive:
            parts, vocabulary = parts_of(archive)
            if sum(part.file_size for part in parts) > limits.unpacked:
                raise UnreadableError(Outcome.TOO_LARGE)
            for part in parts:
                yield from text_of_part(archive, part, vocabulary, most=limits.characters)
    except (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(Outcome.DAMAGED) from error


def parts_of(archive: ZipFile) -> tuple[list[ZipInfo], Vocabulary]:
    """The parts of an archive that hold text, and the vocabulary of their XML. Raises UnreadableError."""
    members = {member.filename: member for member in archive.infolist()}
    if CONTENT_TYPES in members:
        names, vocabulary = ooxml_names(archive, members[CONTENT_TYPES]), OOXML
    elif "mimetype" in members and ODF_TYPE.match(small_part(archive, members["mimetype"])):
        if ODF_MANIFEST in members and b"encryption-data" in small_part(archive, members[ODF_MANIFEST]):
            raise UnreadableError(Outcome.ENCRYPTED)
        names, vocabulary = ["content.xml"], ODF
    else:
        raise UnreadableError(Outcome.UNSUPPORTED)
    if not names:
        raise UnreadableError(Outcome.UNSUPPORTED)
    parts = [members[name] for name in names if name in members]
    if not parts:
        raise UnreadableError(Outcome.DAMAGED)
    for part in parts:
        check(part)
    return parts, vocabulary


def ooxml_names(archive: ZipFile, content_types: ZipInfo) -> list[str]:
    """The names of the parts with text, in the order of a reader: slide 2 before slide 10."""
    names: list[str] = []

    def begin(element: str, attributes: dict[str, str]) -> None:
        if element.endswith("Override") and OOXML_PART.fullmatch(attributes.get("ContentType", "")):
            names.append(attributes.get("PartName", "").lstrip("/"))

    parser = new_parser()
    parser.StartElementHandler = begin
    parse(parser, small_part(archive, content_types), final=True)
    return sorted(
        set(names), key=lambda name: [(piece.isdigit(), piece.zfill(9)) for piece in re.split(r"(\d+)", name)]
    )


def small_part(archive: ZipFile, part: ZipInfo) -> bytes:
    """All of a part that says what the others are. Raises UnreadableError."""
    check(part)
    if part.file_size > SMALL_PART:
        raise UnreadableError(Outcome.TOO_LARGE)
    return archive.read(part)


def check(part: ZipInfo) -> None:
    """Raise UnreadableError for a part under a password, or packed as no office packs."""
    if part.flag_bits & UNDER_PASSWORD:
        raise UnreadableError(Outcome.ENCRYPTED)
    if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnreadableError(Outcome.DAMAGED)


def text_of_part(archive: ZipFile, part: ZipInfo, vocabulary: Vocabulary, *, most: int) -> Iterator[str]:
    """The paragraphs of one part, as far as they are of use. Raises UnreadableError."""
    words = WrittenText(vocabulary)
    parser = new_parser()
    parser.StartElementHandler = words.begin
    parser.EndElementHandler = words.end
    parser.CharacterDataHandler = words.characters
    with archive.open(part) as stream:
        while words.length <= most and (chunk := stream.read(CHUNK)):
            parse(parser, chunk, final=False)
            yield from words.taken()
    if words.length <= most:
        parse(parser, b"", final=True)
    yield from words.rest()


def new_parser() -> expat.XMLParserType:
    """A parser that refuses entities, the stuff of XML bombs, and asks nothing from elsewhere."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.EntityDeclHandler = refuse
    return parser


def refuse(*declaration: object) -> None:
    """Stop at a declaration that no office writes."""
    raise UnreadableError(Outcome.DAMAGED)


def parse(parser: expat.XMLParserType, content: bytes, *, final: bool) -> None:
    """Feed a parser. Raises UnreadableError, and MemoryError as Python itself does."""
    try:
        parser.Parse(content, final)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise UnreadableError(Outcome.DAMAGED) from error


def named(element: str) -> str:
    """An element by a short prefix: "w:p" for "http://.../wordprocessingml/2006/main p"."""
    namespace, _, name = element.rpartition(" ")
    return f"{PREFIXES.get(namespace, '')}:{name}"


class WrittenText:
    """Gathers the text of paragraphs from the events of a parser.

    A paragraph within another, as of a footnote or a text box, comes out before the one around it: so both stay whole.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Begin outside all paragraphs."""
        self.vocabulary = vocabulary
        self.length = 0
        self.finished: list[str] = []
        self.open: list[list[str]] = []
        self.skipping = 0  # how many elements deep
        self.counting = 0  # how many elements deep in those whose characters count

    def begin(self, element: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = named(element)
        if self.skipping or name in self.vocabulary.skipped:
            self.skipping += 1
            return
        if name in self.vocabulary.paragraphs:
            self.open.append([])
        if name in self.vocabulary.text:
            self.counting += 1
        if name in self.vocabulary.spaces:
            self.add(" ")
        elif name in self.vocabulary.breaks:
            self.add("\n")

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if self.skipping:
            self.skipping -= 1
            return
        name = named(element)
        if name in self.vocabulary.text:
            self.counting -= 1
        if name in self.vocabulary.paragraphs:
            self.finished.append("".join(self.open.pop()))

    def characters(self, text: str) -> None:
        """Take characters between tags."""
        if self.counting and not self.skipping:
            # White space has no length here, lest a document of spaces take memory or hide its words.
            self.add(text if not text.isspace() else " ")

    def add(self, text: str) -> None:
        """Add to the paragraph that was opened last."""
        if not self.open or (text == " " and self.open[-1][-1:] == [" "]):
            return
        self.open[-1].append(text)
        self.length += len(text)

    def taken(self) -> list[str]:
        """The paragraphs that were finished since the last time."""
        taken, self.finished = self.finished, []
        return taken

    def rest(self) -> list[str]:
        """What is left: also paragraphs that were not finished."""
        return self.taken() + ["".join(pieces) for pieces in reversed(self.open)]
