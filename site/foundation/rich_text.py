"""Rich text in forms of the site: an editor where there are scripts, a plain text area where there are none.

In the text area a blank line begins a paragraph, "- " a point of a list, **two stars** make bold, and [words](address)
a link. Both ways end in the same clean HTML, with links to our own pages that move along with them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.transfer.rich_text import HEADINGS, SAME, TAGS_OF, clean, is_target, with_own_links, without_own_links

LONGEST = 20_000  # characters of text in one field
LARGEST = 80_000  # characters with all that the editor adds
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
INLINE = re.compile(
    r"\*\*(?P<bold>\S(?:.*?\S)?)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<target>[^()\s]+)\)"
    r"|(?P<bare>https?://[^\s<>()]*[^\s<>().,;:!?\"'])"
)
TAG = re.compile(r"<(/?)(?!br\b)[a-z]")
KNOWN = {"p", "br", "b", "a", "ul", "ol", "li", *SAME, *HEADINGS}
DEEPEST = 30
POINT = re.compile(r"\s*[-*•]\s+(?=\S)")
EMAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+")
BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: HTML of the editor, or the text of the text area."""

    text: str
    is_html: bool


def from_html(html: str, features: Iterable[str]) -> str:
    """What an editor in the browser made, as Wagtail keeps it: only these features, paragraphs, safe links."""
    html = nh3.clean(UNWANTED.sub("", html.replace("\r", "")), tags=KNOWN, attributes={"a": {"href"}}, link_rel=None)
    if depth_of(html) > DEEPEST:  # tags within tags within tags: nobody writes that; the words stay
        html = nh3.clean(html, tags=set())
    if "<" not in html:
        html = f"<p>{html}</p>"
    cleaned = clean(with_whole_links(html), features).replace("\xa0", " ")
    return with_own_links("".join(tidied(BeautifulSoup(cleaned, "html.parser"))))


def depth_of(html: str) -> int:
    """How deep tags stand within each other, in HTML that closes all but line breaks."""
    deepest = depth = 0
    for tag in TAG.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def tidied(soup: BeautifulSoup) -> Iterator[str]:
    """The blocks: blank lines begin paragraphs, no points within points, nothing empty."""
    for block in soup.find_all(name=True, recursive=False):
        if block.name == "p":
            yield from (part.decode(formatter="minimal") for part in paragraphs_of(block))
        elif block.name in ("ul", "ol"):
            points = [part for point in block.find_all("li") for part in points_of(point)]
            if points:
                yield f"<{block.name}>{''.join(points)}</{block.name}>"
        else:
            yield block.decode(formatter="minimal")


def points_of(point: Tag) -> Iterator[str]:
    """One point of a list; the points within it come by themselves."""
    for inner in point.find_all(["ul", "ol"], recursive=False):
        inner.extract()
    trim(point)
    if point.get_text(strip=True):
        yield point.decode(formatter="minimal")


def from_text(text: str, features: Iterable[str]) -> str:
    """What somebody wrote in the text area, as Wagtail keeps it."""
    return from_html("".join(blocks_of(UNWANTED.sub("", normalize_newlines(text)))), features)


def canonical(rich: str, features: Iterable[str]) -> str:
    """The same text as `from_html` writes it, to tell whether somebody changed it."""
    return from_html(without_own_links(rich), features) if rich else ""


def to_text(rich: str) -> str:
    """The text for the text area; `from_text` gives the rich text again."""
    soup = BeautifulSoup(without_own_links(rich), "html.parser")
    parts = []
    for node in soup.contents:
        if isinstance(node, Tag) and node.name in ("ul", "ol"):
            points = (point for point in node.find_all("li"))
            parts.append("\n".join("- " + written(point).replace("\n", "\n  ") for point in points))
        else:
            parts.append(written(node))
    return "\n\n".join(part for part in parts if part.strip())


def written(node: PageElement) -> str:
    """One paragraph or point, with stars and brackets for what is bold or a link."""
    if isinstance(node, NavigableString):
        return str(node)
    if not isinstance(node, Tag) or node.name in ("ul", "ol"):
        return ""  # points within points come by themselves
    if node.name == "br":
        return "\n"
    inner = "".join(written(child) for child in node.children)
    if node.name in ("b", "strong") and inner.strip():
        return f"**{inner.strip()}**"
    if node.name == "a" and node.get("href"):
        target = str(node["href"]).replace("(", "%28").replace(")", "%29")
        return target if inner == target else f"[{inner}]({target})"
    return inner.strip() if node.name in ("p", "li", "h3") else inner


def blocks_of(text: str) -> Iterator[str]:
    """The paragraphs and lists of a plain text, as HTML."""
    for part in re.split(r"\n[ \t]*\n", text):
        lines: list[str] = []
        points: list[str] = []
        for line in part.splitlines():
            mark = POINT.match(line)
            if mark:
                if lines:
                    yield f"<p>{'<br>'.join(lines)}</p>"
                    lines = []
                points.append(inline(line[mark.end() :]))
            elif points and line.startswith("  "):
                points[-1] += f"<br>{inline(line.strip())}"
            else:
                if points:
                    yield listed(points)
                    points = []
                lines.append(inline(line.strip()))
        if points:
            yield listed(points)
        if any(lines):
            yield f"<p>{'<br>'.join(lines)}</p>"


def listed(points: list[str]) -> str:
    """A list of these points."""
    return f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"


def inline(text: str) -> str:
    """A line with bold words and links in it, as HTML."""
    made: list[str] = []
    at = 0
    for found in INLINE.finditer(text):
        made.append(escape(text[at : found.start()]))
        if found["bold"]:
            made.append(f"<b>{inline(found['bold'])}</b>")
        elif found["words"] and not is_target(whole_address(found["target"])):
            made.append(escape(found[0]))  # it only looks like a link
        elif found["words"]:
            made.append(f'<a href="{escape(found["target"])}">{escape(found["words"])}</a>')
        else:
            made.append(f'<a href="{escape(found["bare"])}">{escape(found["bare"])}</a>')
        at = found.end()
    return "".join(made) + escape(text[at:])


def with_whole_links(html: str) -> str:
    """The HTML with addresses written in full: "www.voorbeeld.nl" and "naam@voorbeeld.nl" are links as well."""
    if "href" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = whole_address(str(link["href"]))
    return str(soup)


def whole_address(href: str) -> str:
    """An address as browsers need it; "" for what leads somewhere else than it looks."""
    href = href.strip()
    if "\\" in href:
        return ""
    if EMAIL.fullmatch(href):
        return f"mailto:{href}"
    return f"https://{href}" if BARE_HOST.fullmatch(href) else href


def paragraphs_of(paragraph: Tag) -> list[Tag]:  # noqa: C901 - two steps that know each other's place
    """The paragraphs that one is, where blank lines stand in it: two line breaks begin a new one."""
    soup = BeautifulSoup("", "html.parser")
    made = [soup.new_tag("p")]
    breaks = 0

    def walk(node: Tag, way: tuple[Tag, ...]) -> None:
        nonlocal breaks
        for child in node.children:
            if isinstance(child, Tag) and child.name == "br":
                breaks += 1
            elif isinstance(child, Tag):
                walk(child, (*way, child))
            elif str(child).strip() or not breaks:
                if breaks > 1:
                    made.append(soup.new_tag("p"))
                elif breaks and made[-1].contents:
                    made[-1].append(soup.new_tag("br"))
                breaks = 0
                put(made[-1], way, str(child))

    def put(into: Tag, way: tuple[Tag, ...], text: str) -> None:
        for step in way:
            last = into.contents[-1] if into.contents else None
            if isinstance(last, Tag) and getattr(last, "made_of", None) is step:
                into = last
                continue
            copy = soup.new_tag(step.name, attrs={name: str(value) for name, value in step.attrs.items()})
            copy.made_of = step  # type: ignore[attr-defined]  # to know it again for the next piece of text
            into.append(copy)
            into = copy
        into.append(text)

    walk(paragraph, ())
    for part in made:
        trim(part)
    return [part for part in made if part.get_text(strip=True)]


def trim(tag: Tag) -> None:
    """Take away line breaks and white space at both ends."""
    for end in (0, -1):
        while tag.contents:
            edge = tag.contents[end]
            if isinstance(edge, Tag) and edge.name == "br":
                edge.extract()
            elif isinstance(edge, NavigableString):
                text = str(edge).lstrip() if end == 0 else str(edge).rstrip()
                if text:
                    edge.replace_with(text)
                    break
                edge.extract()
            else:
                break


class RichTextWidget(forms.Textarea):
    """A text area that a script makes an editor of."""

    template_name = "foundation/forms/rich_text.html"

    def __init__(self, features: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        """Take what may be written."""
        self.features = tuple(features)
        super().__init__({"rows": 8, **(attrs or {})})

    def __deepcopy__(self, memo: dict[int, Any]) -> "RichTextWidget":
        """Copy it for a form."""
        copied: RichTextWidget = super().__deepcopy__(memo)
        return copied

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed | None:
        """What was typed, in either of the two."""
        if f"{name}-html" in data:
            return Typed(data[f"{name}-html"], is_html=True)
        return Typed(data[name], is_html=False) if name in data else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither was sent."""
        return name not in data and f"{name}-html" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the same text for the editor, clean."""
        plain, html = shown(value, self.features)
        context = super().get_context(name, plain, attrs)
        context["widget"]["html"] = html
        context["words"] = {
            "toolbar": _("Make up"),
            "bold": _("Bold"),
            "bullet": _("List"),
            "link": _("Link"),
            "undo": _("Undo"),
            "address": _("Where does the link lead?"),
            "set": _("Make link"),
            "unset": _("Remove link"),
        }
        return context

    def format_value(self, value: Any) -> str | None:
        """The text, with nothing done to it."""
        return value or None


def shown(value: Any, features: Iterable[str]) -> tuple[str, str]:
    """A value as text and as HTML: what is kept, or what was typed and could not be kept yet."""
    if value is None or value == "":
        return "", ""
    if not isinstance(value, Typed):
        html = without_own_links(str(value))
        return to_text(str(value)), html
    if value.is_html and len(value.text) > LARGEST:  # too much to take apart; a plain cleaning is quick
        allowed = {"p", "br", *(tag for feature in features for tag in TAGS_OF.get(feature, ()))}
        return nh3.clean(value.text, tags=set()), nh3.clean(value.text, tags=allowed, attributes={"a": {"href"}})
    if value.is_html:
        html = without_own_links(from_html(value.text, features))
        return to_text(html), html
    return value.text, "" if len(value.text) > LARGEST else without_own_links(from_text(value.text, features))


class RichTextFormField(forms.CharField):
    """Rich text with these features only; gives clean HTML as Wagtail keeps it."""

    default_error_messages = {
        "too_long": gettext_lazy(
            "This text has %(size)s characters. At most %(most)s fit here. "
            "Make it shorter, or tell part of it elsewhere."
        )
    }

    def __init__(self, features: Iterable[str], **kwargs: Any) -> None:
        """Take what may be written, and what any text field takes."""
        self.features = tuple(features)
        kwargs.setdefault("widget", RichTextWidget(self.features))
        super().__init__(**kwargs)
        self.validators = []  # on what was typed, while to_python gives what is kept

    def to_python(self, value: Any) -> str:
        """Clean HTML. Raises ValidationError for too much of it."""
        if not isinstance(value, Typed):
            return canonical(value, self.features) if value else ""
        self.refuse_more_than(LARGEST, len(value.text))
        made = from_html(value.text, self.features) if value.is_html else from_text(value.text, self.features)
        self.refuse_more_than(LONGEST, len(BeautifulSoup(made, "html.parser").get_text()))
        return made

    def refuse_more_than(self, most: int, size: int) -> None:
        """Raise ValidationError where a text is larger."""
        if size > most:
            raise ValidationError(
                self.error_messages["too_long"], code="too_long", params={"size": size, "most": LONGEST}
            )


def as_shown(rich: str) -> SafeString:
    """Kept rich text to put in a page of the editor, with addresses in place of our own links."""
    return mark_safe(clean(without_own_links(rich), ("bold", "ul", "ol", "h3", "link")))  # noqa: S308 - it was cleaned
