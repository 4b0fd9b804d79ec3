"""What somebody calls the thing they are reading on: "Firefox on Windows"."""

from django.utils.translation import gettext as _

# The first that occurs in what a browser says of itself; most of them also name others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def first_of(kinds: tuple[tuple[str, str], ...], agent: str) -> str:
    """The name of the first kind that occurs."""
    return next((name for mark, name in kinds if mark in agent), "")


def device(agent: str) -> str:
    """Browser and system in words, as far as they are known."""
    browser, system = first_of(BROWSERS, agent), first_of(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")
