"""Every type of public page, by an address that the demo network has in each language."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["front", "listing", "detail"]


@dataclass(frozen=True, slots=True)
class PageType:
    """A type of page with its address in each language; the kind and the map tell which limits hold.

    Pages that are not `indexed` ask search engines to leave them out.
    """

    name: str
    kind: Kind
    nl: str
    en: str
    has_map: bool = False
    indexed: bool = True


PAGE_TYPES = (
    PageType("front page", "front", "/", "/en/"),
    PageType("initiative directory", "listing", "/initiatieven/", "/en/initiatives/", has_map=True),
    PageType(
        "directory, filtered",
        "listing",
        "/initiatieven/?thema=energie&volgorde=naam",
        "/en/initiatives/?thema=energie&volgorde=naam",
        has_map=True,
        indexed=False,
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
    PageType(
        "stakeholder", "detail", "/partners/gemeente-amersfoort-panden/", "/en/partners/gemeente-amersfoort-panden/"
    ),
    PageType("ordinary page", "detail", "/over-ons/", "/en/about-us/"),
)
