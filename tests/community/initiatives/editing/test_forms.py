"""What people fill in, and what they cannot."""

from typing import Any

import pytest
from django.utils.translation import gettext as _

from community.initiatives.completeness import latest_content
from community.initiatives.editing.forms import (
    ContactForm,
    FactsForm,
    NameForm,
    PlaceForm,
    SectionForm,
    StoryForm,
    ThemesForm,
)
from community.initiatives.models import Initiative
from community.places.models import Municipality
from community.themes.models import Tag, TagSynonym
from tests.community.initiatives.editing.conftest import Desk
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
NASTY = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE members_user; --",
    "{{ 7*7 }}{% debug %}",
    "%s%n%(x)s{0}",
    "\u202eomgekeerd\u202c \u2066x\u2069",
    "\u211d\U0001d556\U0001d561\U0001d552\U0001d55a\U0001d563 café 👩‍👩‍👧 عربي עברית ไทย 中文",
    "z\u0351\u036b\u0343\u036aa\u0342\u036c",
    "../../../etc/passwd",
    "javascript:alert(1)",
    "\ufeff\u200b\u2028x",
    "null",
    "-1e400",
    "NaN",
    "=cmd|' /C calc'!A0",
    "http://[::1",
]


def bound(form: type[SectionForm], page: Initiative, **fields: Any) -> SectionForm:
    """A form that was filled in."""
    return form(fields, base=latest_content(page))


def errors(form: SectionForm) -> dict[str, list[str]]:
    """What is wrong, by field."""
    return {name: list(found) for name, found in form.errors.items()}


class TestNasty:
    """Whatever is typed, the answer is a page and never an error."""

    @pytest.mark.parametrize("section", ["naam", "themas", "plaats", "feiten", "contact"])
    def test_every_field_takes_it_or_says_why_not(self, desk: Desk, section: str) -> None:
        for text in (*NASTY, "\x00", "a\x00b", "x" * 10_000, "\u202e" * 300):
            assert desk.post(section, **dict.fromkeys(desk.as_is(section), text)).status_code in (200, 302)

    @pytest.mark.parametrize("name", ["began", "began-html"])
    def test_story_takes_it(self, desk: Desk, name: str) -> None:
        for text in (*NASTY, "\x00", "a\x00b", "x" * 10_000, "\u202e" * 300):
            assert desk.post("verhaal", **{"began-html": None, name: text}).status_code in (200, 302)

    def test_preview_shows_it_as_text(self, desk: Desk) -> None:
        for text in NASTY[:6]:
            for section, name in (("naam", "title"), ("plaats", "place"), ("contact", "contact_name")):
                desk.post(section, **{name: text})
            desk.post("verhaal", **{"began-html": f"<div>{text}</div>"})
            html = desk.client.get(f"/initiatief/{desk.initiative.pk}/voorbeeld/").content.decode()
            for dangerous in (SCRIPT, "<img src=x", "\u202e", "\u2066", "49{%", "\x00"):
                assert dangerous not in html


class TestName:
    """Name, sentence, photo."""

    def test_name_and_sentence_are_needed(self, initiative: Initiative) -> None:
        form = bound(NameForm, initiative, title=" ", tagline="\u200b")
        assert sorted(errors(form)) == ["tagline", "title"]

    def test_too_long_says_how_long(self, initiative: Initiative) -> None:
        form = bound(NameForm, initiative, title="Ŵ" * 10_000, tagline="x" * 161)
        assert {
            name: [code for error in found.as_data() for code in [error.code]] for name, found in form.errors.items()
        } == {
            "title": ["max_length"],
            "tagline": ["max_length"],
        }
        assert "10000" in form.errors["title"][0]

    def test_text_stands_on_one_line(self, initiative: Initiative) -> None:
        form = bound(NameForm, initiative, title="Buurt\r\n  tuin\u2028!", tagline="x")
        assert form.is_valid()
        assert form.cleaned_data["title"] == "Buurt tuin !"


class TestThemes:
    """Themes and keywords."""

    def test_first_theme_is_needed(self, initiative: Initiative) -> None:
        assert sorted(errors(bound(ThemesForm, initiative, theme_2="999999"))) == ["theme_1", "theme_2"]

    def test_another_word_gives_the_keyword_itself(self, initiative: Initiative) -> None:
        tag = Tag.objects.create(name="Moestuin")
        TagSynonym.objects.create(tag=tag, name="groentetuin")
        theme = ThemeFactory()
        form = bound(ThemesForm, initiative, theme_1=str(theme.pk), tags="Groentetuin, moestuin; nieuw,, ")
        assert form.is_valid(), form.errors
        assert form.mine()["tagged_items"] == [(tag.pk,), ("nieuw",)]

    def test_nothing_is_made_of_a_form_that_is_not_saved(self, initiative: Initiative) -> None:
        before = Tag.objects.count()
        bound(ThemesForm, initiative, theme_1="", tags="gloednieuw").is_valid()
        assert Tag.objects.count() == before

    @pytest.mark.parametrize(("tags", "code"), [(",".join(map(str, range(13))), "too_many"), ("x" * 61, "too_long")])
    def test_too_much_is_refused(self, initiative: Initiative, tags: str, code: str) -> None:
        form = bound(ThemesForm, initiative, theme_1=str(ThemeFactory().pk), tags=tags)
        assert [error.code for error in form.errors.as_data()["tags"]] == [code]


class TestPlace:
    """Where it is."""

    def filled(self, initiative: Initiative, **fields: Any) -> SectionForm:
        """With a municipality."""
        return bound(PlaceForm, initiative, municipality=str(initiative.municipality_id), **fields)

    @pytest.mark.parametrize(
        ("typed", "kept"), [("3951ab", "3951 AB"), (" 3951  ab ", "3951 AB"), ("3951", "3951"), ("", "")]
    )
    def test_postcode_is_written_as_on_envelopes(self, initiative: Initiative, typed: str, kept: str) -> None:
        form = self.filled(initiative, postcode=typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["postcode"] == kept

    @pytest.mark.parametrize("typed", ["0951 AB", "39510", "AB 3951", "3951 ABC"])
    def test_no_postcode_is_refused(self, initiative: Initiative, typed: str) -> None:
        assert sorted(errors(self.filled(initiative, postcode=typed))) == ["postcode"]

    def test_coordinates_may_have_a_comma(self, initiative: Initiative) -> None:
        form = self.filled(initiative, latitude="52,09", longitude="5,12")
        assert form.is_valid(), form.errors
        assert (form.cleaned_data["latitude"], form.cleaned_data["longitude"]) == (52.09, 5.12)

    @pytest.mark.parametrize(
        ("latitude", "longitude", "wrong"),
        [
            ("52", "", ["longitude"]),
            ("", "5", ["latitude"]),
            ("91", "5", ["latitude"]),
            ("inf", "nan", ["latitude", "longitude"]),
            ("52", "oost", ["longitude"]),
        ],
    )
    def test_half_a_point_is_none(
        self, initiative: Initiative, latitude: str, longitude: str, wrong: list[str]
    ) -> None:
        assert sorted(errors(self.filled(initiative, latitude=latitude, longitude=longitude))) == wrong

    def test_point_in_the_middle_of_the_postcode(self, initiative: Initiative) -> None:
        form = self.filled(initiative, postcode="3511 AB", from_postcode="on")
        assert form.is_valid(), form.errors
        assert round(form.cleaned_data["latitude"], 1) == 52.1
        assert sorted(errors(self.filled(initiative, postcode="", from_postcode="on"))) == ["postcode"]

    def test_municipality_of_the_list(self, initiative: Initiative) -> None:
        other = Municipality.objects.exclude(pk=initiative.municipality_id).first()
        form = bound(PlaceForm, initiative, municipality=str(other.pk))
        assert form.is_valid()
        assert sorted(errors(bound(PlaceForm, initiative, municipality="999999"))) == ["municipality"]


class TestFacts:
    """Figures and words."""

    def filled(self, initiative: Initiative, **fields: Any) -> SectionForm:
        """With what is always chosen."""
        return bound(FactsForm, initiative, phase="draait", legal_form="stichting", **fields)

    @pytest.mark.parametrize("year", ["1799", "2101", "twee", "20,5", "²⁰¹⁴"])
    def test_year_is_a_year(self, initiative: Initiative, year: str) -> None:
        assert sorted(errors(self.filled(initiative, founded=year))) == ["founded"]

    @pytest.mark.parametrize("people", ["-1", "100001", "99999999999999999999"])
    def test_number_of_people_is_possible(self, initiative: Initiative, people: str) -> None:
        assert sorted(errors(self.filled(initiative, people=people))) == ["people"]

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.nl", "data:text/html,x", "geen adres", "//"])
    def test_website_is_one(self, initiative: Initiative, address: str) -> None:
        assert sorted(errors(self.filled(initiative, website=address))) == ["website"]

    def test_website_may_be_written_short(self, initiative: Initiative) -> None:
        form = self.filled(initiative, website="deschakel.example/over")
        assert form.is_valid(), form.errors
        assert form.cleaned_data["website"] == "https://deschakel.example/over"


class TestContact:
    """How to reach it."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("contact_email", "naam@"),
            ("contact_phone", "bel me"),
            ("contact_phone", "12345"),
            ("contact_visibility", "x"),
        ],
    )
    def test_what_does_not_work_is_refused(self, initiative: Initiative, name: str, value: str) -> None:
        fields = {"contact_visibility": "members", name: value}
        assert sorted(errors(bound(ContactForm, initiative, **fields))) == [name]

    def test_says_how_to_write_it(self, initiative: Initiative) -> None:
        form = bound(ContactForm, initiative, contact_visibility="members", contact_email="naam@")
        assert form.errors["contact_email"] == [_("This address is not complete. Write it like this: name@example.org")]


class TestStory:
    """Rich text."""

    def test_very_long_text_says_so_and_stays(self, desk: Desk) -> None:
        for size in (21_000, 200_000):
            html = desk.post("verhaal", **{"began-html": f"<div>{'woord ' * (size // 6)}</div>"}).content.decode()
            assert "20000" in html or "20.000" in html
            assert html.count("woord") > size // 7
        assert desk.draft.began == "<p>Met een schep.</p>"

    def test_headings_and_pictures_do_not_come_along(self, initiative: Initiative) -> None:
        pasted = '<h1>Kop</h1><div>Tekst<img src="data:x" onerror="alert(1)"></div><table><tr><td>cel</td></tr></table>'
        form = StoryForm({"began-html": pasted}, base=latest_content(initiative))
        assert form.is_valid()
        assert form.cleaned_data["began"] == "<p>Kop</p><p>Tekst</p><p>cel</p>"
