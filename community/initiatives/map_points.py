"""The initiatives as points for the interactive map."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from community.initiatives.directory_table import DirectoryTable
from community.initiatives.models import Initiative

# Up to here titles travel along, so that a click answers at once; above it the map asks for the few it shows.
MOST_TITLES = 1000
MOST_ASKED = 50
# Coordinates go as whole numbers of 0.0001 degrees: 11 metres north to south, 7 metres east to west.
PARTS_OF_DEGREE = 10_000


def map_points(table: DirectoryTable, positions: Sequence[int], *, base: str) -> dict[str, Any]:
    """All points in the order of the list: the place in the list is the number in the list.

    {"base": the directory's address, "at": [latitude, longitude, latitude, …] in 0.0001 degrees, null where there is
    no point, and either "titles" and "slugs" or, above MOST_TITLES initiatives, "pks"}
    """
    at: list[int | None] = []
    for position in positions:
        point = table.on_map[position]
        at += [round(degrees * PARTS_OF_DEGREE) for degrees in point] if point else [None, None]
    pks = table.keys_at(positions)
    if len(pks) > MOST_TITLES:
        return {"base": base, "at": at, "pks": pks}
    names = {
        pk: (title, slug)
        for pk, title, slug in Initiative.objects.filter(pk__in=pks).order_by().values_list("pk", "title", "slug")
    }
    shown = [names.get(pk, ("", "")) for pk in pks]
    return {"base": base, "at": at, "titles": [title for title, _slug in shown], "slugs": [slug for _, slug in shown]}


def titles_of(initiatives: QuerySet[Initiative], pks: list[int], *, base: str) -> dict[int, tuple[str, str]]:
    """Title and address of these initiatives by primary key; those that are not among `initiatives` are left out."""
    rows = initiatives.filter(pk__in=pks).order_by("pk").values_list("pk", "title", "slug")
    return {pk: (title, f"{base}{slug}/") for pk, title, slug in rows}
