"""Every type of public page, by an address that the demo network has in each language."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["front", "listing", "detail", "map"]


@dataclass(frozen=True, slots=True)
class PageType:
    """A type of page with its address in each language; the kind tells which limits hold."""

    name: str
    kind: Kind
    nl: str
    en: str


PAGE_TYPES = (
    PageType("front page", "front", "/", "/en/"),
    PageType("initiative directory", "map", "/initiatieven/", "/en/initiatives/"),
    PageType(
        "directory, filtered",
        "map",
        "/initiatieven/?thema=energie&volgorde=naam",
        "/en/initiatives/?thema=energy&volgorde=naam",
    ),
    PageType("initiative", "detail", "/initiatieven/dorpshuis-de-schakel/", "/en/initiatives/village-hall-de-schakel/"),
    PageType("calendar", "listing", "/bijeenkomsten/", "/en/meetings/"),
    PageType(
        "event", "detail", "/bijeenkomsten/wie-doet-het-als-jij-stopt/", "/en/meetings/who-takes-over-when-you-stop/"
    ),
    PageType("library", "listing", "/kennistools/", "/en/knowledge-tools/"),
    PageType(
        "knowledge tool",
        "detail",
        "/kennistools/vereniging-oprichten/",
        "/en/knowledge-tools/starting-an-association/",
    ),
    PageType("theme overview", "listing", "/themas/", "/en/themes/"),
    PageType("theme", "detail", "/themas/energie/", "/en/themes/energy/"),
    PageType("stakeholder index", "listing", "/partners/", "/en/partners/"),
    PageType("stakeholder", "detail", "/partners/gemeente-amersfoort/", "/en/partners/gemeente-amersfoort/"),
    PageType("ordinary page", "detail", "/over-ons/", "/en/about-us/"),
)
