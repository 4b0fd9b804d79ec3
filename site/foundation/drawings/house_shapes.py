"""The twelve theme houses, each drawn once: for the street, for pages and for every scene."""

from typing import Final

from foundation.drawings.house_parts import (
    HouseShape,
    arch,
    boxes,
    fanlight,
    knob,
    windows,
)
from foundation.drawings.svg import disc, fill, stroke


def _energie() -> HouseShape:
    """Solar roof."""
    upper = tuple((left, 50, 13, 17) for left in (20, 35.5, 51, 66.5))
    lower = tuple((left, 70, 13, 17) for left in (18.8, 34.3, 49.8, 65.3))
    cells = "".join(f"M{x + 6.5:g} {y}v{h}M{x:g} {y + 8.5:g}h{w}" for x, y, w, h in upper + lower)
    return HouseShape(
        key="energie",
        body=fill("h-wall", "M0 94h100v76H0z")
        + fill("h-deep", "M-1 96L14 42h72l15 54zM41 130h18v40H41z")
        + fill("h-panel", boxes(*upper, *lower))
        + stroke("h-tint", 0.7, cells, opacity=".6")
        + windows(lit=((10, 108, 18, 24),), dim=((72, 108, 18, 24),), also_lit=fanlight(41, 130, 18))
        + knob(55, 153),
        door=(41, 59),
        plaque=(40, 102, 20),
        ridge=42,
    )


def _wonen() -> HouseShape:
    """Stepped gable."""
    return HouseShape(
        key="wonen",
        body=fill("h-wall", "M4 170V88h12V70h12V52h12V34h20v18h12v18h12v18h12v82z")
        + fill(
            "h-tint",
            "M4 88h12v3.4H4zM16 70h12v3.4H16zM28 52h12v3.4H28zM60 52h12v3.4H60z"
            "M72 70h12v3.4H72zM84 88h12v3.4H84zM40 34h20v3.4H40z",
        )
        + fill("h-deep", "M41 126h18v44H41z")
        + windows(
            lit=((20, 78, 16, 24), (64, 78, 16, 24), (66, 118, 20, 28)),
            dim=((42, 78, 16, 24), (14, 118, 20, 28)),
            also_lit=fanlight(41, 126, 18),
        )
        + knob(55, 151),
        door=(41, 59),
        plaque=(40, 46, 20),
        ridge=34,
    )


def _zorg() -> HouseShape:
    """Almshouse gate."""
    return HouseShape(
        key="zorg",
        body=fill("h-wall", "M0 92h100v78H0z")
        + fill("h-deep", "M-1 94L8 60h84l9 34z")
        + fill("h-wall", "M28 94V62l22-22 22 22v32z")
        + fill("h-tint", "M25 64l25-25 25 25-3 2.5L50 45 28 66.5zM10 66h12v14H10zM78 66h12v14H78z")
        + fill("h-deep", arch(32, 108, 36, 62))
        + windows(
            lit=((9, 108, 15, 26),),
            dim=((76, 108, 15, 26),),
            also_lit=arch(37, 114, 26, 56) + "M12 68h8v12h-8zM80 68h8v12h-8z",
        )
        + stroke("h-deep", 2, "M50 114v56M37 138h26"),
        door=(32, 68),
        plaque=(40, 60, 20),
        ridge=40,
    )


def _ontmoeten() -> HouseShape:
    """Village hall with a clock."""
    return HouseShape(
        key="ontmoeten",
        body=fill("h-wall", "M42 30h16v40H42zM2 98h96v72H2z")
        + fill("h-deep", "M38 31L50 8l12 23zM-4 100L50 52l54 48zM37 120h26v50H37z")
        + fill("h-tint", "M40 30h20v3H40z")
        + windows(
            lit=((9, 112, 20, 26), (71, 112, 20, 26)),
            also_lit=disc(50, 44, 6) + "M40 124h9v18h-9zM51 124h9v18h-9z",
        )
        + stroke("h-ink", 1.3, "M50 40.5v3.5h2.8")
        + fill(
            "h-lamp",
            "M4 101l5 9 5-9zM43.6 101l5 9 5-9zM83.2 101l5 9 5-9z",
            disc(47, 150, 1.2),
            disc(53, 150, 1.2),
        )
        + fill("h-tint", "M17.2 101l5 9 5-9zM56.8 101l5 9 5-9z")
        + fill("h-plaque", "M30.4 101l5 9 5-9zM70 101l5 9 5-9z"),
        door=(37, 63),
        plaque=(40, 74, 20),
        ridge=8,
    )


def _groen() -> HouseShape:
    """Greenhouse."""
    bushes = ((16, 153.7, 9), (34, 151.6, 12), (66, 153, 10), (84, 150.9, 13))
    return HouseShape(
        key="groen",
        body=fill("h-tint", "M4 112h92v58H4z")
        + fill("h-glas", "M4 114l24-44h44l24 44zM8 116h84v50H8z")
        + stroke(
            "h-wall",
            3,
            "M4 114h92M28 70h44M28 70L4 114M72 70l24 44M50 70v100M27 114v56M73 114v56M39 70l-10 44M61 70l10 44",
        )
        + fill("h-deep", "M4 160h92v10H4z")
        + fill("h-wall", *(disc(*bush) for bush in bushes))
        + fill("h-deep", "M15 151h2v10h-2zM33 149h2v12h-2zM65 150h2v11h-2zM83 148h2v13h-2zM41 122h18v48H41z")
        + fill("h-glas", "M44 126h12v20H44z"),
        door=(41, 59),
        plaque=(40, 73, 20),
        ridge=70,
    )


def _voedsel() -> HouseShape:
    """Farm."""
    return HouseShape(
        key="voedsel",
        body=fill("h-wall", "M3 112h94v58H3z")
        + fill("h-deep", "M-3 118C4 92 12 58 22 48h56c10 10 18 44 25 70z")
        + fill("h-tint", "M20 48h60l-3 8H23zM30 118h40v52H30z")
        + fill("h-wall", "M33 121h34v49H33z")
        + stroke("h-tint", 2.6, "M33 121l34 49M67 121l-34 49M50 121v49")
        + windows(lit=((9, 128, 14, 18), (77, 128, 14, 18))),
        door=(30, 70),
        plaque=(39, 66, 22),
        ridge=48,
    )


def _vervoer() -> HouseShape:
    """Station, with a bicycle against the wall."""
    return HouseShape(
        key="vervoer",
        body=fill("h-wall", "M2 80h96v90H2z")
        + fill("h-deep", "M-2 82l14-26h76l14 26z")
        + fill("h-wall", "M30 82V50h40v32z")
        + fill("h-tint", "M27 46h46v5H27z", disc(50, 66, 11))
        + fill("h-deep", "M0 122h100v6H0zM4 128h3v42H4zM93 128h3v42h-3zM42 130h16v40H42z")
        + windows(
            lit=((10, 92, 16, 24), (42, 92, 16, 20), (14, 136, 20, 22)),
            dim=((74, 92, 16, 24),),
            also_lit=fanlight(42, 130, 16),
        )
        + knob(54, 153)
        + stroke(
            "h-ink",
            1.8,
            disc(68, 163, 6.5),
            disc(85, 163, 6.5),
            "M68 163l5-10h9l3 10M73 153l5 10 4-10M71 151h4M82 153l-1-4h3",
        ),
        door=(42, 58),
        plaque=(41.5, 57.5, 17),
        ridge=46,
    )


def _repareren() -> HouseShape:
    """Saw-tooth workshop."""
    return HouseShape(
        key="repareren",
        body=fill("h-deep", "M82 46h9v50h-9z")
        + fill("h-wall", "M0 170V72l33 26V72l33 26V72l34 26v72z")
        + fill("h-deep", "M40 114h52v56H40z")
        + fill("h-glas2", "M44 118h44v52H44z")
        + stroke("h-deep", 1.8, "M44 130h44M44 142h44M44 154h44M59 118v52M73 118v52")
        + windows(lit=((8, 142, 20, 16),), also_lit="M3 78v20h24zM36 78v20h24zM69 78v20h24z"),
        door=(40, 92),
        plaque=(7, 113, 22),
        ridge=72,
    )


def _geld() -> HouseShape:
    """Warehouse with a hoist."""
    return HouseShape(
        key="geld",
        body=fill("h-wall", "M10 170V78c10-2 16-8 17-20h4V36h38v22h4c1 12 7 18 17 20v92z")
        + fill("h-tint", "M28 38C32 22 68 22 72 38z")
        + fill("h-deep", "M46 17h3v12h-3zM36 15h13v4H36zM40 70h20v22H40zM40 98h20v22H40z", arch(40, 128, 20, 42))
        + stroke("h-tint", 1.2, "M50 70v22M50 98v22")
        + windows(
            lit=((19, 74, 14, 18), (67, 102, 14, 18), (18, 132, 16, 22)),
            dim=((67, 74, 14, 18), (19, 102, 14, 18), (66, 132, 16, 22)),
        )
        + knob(56, 152),
        door=(40, 60),
        plaque=(40, 40, 20),
        ridge=15,
    )


def _bestuur() -> HouseShape:
    """Cornice house."""
    return HouseShape(
        key="bestuur",
        body=fill("h-wall", "M3 52h94v118H3z")
        + fill("h-tint", "M-1 44h102v9H-1zM36 136h28v34H36zM32 167h36v3H32z")
        + fill("h-deep", "M6 53h88v3H6zM41 138h18v32H41z")
        + windows(
            lit=((12, 78, 16, 22), (72, 78, 16, 22), (42, 108, 16, 22), (12, 140, 16, 20)),
            dim=((42, 78, 16, 22), (12, 108, 16, 22), (72, 108, 16, 22), (72, 140, 16, 20)),
            also_lit=fanlight(41, 138, 18),
        )
        + knob(55, 157),
        door=(32, 68),
        plaque=(41, 55, 18),
        ridge=44,
    )


def _vrijwilligers() -> HouseShape:
    """Bell gable."""
    return HouseShape(
        key="vrijwilligers",
        body=fill(
            "h-wall",
            "M4 170V90c12-2 18-10 20-24 2-12 8-22 14-24 2-8 22-8 24 0 6 2 12 12 14 24 2 14 8 22 20 24v80z",
        )
        + fill("h-tint", "M36 43c2-11 26-11 28 0z")
        + stroke(
            "h-tint",
            3.4,
            "M4 90c12-2 18-10 20-24 2-12 8-22 14-24M96 90c-12-2-18-10-20-24-2-12-8-22-14-24",
        )
        + windows(
            lit=((41, 80, 18, 26), (64, 96, 18, 24), (14, 130, 18, 24), (68, 130, 18, 24)),
            dim=((18, 96, 18, 24),),
        )
        + fill("h-deep", arch(41, 124, 18, 46))
        + knob(55, 151),
        door=(41, 59),
        plaque=(40, 50, 20),
        ridge=35,
    )


def _gemeente() -> HouseShape:
    """Hall with a tower."""
    return HouseShape(
        key="gemeente",
        body=fill("h-wall", "M33 52h34v56H33zM38 26h24v26H38zM2 106h96v64H2z")
        + fill("h-tint", "M30 50h40v4H30zM36 24h28v3.5H36zM-1 100h102v7H-1z")
        + fill("h-wall", "M33 70h34v36H33z")
        + fill("h-deep", "M40 25C42 14 48 12 50 2c2 10 8 12 10 23zM36 128h28v42H36z")
        + fill("h-glas", arch(45, 31, 10, 18), arch(42, 56, 6, 12), arch(52, 56, 6, 12), arch(9, 118, 15, 30))
        + fill("h-glas2", arch(76, 118, 15, 30))
        + stroke("h-tint", 1.6, "M16.5 118v30M9 131.5h15M83.5 118v30M76 131.5h15")
        + fill(
            "h-tint",
            "M43.5 49h13v2.2h-13zM7.5 148h18v2.2h-18zM74.5 148h18v2.2h-18z"
            "M28 128l22-16 22 16zM31 128h4v42h-4zM65 128h4v42h-4z",
        )
        + knob(53, 150),
        door=(31, 69),
        plaque=(40, 70, 20),
        ridge=2,
    )


HOUSES: Final[dict[str, HouseShape]] = {
    shape.key: shape
    for shape in (
        _energie(),
        _wonen(),
        _zorg(),
        _ontmoeten(),
        _groen(),
        _voedsel(),
        _vervoer(),
        _repareren(),
        _geld(),
        _bestuur(),
        _vrijwilligers(),
        _gemeente(),
    )
}
"""The houses by theme, in the fixed order of the street."""
