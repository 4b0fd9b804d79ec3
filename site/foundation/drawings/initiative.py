"""The drawing of an initiative or a meeting: its theme's house in a street of its landscape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foundation.colours import theme_palette
from foundation.drawings.landmarks import post
from foundation.drawings.landscapes import LANDSCAPES, View
from foundation.drawings.pavement import Pavement
from foundation.drawings.people import DOOR_MARGIN, Person, draw_people, plan_people
from foundation.drawings.roles import (
    HOUSE_DAY,
    HOUSE_NIGHT,
    THEME_SOLIDS,
    house_day,
    house_night,
    neighbour_rules,
    style,
)
from foundation.drawings.seasons import YEAR, Season
from foundation.drawings.seeds import Dice
from foundation.drawings.sky import draw_sky, sky_roles
from foundation.drawings.street import (
    STREET,
    Street,
    draw_garland,
    draw_houses,
    draw_pavement,
    plan_street,
)
from foundation.drawings.svg import WIDTH, document, place
from foundation.drawings.things import ANYWHERE, THEME_THINGS, THINGS

_ROAD_DAY: Final = {"s-road": "#EFE6D2", "s-joint": "#DCCFB4"}
_ROAD_NIGHT: Final = {"s-road": "#2C343A", "s-joint": "#3A4349"}
_THING_FOOT: Final = STREET + 12
_CURB: Final = 16
_POST_REACH: Final = 15
_ORNAMENTS: Final = ("garland", "guests", "animals", "thing", "thing", "post")
_MOST_ORNAMENTS: Final = 5
_RICH_LANDSCAPES: Final = ("stad", "veenweide", "eemland")
"""Landscapes that are a picture by themselves."""
_MOST_CHARACTERS: Final = 9000
"""Of a drawing before compression: 3 kB after. What is longer sheds ornaments."""
_FEWEST_HOUSES, _FEWEST_PEOPLE = 3, 2


def draw_initiative(
    *,
    slug: str,
    theme: str,
    solid: str,
    landscape: str,
    solids: Mapping[str, str] = THEME_SOLIDS,
) -> str:
    """A street in a landscape, as the text of an SVG file of 800 x 480.

    The same inputs give the same drawing, always and everywhere. `theme` is the key of a
    house, `solid` the theme's colour, `solids` the colours the neighbours choose from.
    ValueError for an unknown theme or landscape, or when `solid` is no hex colour.
    """
    if theme not in THEME_THINGS:
        message = f"No house for theme {theme!r}"
        raise ValueError(message)
    if landscape not in LANDSCAPES:
        message = f"No landscape {landscape!r}"
        raise ValueError(message)
    dice = Dice("initiative", slug, theme, solid.upper(), landscape)
    street, people = _plan(dice, theme, solid)
    scene = _Scene(dice, street, people, theme, solid, landscape, solids)
    ornaments = _choose_ornaments(dice.branch("ornaments"), scene)
    drawing = _draw(scene, ornaments)
    while len(drawing) > _MOST_CHARACTERS and ornaments:
        drawing = _draw(scene, ornaments := ornaments[:-1])
    return drawing


def plan_initiative(*, slug: str, theme: str, solid: str, landscape: str) -> tuple[Street, list[Person]]:
    """Where the houses and the people of a drawing stand, for who wants to measure."""
    return _plan(Dice("initiative", slug, theme, solid.upper(), landscape), theme, solid)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything a drawing is decided by, but for its ornaments."""

    dice: Dice
    street: Street
    people: list[Person]
    theme: str
    solid: str
    landscape: str
    solids: Mapping[str, str]


def _plan(dice: Dice, theme: str, solid: str) -> tuple[Street, list[Person]]:
    street = plan_street(dice.branch("street"), theme)
    people = plan_people(dice.branch("people"), street, theme=theme, solid_colour=solid.upper())
    return street, people


def _draw(scene: _Scene, ornaments: Sequence[str]) -> str:
    """The whole drawing, with these ornaments."""
    dice, street = scene.dice, scene.street
    season = dice.branch("season").one_of(YEAR)
    sky_defs, sky = draw_sky(dice.branch("sky"), guests="guests" in ornaments)
    view = View(dice, season, street, animals="animals" in ornaments)
    land_defs, land = LANDSCAPES[scene.landscape](view)
    ropes_defs, ropes = draw_garland(dice.branch("garland"), street) if "garland" in ornaments else ("", "")
    paving_defs, paving = draw_pavement(dice.branch("paving"))
    defs = sky_defs + land_defs + ropes_defs + paving_defs
    body = (
        sky
        + land
        + draw_houses(street, ropes)
        + paving
        + _draw_things(dice.branch("things"), scene, ornaments)
        + draw_people(scene.people)
    )
    return document(style=_style(scene, season, defs + body), defs=defs, body=body)


def _style(scene: _Scene, season: Season, markup: str) -> str:
    """Colours of the theme, the neighbours, the sky and the season."""
    palette = theme_palette(scene.solid)
    neighbours = [spot for spot in scene.street.spots if spot.css_class]
    walls = sorted({wall for wall in scene.solids.values() if wall.upper() != palette.solid})
    parties = scene.dice.branch("party")
    day_rules, night_rules = neighbour_rules(
        scene.dice.branch("walls").some_of(walls, len(neighbours)),
        parties=[parties.chance(60) or not spot.shape.has_dim_windows for spot in neighbours],
    )
    sky_day, sky_night = sky_roles(palette)
    return style(
        markup=markup,
        day=house_day(palette) | HOUSE_DAY | sky_day | _ROAD_DAY | season.day,
        night=house_night(palette) | HOUSE_NIGHT | sky_night | _ROAD_NIGHT | season.night,
        day_rules=day_rules,
        night_rules=night_rules,
    )


def _choose_ornaments(dice: Dice, scene: _Scene) -> list[str]:
    """What makes the scene festive: the emptier it is, the more."""
    room = _MOST_ORNAMENTS - 2 * (len(scene.street.spots) - _FEWEST_HOUSES)
    room -= len(scene.people) - _FEWEST_PEOPLE + (scene.landscape in _RICH_LANDSCAPES)
    return dice.some_of(_ORNAMENTS, room)


def _draw_things(dice: Dice, scene: _Scene, ornaments: Sequence[str]) -> str:
    """Things and a lamp post where nobody stands and no door is."""
    street, people, theme = scene.street, scene.people, scene.theme
    pavement = Pavement([(_CURB, WIDTH - _CURB)])
    for spot in street.spots:
        margin = 0 if spot.css_class else DOOR_MARGIN
        pavement.block(spot.door[0] - margin, spot.door[1] + margin)
    for person in people:
        pavement.block(person.left - 4, person.right + 4)
    own = list(THEME_THINGS[theme])
    wanted = [own.pop(0 if dice.chance(65) else 1), *own]
    wanted += dice.some_of([name for name in ANYWHERE if name not in wanted], 2)
    found, left_over = "", ornaments.count("thing")
    for name in wanted:
        thing = THINGS[name]
        left = pavement.take(dice, thing.width) if left_over else None
        if left is not None:
            found += place(thing.markup, round(left + thing.width / 2), _THING_FOOT)
            left_over -= 1
    if "post" in ornaments:
        pavement.block(*street.main.span)
        left = pavement.take(dice, 2 * _POST_REACH)
        if left is not None:
            found += post(round(left + _POST_REACH), _THING_FOOT)
    return found
