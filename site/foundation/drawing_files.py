"""Addresses of drawings, and the files they are kept in.

A drawing is a pure function of what stands in its address, so it is made once, kept as a file and never changes. The
address is signed: nobody can fill the disk by asking for drawings of things that do not exist.
"""

import gzip
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, path
from django.utils.crypto import constant_time_compare, salted_hmac

from foundation import drawings
from foundation.pictures import Picture

STYLE = "1"  # raise it when the drawings change, so that browsers ask for the new ones
FOLDER = "drawings"
SCENE, TABLE = "scene", "table"
SIGNATURE_LENGTH = 16
YEAR = 365 * 24 * 3600


def scene(*, slug: str, house: str, colour: str, landscape: str) -> Picture:
    """A street in a landscape: stands for an initiative or a meeting."""
    return _picture(SCENE, house, colour, landscape, slug)


def table(*, slug: str, house: str, colour: str, kind: str) -> Picture:
    """A kitchen table from above with a paper of this kind: stands for a knowledge tool."""
    return _picture(TABLE, house, colour, kind, slug)


def _picture(drawing: str, house: str, colour: str, setting: str, slug: str) -> Picture:
    solid = colour.lstrip("#").lower()
    signature = _signature(drawing, house, solid, setting, slug)
    # Not reverse(): with six arguments it takes longer than all the rest of a card.
    return Picture(
        url=f"{get_script_prefix()}{FOLDER}/{signature}/{drawing}/{house}/{solid}/{setting}/{slug}.svg", is_drawing=True
    )


def _signature(*parts: str) -> str:
    return salted_hmac("foundation.drawing", "\n".join((STYLE, *parts)), algorithm="sha256").hexdigest()[
        :SIGNATURE_LENGTH
    ]


def drawing(  # noqa: PLR0913 - one argument for each part of the address
    request: HttpRequest, signature: str, drawing: str, house: str, solid: str, setting: str, slug: str
) -> HttpResponse:
    """The drawing as SVG. Raises Http404 for an address we did not sign."""
    if not constant_time_compare(signature, _signature(drawing, house, solid, setting, slug)):
        raise Http404
    file = Path(settings.DRAWINGS_ROOT) / f"{signature}.svgz"
    try:
        compressed = file.read_bytes()
    except OSError:
        if drawing == SCENE:
            svg = drawings.draw_initiative(slug=slug, theme=house, solid=f"#{solid}", landscape=setting)
        else:
            svg = drawings.draw_tool(slug=slug, theme=house, solid=f"#{solid}", kind=setting)
        compressed = gzip.compress(svg.encode(), mtime=0)
        keep(file, compressed)
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(compressed, content_type="image/svg+xml", headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable, no-transform"
    response["Vary"] = "Accept-Encoding"
    return response


def keep(file: Path, content: bytes) -> None:
    """Write the file in one step, so that no other process reads half of it. A full disk costs only the saving."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{id(content)}.tmp")
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError:
        return


urlpatterns = [
    path(
        f"{FOLDER}/<slug:signature>/<slug:drawing>/<slug:house>/<slug:solid>/<slug:setting>/<slug:slug>.svg",
        drawing,
        name="drawing",
    ),
]
