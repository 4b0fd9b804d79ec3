"""No word that people read is written outside the translations."""

import re
from pathlib import Path

import pytest

from kennisnetwerk.settings.environment import PROJECT_ROOT

ROOT = PROJECT_ROOT
FOLDERS = (
    "site/templates",
    "home/templates",
    "events/templates",
    "knowledge/templates",
    "search/templates",
    "community",
)
# Only for developers, with made-up texts; in both languages at once, since nothing else works; no text but attributes.
EXEMPT = {"gallery.html", "500.html", "map_attributes.html"}
TEMPLATES = sorted(
    file
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*.html")
    if file.name not in EXEMPT and "admin" not in str(file.relative_to(ROOT))
)
COMMENT = re.compile(r"{% comment.*?{% endcomment %}|{#.*?#}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
DJANGO = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r"""\s(?:alt|title|placeholder|aria-label|label)=(?:"([^"]*)"|'([^']*)')""")
WORD = re.compile(r"[^\W\d_]{2,}")
# Entities.
NO_WORDS = {"nbsp", "copy", "amp", "mdash", "hellip"}


def words_outside_translations(text: str) -> list[str]:
    """Words in text or in spoken attributes that no translation tag holds."""
    text = TRANSLATED.sub(" ", COMMENT.sub(" ", text))
    text = SCRIPT.sub(" ", text)
    text = DJANGO.sub(" ", text)
    spoken = " ".join(first or second for first, second in SPOKEN.findall(text))
    return [word for word in WORD.findall(f"{TAG.sub(' ', text)} {spoken}") if word.lower() not in NO_WORDS]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def test_template_translates_what_it_says(template: Path) -> None:
    """Through translate or blocktranslate, in both languages."""
    assert words_outside_translations(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{% translate 'Menu' %}</p>", []),
        ("<p>Welkom</p>", ["Welkom"]),
        ("{# noot #}<a title='Ga terug'>{{ naam }}</a>", ["Ga", "terug"]),
        ("{% blocktranslate %}Hello{% endblocktranslate %}{% comment %}x y{% endcomment %}", []),
    ],
)
def test_scan_finds_words_and_only_words(template: str, words: list[str]) -> None:
    """The control."""
    assert words_outside_translations(template) == words
