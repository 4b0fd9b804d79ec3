"""One form for each section of the editor.

A form knows the version that its reader started from (`base`). It tells what they made of it in the same terms as a
version (`mine`), and writes only what it is asked to into the newest version (`write`).
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from community.initiatives.editing.fields import (
    EmailField,
    NumberField,
    PhoneField,
    PostcodeField,
    TagsField,
    UploadField,
    WebsiteField,
    WholeNumberField,
    known_tags,
    line,
)
from community.initiatives.editing.sections import BY_SLUG, Content, Section, Values, value_of
from community.initiatives.models import (
    ContactVisibility,
    Initiative,
    InitiativeTheme,
    LegalForm,
    Phase,
    ProfilePhoto,
)
from community.initiatives.models.initiative import FIRST_YEAR, LONGEST_ALT, MOST_THEMES
from community.members.profiles.forms import LineField
from community.places.pointing import map_point_settings
from community.places.postcodes import spot_of
from community.places.queries import all_places
from community.themes.models import Tag
from community.themes.queries import badges
from foundation.blocks import STORY_FEATURES
from foundation.locales import active_locale_id
from foundation.models import Photo
from foundation.pictures import photos_by_id, picture_of
from foundation.rich_text import RichTextFormField, canonical

MOST_PEOPLE = 100_000
CHOOSE = {"required": _("Make a choice."), "invalid_choice": _("Choose one from the list.")}


class SectionForm(forms.Form):
    """A form whose fields are fields of the page, with the same names."""

    slug: ClassVar[str]
    template: ClassVar[str] = "section"

    def __init__(self, *args: Any, base: Content, **kwargs: Any) -> None:
        """Take the version to start from."""
        self.base = base
        initial = {**self.shown(base), **(kwargs.pop("initial", None) or {})}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)

    @property
    def section(self) -> Section:
        """Its section."""
        return BY_SLUG[self.slug]

    def shown(self, content: Content) -> dict[str, Any]:
        """What its fields show of a version."""
        return {name: value_of(content, name) for name in self.section.fields}

    def extras(self) -> dict[str, Any]:
        """What its template shows besides the fields."""
        return {}

    def fields_of(self, key: str) -> tuple[str, ...]:
        """The fields in which this value is written."""
        return (key,)

    def mine(self) -> Values:
        """What was filled in, in the terms of a version."""
        return {key: self.cleaned_value(key) for key in self.section.keys}

    def cleaned_value(self, key: str) -> Any:
        """One value; "" for nothing."""
        value = self.cleaned_data.get(key)
        return "" if value is None else value

    def changed_keys(self) -> list[str]:
        """What was changed since the version they started from."""
        return [key for key, value in self.mine().items() if value != value_of(self.base, key)]

    def write(self, page: Initiative, keys: Iterable[str], *, by: Any) -> None:
        """Put these values into a version of the page, which is not saved here."""
        for key in keys:
            field = page._meta.get_field(key)
            value = self.cleaned_data.get(key)
            setattr(page, field.attname, "" if value is None and not field.null else value)


class NameForm(SectionForm):
    """What the initiative is called, and its picture."""

    slug = "naam"
    template = "name"

    title = line("title", label=_("Name"), required=True)
    tagline = line(
        "tagline",
        help_text=_("What do you do, for whom? At most 160 characters."),
        required=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    upload = UploadField(label=_("Photo on top"), required=False)
    photo_alt = LineField(
        label=_("What can be seen on the photo?"),
        help_text=_("For people who do not see it. For example: three neighbours lay bricks in the rain."),
        required=False,
        max_length=LONGEST_ALT,
    )
    remove = forms.BooleanField(label=_("Take the photo away"), required=False)

    def extras(self) -> dict[str, Any]:
        """The photo that is there."""
        pk = value_of(self.base, "photo")
        photo = photos_by_id([pk]).get(pk) if pk else None
        return {"photo": picture_of(photo, alt="") if photo else None}

    def fields_of(self, key: str) -> tuple[str, ...]:
        """The photo has a field to choose and one to take away."""
        return ("upload", "remove") if key == "photo" else (key,)

    def cleaned_value(self, key: str) -> Any:
        """The photo: what was uploaded, none, or the one that was there."""
        if key != "photo":
            return super().cleaned_value(key)
        if self.cleaned_data.get("upload"):
            return self.cleaned_data["upload"]
        return "" if self.cleaned_data.get("remove") else value_of(self.base, "photo")

    def write(self, page: Initiative, keys: Iterable[str], *, by: Any) -> None:
        """Keep the upload as a photo of the network."""
        super().write(page, (key for key in keys if key != "photo"), by=by)
        if "photo" in keys:
            upload = self.cleaned_data.get("upload")
            page.photo = kept_photo(upload, page.title, by=by) if upload else None


def kept_photo(upload: Any, title: str, *, by: Any) -> Photo:
    """A photo made of an upload; when nothing shows it any more it goes (`unused_photos.py`)."""
    photo = Photo(title=title[:200] or "Foto", file=upload, uploaded_by_user=by)
    photo.save()
    ProfilePhoto.objects.create(photo=photo)
    return photo


class ThemesForm(SectionForm):
    """What it is about."""

    slug = "themas"

    tags = TagsField(
        label=_("Keywords"),
        help_text=_(
            "Words that others would search for, with commas between: vegetable garden, compost, elderly people."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a list to choose from for each theme there may be."""
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((badge.pk, badge.name) for badge in badges(active_locale_id()).values())]
        labels = (_("First theme"), _("Second theme"), _("Third theme"))
        fields = {
            f"theme_{number}": forms.TypedChoiceField(
                label=label,
                help_text=_("It gives your page its colour.") if number == 1 else "",
                choices=choices if number > 1 else [("", _("Choose a theme")), *choices[1:]],
                coerce=int,
                required=number == 1,
                error_messages=CHOOSE,
            )
            for number, label in enumerate(labels, start=1)
        }
        self.fields = {**fields, "tags": self.fields["tags"]}

    @property
    def theme_fields(self) -> tuple[str, ...]:
        """The names of the lists."""
        return tuple(f"theme_{number}" for number in range(1, MOST_THEMES + 1))

    def shown(self, content: Content) -> dict[str, Any]:
        """Themes in their order, and keywords as words."""
        themes = [row[0] for row in value_of(content, "theme_links")]
        tags = [row[0] for row in value_of(content, "tagged_items")]
        names = list(Tag.objects.filter(pk__in=tags).values_list("name", flat=True)) if tags else []
        shown: dict[str, Any] = {f"theme_{number}": pk for number, pk in enumerate(themes, start=1)}
        return {**shown, "tags": names}

    def fields_of(self, key: str) -> tuple[str, ...]:
        """Themes stand in three lists."""
        return self.theme_fields if key == "theme_links" else ("tags",)

    def mine(self) -> Values:
        """The themes chosen, each once, and the keywords."""
        themes = dict.fromkeys(self.cleaned_data.get(name) for name in self.theme_fields)
        tags = known_tags(self.cleaned_data.get("tags") or [])
        return {
            "theme_links": [(pk,) for pk in themes if pk],
            "tagged_items": sorted(((tag,) for tag in tags), key=lambda row: (isinstance(row[0], str), row)),
        }

    def write(self, page: Initiative, keys: Iterable[str], *, by: Any) -> None:
        """Keep the rows that stay, so that editors see what was added and what was taken away."""
        if "theme_links" in keys:
            known = {link.theme_id: link for link in page.theme_links.all()}
            links = []
            for order, (pk,) in enumerate(self.mine()["theme_links"]):
                link = known.get(pk) or InitiativeTheme(theme_id=pk)
                link.sort_order = order
                links.append(link)
            page.theme_links = links
        if "tagged_items" in keys:
            wanted = {name.casefold(): name for name in self.cleaned_data["tags"]}
            present = {tag.name.casefold(): tag.name for tag in page.tags.all()}
            page.tags.remove(*(name for key, name in present.items() if key not in wanted))
            page.tags.add(*(name for key, name in wanted.items() if key not in present))


class StoryForm(SectionForm):
    """The five questions."""

    slug = "verhaal"

    began = RichTextFormField(
        STORY_FEATURES, label=_("How it began"), help_text=_("How did the initiative come about?"), required=False
    )
    activities = RichTextFormField(
        STORY_FEATURES, label=_("What we do"), help_text=_("What do you do, how often, for whom?"), required=False
    )
    success = RichTextFormField(
        STORY_FEATURES, label=_("What works well"), help_text=_("What are your success factors?"), required=False
    )
    obstacles = RichTextFormField(
        STORY_FEATURES,
        label=_("Bumps on the road"),
        help_text=_("Which obstacles did you meet, and what helped?"),
        required=False,
    )
    current = RichTextFormField(
        STORY_FEATURES,
        label=_("What is going on now"),
        help_text=_("Which themes are current for you?"),
        required=False,
    )

    def cleaned_value(self, key: str) -> Any:
        """The text; exactly as it was where only its notation differs."""
        text, was = self.cleaned_data.get(key) or "", value_of(self.base, key)
        return was if text == canonical(was, STORY_FEATURES) else text


class PlaceForm(SectionForm):
    """Where it is."""

    slug = "plaats"
    template = "place"

    municipality = forms.TypedChoiceField(label=_("Municipality"), coerce=int, error_messages=CHOOSE)
    place = line("place")
    address = line("address", help_text=_("Only where visitors are welcome. It stands on your page."))
    postcode = PostcodeField(label=_("Postcode"), required=False)
    directions = line("directions", help_text=_("For example: two minutes from the station, entrance at the back."))
    latitude = NumberField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    from_postcode = forms.BooleanField(label=_("Put the point in the middle of this postcode"), required=False)
    longitude = NumberField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all municipalities."""
        super().__init__(*args, **kwargs)
        municipality: Any = self.fields["municipality"]
        municipality.choices = [("", _("Choose your municipality")), *((p.pk, p.name) for p in all_places().values())]

    def extras(self) -> dict[str, Any]:
        """What the map needs to know."""
        return {"map_settings": map_point_settings("vendor/leaflet/leaflet.css")}

    def clean(self) -> dict[str, Any]:
        """A point on the map has two coordinates or none; a postcode has one."""
        cleaned: dict[str, Any] = super().clean() or {}
        names = ("latitude", "longitude")
        if cleaned.get("from_postcode") and "postcode" not in self.errors:
            spot = spot_of(cleaned.get("postcode") or "")
            if spot is None:
                self.add_error("postcode", _("We do not know where this postcode is. Point out the place yourself."))
            else:
                cleaned["latitude"], cleaned["longitude"] = spot.latitude, spot.longitude
        if not set(names) & set(self.errors) and (cleaned.get("latitude") is None) != (
            cleaned.get("longitude") is None
        ):
            empty = next(name for name in names if cleaned.get(name) is None)
            self.add_error(empty, _("Give both coordinates, or none."))
        return cleaned


class FactsForm(SectionForm):
    """What can be said in a word."""

    slug = "feiten"

    phase = forms.ChoiceField(label=_("How far are you?"), choices=Phase.choices, error_messages=CHOOSE)
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=LegalForm.choices, error_messages=CHOOSE)
    founded = WholeNumberField(
        label=_("In which year did you begin?"), required=False, min_value=FIRST_YEAR, max_value=2100
    )
    people = WholeNumberField(
        label=_("How many volunteers are you?"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    website = WebsiteField(label=_("Website"), required=False, max_length=200)


class ContactForm(SectionForm):
    """How to reach it."""

    slug = "contact"

    contact_name = line("contact_name", label=_("Name of a person or group"))
    contact_email = EmailField(label=_("E-mail address"), required=False, max_length=254)
    contact_phone = PhoneField(label=_("Telephone"), required=False, max_length=40)
    contact_visibility = forms.ChoiceField(
        label=_("Who may see this?"),
        choices=ContactVisibility.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
