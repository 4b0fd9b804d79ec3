"""Bringing municipalities in."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from community.places.actions import SHIPPED_FILE, centre_of, load_municipalities
from community.places.models import Landscape, Municipality

pytestmark = pytest.mark.django_db
SQUARE = [[[5.0, 52.0], [5.2, 52.0], [5.2, 52.2], [5.0, 52.2], [5.0, 52.0]]]


def file_of(folder: Path, *features: object) -> Path:
    """A GeoJSON file."""
    file = folder / "gemeenten.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def feature(code: str = "GM0001", name: str = "Nieuwdorp", **changes: object) -> dict[str, object]:
    """A municipality of one square."""
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
        **changes,
    }


def test_shipped_file_holds_the_province() -> None:
    """All 26, each with boundaries and a centre inside the province, landscapes known."""
    assert Municipality.objects.count() == 26
    assert all(place.polygons() for place in Municipality.objects.all())
    assert all(51.8 < place.latitude < 52.4 and 4.7 < place.longitude < 5.7 for place in Municipality.objects.all())
    assert Municipality.objects.get(name="Lopik").landscape == Landscape.PEAT


def test_loading_twice_makes_no_doubles_and_keeps_what_editors_chose() -> None:
    """The landscape is theirs after the first time."""
    Municipality.objects.filter(name="Lopik").update(landscape=Landscape.SAND)
    keys = set(Municipality.objects.values_list("pk", flat=True))
    assert load_municipalities(SHIPPED_FILE) == 26
    assert set(Municipality.objects.values_list("pk", flat=True)) == keys
    assert Municipality.objects.get(name="Lopik").landscape == Landscape.SAND


def test_new_boundaries_replace_the_old_ones(tmp_path: Path) -> None:
    """By code, so also under a new name."""
    load_municipalities(file_of(tmp_path, feature()))
    load_municipalities(file_of(tmp_path, feature(name="Nieuwstad")))
    place = Municipality.objects.get(code="GM0001")
    assert (place.name, place.slug, place.geometry) == ("Nieuwstad", "nieuwstad", [SQUARE])
    assert (place.latitude, place.longitude) == (52.1, 5.1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"type": "FeatureCollection"}',
        b'{"features": [{"properties": {"code": "GM1"}}]}',
        b'{"features": [{"properties": {"code": "G", "name": "N"}, "geometry": null}]}',
        b'{"features": [{"properties": {"code": "G", "name": ""}, "geometry": {"type": "Point", "coordinates": [5]}}]}',
        b"\xff\xfe\x00",
    ],
)
def test_broken_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    """Nothing is written."""
    file = tmp_path / "kapot.geojson"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"^kapot\.geojson is no GeoJSON file of municipalities"):
        load_municipalities(file)
    assert Municipality.objects.count() == 26


def test_command_says_what_is_wrong(tmp_path: Path) -> None:
    """Without a traceback."""
    with pytest.raises(CommandError):
        call_command("load_municipalities", str(tmp_path / "er-is-geen.geojson"))


def test_centre_is_that_of_the_largest_part() -> None:
    """An island does not pull it into the water."""
    island = [[[9.0, 52.0], [9.01, 52.0], [9.01, 52.01], [9.0, 52.01], [9.0, 52.0]]]
    assert centre_of([island, SQUARE]) == pytest.approx((5.1, 52.1))
