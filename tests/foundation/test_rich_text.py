"""Rich text in forms: what an editor and a text area make, and what of it is kept."""

import time

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from foundation.blocks import STORY_FEATURES, TEXT_FEATURES
from foundation.rich_text import (
    LARGEST,
    LONGEST,
    RichTextFormField,
    as_shown,
    canonical,
    from_html,
    from_text,
    to_text,
    whole_address,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Z")), min_size=1, max_size=12)


class StoryForm(forms.Form):
    """A form with one such field."""

    story = RichTextFormField(STORY_FEATURES, label="Verhaal", required=False)


def sent(**fields: str) -> StoryForm:
    """A form that was sent."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name.replace("_html", "-html")] = value
    return StoryForm(data)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<div>een<br>twee<br><br>drie</div>", "<p>een<br/>twee</p><p>drie</p>"),
        ("<div><strong>een<br><br>twee</strong> drie</div>", "<p><b>een</b></p><p><b>twee</b> drie</p>"),
        ("<div>een<br><br></div><div>twee</div>", "<p>een</p><p>twee</p>"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li><li><br></li></ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<h1>Kop</h1><pre>code</pre><blockquote>citaat</blockquote>", "<p>Kop</p><p>code</p><p>citaat</p>"),
        ("<div>a&nbsp;&nbsp;b</div>", "<p>a  b</p>"),
        ("<div><em>a</em> <del>b</del></div>", "<p>a b</p>"),
        ('<div>a<img src="x"><figure><figcaption>b</figcaption></figure></div>', "<p>ab</p>"),
        ("<div><br></div>", ""),
        ("", ""),
        ("los & <los>", "<p>los &amp; </p>"),
        ('<div style="color:red" class="x" id="y">a</div>', "<p>a</p>"),
    ],
)
def test_editor_text_is_kept_in_paragraphs(typed: str, kept: str) -> None:
    assert from_html(typed, STORY_FEATURES) == kept.replace("&amp; </p>", "&amp;</p>")


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://voorbeeld.example/a?b=1", "https://voorbeeld.example/a?b=1"),
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("voorbeeld.nl/pad", "https://voorbeeld.nl/pad"),
        ("naam@voorbeeld.nl", "mailto:naam@voorbeeld.nl"),
        ("tel:0343441234", "tel:0343441234"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("\u00a0javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("//elders.example", None),
        ("/\\elders.example", None),
        ("\\\\elders.example", None),
        ("ftp://x.example", None),
        ("", None),
    ],
)
def test_links_lead_where_they_may(href: str, kept: str | None) -> None:
    expected = f'<p><a href="{kept}">a</a></p>' if kept else "<p>a</p>"
    assert from_html(f'<div><a href="{href}">a</a></div>', STORY_FEATURES) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\ntwee\n\n\ndrie", "<p>een<br/>twee</p><p>drie</p>"),
        ("Kop:\n- een\n- twee\n  door\nslot", "<p>Kop:</p><ul><li>een</li><li>twee<br/>door</li></ul><p>slot</p>"),
        ("**vet** en [hier](www.x.nl)", '<p><b>vet</b> en <a href="https://www.x.nl">hier</a></p>'),
        ("Zie https://x.nl/a.", '<p>Zie <a href="https://x.nl/a">https://x.nl/a</a>.</p>'),
        ("<b>geen</b> & [x](javascript:1)", "<p>&lt;b&gt;geen&lt;/b&gt; &amp; [x](javascript:1)</p>"),
        ("2 * 3 ** 4 - 5", "<p>2 * 3 ** 4 - 5</p>"),
        (" \n\n \r\n", ""),
    ],
)
def test_plain_text_becomes_the_same(typed: str, kept: str) -> None:
    assert from_text(typed, STORY_FEATURES) == kept


@pytest.mark.parametrize(
    "rich",
    [
        "<p>een<br/>twee</p><p>drie <b>vet</b></p><ul><li>a</li><li><b>b</b></li></ul>",
        '<p><a href="https://x.nl/%28a%29">hier</a> <a href="mailto:a@b.nl">mail</a></p>',
        '<p><b>zie <a href="https://x.nl">dit</a></b></p>',
        "<p>&lt;script&gt; &amp; zo</p>",
    ],
)
def test_text_survives_the_text_area(rich: str) -> None:
    assert from_text(to_text(rich), STORY_FEATURES) == rich


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_words_survive_both_ways(paragraphs: list[list[str]]) -> None:
    html = "".join(f"<div>{forms.utils.escape(' '.join(words))}</div>" for words in paragraphs)
    kept = from_html(html, STORY_FEATURES)
    assert from_html(kept, STORY_FEATURES) == kept
    assert canonical(kept, STORY_FEATURES) == kept


@given(st.text(max_size=200))
def test_anything_is_clean_after_once(text: str) -> None:
    kept = from_html(text, STORY_FEATURES)
    assert from_html(kept, STORY_FEATURES) == kept
    assert "<script" not in from_text(text, STORY_FEATURES)


@pytest.mark.parametrize(
    "bad", ["<b>" * 9000 + "x", "<div>" * 9000 + "x", "<ul><li>" * 5000 + "x", "<a href=x>" * 5000 + "y"]
)
def test_tags_within_tags_cost_no_more_than_their_words(bad: str) -> None:
    started = time.monotonic()
    assert len(from_html(bad, STORY_FEATURES)) < 60
    assert time.monotonic() - started < 20


def test_keys_of_wagtails_editor_are_no_difference() -> None:
    assert canonical('<p data-block-key="x1">Hoi <b>jij</b></p>', TEXT_FEATURES) == "<p>Hoi <b>jij</b></p>"


class TestField:
    """The form field."""

    def test_both_ways_of_typing_give_the_same(self) -> None:
        for form in (sent(story="**Hoi**"), sent(story_html="<div><strong>Hoi</strong></div>")):
            assert form.is_valid()
            assert form.cleaned_data["story"] == "<p><b>Hoi</b></p>"

    @pytest.mark.parametrize("size", [LONGEST + 1, LARGEST + 1, 200_000])
    def test_too_much_is_refused_and_shown_again(self, size: int) -> None:
        for form in (sent(story="x" * size), sent(story_html=f"<div>{'x' * size}</div>")):
            assert [error.code for error in form.errors.as_data()["story"]] == ["too_long"]
            assert "x" * size in str(form["story"])

    def test_what_was_typed_is_shown_clean(self) -> None:
        form = sent(story_html="<div onclick='alert(1)'>a<script>alert(1)</script></div>")
        assert "alert" not in str(form["story"])

    def test_text_area_cannot_be_left_by_its_text(self) -> None:
        html = str(sent(story="</textarea><script>alert(1)</script>")["story"])
        assert "<script>alert" not in html

    def test_kept_text_is_shown_in_both(self) -> None:
        html = str(StoryForm(initial={"story": "<p>Hoi <b>jij</b></p>"})["story"])
        assert "Hoi **jij**</textarea>" in html
        assert 'value="&lt;p&gt;Hoi &lt;b&gt;jij&lt;/b&gt;&lt;/p&gt;"' in html

    def test_each_form_has_a_field_of_its_own(self) -> None:
        one, other = StoryForm(), StoryForm()
        one.fields["story"].widget.attrs["rows"] = 3
        assert other.fields["story"].widget.attrs["rows"] == 8


def test_shown_text_is_clean() -> None:
    assert as_shown('<p onclick="x">a<script>alert(1)</script></p>') == "<p>a</p>"


def test_address_that_is_whole_stays() -> None:
    assert whole_address(" https://x.nl ") == "https://x.nl"
