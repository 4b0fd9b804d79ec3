"""The form for what an initiative looks for and offers: words, end and order of each, some taken away, some added.

Each stands in fields of its own: `title-zoekt-1`, `kind-zoekt-1`, … for the first need, `title-biedt-new-1`, … for the
first new offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.editing.fields import WholeNumberField
from community.initiatives.editing.forms import CHOOSE, SectionForm
from community.initiatives.editing.sections import Content, Section, Values, value_of
from community.initiatives.models import Direction, Initiative, NeedKind, NeedOrOffer
from community.members.profiles.forms import LineField

MOST_ENTRIES = 12  # in each direction
AT_ONCE = 2  # that can be added to each in one go
LONGEST_TITLE, LONGEST_NOTE = 80, 160  # characters
USUAL_TIME = timedelta(days=183)  # that something stands on the page
LONGEST_TIME = timedelta(days=2 * 365)
PARTS = ("title", "note", "kind", "until", "place", "remove", "renew")
Row = tuple[str, str, str, str, str]  # direction, kind, title, note, until as 2027-05-28
SECTION = Section(
    slug="vraag-en-aanbod",
    title=gettext_lazy("Needs and offers"),
    lead=gettext_lazy("What do you look for, and what do you have for others? Everybody can see it and respond."),
    relations=("needs_and_offers",),
)


class DayField(forms.DateField):
    """A day, from a calendar or typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
    default_error_messages = {
        "invalid": gettext_lazy("This is no day. Write it like this: 31-12-2027"),
        "required": gettext_lazy("Choose until when it stands on your page."),
    }


def usual_end() -> date:
    """Until when something new stands on the page."""
    return timezone.localdate() + USUAL_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFields:
    """One need or offer with its fields; those of a new one have no place, and are not taken away."""

    title: BoundField
    note: BoundField
    kind: BoundField
    until: BoundField
    place: BoundField | None = None
    remove: BoundField | None = None
    renew: BoundField | None = None
    has_ended: bool = False
    shown_title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is looked for, or what is offered."""

    direction: str
    title: Promise | str
    hint: Promise | str
    kept: list[EntryFields]
    new: list[EntryFields]


WORDS = {
    Direction.NEED.value: (
        gettext_lazy("We are looking for"),
        gettext_lazy("For example: a treasurer, four hours a month."),
        gettext_lazy("What are you looking for?"),
    ),
    Direction.OFFER.value: (
        gettext_lazy("We offer"),
        gettext_lazy("For example: our hall for your meeting, free of charge."),
        gettext_lazy("What do you have for others?"),
    ),
}


class NeedsForm(SectionForm):
    """Needs and offers."""

    slug = SECTION.slug
    template = "needs"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the fields."""
        super().__init__(*args, **kwargs)
        self.rows: dict[str, list[Row]] = {direction: [] for direction in WORDS}
        for row in value_of(self.base, "needs_and_offers") or ():
            if row[0] in self.rows:
                self.rows[row[0]].append(row)
        for direction, rows in self.rows.items():
            for number, row in enumerate(rows, start=1):
                self.add_kept(f"{direction}-{number}", row, number)
            for number in self.new_numbers(direction):
                self.add_fields(f"{direction}-new-{number}", required=False)

    @property
    def section(self) -> Section:
        """Needs and offers without what a buddy offers, which has a form of its own."""
        return SECTION

    def new_numbers(self, direction: str) -> range:
        """The numbers of those that can be added."""
        return range(1, min(AT_ONCE, MOST_ENTRIES - len(self.rows[direction])) + 1)

    def add_kept(self, name: str, row: Row, number: int) -> None:
        """The fields of one that is there."""
        _direction, kind, title, note, until = row
        self.add_fields(name, title=title, note=note, kind=kind or NeedKind.OTHER, until=day_of(until))
        self.fields[f"place-{name}"] = WholeNumberField(
            label=_("Place in the row"), initial=number, min_value=1, max_value=99, required=False
        )
        self.fields[f"remove-{name}"] = forms.BooleanField(label=_("Take this away"), required=False)
        if has_ended(until):
            self.fields[f"renew-{name}"] = forms.BooleanField(
                label=_("It still stands: show it for another half year"), required=False
            )

    def add_fields(self, name: str, *, required: bool = True, **initial: Any) -> None:
        """The fields in which one is written."""
        direction = name.partition("-")[0]
        self.fields[f"title-{name}"] = LineField(
            label=WORDS[direction][2],
            initial=initial.get("title", ""),
            required=required,
            max_length=LONGEST_TITLE,
            error_messages={"required": _("Say what it is about, or take it away.")},
        )
        self.fields[f"note-{name}"] = LineField(
            label=_("In a few words more"), initial=initial.get("note", ""), required=False, max_length=LONGEST_NOTE
        )
        self.fields[f"kind-{name}"] = forms.ChoiceField(
            label=_("Kind"),
            choices=[("", _("Choose a kind")), *NeedKind.choices],
            initial=initial.get("kind", ""),
            required=required,
            error_messages=CHOOSE,
        )
        self.fields[f"until-{name}"] = DayField(
            label=_("Show it until"), initial=initial.get("until") or usual_end(), required=required
        )

    def shown(self, content: Content) -> dict[str, Any]:
        """Nothing: each field knows what it shows."""
        return {}

    def extras(self) -> dict[str, Any]:
        """All with their fields."""
        return {"groups": list(self.groups())}

    def fields_of(self, key: str) -> tuple[str, ...]:
        """All of them."""
        return tuple(self.fields)

    def groups(self) -> Iterator[Group]:
        """What is looked for and what is offered, to show."""
        for direction, rows in self.rows.items():
            kept = [self.bound(f"{direction}-{number}", row) for number, row in enumerate(rows, start=1)]
            new = [self.bound(f"{direction}-new-{number}") for number in self.new_numbers(direction)]
            yield Group(direction, WORDS[direction][0], WORDS[direction][1], kept, new)

    def bound(self, name: str, row: Row | None = None) -> EntryFields:
        """One with its fields."""
        fields: dict[str, Any] = {part: self[f"{part}-{name}"] for part in PARTS if f"{part}-{name}" in self.fields}
        return EntryFields(**fields, has_ended=bool(row and has_ended(row[4])), shown_title=row[2] if row else "")

    def clean(self) -> dict[str, Any]:
        """A new one needs a kind, and an end that is yet to come. What is taken away needs nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        for direction, rows in self.rows.items():
            for number, row in enumerate(rows, start=1):
                name = f"{direction}-{number}"
                if cleaned.get(f"remove-{name}"):
                    for part in PARTS:
                        self.errors.pop(f"{part}-{name}", None)
                elif cleaned.get(f"renew-{name}"):
                    self.errors.pop(f"until-{name}", None)
                    cleaned[f"until-{name}"] = usual_end()
                else:
                    self.check_end(name, cleaned, unless=day_of(row[4]))
            for number in self.new_numbers(direction):
                self.clean_new(f"{direction}-new-{number}", cleaned)
        return cleaned

    def clean_new(self, name: str, cleaned: dict[str, Any]) -> None:
        """One that may be empty as a whole."""
        if not (cleaned.get(f"title-{name}") or cleaned.get(f"note-{name}") or f"title-{name}" in self.errors):
            for part in ("kind", "until"):
                self.errors.pop(f"{part}-{name}", None)
            return
        if not cleaned.get(f"title-{name}") and f"title-{name}" not in self.errors:
            self.add_error(f"title-{name}", WORDS[name.partition("-")[0]][2])
        if not cleaned.get(f"kind-{name}") and f"kind-{name}" not in self.errors:
            self.add_error(f"kind-{name}", CHOOSE["required"])
        if not cleaned.get(f"until-{name}") and f"until-{name}" not in self.errors:
            cleaned[f"until-{name}"] = usual_end()
        self.check_end(name, cleaned)

    def check_end(self, name: str, cleaned: dict[str, Any], *, unless: date | None = None) -> None:
        """An end lies ahead, and not too far; one that was there already may be past."""
        end = cleaned.get(f"until-{name}")
        if end is None or end == unless:
            return
        today = timezone.localdate()
        if end < today:
            self.add_error(f"until-{name}", _("This day is over. Choose one that is yet to come."))
        elif end > today + LONGEST_TIME:
            self.add_error(f"until-{name}", _("Choose a day within two years. You can prolong it later."))

    def my_rows(self) -> list[tuple[int | None, Row]]:
        """All that stay and the new ones, needs first, each with its number in the version they started from."""
        mine: list[tuple[int | None, Row]] = []
        for direction, rows in self.rows.items():
            numbers = [n for n in range(1, len(rows) + 1) if not self.cleaned_data.get(f"remove-{direction}-{n}")]
            numbers.sort(key=lambda n, way=direction: self.cleaned_data.get(f"place-{way}-{n}") or n)  # type: ignore[misc]
            mine += [(number, self.row(direction, f"{direction}-{number}")) for number in numbers]
            new = (f"{direction}-new-{number}" for number in self.new_numbers(direction))
            mine += [(None, self.row(direction, name)) for name in new if self.cleaned_data.get(f"title-{name}")]
        return mine

    def row(self, direction: str, name: str) -> Row:
        """One in the terms of a version."""
        kind, title, note, until = (self.cleaned_data[f"{part}-{name}"] for part in ("kind", "title", "note", "until"))
        return (direction, kind, title, note, until.isoformat() if until else "")

    def mine(self) -> Values:
        """What was filled in."""
        return {"needs_and_offers": [row for _number, row in self.my_rows()]}

    def write(self, page: Initiative, keys: Iterable[str], *, by: Any) -> None:
        """Put them in a version of the page; those that were there keep their rows, so that editors see the change."""
        if "needs_and_offers" not in keys:
            return
        present: dict[str, list[NeedOrOffer]] = {direction: [] for direction in self.rows}
        for entry in page.needs_and_offers.all():
            present.setdefault(entry.direction, []).append(entry)
        entries = []
        for order, (number, (direction, kind, title, note, until)) in enumerate(self.my_rows()):
            known = present[direction]
            entry = known[number - 1] if number and number <= len(known) else NeedOrOffer()
            entry.direction, entry.kind, entry.title, entry.note = direction, kind, title, note
            entry.until, entry.sort_order = day_of(until), order
            entries.append(entry)
        page.needs_and_offers = entries


def day_of(text: str) -> date | None:
    """The day that a version holds as text."""
    return date.fromisoformat(text) if text else None


def has_ended(until: str) -> bool:
    """Whether it does not stand on the page any more."""
    end = day_of(until)
    return end is not None and end < timezone.localdate()
