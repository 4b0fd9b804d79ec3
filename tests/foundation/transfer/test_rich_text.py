"""Rich text in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.blocks import STORY_FEATURES, TEXT_FEATURES
from foundation.transfer.cells import cleaned
from foundation.transfer.rich_text import from_cell, to_cell
from tests.factories import InitiativeFactory


@pytest.mark.parametrize(
    ("cell", "rich"),
    [
        ("Eén & twee\nregels\n\n<nog> één", "<p>Eén &amp; twee<br/>regels</p><p>&lt;nog&gt; één</p>"),
        ("<p>Hoi <strong>jij</strong> <em>daar</em></p>", "<p>Hoi <b>jij</b> daar</p>"),
        ("<h1>Kop</h1>los<div>blok</div>", "<h3>Kop</h3><p>los</p><p>blok</p>"),
        ("<ul><li><p>punt</p></li></ul><p></p>", "<ul><li>punt</li></ul>"),
        ("<table><tr><td>1</td></tr></table>", "<p>1</p>"),
    ],
)
def test_cell_becomes_clean_rich_text(cell: str, rich: str) -> None:
    assert from_cell(cell, TEXT_FEATURES) == rich


@pytest.mark.parametrize(
    "attack",
    [
        "<p>a<script>alert(1)</script></p>",
        '<p onclick="alert(1)">a</p>',
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href="\u00a0javascript:alert(1)">a</a></p>',
        '<p><a href="data:text/html,x">a</a></p>',
        '<p><a href="//elders.example">a</a></p>',
        '<p>a<img src="x" onerror="alert(1)"></p>',
        "<p>a<style>p{color:red}</style></p>",
        '<p>a<embed embedtype="image" id="1"/></p>',
    ],
)
def test_attack_leaves_only_its_text(attack: str) -> None:
    assert from_cell(attack, TEXT_FEATURES) == "<p>a</p>"


def test_safe_links_stay() -> None:
    html = '<p><a href="https://voorbeeld.example/?a=1&amp;b=2">a</a> <a href="mailto:a@b.example">b</a></p>'
    assert from_cell(html, STORY_FEATURES) == html


def test_headings_become_paragraphs_where_there_are_none() -> None:
    assert from_cell("<h2>Kop</h2>", STORY_FEATURES) == "<p>Kop</p>"


@pytest.mark.django_db
def test_link_to_a_page_goes_out_as_address_and_comes_in_as_page() -> None:
    page = InitiativeFactory(title="Zonnedak")
    rich = f'<p>Zie <a id="{page.pk}" linktype="page">hier</a></p>'
    assert to_cell(rich) == '<p>Zie <a href="/initiatieven/zonnedak/">hier</a></p>'
    assert from_cell(to_cell(rich), STORY_FEATURES) == rich
    assert to_cell('<p>Zie <a id="999999" linktype="page">hier</a></p>') == "Zie hier"


def test_keys_of_the_editor_are_left_out() -> None:
    assert to_cell('<p data-block-key="x1">Hoi</p>') == "Hoi"


@given(st.text(max_size=80))
def test_any_text_survives_the_way_out_and_in(text: str) -> None:
    rich = from_cell(cleaned(text), TEXT_FEATURES)
    assert from_cell(to_cell(rich), TEXT_FEATURES) == rich
