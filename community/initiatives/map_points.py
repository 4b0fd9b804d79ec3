"""The initiatives as points for the interactive map."""

from typing import Any

from django.db.models import QuerySet

from community.initiatives.models import Initiative

# Up to here titles travel along, so that a click answers at once; above it the map asks for the few it shows.
MOST_TITLES = 1000
MOST_ASKED = 50
# Coordinates go as whole numbers of 0.0001 degrees: 11 metres north to south, 7 metres east to west.
PARTS_OF_DEGREE = 10_000


def map_points(initiatives: QuerySet[Initiative], *, base: str) -> dict[str, Any]:
    """All points in the order of the list: the place in the list is the number in the list.

    {"base": the directory's address, "at": [latitude, longitude, latitude, …] in 0.0001 degrees, null where there is
    no point, and either "titles" and "slugs" or, above MOST_TITLES initiatives, "pks"}
    """
    rows = list(
        initiatives.prefetch_related(None)
        .select_related(None)
        .values_list("pk", "latitude", "longitude", "title", "slug")
    )
    at: list[int | None] = []
    for _pk, latitude, longitude, _title, _slug in rows:
        known = latitude is not None and longitude is not None
        at += [round(latitude * PARTS_OF_DEGREE), round(longitude * PARTS_OF_DEGREE)] if known else [None, None]
    if len(rows) > MOST_TITLES:
        return {"base": base, "at": at, "pks": [row[0] for row in rows]}
    return {"base": base, "at": at, "titles": [row[3] for row in rows], "slugs": [row[4] for row in rows]}


def titles_of(initiatives: QuerySet[Initiative], pks: list[int], *, base: str) -> dict[int, tuple[str, str]]:
    """Title and address of these initiatives by primary key; those that are not among `initiatives` are left out."""
    rows = initiatives.filter(pk__in=pks).order_by("pk").values_list("pk", "title", "slug")
    return {pk: (title, f"{base}{slug}/") for pk, title, slug in rows}
