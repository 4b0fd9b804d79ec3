"""Initiatives as rows of a file."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.models import (
    ContactVisibility,
    Direction,
    Initiative,
    InitiativeDirectory,
    InitiativeTheme,
    LegalForm,
    NeedKind,
    NeedOrOffer,
    Phase,
)
from community.initiatives.models.initiative import FIRST_YEAR, LAST_YEAR, MOST_THEMES
from community.places.queries import all_places
from community.themes.transfer import tags_column, themes_column
from foundation.blocks import STORY_FEATURES
from foundation.transfer.bodies import as_text
from foundation.transfer.columns import Column, Day, Named, Number, RichText, Text, choice
from foundation.transfer.lists import BAR, COLON, cut, escaped, plain
from foundation.transfer.problems import CellError
from foundation.transfer.transfer import PageTransfer

LONGEST_TITLE, LONGEST_NOTE = 80, 160  # characters of a need or offer
# At the end of a need or offer: "[bestuur]", "[tot 2027-05-28]", "[bestuur, tot 2027-05-28]".
DAY = r"\d{4}-\d\d?-\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}"
MARKED = re.compile(rf"\s*\[(?P<kind>[^\[\]]*?)(?:\b(?:tot|until) (?P<day>{DAY}))?\]\s*$")
MOST_PEOPLE = 1_000_000
STORY = {
    "began": ("ontstaan", "hoe het begon", "hoe is het ontstaan", "how it began"),
    "activities": ("activiteiten", "wat we doen", "body", "tekst", "beschrijving", "description", "what we do"),
    "success": ("succesfactoren", "wat goed gaat", "what works well"),
    "obstacles": ("knelpunten", "belemmeringen", "hobbels", "hobbels onderweg", "bumps on the road"),
    "current": ("actueel", "wat speelt er", "wat nu speelt", "what is going on now"),
}
LINES = {
    "place": ("plaats", "dorp", "wijk", "kern", "village", "neighbourhood"),
    "address": ("adresregel", "straat", "straat en nummer", "street"),
    "postcode": ("pc", "zip", "postal code"),
    "directions": ("route", "bereikbaarheid", "how to find you"),
}
CONTACT = {
    "contact_name": ("contactpersoon", "contact naam", "contact"),
    "contact_email": ("contact e-mail", "e-mail", "email", "mail", "e-mailadres"),
    "contact_phone": ("contact telefoon", "telefoon", "telefoonnummer", "telephone", "phone"),
}


class InitiativeTransfer(PageTransfer):
    """Initiatives, out and in."""

    name = "initiatives"
    label = gettext_lazy("Initiatives")
    model = Initiative
    parent_model = InitiativeDirectory

    def own_columns(self) -> tuple[Column, ...]:
        """The profile: its story, where it is, facts, contact, themes, tags, needs and offers."""
        return (
            line("tagline", ("in een zin", "slogan", "intro", "introductie", "samenvatting", "summary"), required=True),
            *(Column(name, RichText(STORY_FEATURES), titles, translated=True) for name, titles in STORY.items()),
            municipality_column(),
            *(line(name, titles) for name, titles in LINES.items()),
            Column("latitude", Number(whole=False, least=-90, most=90), ("breedtegraad", "lat")),
            Column("longitude", Number(whole=False, least=-180, most=180), ("lengtegraad", "lon", "lng", "long")),
            Column("phase", choice(_("Phase"), Phase.choices, empty=Phase.RUNNING), ("fase",)),
            Column(
                "legal_form",
                choice(_("Legal form"), LegalForm.choices, empty=LegalForm.INFORMAL),
                ("rechtsvorm",),
            ),
            Column(
                "founded", Number(whole=True, least=FIRST_YEAR, most=LAST_YEAR), ("begonnen in", "opgericht", "jaar")
            ),
            Column("people", Number(whole=True, least=0, most=MOST_PEOPLE), ("vrijwilligers", "mensen", "volunteers")),
            line("website", ("site", "url", "web"), translated=False),
            *(line(name, titles, translated=name != "contact_email") for name, titles in CONTACT.items()),
            Column(
                "contact_visibility",
                choice(_("Visibility"), ContactVisibility.choices, empty=ContactVisibility.MEMBERS),
                ("contact zichtbaar", "contact zichtbaarheid", "zichtbaarheid"),
            ),
            themes_column(InitiativeTheme, most=MOST_THEMES),
            tags_column(),
            entries_column("needs", Direction.NEED, ("zoekt", "gevraagd", "behoeften", "vraag", "looking for")),
            entries_column("offers", Direction.OFFER, ("biedt", "aangeboden", "aanbod", "offer")),
            line("buddy_offer", ("maatje", "maatje voor", "buddy")),
        )


def line(name: str, titles: tuple[str, ...], *, required: bool = False, translated: bool = True) -> Column:
    """A column of one line, as long as its field allows."""
    most = Initiative._meta.get_field(name).max_length
    return Column(name, Text(most), titles, required=required, translated=translated)


def municipality_column() -> Column:
    """The municipality, by name, slug or code."""
    shown = {place.pk: place.name for place in all_places().values()}
    names = {name: pk for pk, name in shown.items()}
    for place in all_places().values():
        names |= {place.slug: place.pk, place.code: place.pk}
    return Column(
        "municipality",
        Named(_("Municipality"), names, shown=shown),
        ("gemeente",),
        required=True,
        attribute="municipality_id",
    )


class Wish(NamedTuple):
    """A need or offer in a file; kind and end are None where the file does not say them."""

    title: str
    note: str = ""
    kind: str | None = None
    until: date | None = None


class Entries:
    """Needs or offers; in a cell "Penningmeester: vier uur per maand [bestuur, tot 2027-05-28] | Een schuur"."""

    def __init__(self) -> None:
        """Know the kinds, by their words and labels."""
        self.kind = choice(_("Kind"), NeedKind.choices, empty=NeedKind.OTHER)
        self.day = Day()

    def read(self, value: Any) -> list[Wish]:
        """From a cell, or JSON's list of texts or of {"title", "note", "kind", "until"}. Raises CellError."""
        if isinstance(value, list):
            return [checked(self._of_json(entry)) for entry in value]
        parts = cut(as_text(value).replace("\n", BAR), BAR)
        wishes = (self._of_cell(part) for part in parts)
        return [checked(wish) for wish in wishes if wish.title or wish.note]

    def _of_json(self, entry: Any) -> Wish:
        if not isinstance(entry, dict):
            return Wish(as_text(entry))
        kind = self.kind.read(entry["kind"]) if entry.get("kind") else None
        return Wish(as_text(entry.get("title")), as_text(entry.get("note")), kind, self.day.read(entry.get("until")))

    def _of_cell(self, text: str) -> Wish:
        kind, until = None, None
        found = MARKED.search(text)
        if found and (known := self._marks(found)):
            (kind, until), text = known, text[: found.start()]
        title, *note = cut(text, COLON, most=1)
        return Wish(plain(title), plain(note[0]) if note else "", kind, until)

    def _marks(self, found: re.Match[str]) -> tuple[str | None, date | None] | None:
        """Kind and end of what stands in brackets; None where it is neither, and so part of the words."""
        said, day = found["kind"].strip(" ,"), found["day"]
        if not said and not day:
            return None
        try:
            return (self.kind.read(plain(said)) if said else None, self.day.read(day) if day else None)
        except CellError:
            if day:
                raise
            return None

    def write(self, value: Any) -> list[dict[str, str]]:
        """A list of {"title", "note", "kind"}, with "until" where there is an end."""
        return [
            {
                "title": " ".join(wish.title.split()),
                "note": " ".join(wish.note.split()),
                "kind": wish.kind or NeedKind.OTHER.value,
                **({"until": wish.until.isoformat()} if wish.until else {}),
            }
            for wish in value
        ]

    def cell(self, value: Any) -> str:
        """One text that `read` takes apart again."""
        return f" {BAR} ".join(self._in_cell(entry) for entry in self.write(value))

    def _in_cell(self, entry: dict[str, str]) -> str:
        words = escaped(entry["title"]) + (f"{COLON} {escaped(entry['note'])}" if entry["note"] else "")
        until = f"tot {entry['until']}" if "until" in entry else ""
        marks = [entry["kind"] if entry["kind"] != NeedKind.OTHER or MARKED.search(words) else "", until]
        said = ", ".join(filter(None, marks))
        return f"{words} [{said}]" if said else words


def checked(wish: Wish) -> Wish:
    """The wish on one line, or CellError when a part is missing or too long."""
    title, note = " ".join(wish.title.split()), " ".join(wish.note.split())
    if not title:
        raise CellError(_("A need or offer has no title."))
    for text, most in ((title, LONGEST_TITLE), (note, LONGEST_NOTE)):
        if len(text) > most:
            raise CellError(
                _("%(length)s characters, at most %(most)s are possible.") % {"length": len(text), "most": most}
            )
    return wish._replace(title=title, note=note)


@dataclass(frozen=True)
class EntriesColumn(Column):
    """A column of needs or offers; what a file does not say of one that is there already stays as it is."""

    def same(self, page: Any, value: Any) -> bool:
        """Whether the page has these already, in what the file says of them."""
        return super().same(page, completed(value, self.get(page)))


def completed(wishes: list[Wish], present: list[Wish]) -> list[Wish]:
    """The wishes with kind and end of those with the same title that are there, where the file says neither."""
    known = {wish.title: wish for wish in present}
    return [
        wish._replace(kind=known[wish.title].kind, until=known[wish.title].until)
        if wish.kind is None and wish.until is None and wish.title in known
        else wish
        for wish in wishes
    ]


def entries_column(name: str, direction: Direction, titles: tuple[str, ...]) -> Column:
    """The needs or the offers; setting one leaves the other as it is."""

    def present(page: Initiative) -> list[Wish]:
        entries = (entry for entry in page.needs_and_offers.all() if entry.direction == direction)
        return [Wish(entry.title, entry.note, entry.kind, entry.until) for entry in entries]

    def replace(page: Initiative, wishes: list[Wish]) -> None:
        entries = list(page.needs_and_offers.all())
        others = [entry for entry in entries if entry.direction != direction]
        ours = [
            NeedOrOffer(
                direction=direction,
                title=wish.title,
                note=wish.note,
                kind=wish.kind or NeedKind.OTHER,
                until=wish.until,
            )
            for wish in completed(wishes, present(page))
        ]
        # Needs stand before offers, as in the admin.
        page.needs_and_offers = in_order(ours + others if direction == Direction.NEED else others + ours)

    return EntriesColumn(name, Entries(), titles, getter=present, setter=replace)


def in_order(entries: list[NeedOrOffer]) -> list[NeedOrOffer]:
    """The entries, numbered."""
    for order, entry in enumerate(entries):
        entry.sort_order = order
    return entries
