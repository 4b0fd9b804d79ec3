"""Short SVG: numbers without waste, paths, and shapes painted in roles.

A role is a CSS custom property ("h-wall", "s-sky") that is redefined after sunset. Paths are
the text of a `d` attribute. Markup goes through `escape` nowhere: only numbers and the
constants of this package ever reach it.
"""

WIDTH, HEIGHT = 800, 480
"""Size of every drawing, in the pixels all coordinates are in."""


def num(value: float) -> str:
    """The number to one decimal, without needless zeros: 2.04 is "2", -0.5 is "-.5"."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def fine(value: float) -> str:
    """The number to two decimals, for scales."""
    text = f"{value:.2f}".rstrip("0").removesuffix(".")
    return text.removeprefix("0") if text.startswith("0.") else text


def box(x: float, y: float, width: float, height: float) -> str:
    """Path of a rectangle."""
    return f"M{num(x)} {num(y)}h{num(width)}v{num(height)}h{num(-width)}z"


def disc(x: float, y: float, radius: float) -> str:
    """Path of a filled circle."""
    size, across = num(radius), num(2 * radius)
    return f"M{num(x - radius)} {num(y)}a{size} {size} 0 1 0 {across} 0 {size} {size} 0 1 0-{across} 0"


def dots(*points: tuple[float, float]) -> str:
    """Path of points, to be stroked with round caps."""
    return "".join(f"M{num(x)} {num(y)}h0" for x, y in points)


def fill(role: str, *paths: str, opacity: str = "") -> str:
    """Paths filled in one role."""
    extra = f' fill-opacity="{opacity}"' if opacity else ""
    return f'<path fill="var(--{role})" d="{"".join(paths)}"{extra}/>'


def stroke(role: str, width: float, *paths: str, opacity: str = "") -> str:
    """Paths stroked in one role, with butt caps."""
    extra = f' stroke-opacity="{opacity}"' if opacity else ""
    return f'<path fill="none" stroke="var(--{role})" stroke-width="{num(width)}"{extra} d="{"".join(paths)}"/>'


def round_stroke(role: str, width: float, *paths: str) -> str:
    """Paths stroked in one role, with round caps and joins."""
    return (
        f'<path fill="none" stroke="var(--{role})" stroke-width="{num(width)}" '
        f'stroke-linecap="round" stroke-linejoin="round" d="{"".join(paths)}"/>'
    )


def solid(colour: str, *paths: str) -> str:
    """Paths filled in a colour that is the same by day and night."""
    return f'<path fill="{colour}" d="{"".join(paths)}"/>'


def place(markup: str, x: float, y: float, *, scale: float = 1, turn: float = 0) -> str:
    """Markup moved to a place; turn in degrees, clockwise; a negative scale mirrors left and right."""
    transform = f"translate({num(x)} {num(y)})"
    if turn:
        transform += f" rotate({num(turn)})"
    if scale < 0:
        transform += f" scale({fine(scale)} {fine(-scale)})"
    elif scale != 1:
        transform += f" scale({fine(scale)})"
    return f'<g transform="{transform}">{markup}</g>'


def define(key: str, markup: str) -> str:
    """A group to be used more than once."""
    return f'<g id="{key}">{markup}</g>'


def use(key: str, x: float, y: float, *, scale: float = 1, mirror: bool = False) -> str:
    """A defined group at a place."""
    size = f"-{fine(scale)} {fine(scale)}" if mirror else fine(scale)
    resize = "" if size == "1" else f" scale({size})"
    return f'<use href="#{key}" transform="translate({num(x)} {num(y)}){resize}"/>'


def document(*, style: str, body: str, defs: str = "", align: str = "xMidYMax") -> str:
    """A whole drawing. `align` says what stays when a page crops it."""
    held = f"<defs>{defs}</defs>" if defs else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="{align} slice">'
        f"<style>{style}</style>{held}{body}</svg>"
    )
