"""The network's own colours as a stylesheet: pages hold no inline style, so this is a file with its digest as name."""

import hashlib
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe
from wagtail.models import Site

from community.themes.queries import source_badges
from foundation.colours import brand_palette, hex_from_oklch, oklch_from_hex, theme_palette
from foundation.generation import per_generation
from foundation.models import NetworkIdentity

DIGEST_LENGTH = 12
BRIGHTER, DARKEST_BY_NIGHT = 0.11, 0.58  # OKLCH lightness
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stylesheet and its digest."""

    css: str
    digest: str


def by_lamplight(colour: str) -> str:
    """The colour of a house of the logo in the evening: lighter, so that it stands out from the night."""
    day = oklch_from_hex(colour)
    return hex_from_oklch(day._replace(lightness=max(day.lightness + BRIGHTER, DARKEST_BY_NIGHT)))


def rule(selector: str, properties: dict[str, str]) -> str:
    """One CSS rule."""
    return f"{selector}{{{''.join(f'{name}:{value};' for name, value in properties.items())}}}"


@per_generation
def stylesheet(site_id: int) -> Sheet:
    """Colours of the identity and of each theme, by day and by night."""
    identity = NetworkIdentity.objects.filter(site_id=site_id).first() or NetworkIdentity()
    brand = brand_palette(identity.brand_colour)
    day = [
        rule(
            ":root",
            {
                "--brand": brand.brand,
                "--on-brand": brand.on_brand,
                "--logo-a": identity.logo_left_colour,
                "--logo-b": identity.logo_right_colour,
            },
        )
    ]
    night = [
        rule(
            ":root",
            {
                "--brand": brand.dark_brand,
                "--on-brand": brand.dark_on_brand,
                "--logo-a": by_lamplight(identity.logo_left_colour),
                "--logo-b": by_lamplight(identity.logo_right_colour),
            },
        )
    ]
    for badge in source_badges():
        palette = theme_palette(badge.colour)
        day.append(
            rule(
                f".{badge.css}",
                {
                    "--t-solid": palette.solid,
                    "--t-on": palette.on_solid,
                    "--t-deep": palette.deep,
                    "--t-tint": palette.tint,
                    "--t-text": palette.on_tint,
                    "--h-wall": palette.solid,
                    "--h-deep": palette.deep,
                    "--h-tint": palette.tint,
                },
            )
        )
        night.append(
            rule(
                f".{badge.css}",
                {
                    "--t-tint": palette.dark_tint,
                    "--t-text": palette.on_dark_tint,
                    "--h-wall": palette.night_wall,
                    "--h-deep": palette.night_deep,
                    "--h-tint": palette.night_trim,
                },
            )
        )
    css = f"{''.join(day)}@media (prefers-color-scheme:dark){{{''.join(night)}}}"
    return Sheet(css, hashlib.sha256(css.encode()).hexdigest()[:DIGEST_LENGTH])


def stylesheet_digest(site_id: int) -> str:
    """The name of the present stylesheet."""
    return stylesheet(site_id).digest


@require_safe
def house_style(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet. An older name gets the present one too, to be kept only shortly: 404 would undress a page."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    sheet = stylesheet(site.pk)
    kept = f"public, max-age={YEAR}, immutable" if digest == sheet.digest else "public, max-age=60"
    return HttpResponse(sheet.css, content_type="text/css; charset=utf-8", headers={"Cache-Control": kept})


urlpatterns = [path("house-style/<slug:digest>.css", house_style, name="house_style")]
