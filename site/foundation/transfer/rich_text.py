"""Rich text as people write it in a cell: plain paragraphs, or simple HTML where there is more to it.

What stands in a field goes out as plain text when that loses nothing, else as HTML; links to pages and files of this
site go out as their addresses and come in as links that move along with what they point to.
"""

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import nh3
from bs4 import BeautifulSoup, Tag
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

TAGS_OF = {
    "bold": ("b",),
    "h3": ("h3",),
    "ul": ("ul", "li"),
    "ol": ("ol", "li"),
    "link": ("a",),
    "document-link": ("a",),
}
ALWAYS = ("p", "br")
SAME = {"strong": "b", "div": "p", "blockquote": "p", "section": "p", "article": "p"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = ("p", "h3", "ul", "ol")
LOOKS_LIKE_HTML = re.compile(
    r"\s*<(?:p|div|ul|ol|h[1-6]|b|strong|a|blockquote|br|em|i|table|span|section)[\s>/]", re.IGNORECASE
)
TARGET = re.compile(r"(?:https?://[^\s]+|mailto:[^\s]+|tel:[+0-9() .-]+|/(?!/)[^\s]*|#[^\s]*)", re.IGNORECASE)
DOCUMENT_PATH = re.compile(r"/documents/(\d{1,9})/([^/]+)/?")
BREAK = re.compile(r"<br\s*/?>")
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def from_cell(text: str, features: Iterable[str]) -> str:
    """The rich text that a cell means: paragraphs of plain text, or cleaned HTML."""
    text = text.strip()
    if not text:
        return ""
    return with_own_links(clean(text, features)) if LOOKS_LIKE_HTML.match(text) else paragraphs(text)


def to_cell(rich: str) -> str:
    """What to write in a cell so that `from_cell` gives this text again."""
    rich = without_own_links(rich)
    plain = plain_text(rich)
    if plain is not None and not LOOKS_LIKE_HTML.match(plain) and paragraphs(plain) == rich:
        return plain
    return rich


def paragraphs(text: str) -> str:
    """Plain text as paragraphs; a single newline stays a new line."""
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return "".join(
        f"<p>{'<br/>'.join(html.escape(line.strip(), quote=False) for line in part.splitlines())}</p>"
        for part in parts
        if part
    )


def plain_text(rich: str) -> str | None:
    """The text of paragraphs; None where the HTML holds anything else."""
    parts = PARAGRAPH.findall(rich)
    if "".join(f"<p>{part}</p>" for part in parts) != rich:
        return None
    return "\n\n".join(html.unescape(BREAK.sub("\n", part)) for part in parts)


def clean(text: str, features: Iterable[str]) -> str:
    """HTML with the tags of these features only, each piece of text in a block of its own, links to safe targets."""
    allowed = {*ALWAYS, *(tag for feature in features for tag in TAGS_OF.get(feature, ()))}
    heading = "h3" if "h3" in allowed else "p"
    soup = BeautifulSoup(
        nh3.clean(text, tags={*allowed, *SAME, *HEADINGS}, attributes={"a": {"href"}}, link_rel=None), "html.parser"
    )
    for tag in soup.find_all(name=True):
        tag.name = SAME.get(tag.name, heading if tag.name in HEADINGS else tag.name)
    for tag in soup.find_all(name=True):
        if tag.name not in allowed or (tag.name == "a" and not is_target(str(tag.get("href", "")))):
            tag.unwrap()
    for inner in soup.select("p p, li p, p ul, p ol"):
        (inner if inner.name == "p" else inner.find_parent("p")).unwrap()  # type: ignore[union-attr]
    return "".join(blocks(soup))


def is_target(href: str) -> bool:
    """Whether a link may lead here: the web, an e-mail address, a telephone, or this site."""
    return TARGET.fullmatch(href) is not None


def blocks(soup: BeautifulSoup) -> Iterable[str]:
    """The blocks at the top; what stands loose between them becomes paragraphs, what is empty is left out."""
    loose = ""
    for node in soup.contents:
        if isinstance(node, Tag) and node.name in BLOCKS:
            yield from in_paragraph(loose)
            loose = ""
            if node.get_text(strip=True):
                yield written(node)
        else:
            loose += written(node) if isinstance(node, Tag) else html.escape(str(node), quote=False)
    yield from in_paragraph(loose)


def in_paragraph(loose: str) -> Iterable[str]:
    """Loose text as a paragraph, where there is any."""
    if BREAK.sub("", loose).strip():
        yield f"<p>{loose.strip()}</p>"


def written(tag: Tag) -> str:
    """A tag as Wagtail keeps it."""
    return tag.decode(formatter="minimal").strip()


def with_own_links(rich: str) -> str:
    """Replace addresses of pages and files of this site by links that move along with them."""
    if "href" not in rich:
        return rich
    soup = BeautifulSoup(rich, "html.parser")
    for link in soup.find_all("a", href=True):
        own = own_target(str(link["href"]))
        if own:
            link.attrs = {**own}
    return soup.decode(formatter="minimal")


def own_target(href: str) -> dict[str, str]:
    """Wagtail's attributes for a link to a page or file of this site; empty for any other address."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or parts.query or parts.fragment or not parts.path.startswith("/"):
        return {}
    found = DOCUMENT_PATH.fullmatch(parts.path)
    if found:
        document = get_document_model().objects.filter(pk=int(found[1])).first()
        known = document is not None and document.filename == unquote(found[2])
        return {"id": found[1], "linktype": "document"} if known else {}
    for site in Site.objects.select_related("root_page"):
        for page in pages_at(site.root_page, parts.path):
            return {"id": str(page.pk), "linktype": "page"}
    return {}


def pages_at(root: Page, path: str) -> Iterable[Page]:
    """The live page at this path below the root, in the language that the path begins with."""
    slug = path.strip("/")
    for page in Page.objects.live().filter(slug=slug.rsplit("/", 1)[-1]) if slug else [root]:
        if page.get_url() == path:
            yield page


def without_own_links(rich: str) -> str:
    """Replace links to pages and files by their addresses; drop what only the editor uses."""
    if "data-block-key" not in rich and "linktype" not in rich:
        return rich
    soup = BeautifulSoup(rich, "html.parser")
    for tag in soup.find_all(name=True):
        tag.attrs.pop("data-block-key", None)
    for link in soup.find_all("a", linktype=True):
        address = own_address(str(link["linktype"]), str(link.get("id", "")))
        if address:
            link.attrs = {"href": address}
        else:
            link.unwrap()
    return soup.decode(formatter="minimal")


def own_address(kind: str, number: str) -> str:
    """Where a page or file of this site is found; "" where it is gone."""
    if not number.isdecimal():
        return ""
    if kind == "page":
        page = Page.objects.filter(pk=int(number)).first()
        return (page.get_url() or "") if page else ""
    document = get_document_model().objects.filter(pk=int(number)).first()
    return document.url if document else ""
