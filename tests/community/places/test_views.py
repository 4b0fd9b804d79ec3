"""Maps as files."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from community.places.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("point", ["52.0907,5.1214", "52,5", "0,0", "-90,-180", "90,180", "0,-0", "1e1,5", " 52 , 5 "])
def test_map_of_a_place_is_a_picture(point: str) -> None:
    """Well-formed, with the municipality lit; wherever the point is."""
    response = Client().get(f"/map/woerden/{point}.svg")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    root = ET.fromstring(response.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    classes = [path.get("class") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    assert (classes.count("m h"), classes.count("k"), len(classes)) == (1, 1, 27)


@pytest.mark.parametrize(
    "point",
    [
        "",
        ",",
        "52",
        "52,5,1",
        "a,b",
        "nan,5",
        "5,nan",
        "inf,5",
        "-inf,inf",
        "91,5",
        "52,181",
        "1e400,5",
        "52.0;5.0",
        "<script>,5",
        "9" * 5000 + ",5",
    ],
)
def test_map_of_no_place_is_not_found(point: str) -> None:
    """404; nothing of it in a picture."""
    assert Client().get(f"/map/woerden/{point}.svg").status_code == 404


def test_map_of_an_unknown_municipality_is_not_found() -> None:
    """404."""
    assert Client().get("/map/nergenshuizen/52,5.svg").status_code == 404


def test_area_is_the_province_as_geojson() -> None:
    """Every municipality with its name, slug and boundaries."""
    response = Client().get("/map/area.json")
    assert response["Content-Type"] == "application/json"
    features = json.loads(response.content)["features"]
    assert {feature["properties"]["slug"] for feature in features} == set(
        Municipality.objects.values_list("slug", flat=True)
    )
    assert {feature["geometry"]["type"] for feature in features} == {"MultiPolygon"}


@pytest.mark.parametrize("address", ["/map/area.json", "/map/woerden/52,5.svg", "/map/initiatives.svg"])
def test_maps_survive_a_network_without_boundaries(address: str) -> None:
    """An empty picture, not an error."""
    Municipality.objects.update(geometry=[])
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/map/area.json", "/map/woerden/52,5.svg", "/map/initiatives.svg", "/map/initiatives.json"]
)
def test_maps_are_only_read(address: str) -> None:
    """Nothing to post to."""
    assert Client().post(address).status_code == 405
