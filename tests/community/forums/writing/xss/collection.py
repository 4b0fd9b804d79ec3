"""Strings that try to run a script: published ones, and what follows from them by composing."""

import json
from itertools import product
from pathlib import Path

SIMPLEST = ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<details open ontoggle=alert(1)>")
PUBLISHED = Path(__file__).with_name("published.jsonl")
TAGS = (
    "img src=x", "svg", "body", "input autofocus", "video src=x", "audio src=x", "details open", "iframe", "math",
    "marquee", "object data=x", "embed src=x", "a href=#", "div tabindex=1 id=x", "p", "b", "i", "ul", "li",
    "blockquote", "figure", "select autofocus", "textarea autofocus", "button autofocus", "form", "table",
    "isindex", "keygen autofocus", "style", "link rel=stylesheet href=x", "x contenteditable", "svg><animate",
)  # fmt: skip
EVENTS = (
    "onerror", "onload", "onfocus", "onmouseover", "onclick", "ontoggle", "onbegin", "onanimationstart",
    "onpointerenter",
    "onloadstart", "onstart", "onscroll", "oncopy", "onkeydown", "ontransitionend",
)  # fmt: skip
WAYS = (
    "<{tag} {event}=alert(1)>",
    '"><{tag} {event}="alert(1)">',
    "<{tag}/{event}\u00a0=\u00a0'alert`1`'>",
    "</p><{tag}\n{event}=&#97;lert&lpar;1)>",
    "<!--><{tag} {event}=alert(1)//-->",
    '[x](https://a.example/"<{tag} {event}=alert(1)>)',
    '<p title="</p><{tag} {event}=alert(1)>">',
)  # fmt: skip
SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "javascript:%61lert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "//a.example/\\@javascript:alert(1)", "javascript://%0aalert(1)", "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "java\u200bscript:alert(1)", "java\u00adscript:alert(1)", "\ufeffjavascript:alert(1)", "blob:javascript:alert(1)",
)  # fmt: skip
LINKS = (
    '<a href="{link}">x</a>', "<a href='{link}'>x</a>", "<a href={link}>x</a>", "[x]({link})", "![x]({link})", "{link}",
    '<img src="{link}">', '<iframe src="{link}">', '<form action="{link}"><button>x</button></form>',
    '<svg><a xlink:href="{link}"><text>x</text></a></svg>', '<object data="{link}">', '<math href="{link}">x</math>',
    "<figure data-trix-attachment='{{\"href\":\"{link}\",\"url\":\"{link}\",\"contentType\":\"image/png\"}}'></figure>",
    '<a linktype="page" id="1" href="{link}">x</a>', '<img data-attachment="{link}" alt="{link}">',
)  # fmt: skip


def collection() -> list[str]:
    """All of them, each once."""
    published = [json.loads(line) for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]
    composed = [way.format(tag=tag, event=event) for tag, event, way in product(TAGS, EVENTS, WAYS)]
    links = [place.format(link=link) for link, place in product(SCHEMES, LINKS)]
    return list(dict.fromkeys([*published, *composed, *links]))
