"""How complete a profile is, and what would help it most."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.initiatives.models import Initiative

WINDOWS = 12
Content = dict[str, Any]  # a page as Wagtail keeps it in a revision


@dataclass(frozen=True, slots=True)
class Step:
    """Something that would make a profile better: what to do, why, and where."""

    title: str
    why: str
    url: str
    weight: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a profile is: `percent` of all weights, and what is missing, the most useful first."""

    percent: int
    missing: tuple[Step, ...]
    total: int  # the number of things that were looked at

    @property
    def next_step(self) -> Step | None:
        """What helps most; None where nothing is missing."""
        return self.missing[0] if self.missing else None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def windows(self) -> list[bool]:
        """The same as windows with the light on or off; the last one is lit when nothing is missing."""
        lit = self.percent * WINDOWS // 100
        return [number < lit for number in range(WINDOWS)]

    @property
    def text(self) -> str:
        """The same in words."""
        if self.is_complete:
            return _("Complete: all windows are lit.")
        line = ngettext(
            "%(percent)s%% complete. %(n)s thing is missing.",
            "%(percent)s%% complete. %(n)s things are missing.",
            len(self.missing),
        )
        return line % {"percent": self.percent, "n": len(self.missing)}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a good profile has. `place` is a section of the editor, or the name of an address."""

    weight: int
    title: Promise | str
    why: Promise | str
    place: str
    is_there: Callable[[Content], bool]


def has(name: str, content: Content) -> bool:
    """Whether this field holds anything."""
    return bool(content.get(name))


def has_themes(content: Content) -> bool:
    """Whether it wears a theme."""
    return bool(content.get("theme_links"))


def has_point(content: Content) -> bool:
    """Whether it is on the map."""
    return content.get("latitude") is not None and content.get("longitude") is not None


def has_contact(content: Content) -> bool:
    """Whether it can be reached."""
    return bool(content.get("contact_email") or content.get("contact_phone"))


def has_needs(content: Content) -> bool:
    """Whether it asks or offers something today."""
    today = timezone.localdate().isoformat()
    return any(str(entry.get("until") or today) >= today for entry in content.get("needs_and_offers") or ())


PARTS = (
    Part(
        12,
        gettext_lazy("Tell what you do"),
        gettext_lazy("This is what others read first."),
        "verhaal",
        partial(has, "activities"),
    ),
    Part(
        11,
        gettext_lazy("Choose your themes"),
        gettext_lazy("That is how others find you, and your page gets its colour."),
        "themas",
        has_themes,
    ),
    Part(
        10,
        gettext_lazy("Say how to reach you"),
        gettext_lazy("Without it nobody can ask you anything."),
        "contact",
        has_contact,
    ),
    Part(
        10,
        gettext_lazy("Put a photo on top"),
        gettext_lazy("A photo of people at work makes others curious."),
        "naam",
        partial(has, "photo"),
    ),
    Part(
        10,
        gettext_lazy("Say what you look for or offer"),
        gettext_lazy("Then we can bring you together with others."),
        "initiative_needs",
        has_needs,
    ),
    Part(
        9,
        gettext_lazy("Point out your place on the map"),
        gettext_lazy("Neighbours look on the map first."),
        "plaats",
        has_point,
    ),
    Part(
        8,
        gettext_lazy("Tell how it began"),
        gettext_lazy("Starters learn most from how others began."),
        "verhaal",
        partial(has, "began"),
    ),
    Part(
        7,
        gettext_lazy("Tell what works well"),
        gettext_lazy("Others can use it tomorrow."),
        "verhaal",
        partial(has, "success"),
    ),
    Part(
        6,
        gettext_lazy("Tell about bumps on the road"),
        gettext_lazy("It spares others the same bump."),
        "verhaal",
        partial(has, "obstacles"),
    ),
    Part(
        5,
        gettext_lazy("Tell what is going on now"),
        gettext_lazy("Then others know what to ask you about."),
        "verhaal",
        partial(has, "current"),
    ),
    Part(
        5,
        gettext_lazy("Show more photos"),
        gettext_lazy("A few photos say what words cannot."),
        "fotos",
        partial(has, "photos"),
    ),
    Part(
        3,
        gettext_lazy("Add keywords"),
        gettext_lazy("Who searches for a word finds you."),
        "themas",
        partial(has, "tagged_items"),
    ),
    Part(
        2,
        gettext_lazy("Say when you began"),
        gettext_lazy("Others look for somebody who is as far as they are."),
        "feiten",
        partial(has, "founded"),
    ),
    Part(
        2,
        gettext_lazy("Say how many you are"),
        gettext_lazy("Others look for somebody of their size."),
        "feiten",
        partial(has, "people"),
    ),
)
TOTAL = sum(part.weight for part in PARTS)


def latest_content(initiative: Initiative) -> Content:
    """What the owners wrote last, published or not.

    Costs nothing for a page that was fetched with select_related("latest_revision").
    """
    revision = initiative.latest_revision
    content: Content = revision.content if revision else initiative.serializable_data()
    return content


def completeness_of(initiative: Initiative) -> Completeness:
    """How complete this profile is (the page in the source language), as its owners wrote it last.

    In lists fetch the pages with select_related("latest_revision"): then it asks the database nothing.
    """
    content = latest_content(initiative)
    missing = [part for part in PARTS if not part.is_there(content)]
    steps = [Step(str(part.title), str(part.why), address_of(part, initiative.pk), part.weight) for part in missing]
    percent = 100 * (TOTAL - sum(part.weight for part in missing)) // TOTAL
    return Completeness(percent, tuple(steps), len(PARTS))


def address_of(part: Part, pk: int) -> str:
    """Where to do it."""
    if part.place == "initiative_needs":
        return reverse("initiative_needs", args=(pk,))
    return reverse("initiative_edit", args=(pk, part.place))
