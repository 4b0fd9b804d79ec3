"""Made-up initiatives by the thousand, put in the tree at once; the same number is the same collection each time."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import Page

from community.initiatives.models import (
    Direction,
    Initiative,
    InitiativeDirectory,
    InitiativeTag,
    InitiativeTheme,
    NeedKind,
    NeedOrOffer,
    Phase,
)
from community.places.postcodes import Area, areas
from community.places.queries import all_places
from community.themes.models import Tag, Theme, ThemeOverview
from foundation.generation import next_generation

SEED = 2027
THEMES, TAGS = 12, 60
BATCH = 500
# Where every sixth initiative lies: also of a few hundred there fill a page, so that equal pages are compared.
LARGE_TOWN, SHARE = "woerden", 6
FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
WHAT = [
    "Buurttuin",
    "Dorpshuis",
    "Zonnedak",
    "Repaircafé",
    "Zorgcirkel",
    "Eettafel",
    "Energiecoöperatie",
    "Leeskamer",
    "Klusbus",
    "Voedselbos",
]
WHOSE = [
    "van",
    "de",
    "polder",
    "aan",
    "de",
    "dijk",
    "in",
    "het",
    "park",
    "achter",
    "de",
    "kerk",
    "bij",
    "de",
    "molen",
    "om",
    "de",
    "hoek",
    "op",
    "de",
    "brink",
]
WORDS = "penningmeester zaal aanhanger begroting gereedschap bestuurslid chauffeur subsidie ruimte advies".split()  # noqa: SIM905 - as above


def grow_to(number: int) -> None:
    """Add initiatives until there are so many."""
    directory = InitiativeDirectory.objects.get(locale__language_code="nl")
    themes, tags = things(ThemeOverview.objects.get(locale=directory.locale))
    first = Initiative.objects.filter(locale=directory.locale).count()
    numbers = iter(range(first, number))
    while batch := list(islice(numbers, BATCH)):
        add(directory, batch, themes, tags)
    Page.objects.filter(pk=directory.pk).update(numchild=number)
    next_generation()


def things(overview: ThemeOverview) -> tuple[list[Theme], list[Tag]]:
    """Themes and tags to wear."""
    for order in range(Theme.objects.child_of(overview).count(), THEMES):
        theme = Theme(title=f"Thema {order}", slug=f"thema-{order}", tagline="x", house="energie", colour="#F4B92E")
        overview.add_child(instance=theme)
    for order in range(Tag.objects.count(), TAGS):
        Tag.objects.create(name=f"trefwoord {order}", slug=f"trefwoord-{order}")
    return list(Theme.objects.child_of(overview)), list(Tag.objects.order_by("pk"))


def add(directory: InitiativeDirectory, numbers: list[int], themes: list[Theme], tags: list[Tag]) -> None:
    """Put a batch in the tree with what belongs to it, as bulk rows: nothing of it is published one by one."""
    content_type = ContentType.objects.get_for_model(Initiative)
    made = [initiative(number, directory, content_type) for number in numbers]
    fields = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    pages = Page.objects.bulk_create([Page(**{name: getattr(row, name) for name in fields}) for row in made])
    for row, page in zip(made, pages, strict=True):
        row.pk = row.page_ptr_id = page.pk
    # A page type has two tables, for which Django has no bulk_create.
    Initiative._base_manager._insert(made, fields=Initiative._meta.local_concrete_fields)  # noqa: SLF001 - see above
    belongings = [one for row, number in zip(made, numbers, strict=True) for one in of(row, number, themes, tags)]
    for model in (InitiativeTheme, InitiativeTag, NeedOrOffer):
        model.objects.bulk_create([one for one in belongings if isinstance(one, model)], batch_size=BATCH)


def initiative(number: int, directory: InitiativeDirectory, content_type: ContentType) -> Initiative:
    """One initiative, somewhere in the area of the network."""
    chance = random.Random(SEED * 1_000_003 + number)  # noqa: S311 - no secret
    town = chance.choice(towns())
    places = list(all_places().values())
    large = next(place for place in places if place.slug == LARGE_TOWN)
    municipality = large if number % SHARE == 0 else chance.choice(places)
    title = f"{chance.choice(WHAT)} {town.place} {number}"
    moment = FIRST_DAY + timedelta(hours=number)
    return Initiative(
        title=title,
        draft_title=title,
        slug=f"{slugify(title)[:200]}",
        path=Page._get_path(directory.path, directory.depth + 1, number + 1),  # noqa: SLF001 - the tree library's own
        depth=directory.depth + 1,
        url_path=f"{directory.url_path}{slugify(title)[:200]}/",
        locale=directory.locale,
        content_type=content_type,
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        tagline=" ".join(chance.choices(WHOSE, k=14)),
        municipality_id=municipality.pk,
        place=town.place,
        latitude=town.latitude + chance.uniform(-0.02, 0.02),
        longitude=town.longitude + chance.uniform(-0.03, 0.03),
        phase=chance.choice(Phase.values),
    )


@cache
def towns() -> list[Area]:
    """The postcodes of the province."""
    return [area for area in areas().values() if area.is_ours]


def of(row: Initiative, number: int, themes: list[Theme], tags: list[Tag]) -> Iterator[Any]:
    """What belongs to an initiative: themes, tags, needs and offers."""
    chance = random.Random(SEED * 1_000_033 + number)  # noqa: S311 - no secret
    for order, theme in enumerate(chance.sample(themes, chance.randint(1, 3))):
        yield InitiativeTheme(page=row, theme=theme, sort_order=order)
    for tag in chance.sample(tags, chance.randint(1, 5)):
        yield InitiativeTag(content_object=row, tag=tag)
    for order in range(chance.randint(0, 4)):
        yield NeedOrOffer(
            page=row,
            direction=chance.choice(Direction.values),
            kind=chance.choice(NeedKind.values),
            title=" ".join(chance.choices(WORDS, k=2)).capitalize(),
            sort_order=order,
        )
