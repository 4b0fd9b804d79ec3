"""The form for the photos of a profile: words and order of each, some taken away, some added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.editing.fields import UploadField, WholeNumberField
from community.initiatives.editing.forms import SectionForm, kept_photo
from community.initiatives.editing.sections import Content, Values, value_of
from community.initiatives.models import Initiative, InitiativePhoto
from community.initiatives.models.initiative import LONGEST_ALT
from community.members.profiles.forms import LineField
from foundation.pictures import Picture, photos_by_id, picture_of

MOST_PHOTOS = 12
AT_ONCE = 3  # photos that can be added in one go
LONGEST_CAPTION = 160
ALT = gettext_lazy("What can be seen on this photo?")
WHY_ALT = gettext_lazy("Needed with a photo, for people who do not see it.")
Row = tuple[Any, str, str]  # photo, caption, alt


@dataclass(frozen=True, slots=True)
class PhotoFields:
    """One photo with its fields."""

    picture: Picture
    alt: BoundField
    caption: BoundField
    place: BoundField
    remove: BoundField


@dataclass(frozen=True, slots=True)
class NewPhotoFields:
    """The fields for one new photo."""

    upload: BoundField
    alt: BoundField
    caption: BoundField


class PhotosForm(SectionForm):
    """The photos: fields `alt-12`, `caption-12`, `place-12` and `remove-12` for photo 12; `new-1` for a new one."""

    slug = "fotos"
    template = "photos"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the fields."""
        super().__init__(*args, **kwargs)
        self.rows: list[Row] = list({row[0]: row for row in value_of(self.base, "photos")}.values())
        self.photos = photos_by_id(row[0] for row in self.rows)
        for place, (pk, caption, alt) in enumerate(self.rows, start=1):
            described = alt or (self.photos[pk].description if pk in self.photos else "")
            self.fields[f"alt-{pk}"] = self.words(ALT, LONGEST_ALT, initial=described, required=True)
            self.fields[f"caption-{pk}"] = self.words(_("Caption"), LONGEST_CAPTION, initial=caption)
            self.fields[f"place-{pk}"] = WholeNumberField(
                label=_("Place in the row"), initial=place, min_value=1, max_value=99
            )
            self.fields[f"remove-{pk}"] = forms.BooleanField(label=_("Take this photo away"), required=False)
        for number in self.new_numbers:
            self.fields[f"new-{number}"] = UploadField(label=_("New photo"), required=False)
            self.fields[f"new-{number}-alt"] = self.words(ALT, LONGEST_ALT, help_text=WHY_ALT)
            self.fields[f"new-{number}-caption"] = self.words(_("Caption"), LONGEST_CAPTION)

    @staticmethod
    def words(label: Any, longest: int, *, initial: str = "", required: bool = False, help_text: Any = "") -> LineField:
        """A line of text about a photo."""
        return LineField(
            label=label,
            initial=initial,
            required=required,
            help_text=help_text,
            max_length=longest,
            error_messages={"required": _("Say what can be seen, for people who do not see the photo.")},
        )

    @property
    def new_numbers(self) -> range:
        """The numbers of the photos that can be added."""
        return range(1, min(AT_ONCE, MOST_PHOTOS - len(self.rows)) + 1)

    def extras(self) -> dict[str, Any]:
        """The photos with their fields."""
        return {"kept": list(self.kept()), "new": list(self.new())}

    def shown(self, content: Content) -> dict[str, Any]:
        """Nothing: each field knows what it shows."""
        return {}

    def fields_of(self, key: str) -> tuple[str, ...]:
        """All of them."""
        return tuple(self.fields)

    def kept(self) -> Iterator[PhotoFields]:
        """The photos there are, to show."""
        for pk, _caption, _alt in self.rows:
            if pk in self.photos:
                names = ("alt", "caption", "place", "remove")
                yield PhotoFields(picture_of(self.photos[pk], alt=""), *(self[f"{name}-{pk}"] for name in names))

    def new(self) -> Iterator[NewPhotoFields]:
        """The fields for new ones."""
        for number in self.new_numbers:
            yield NewPhotoFields(self[f"new-{number}"], self[f"new-{number}-alt"], self[f"new-{number}-caption"])

    def clean(self) -> dict[str, Any]:
        """A new photo needs words; words need a photo. What is taken away needs nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        for pk, _caption, _alt in self.rows:
            if cleaned.get(f"remove-{pk}"):
                for name in ("alt", "caption", "place"):
                    self.errors.pop(f"{name}-{pk}", None)
        for number in self.new_numbers:
            upload, alt, caption = (f"new-{number}", f"new-{number}-alt", f"new-{number}-caption")
            if cleaned.get(upload) and not cleaned.get(alt) and alt not in self.errors:
                self.add_error(alt, _("Say what can be seen, for people who do not see the photo."))
            elif not cleaned.get(upload) and upload not in self.errors and (cleaned.get(alt) or cleaned.get(caption)):
                self.add_error(upload, _("Choose the photo that these words belong to."))
        return cleaned

    def my_rows(self) -> list[Row]:
        """The photos that stay, in the order they were given."""
        kept = [row for row in self.rows if not self.cleaned_data.get(f"remove-{row[0]}")]
        kept.sort(key=lambda row: self.cleaned_data.get(f"place-{row[0]}") or 0)  # stable: equals keep their order
        return [(pk, self.cleaned_data[f"caption-{pk}"], self.cleaned_data[f"alt-{pk}"]) for pk, _c, _a in kept]

    def uploads(self) -> list[tuple[Any, str, str]]:
        """The new photos with caption and description."""
        return [
            (self.cleaned_data[name], self.cleaned_data[f"{name}-caption"], self.cleaned_data[f"{name}-alt"])
            for name in (f"new-{number}" for number in self.new_numbers)
            if self.cleaned_data.get(name)
        ]

    def mine(self) -> Values:
        """The photos that stay and the new ones."""
        return {"photos": [*self.my_rows(), *self.uploads()]}

    def clashing(self, theirs: list[Row]) -> bool:
        """Whether somebody else changed words of a photo of which I changed the words too."""
        was, now = {row[0]: row for row in self.rows}, {row[0]: row for row in theirs}
        mine = {row[0]: row for row in self.my_rows()}
        return any(
            pk in was and now[pk] != was[pk] and row not in (was[pk], now[pk]) for pk, row in mine.items() if pk in now
        )

    def write(self, page: Initiative, keys: Iterable[str], *, by: Any) -> None:
        """Do to the newest list what was done to the one they started from."""
        if "photos" not in keys:
            return
        mine, known = {row[0]: row for row in self.my_rows()}, {row[0] for row in self.rows}
        present = list(page.photos.all())
        entries = [entry for entry in present if entry.photo_id in mine or entry.photo_id not in known]
        order = {pk: place for place, pk in enumerate(mine)}
        entries.sort(key=lambda entry: order.get(entry.photo_id, len(order)))
        was = {row[0]: row for row in self.rows}
        for entry in entries:
            row = mine.get(entry.photo_id)
            if row and row != was[entry.photo_id]:
                _pk, entry.caption, entry.alt = row
        for upload, caption, alt in self.uploads():
            entries.append(
                InitiativePhoto(photo=kept_photo(upload, alt or page.title, by=by), caption=caption, alt=alt)
            )
        for place, entry in enumerate(entries):
            entry.sort_order = place
        page.photos = entries
