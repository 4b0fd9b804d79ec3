"""Two people write in the same section: whose words stay is for them to say.

Each value is looked at by itself. What only one of the two changed is taken from that one. What both changed, each in
their own way, is a clash: the one who saves last sees both texts and chooses; until then nothing is saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.initiatives.editing.forms import SectionForm
from community.initiatives.editing.photos import PhotosForm
from community.initiatives.editing.sections import STORY, Content, value_of
from community.initiatives.models import Direction
from community.places.queries import place_of
from community.themes.models import Tag
from community.themes.queries import badges
from foundation.blocks import STORY_FEATURES
from foundation.locales import active_locale_id
from foundation.rich_text import as_shown, canonical

MINE, THEIRS, BY_HAND = "mine", "theirs", "hand"
# Values that say something only together: the one may not come from one person and the other from another.
TOGETHER = (("latitude", "longitude"),)
WRITTEN = ("title", "tagline", "photo_alt", "place", "address", "directions", "contact_name", *STORY)


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that both changed: what it is called, both versions to read, and a field to put them together in."""

    key: str
    label: str
    mine: SafeString
    theirs: SafeString
    by_hand: BoundField | None


def clashing_keys(form: SectionForm, latest: Content) -> list[str]:
    """The values that somebody else changed since this form was made, and its writer too, to something else."""
    if isinstance(form, PhotosForm):
        return ["photos"] if form.clashing(value_of(latest, "photos")) else []
    mine = form.mine()

    def changed(key: str) -> tuple[bool, bool]:
        return mine[key] != value_of(form.base, key), value_of(latest, key) != value_of(form.base, key)

    def equal(key: str) -> bool:
        return mine[key] == value_of(latest, key)

    found = [key for key in form.section.keys if all(changed(key)) and not equal(key)]
    for group in TOGETHER:
        if group[0] not in mine:
            continue
        here, there = (any(changed(key)[side] for key in group) for side in (0, 1))
        if here and there and not all(equal(key) for key in group):
            found = [key for key in found if key not in group] + list(group)
    return found


def chosen(data: Mapping[str, Any], keys: list[str], *, seen: Content | None, latest: Content) -> dict[str, str]:
    """What the writer chose for each of these values, where they chose while looking at what is there now."""
    if seen is None:
        return {}
    choices = {key: data.get(f"choice-{key}", "") for key in keys}
    return {
        key: choice
        for key, choice in choices.items()
        if choice in (MINE, THEIRS, BY_HAND) and value_of(seen, key) == value_of(latest, key)
    }


def merged_by_hand(data: QueryDict) -> QueryDict:
    """What was sent, with the texts that somebody put together of two in the place of their own."""
    merged = data.copy()
    for name in data:
        if name.startswith("choice-") and data[name] == BY_HAND:
            key = name.removeprefix("choice-")
            for part in (key, f"{key}-html"):
                merged.pop(part, None)
                if f"hand-{part}" in data:
                    merged[part] = str(data[f"hand-{part}"])
    return merged


def clashes_of(form: SectionForm, keys: list[str], latest: Content) -> list[Clash]:
    """These clashes, to show."""
    mine = form.mine()
    return [
        Clash(
            key=key,
            label=label_of(form, key),
            mine=readable(form, key, mine[key]),
            theirs=readable(form, key, value_of(latest, key)),
            by_hand=field_by_hand(form, key, value_of(latest, key), mine[key]) if key in WRITTEN else None,
        )
        for key in keys
    ]


def field_by_hand(form: SectionForm, key: str, theirs: str, mine: str) -> BoundField:
    """The field with both texts in it."""
    joined = both_texts(value_of(form.base, key), theirs, mine) if key in STORY else f"{theirs} {mine}"
    return type(form)(base=form.base, prefix="hand", initial={key: joined})[key]


def both_texts(base: str, theirs: str, mine: str) -> str:
    """The other's text, and in it, where they stood, the paragraphs that the writer changed or added."""
    known = {*blocks_of(base), *blocks_of(theirs)}
    joined = blocks_of(theirs)
    added = 0
    for place, block in enumerate(blocks_of(mine)):
        if block not in known:
            added += 1
            joined.insert(place + added, block)
    return "".join(joined)


def blocks_of(rich: str) -> list[str]:
    """The paragraphs and lists of a text."""
    soup = BeautifulSoup(canonical(rich, STORY_FEATURES), "html.parser")
    return [block.decode(formatter="minimal") for block in soup.find_all(name=True, recursive=False)]


def label_of(form: SectionForm, key: str) -> str:
    """What a value is called."""
    names = {
        "theme_links": _("Themes"),
        "tagged_items": _("Keywords"),
        "photos": _("Photos"),
        "photo": _("Photo on top"),
        "needs_and_offers": _("Needs and offers"),
    }
    return names.get(key) or str(form.fields[form.fields_of(key)[0]].label)


def readable(form: SectionForm, key: str, value: Any) -> SafeString:
    """A value in words."""
    if value in ("", []):
        return text(_("(nothing)"))
    if key in STORY:
        return as_shown(value)
    return text(WORDS[key](value) if key in WORDS else chosen_word(form, key, value))


def chosen_word(form: SectionForm, key: str, value: Any) -> str:
    """What a list calls its choice, else the value itself."""
    return str(dict(getattr(form.fields[key], "choices", ())).get(value, value))


def theme_names(value: Any) -> str:
    """Themes by name."""
    names = badges(active_locale_id())
    return ", ".join(names[pk].name for (pk,) in value if pk in names)


def tag_names(value: Any) -> str:
    """Keywords; those that are new are words already."""
    known = dict(Tag.objects.filter(pk__in=[tag for (tag,) in value if isinstance(tag, int)]).values_list("pk", "name"))
    return ", ".join(known.get(tag, str(tag)) for (tag,) in value)


def photo_names(value: Any) -> str:
    """Photos by what can be seen on them."""
    return "\n".join(f"{number}. {alt or caption}" for number, (_pk, caption, alt) in enumerate(value, start=1))


def municipality_name(value: Any) -> str:
    """A municipality by name."""
    place = place_of(value)
    return place.name if place else ""


def photo_name(value: Any) -> str:
    """The photo on top: what was uploaded by its name."""
    return _("A photo") if isinstance(value, int) else str(getattr(value, "name", ""))


def wishes_in_words(value: Any) -> str:
    """Needs and offers, each on a line."""
    said = {direction: str(label) for direction, label in Direction.choices}
    return "\n".join(f"{said.get(way, way)}: {title}. {note}".strip() for way, _kind, title, note, _until in value)


WORDS: dict[str, Callable[[Any], str]] = {
    "needs_and_offers": wishes_in_words,
    "theme_links": theme_names,
    "tagged_items": tag_names,
    "photos": photo_names,
    "photo": photo_name,
    "municipality": municipality_name,
}


def text(words: str) -> SafeString:
    """Plain words as paragraphs."""
    return mark_safe(linebreaks(escape(words)))  # noqa: S308 - escaped
