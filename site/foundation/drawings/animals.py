"""Animals, feet at (0, 0), looking right; about 40 wide."""

from typing import Final

from foundation.drawings.svg import disc, fill, round_stroke, solid, stroke

_LEGS: Final = "M-11-9V0M-6-9V0M8-9V0M12-9V0"


ANIMALS: Final[dict[str, str]] = {
    "sheep": stroke("h-ink", 3, _LEGS)
    + fill(
        "h-plaque",
        "M-17-16a7 7 0 0 1 7-8h14a7 7 0 0 1 8 7c3 5-1 10-6 10H-10c-5 0-9-4-7-9z",
        disc(-6, -22, 6),
        disc(3, -23, 6),
    )
    + fill("h-ink", "M12-25h6c5 2 6 9 2 11h-6c-3-2-4-8-2-11z"),
    "cow": stroke("h-plaque", 3.5, "M-14-10V0M-9-10V0M9-10V0M14-10V0")
    + fill("h-plaque", "M-20-28h36l4 4v14h-38l-2-2z")
    + fill("h-ink", "M-16-28h12c2 8-4 12-10 10zM2-20c6-4 10 0 8 10H0c-2-4-1-8 2-10zM16-36h9l5 9-4 5h-8l-4-6z")
    + fill("h-plaque", "M24-28l7 1-4 6h-5z")
    + round_stroke("h-ink", 2, "M-20-27q-6 4-4 14"),
    "goose": round_stroke("s-sun", 2, "M-3-8V0M3-8V0")
    + fill("h-plaque", "M-16-20c6 8 14 10 24 6l2-16c0-6 9-6 9 0l-3 12c-2 10-10 14-18 14-10 0-14-8-14-16z")
    + fill("s-sun", "M19-32l7 2-7 2z"),
    "heron": round_stroke("h-ink", 2, "M-2-16V0M4-16V0")
    + round_stroke("h-glas2", 4, "M8-26q6-8 2-18t4-10")
    + fill("h-glas2", "M-20-14c8-14 20-18 30-14-2 10-12 18-30 14z")
    + fill("s-sun", "M15-57l14 3-14 3z"),
    "deer": solid("#9A6A42", "M-16-24h26l6-12 10-6 4 4-6 6-6 22h-2V0h-3v-12h-22V0h-3v-14z")
    + round_stroke("s-earth", 2, "M20-40l-4-12M17-48l-6-4M22-41l4-12M24-47l6-3"),
    "rabbit": solid(
        "#A88462",
        "M-12 0c-4-12 6-18 12-14l2-2c0-4 6-6 9-3 4 4 0 9-3 9 2 4 0 10 0 10z",
        "M4-18l-3-12c3-2 5 6 6 11zM9-18l2-12c4 0 1 8 0 12z",
    )
    + fill("h-plaque", disc(-12, -4, 3.5)),
    "pigeon": round_stroke("s-sun", 1.5, "M-1-5V0M3-5V0")
    + solid("#7A8794", "M-18-6c8-8 14-12 20-12 0-6 9-8 10-1-1 10-6 16-14 15z")
    + fill("h-lamp", "M12-20l5 2-5 1z"),
    "cat": solid("#3A3A40", "M-10 0c-2-12 2-18 8-20l-2-12 5 4h5l5-4v10c0 4-3 6-5 7l4 15z")
    + '<path fill="none" stroke="#3A3A40" stroke-width="3.5" stroke-linecap="round" d="M-9-2q-10 0-9-12"/>',
    "dog": solid("#A9713F", "M-16-18h24l2-12 12 2 6 6-2 4-10 1-2 7v10h-4v-10h-20V0h-4v-12z")
    + '<path fill="none" stroke="#A9713F" stroke-width="3.5" stroke-linecap="round" d="M-15-16l-7-9"/>'
    + solid("#5E3B1E", "M10-30l-5 10 6 3 3-8z")
    + fill("h-wall", "M6-21l9 2-1 4-9-2z"),
}
