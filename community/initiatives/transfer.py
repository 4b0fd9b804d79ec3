"""Initiatives as rows of a file."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.models import (
    ContactVisibility,
    Direction,
    Initiative,
    InitiativeDirectory,
    InitiativeTheme,
    LegalForm,
    NeedOrOffer,
    Phase,
)
from community.initiatives.models.initiative import FIRST_YEAR, LAST_YEAR, MOST_THEMES
from community.places.queries import all_places
from community.themes.transfer import tags_column, themes_column
from foundation.blocks import STORY_FEATURES
from foundation.transfer.bodies import as_text
from foundation.transfer.columns import Column, Named, Number, RichText, Text, choice
from foundation.transfer.lists import BAR, COLON, cut, escaped, plain
from foundation.transfer.problems import CellError
from foundation.transfer.transfer import PageTransfer

LONGEST_TITLE, LONGEST_NOTE = 80, 160  # characters of a need or offer
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


class Entries:
    """Needs or offers: (title, note) pairs; in a cell "Penningmeester: vier uur per maand | Een schuur"."""

    def read(self, value: Any) -> list[tuple[str, str]]:
        """From a cell, or JSON's list of texts or of {"title", "note"}. Raises CellError."""
        if isinstance(value, list):
            return [checked(*self._pair(entry)) for entry in value]
        parts = (cut(part, COLON, most=1) for part in cut(as_text(value).replace("\n", BAR), BAR))
        pairs = [(plain(part[0]), plain(part[1]) if len(part) > 1 else "") for part in parts]
        return [checked(title, note) for title, note in pairs if title or note]

    def _pair(self, entry: Any) -> tuple[str, str]:
        if isinstance(entry, dict):
            return as_text(entry.get("title")), as_text(entry.get("note"))
        return as_text(entry), ""

    def write(self, value: Any) -> list[dict[str, str]]:
        """A list of {"title", "note"}."""
        return [{"title": " ".join(title.split()), "note": " ".join(note.split())} for title, note in value]

    def cell(self, value: Any) -> str:
        """One text that `read` takes apart again."""
        pairs = ((entry["title"], entry["note"]) for entry in self.write(value))
        return f" {BAR} ".join(
            f"{escaped(title)}{COLON} {escaped(note)}" if note else escaped(title) for title, note in pairs
        )


def checked(title: str, note: str) -> tuple[str, str]:
    """The pair, or CellError when a part is missing or too long."""
    title, note = " ".join(title.split()), " ".join(note.split())
    if not title:
        raise CellError(_("A need or offer has no title."))
    for text, most in ((title, LONGEST_TITLE), (note, LONGEST_NOTE)):
        if len(text) > most:
            raise CellError(
                _("%(length)s characters, at most %(most)s are possible.") % {"length": len(text), "most": most}
            )
    return title, note


def entries_column(name: str, direction: Direction, titles: tuple[str, ...]) -> Column:
    """The needs or the offers; setting one leaves the other as it is."""

    def present(page: Initiative) -> list[tuple[str, str]]:
        return [(entry.title, entry.note) for entry in page.needs_and_offers.all() if entry.direction == direction]

    def replace(page: Initiative, pairs: list[tuple[str, str]]) -> None:
        entries = list(page.needs_and_offers.all())
        others = [entry for entry in entries if entry.direction != direction]
        ours = [NeedOrOffer(direction=direction, title=title, note=note) for title, note in pairs]
        # Needs stand before offers, as in the admin.
        page.needs_and_offers = in_order(ours + others if direction == Direction.NEED else others + ours)

    return Column(name, Entries(), titles, getter=present, setter=replace)


def in_order(entries: list[NeedOrOffer]) -> list[NeedOrOffer]:
    """The entries, numbered."""
    for order, entry in enumerate(entries):
        entry.sort_order = order
    return entries
