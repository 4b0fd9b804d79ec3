"""What lies beside the paper on a kitchen table, seen from above; middle at (0, 0), about 150 wide."""

from typing import Final

from foundation.drawings.svg import box, disc, fill, round_stroke, solid, stroke

_WAFFLE_LINES = (
    "M-40-13v26M-13-40h26M-24-34v68M-34-24h68M-8-41v82M-41-8h82M8-41v82M-41 8h82M24-34v68M-34 24h68M40-13v26M-13 40h26"
)

TABLEWARE: Final[dict[str, str]] = {
    "coffee": '<rect x="44" y="-10" width="36" height="20" rx="8" fill="var(--h-wall)"/>'
    + fill("h-wall", disc(0, 0, 54))
    + solid("#5a3a26", disc(0, 0, 44))
    + round_stroke("h-plaque", 5, "M-20-16a26 26 0 0 1 26-12"),
    "tea": fill("h-plaque", disc(0, 0, 62))
    + fill("h-tint", disc(0, 0, 46))
    + solid("#b5652b", disc(0, 0, 38))
    + round_stroke("h-line", 3, "M12-30Q40-60 62-34")
    + fill("h-wall", "M52-36h22v26H52z"),
    "waffle": fill("h-plaque", disc(0, 0, 66))
    + fill("h-tint", disc(0, 0, 56))
    + solid("#c98b45", disc(0, 0, 44))
    + f'<path fill="none" stroke="#8c5523" stroke-width="3.5" d="{_WAFFLE_LINES}"/>',
    "biscuits": fill("h-plaque", disc(0, 0, 66))
    + fill("h-tint", disc(0, 0, 54))
    + solid("#d9a866", disc(-18, -14, 22), disc(20, -10, 22), disc(0, 20, 22))
    + '<path fill="none" stroke="#7a4a20" stroke-width="6" stroke-linecap="round" '
    'd="M-24-18h0M-12-8h0M-16-24h0M14-16h0M26-6h0M-6 16h0M8 24h0M2 12h0"/>',
    "glasses": '<g fill="var(--h-plaque)" fill-opacity=".45" stroke="var(--h-ink)" stroke-width="7">'
    '<rect x="-72" y="-26" width="60" height="50" rx="22"/><rect x="12" y="-26" width="60" height="50" rx="22"/>'
    '<path fill="none" stroke-linecap="round" d="M-12-6q12-10 24 0M-72-8l-16 36M72-8l16 36"/></g>',
    "pencil": fill("h-lamp", "M-76-9H50V9H-76z")
    + solid("#e9a91f", "M-76-3H50v6H-76z")
    + solid("#f0d6ae", "M50-9L82 0 50 9z")
    + fill("h-ink", "M72-3l10 3-10 3z")
    + fill("h-plaque", "M-76-9h-9V9h9z")
    + solid("#e59aa6", "M-85-9h-10q-5 0-5 5v8q0 5 5 5h10z"),
    "keys": stroke("h-ink", 6, disc(0, -26, 20))
    + '<g transform="rotate(70 0 -26)">'
    + fill("h-line", "M14-31h72v10H14zM72-24h7v14h-7zM58-24h7v12h-7z", disc(28, -26, 15))
    + "</g>"
    + f'<g transform="rotate(108 0 -26)">{fill("h-wall", "M14-31h64v10H14zM62-24h7v14h-7z", disc(28, -26, 14))}</g>',
    "plant": '<g fill="var(--s-g1)"><path id="l" d="M0 0c-26-34-20-74 0-86C20-74 26-34 0 0z"/>'
    '<use href="#l" transform="rotate(103)"/><use href="#l" transform="rotate(206)"/></g>'
    '<g fill="var(--s-g3)"><use href="#l" transform="rotate(51)"/><use href="#l" transform="rotate(154)"/>'
    '<use href="#l" transform="rotate(257)"/><use href="#l" transform="rotate(308)"/></g>'
    + fill("s-g0", disc(0, 0, 17)),
    "envelope": fill("h-plaque", "M-80-54H80V54H-80z")
    + stroke("h-deep", 4, "M-80-54L0 8l80-62M-80 54l56-46M80 54L24 8")
    + fill("h-wall", "M46-44h24v28H46z"),
    "phone": '<rect x="-36" y="-68" width="72" height="136" rx="12" fill="var(--h-ink)"/>'
    + fill("h-glas", "M-29-52h58V46h-58z")
    + fill("h-wall", "M-22-44h44v30h-44z")
    + round_stroke("h-line", 6, "M-18 0h36M-18 14h24")
    + fill("h-line", disc(0, 57, 5)),
    "notes": fill("h-lamp", "M-62-46l70-8 8 70-70 8z")
    + fill("h-tint", "M-4-18l66 10-10 66-66-10z")
    + round_stroke("h-ink", 4, "M-46-26l38-4M-44-8l26-3M12 6l34 5M10 22l22 3"),
    "coins": fill("h-ink", disc(-26, 14, 32), disc(28, -18, 26), disc(24, 36, 22))
    + fill("h-lamp", disc(-26, 14, 29), disc(28, -18, 23), disc(24, 36, 19))
    + stroke("h-ink", 3, "M-16 2a16 16 0 1 0 0 24M-44 10h22M-44 18h20"),
    "bulb": fill("h-lamp", "M-34-32a38 38 0 1 1 68 0c-4 16-14 22-14 38h-40c0-16-10-22-14-38z")
    + fill("h-ink", "M-19 12h38v12h-38zM-16 30h32v10h-32zM-8 44H8v8H-8z")
    + stroke("h-ink", 3, "M-8 6l-6-28 14 10 14-10-6 28"),
    "apple": solid(
        "#c8402f", "M0-26c-30-24-62 0-56 36 4 26 26 50 42 44 8-3 20-3 28 0 16 6 38-18 42-44 6-36-26-60-56-36z"
    )
    + round_stroke("h-ink", 5, "M0-26c0-14 4-22 14-28")
    + fill("s-g3", "M8-44c14-16 32-16 42-8-10 14-28 18-42 8z"),
    "spanner": fill(
        "h-line",
        "M-86-12q-4-22 16-30l2 22 16 4 14-16q12 14 2 30l84 0q22-18 38 0"
        "l-22 10v14l22 8q-14 18-38 0h-84q-12 20-34 12l14-18-6-16-20-2z",
    )
    + stroke("h-ink", 3, "M-26 11h60"),
    "tulips": round_stroke("s-g3", 6, "M-70 30Q-20 10 30-18M-70 36Q-10 26 44 6M-64 26Q-20-6 6-40")
    + fill("s-g1", "M-60 28C-30 0-8 0 6 8-16 18-38 30-60 28z")
    + fill("h-wall", "M26-30l34-16-4 34q-20 12-30-2zM42-8l36 0-16 30q-22 2-24-14zM-6-46l8-36 22 22q-2 22-20 22z"),
    "trowel": solid("#8a5a2f", "M-84-9h60q6 0 6 9t-6 9h-60q-8 0-8-9t8-9z")
    + fill("h-ink", "M-18-4H6v8h-24z")
    + fill("h-line", "M4-26C40-30 66-18 84 0 66 18 40 30 4 26-4 10-4-10 4-26z")
    + stroke("h-ink", 2.5, "M12 0h50"),
    "badge": fill("h-wall", "M-20-70h12l8 40h0l8-40h12L6-24H-6z")
    + '<rect x="-56" y="-30" width="112" height="78" rx="8" fill="var(--h-plaque)"/>'
    + fill("h-deep", "M-56-22q0-8 8-8h96q8 0 8 8v12H-56z", disc(-28, 14, 13), "M-46 48q0-18 18-18t18 18z")
    + round_stroke("h-line", 6, "M2 10h36M2 26h24"),
    "stamp": fill("h-ink", "M-52 18H52v30H-52z")
    + solid("#8a5a2f", "M-24 18q12-26 2-48-6-26 22-30 28 4 22 30-10 22 2 48z")
    + fill("h-lamp", box(-52, 18, 104, 6)),
    "bell": fill("h-line", disc(0, 0, 50))
    + fill("h-plaque", disc(0, 0, 38))
    + fill("h-wall", disc(0, 0, 16))
    + fill("h-ink", "M44-8h34q8 0 8 8t-8 8H44z", disc(0, 0, 5)),
    "map": fill("h-plaque", "M-74-48l48-12 50 12 50-12V48L24 60l-50-12-48 12z")
    + stroke("h-line", 3, "M-26-60V48M24-48V60")
    + fill("s-g1", "M-66-30q20-10 34 4T-8-8l-20 30-38-8z")
    + round_stroke("h-wall", 5, "M-52 34Q-20 8 8 20T56-20")
    + fill("h-deep", disc(56, -24, 9)),
}

THEME_TABLEWARE: Final[dict[str, tuple[str, ...]]] = {
    "energie": ("bulb",),
    "wonen": ("keys", "map"),
    "zorg": ("tea", "tulips"),
    "ontmoeten": ("biscuits", "coffee"),
    "groen": ("trowel", "plant"),
    "voedsel": ("apple",),
    "vervoer": ("bell", "map"),
    "repareren": ("spanner",),
    "geld": ("coins",),
    "bestuur": ("stamp",),
    "vrijwilligers": ("badge",),
    "gemeente": ("map", "stamp"),
}
"""What a theme lays on the table, before anything else."""
