"""Pictures as templates need them: a photo in several sizes and formats, or a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.models import AbstractImage

from foundation.models import Photo

CARD_WIDTHS = (400, 800)
HERO_WIDTHS = (640, 1280)
RATIO = 3 / 5  # height to width: all pictures of the house style are 5:3
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True, slots=True)
class Source:
    """One <source> of a <picture>."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What an <img> or <picture> element needs; a drawing has no sources."""

    url: str
    alt: str = ""
    width: int = 800
    height: int = 480
    srcset: str = ""
    sources: tuple[Source, ...] = ()
    is_drawing: bool = False


def photos_by_id(ids: Iterable[int | None]) -> dict[int, Photo]:
    """These photos with their renditions: two queries, or none when there is nothing to fetch."""
    wanted = {pk for pk in ids if pk}
    return Photo.objects.prefetch_related("renditions").in_bulk(wanted) if wanted else {}


def filter_specs(widths: Iterable[int]) -> list[str]:
    """The renditions a photo needs to be shown at these widths (pixels), cut 5:3 around its focal point."""
    return [f"fill-{width}x{round(width * RATIO)}|format-{format_}" for format_ in FORMATS for width in widths]


def picture_of(photo: AbstractImage, widths: tuple[int, ...] = CARD_WIDTHS, *, alt: str | None = None) -> Picture:
    """The photo in modern formats, with its description as text alternative unless another is given.

    Makes missing renditions; with prefetched renditions (`photos_by_id`) it asks the database nothing.
    """
    renditions = photo.get_renditions(*filter_specs(widths))

    def srcset(format_: str) -> str:
        return ", ".join(
            f"{renditions[f'fill-{width}x{round(width * RATIO)}|format-{format_}'].url} {width}w" for width in widths
        )

    fallback = renditions[f"fill-{widths[0]}x{round(widths[0] * RATIO)}|format-jpeg"]
    return Picture(
        url=fallback.url,
        alt=photo.description if alt is None else alt,
        width=fallback.width,
        height=fallback.height,
        srcset=srcset("jpeg"),
        sources=tuple(Source(f"image/{format_}", srcset(format_)) for format_ in FORMATS[:-1]),
    )
