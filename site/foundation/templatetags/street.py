"""Small, fast template tags of the house style: icons, stones, houses, date leaves, pictures."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.cards import Badge
from foundation.listing import Field
from foundation.pictures import Picture

register = template.Library()

SELECTED = SafeString(" selected")
SPRITE = "icons/sprite.svg"
HOUSES = "icons/houses.svg"
HEADING = re.compile(r"(</?h)([2-6])(?=[\s>])")
LOWEST_HEADING = 6
MOST_STONES = 200  # that are remembered


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an interface icon; it is decoration, so a word always stands beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static(SPRITE), name)


@register.simple_tag
def symbol(name: str, css: str, *, box: str = "0 0 72 62") -> SafeString:
    """Draw another symbol of the sprite: logo, hoek."""
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        box,
        static(SPRITE),
        name,
    )


@register.simple_tag
def choices(facet: Field) -> SafeString:
    """Write the options of a facet with their counts; in Python, since a listing has a hundred of them."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                option.value,
                SELECTED if option.selected else "",
                option.label,
                "" if option.count is None else f" ({option.count})",
            )
            for option in facet.options
        ),
    )


@register.simple_tag
def skyline() -> SafeString:
    """Draw the row of roofs on top of the footer; it is cropped on small screens."""
    return format_html(
        '<svg class="skyline" viewBox="0 0 1440 100" preserveAspectRatio="xMinYMax slice"'
        ' aria-hidden="true"><use href="{}#skyline" width="1440" height="100"/></svg>',
        static(HOUSES),
    )


@register.simple_tag
def stone(theme: Badge | None) -> SafeString:
    """Draw the gable stone of a theme; its name stands beside it."""
    return stone_of(theme.css, theme.house) if theme else SafeString()


@lru_cache(maxsize=MOST_STONES)
def stone_of(css: str, house: str) -> SafeString:
    """The stone with these colours and this sign; a list has one in each row."""
    return format_html(
        '<span class="stone {}"><svg class="i" aria-hidden="true"><use href="{}#p-{}"/></svg></span>',
        css,
        static(SPRITE),
        house,
    )


@register.simple_tag
def stones(themes: Iterable[Badge], *, linked: bool = False) -> SafeString:
    """List themes as stone and name; `linked` where the names lead to the theme."""
    form = (
        '<li><a href="{1}"><span class="stone {0}"><svg class="i" aria-hidden="true">'
        '<use href="{2}#p-{3}"/></svg></span>{4}</a></li>'
        if linked
        else '<li><span class="stone {0}"><svg class="i" aria-hidden="true">'
        '<use href="{2}#p-{3}"/></svg></span>{4}</li>'
    )
    sprite = static(SPRITE)
    items = format_html_join("", form, ((each.css, each.url, sprite, each.house, each.name) for each in themes))
    return format_html('<ul class="themes">{}</ul>', items) if items else items


@register.simple_tag
def house(theme: Badge | None, *, small: bool = False) -> SafeString:
    """Draw the house of a theme in its own colours; `small` in its simpler shape, where the sprite has one."""
    if not theme:
        return SafeString()
    return format_html(
        '<svg class="house {}" viewBox="0 0 100 172" aria-hidden="true"><use href="{}#{}-{}"/></svg>',
        theme.css,
        static(HOUSES),
        "hs" if small else "h",
        theme.house,
    )


@register.simple_tag
def house_row(themes: Iterable[Badge], names: str) -> SafeString:
    """Draw the named houses in a row, those that exist: {% house_row frame.themes "zorg geld" %}."""
    by_house = {each.house: each for each in themes or ()}
    found = [by_house[name] for name in names.split() if name in by_house]
    drawn = format_html_join("", "{}", ((house(each),) for each in found))
    return format_html('<div class="houses">{}</div>', drawn) if drawn else drawn


@register.simple_tag
def leaf(
    day: date | datetime | None,
    *,
    theme: Badge | None = None,
    big: bool = False,
    off: bool = False,
) -> SafeString:
    """Tear a leaf off the calendar: weekday, day, month; with the year for days of past years."""
    if not day:
        return SafeString()
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    css = " ".join(name for name, wanted in (("big", big), ("off", off), (theme.css if theme else "", theme)) if wanted)
    past_year = day.year < timezone.localdate().year
    return format_html(
        '<time class="leaf {}" datetime="{}"><span>{}</span> <span class="num">{}</span> <span>{}</span></time>',
        css,
        day.date().isoformat() if isinstance(day, datetime) else day.isoformat(),
        date_format(day, "l"),
        day.day,
        date_format(day, "b Y" if past_year else "F"),
    )


@register.simple_tag
def picture(shown: Picture | None, *, sizes: str = "100vw", eager: bool = False, described: bool = True) -> SafeString:
    """Show a Picture with room kept for it; `described=False` where a title beside it says enough."""
    if not shown:
        return SafeString()
    image = format_html(
        '<img src="{}"{} alt="{}" width="{}" height="{}" {}>',
        shown.url,
        format_html(' srcset="{}" sizes="{}"', shown.srcset, sizes) if shown.srcset else "",
        shown.alt if described else "",
        shown.width,
        shown.height,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
    )
    if not shown.sources:
        return image
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((each.type, each.srcset, sizes) for each in shown.sources),
    )
    return format_html("<picture>{}{}</picture>", sources, image)


@register.filter
def headings(html: Any, top: int | str = 2) -> SafeString:
    """Shift the headings in rich text so that its highest one is `top` and none is skipped on the way in."""
    text = conditional_escape(html)
    levels = [int(level) for _, level in HEADING.findall(text)]
    if not levels or (shift := int(top) - min(levels)) == 0:
        return SafeString(text)
    return SafeString(HEADING.sub(lambda found: f"{found[1]}{min(LOWEST_HEADING, int(found[2]) + shift)}", text))


@register.filter
def bold_lead(line: str) -> SafeString:
    """Set what comes before the colon in bold: **Zoekt:** penningmeester."""
    head, colon, rest = line.partition(":")
    return format_html("<b>{}:</b>{}", head, rest) if colon else format_html("{}", line)
