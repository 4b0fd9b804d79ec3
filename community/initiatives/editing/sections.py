"""The sections of the editor: which fields belong to each, and what changed between two versions.

A section's values are what a revision keeps of it: plain data that can be compared without asking the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Content = dict[str, Any]  # a page as Wagtail keeps it in a revision
Values = dict[str, Any]  # the values of a section by field or relation

STORY = ("began", "activities", "success", "obstacles", "current")
ENGLISH = "engels"


def rows_of(name: str, *columns: str) -> Callable[[Content], list[tuple[Any, ...]]]:
    """How to read the rows of a child relation: these columns, in the order of the rows."""

    def read(content: Content) -> list[tuple[Any, ...]]:
        return [tuple(row.get(column) or "" for column in columns) for row in content.get(name) or ()]

    return read


# The relations of a profile, and what of their rows a reader notices.
RELATIONS: dict[str, Callable[[Content], Any]] = {
    "theme_links": rows_of("theme_links", "theme"),
    "tagged_items": lambda content: sorted(rows_of("tagged_items", "tag")(content)),
    "photos": rows_of("photos", "photo", "caption", "alt"),
    "needs_and_offers": rows_of("needs_and_offers", "direction", "kind", "title", "note", "until"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: its word in addresses, its title, what it is for, its fields and relations."""

    slug: str
    title: Promise | str
    lead: Promise | str = ""
    fields: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # without these the profile cannot go online

    @property
    def keys(self) -> tuple[str, ...]:
        """All that belongs to it."""
        return (*self.fields, *self.relations)

    def values(self, content: Content) -> Values:
        """What a version holds of it."""
        return {key: value_of(content, key) for key in self.keys}

    def is_filled(self, content: Content) -> bool:
        """Whether anything the owners would write stands in it."""
        return any(self.values(content)[key] for key in self.tells)

    @property
    def tells(self) -> tuple[str, ...]:
        """What says that somebody filled it in; choices that are always made do not."""
        return tuple(key for key in self.keys if key not in ALWAYS_MADE)


ALWAYS_MADE = ("title", "municipality", "phase", "legal_form", "contact_visibility", "photo_alt", "place")

SECTIONS = (
    Section(
        slug="naam",
        title=_("Name and photo"),
        lead=_("The first that others see of you."),
        fields=("title", "tagline", "photo", "photo_alt"),
        needed=("title", "tagline"),
    ),
    Section(
        slug="themas",
        title=_("Themes and keywords"),
        lead=_("That is how others find you."),
        relations=("theme_links", "tagged_items"),
        needed=("theme_links",),
    ),
    Section(
        slug="verhaal",
        title=_("Your story"),
        lead=_("Five questions. Answer what you can; a few sentences are enough."),
        fields=STORY,
    ),
    Section(
        slug="plaats",
        title=_("Place"),
        lead=_("Where you are, and where others find you on the map."),
        fields=("municipality", "place", "address", "postcode", "directions", "latitude", "longitude"),
        needed=("municipality",),
    ),
    Section(
        slug="feiten",
        title=_("Facts"),
        lead=_("So that others find somebody who is as far as they are."),
        fields=("phase", "legal_form", "founded", "people", "website"),
    ),
    Section(
        slug="contact",
        title=_("Contact"),
        lead=_("How others reach you. You decide who may see it."),
        fields=("contact_name", "contact_email", "contact_phone", "contact_visibility"),
    ),
    Section(
        slug="fotos",
        title=_("Photos"),
        lead=_("What it looks like at your place."),
        relations=("photos",),
    ),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
# Written on a page of its own, but part of the profile and of its versions.
NEEDS = Section(
    slug="vraag-en-aanbod",
    title=_("Needs and offers"),
    fields=("buddy_offer",),
    relations=("needs_and_offers",),
)
ALL = (*SECTIONS, NEEDS)


def value_of(content: Content, key: str) -> Any:
    """One value of a version, "" and nothing being the same."""
    read = RELATIONS.get(key)
    value = read(content) if read else content.get(key)
    return "" if value is None else value


def changed_sections(before: Content, after: Content) -> list[Section]:
    """The sections in which two versions differ."""
    return [section for section in ALL if section.values(before) != section.values(after)]


def lacking(content: Content) -> list[Section]:
    """The sections in which something is missing that no profile goes online without."""
    return [section for section in SECTIONS if not all(value_of(content, key) for key in section.needed)]


def titles_of(sections: Iterable[Section]) -> list[str]:
    """Their titles in the language in use."""
    return [str(section.title) for section in sections]
