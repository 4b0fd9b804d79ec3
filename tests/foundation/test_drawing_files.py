"""Drawings by signed address, kept as files."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve

from foundation import drawing_files
from foundation.drawing_files import keep, scene, table

# The page cache reads its stamp before anything else.
pytestmark = pytest.mark.django_db

SCENE = scene(slug="soepfiets", house="voedsel", colour="#9E2A4D", landscape="rivier").url
TABLE = table(slug="vereniging-oprichten", house="bestuur", colour="#2F4A8F", kind="stappenplan").url


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where the files are kept."""
    settings.DRAWINGS_ROOT = tmp_path / "drawings"
    return settings.DRAWINGS_ROOT


@pytest.mark.parametrize("address", [SCENE, TABLE])
def test_drawing_is_a_picture_that_browsers_keep(address: str) -> None:
    """Well-formed SVG, for a year."""
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert "immutable" in response["Cache-Control"]
    assert ET.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"


def test_drawing_is_made_once_and_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second answer comes from the file and is the same."""
    first = Client().get(SCENE).content
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(drawing_files.drawings, "draw_initiative", lambda **_parts: pytest.fail("drawn again"))
    assert Client().get(SCENE, {"a": "1"}).content == first


def test_drawing_is_the_same_compressed() -> None:
    """For browsers that take gzip."""
    plain = Client().get(SCENE)
    compressed = Client().get(SCENE, {"a": "1"}, headers={"accept-encoding": "gzip"})
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content


def changed(address: str, part: int, value: str) -> str:
    """The address with one of its parts replaced."""
    parts = address.split("/")
    parts[part] = value
    return "/".join(parts)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (2, "0" * 16),
        (2, ""),
        (3, "table"),
        (4, "zorg"),
        (5, "ffffff"),
        (6, "stad"),
        (7, "iets-anders.svg"),
        (7, "..%2F..%2Fetc%2Fpasswd.svg"),
    ],
)
def test_address_we_did_not_sign_is_not_found(folder: Path, part: int, value: str) -> None:
    """And nothing is written for it: nobody fills the disk."""
    assert Client().get(changed(SCENE, part, value)).status_code == 404
    assert not folder.exists()


def test_signature_is_the_whole_file_name(folder: Path) -> None:
    """So no part of the address can lead out of the folder."""
    Client().get(SCENE)
    assert [file.name for file in folder.iterdir()] == [f"{SCENE.split('/')[2]}.svgz"]


@pytest.mark.parametrize("signature", ["../../../etc/passwd", "/etc/passwd", "..", "a/b"])
def test_view_itself_refuses_a_path_as_signature(rf: RequestFactory, folder: Path, signature: str) -> None:
    """Even where the address pattern would let it through."""
    with pytest.raises(Http404):
        drawing_files.drawing(rf.get("/"), signature, "scene", "voedsel", "9e2a4d", "rivier", "soepfiets")
    assert not folder.exists()


def test_visitors_at_the_same_moment_all_get_the_drawing(rf: RequestFactory, folder: Path) -> None:
    """The same one, and one file without a half one beside it."""
    parts = resolve(SCENE).kwargs or dict(
        zip(("signature", "drawing", "house", "solid", "setting", "slug"), resolve(SCENE).args, strict=False)
    )
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _number: drawing_files.drawing(rf.get("/"), **parts).content, range(16)))
    assert len(set(answers)) == 1
    assert len(list(folder.iterdir())) == 1


def test_drawing_is_served_when_it_cannot_be_kept(tmp_path: Path, settings: Any) -> None:
    """A full disk, or a folder that is a file."""
    settings.DRAWINGS_ROOT = tmp_path / "a file"
    settings.DRAWINGS_ROOT.write_text("in the way")
    assert Client().get(SCENE).status_code == 200
    keep(settings.DRAWINGS_ROOT / "x.svgz", b"x")


def test_other_secret_gives_other_addresses(settings: Any) -> None:
    """The control of the signature: it depends on the secret."""
    settings.SECRET_KEY = "another"
    other = scene(slug="soepfiets", house="voedsel", colour="#9E2A4D", landscape="rivier").url
    assert other != SCENE
    assert Client().get(SCENE).status_code == 404
