"""The English text before it is public: its preview, its versions, the way back, and two people at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from community.initiatives.editing import english
from community.initiatives.models import Initiative, OwnTranslation, TranslationVersion
from community.initiatives.personal_data import TranslationVersions
from foundation.translating import translate
from tests.community.initiatives.editing.conftest import Desk
from tests.community.initiatives.editing.test_english import committing, public, write  # noqa: F401 - a fixture
from tests.conftest import Network
from tests.factories import InitiativeFactory, UserFactory

pytestmark = pytest.mark.django_db
State = OwnTranslation.State


def url(desk: Desk, name: str, *args: int) -> str:
    """An address about the English text, on the Dutch site."""
    with override("nl"):
        return reverse(f"initiative_english_{name}", args=[desk.initiative.pk, *args])


def poster(answer: Any) -> str:
    """The page between its bars, without what is different at each look."""
    html = answer.content.decode().partition('class="poster')[2].partition("<footer")[0]
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"|\s+', " ", html)


def versions(desk: Desk) -> list[Any]:
    """What the list shows."""
    return desk.client.get(url(desk, "versions")).context["versions"]


def texts(desk: Desk) -> dict[str, str]:
    """What the form shows, without what is empty."""
    return {name: text for name, text in desk.get("engels").context["form"].initial.items() if text}


class TestList:
    """Who changed the English text when, and what."""

    def test_tells_who_and_what(self, desk: Desk, trusted: Desk) -> None:
        write(desk, title="Garden", tagline="Neighbours.")
        write(trusted, title="Garden", tagline="Neighbours.", began="<div>With a spade.</div>")
        found = [(entry.who, entry.what, entry.is_live, entry.is_latest) for entry in versions(desk)]
        assert found == [
            ("Ahmed Bakker", "Hoe het begon", False, True),
            ("Joke Bakker", "Het begin", False, False),
        ]

    def test_tells_which_is_online(self, trusted: Desk) -> None:
        write(trusted, "online", title="Garden")
        write(trusted, title="Neighbourhood garden")
        assert [(entry.is_live, entry.is_latest) for entry in versions(trusted)] == [(False, True), (True, False)]

    def test_is_empty_without_english(self, desk: Desk) -> None:
        assert versions(desk) == []

    def test_same_text_is_no_version(self, desk: Desk) -> None:
        write(desk, title="Garden")
        write(desk, title="Garden")
        assert TranslationVersion.objects.count() == 1

    def test_costs_the_same_however_many(self, desk: Desk) -> None:
        write(desk, title="Garden")

        def cost() -> int:
            versions(desk)
            with CaptureQueriesContext(connection) as queries:
                versions(desk)
            return len(queries)

        few = cost()
        written = OwnTranslation.objects.get()
        for number in range(2, 32):
            maker = UserFactory(first_name=f"Buur {number}")
            TranslationVersion.objects.create(
                translation=written, number=number, texts={"title": f"{number}"}, made_by=maker
            )
        assert cost() <= few + 1  # the version before the last one on the page
        assert len(versions(desk)) in {20, 21}


class TestVersion:
    """One version."""

    def test_shows_what_came_and_went(self, desk: Desk) -> None:
        write(desk, title="Green garden", tagline="Neighbours.")
        write(desk, title="Green yard", tagline="Neighbours.")
        html = desk.client.get(url(desk, "version", 2)).content.decode()
        assert "Green <del>garden</del><ins>yard</ins>" in html
        assert "Neighbours." not in html

    def test_script_in_it_is_text(self, desk: Desk) -> None:
        write(desk, title="<img src=x onerror=alert(1)>")
        html = desk.client.get(url(desk, "version", 1)).content.decode()
        assert "&lt;img src=x" in html
        assert "<img src=x" not in html

    def test_going_back_makes_a_draft_of_it(self, desk: Desk, trusted: Desk, client: Client) -> None:
        write(trusted, "online", title="Garden")
        write(trusted, "online", title="Yard", tagline="Neighbours.")
        answer = desk.client.post(url(desk, "version", 1))
        assert answer.url == url(desk, "versions")
        assert texts(desk) == {"title": "Garden"}
        page, _html = public(desk, client)
        assert (page.title, page.tagline) == ("Yard", "Neighbours.")
        assert OwnTranslation.objects.get().state == State.DRAFT
        assert next((entry.who, entry.what) for entry in versions(desk)) == ("Joke Bakker", "Naam, In één zin")

    def test_going_back_waits_for_the_editors_like_writing(self, desk: Desk, client: Client) -> None:
        write(desk, title="Garden")
        write(desk, "online", title="Yard")
        desk.client.post(url(desk, "version", 1))
        assert OwnTranslation.objects.get().state == State.WAITING
        assert public(desk, client)[0].alias_of_id == desk.initiative.pk

    def test_going_back_can_be_put_online(self, trusted: Desk, client: Client) -> None:
        write(trusted, "online", title="Garden", began="<div>With a spade.</div>")
        write(trusted, "online", title="Yard")
        assert public(trusted, client)[0].began == "<p>Met een schep.</p>"
        trusted.client.post(url(trusted, "version", 1))
        trusted.online()
        page, _html = public(trusted, client)
        assert (page.title, page.began) == ("Garden", "<p>With a spade.</p>")

    def test_of_another_initiative_is_not_found(self, desk: Desk, at_desk: Any) -> None:
        other = at_desk(page=InitiativeFactory(title="Ander"))
        write(other, title="Secret")
        assert desk.client.get(url(desk, "version", 1)).status_code == 404
        assert desk.client.get(f"{url(desk, 'preview')}?versie=1").status_code == 404

    def test_locked_page_stays_as_it_is(self, desk: Desk) -> None:
        write(desk, title="Garden")
        write(desk, title="Yard")
        Initiative.objects.filter(pk=desk.initiative.pk).update(locked=True)
        desk.client.post(url(desk, "version", 1))
        assert write(desk, title="Court").status_code == 200
        assert texts(desk) == {"title": "Yard"}


class TestNothingIsLost:
    """Every text that somebody wrote can be found again."""

    def test_two_people_in_different_texts_are_joined(self, desk: Desk, trusted: Desk) -> None:
        write(desk, title="Garden", tagline="Neighbours.")
        write(trusted, base="1", title="Garden", tagline="Neighbours together.")
        assert write(desk, base="1", title="Yard", tagline="Neighbours.").status_code == 302
        assert texts(desk) == {"title": "Yard", "tagline": "Neighbours together."}

    def test_clash_keeps_what_did_not_clash(self, desk: Desk, trusted: Desk) -> None:
        write(desk, title="Garden", tagline="Neighbours.")
        write(trusted, base="1", title="Yard", tagline="Neighbours together.")
        answer = write(desk, base="1", title="Court", tagline="Neighbours.")
        pairs = {pair.field.name: pair for pair in answer.context["pairs"]}
        assert (answer.status_code, answer.context["base"]) == (409, "2")
        assert (pairs["title"].field.value(), pairs["title"].theirs) == ("Court", "Yard")
        assert (pairs["tagline"].field.value(), pairs["tagline"].theirs) == ("Neighbours together.", "")

    def test_text_of_whom_nobody_knows_where_it_began_clashes(self, desk: Desk, trusted: Desk) -> None:
        write(desk, title="Garden")
        assert write(trusted, base="77", title="Yard").status_code == 409

    def test_what_a_translator_wrote_is_a_version(self, trusted: Desk, network: Network) -> None:
        translate(trusted.fresh(), {"title": "By a translator"}, network.english)
        assert [(entry.url, entry.is_latest) for entry in versions(trusted)] == [("", True)]
        base = trusted.get("engels").context["base"]
        write(trusted, "online", base=base, title="By an owner")
        assert [entry.is_live for entry in versions(trusted)] == [True, False]
        trusted.client.post(url(trusted, "version", 1))
        assert texts(trusted) == {"title": "By a translator"}

    def test_translator_and_owner_at_once_are_seen(self, trusted: Desk, network: Network) -> None:
        base = trusted.get("engels").context["base"]
        translate(trusted.fresh(), {"title": "By a translator"}, network.english)
        assert write(trusted, base=base, title="By an owner").status_code == 409

    def test_text_of_before_there_were_versions_is_one(self, desk: Desk, network: Network) -> None:
        OwnTranslation.objects.create(
            initiative=desk.initiative, locale=network.english, texts={"title": "Old"}, version=4, updated_by=desk.user
        )
        write(desk, base=desk.get("engels").context["base"], title="New")
        assert [(kept.number, kept.texts["title"]) for kept in TranslationVersion.objects.order_by("number")] == [
            (5, "Old"),
            (6, "New"),
        ]

    def test_text_that_does_not_fit_leaves_the_others(self, trusted: Desk, client: Client) -> None:
        write(trusted, "online", title="Garden", began="<div>With a spade.</div>")
        write(trusted, title="Yard", began="<div>With a spade and a rake.</div>")
        trusted.post("verhaal", **{"began-html": "<div>Met een schep.<br><br>En een hark.</div>"}, action="online")
        assert public(trusted, client)[0].title == "Yard"
        assert texts(trusted) == {"title": "Yard", "began": "<p>With a spade and a rake.</p>"}
        write(trusted, "online", title="Yard", began="<div>With a spade.<br><br>And a rake.</div>")
        page, _html = public(trusted, client)
        assert (page.title, page.began) == ("Yard", "<p>With a spade.</p><p>And a rake.</p>")

    def test_online_text_is_the_version(self, trusted: Desk) -> None:
        """What wagtail-localize makes of it is the same text."""
        rich = '<div>A &amp; B <strong>bold</strong> <a href="https://x.nl/?a=1&amp;b=2">link</a><br>more</div>'
        dutch = '<div>C &amp; D <strong>vet</strong> <a href="https://y.nl/">link</a><br>meer</div>'
        trusted.post("verhaal", **{"began-html": dutch}, action="online")
        write(trusted, "online", title="Garden", began=rich)
        assert [entry.url != "" for entry in versions(trusted)] == [True]

    def test_untranslated_text_is_no_english_one(self, trusted: Desk) -> None:
        write(trusted, "online", title="Garden")
        trusted.post("naam", tagline="Samen spitten.", action="online")
        assert texts(trusted) == {"title": "Garden"}
        assert len(versions(trusted)) == 1


class TestPreview:
    """The page as visitors of the English site would see it."""

    def html(self, desk: Desk) -> str:
        """Open it."""
        answer = desk.client.get(url(desk, "preview"))
        assert answer.status_code == 200
        return answer.content.decode()

    def test_draft_is_shown_in_the_english_page(self, desk: Desk, client: Client) -> None:
        write(desk, title="Neighbourhood garden", began="<div>With a spade.</div>")
        html = self.html(desk)
        assert '<html lang="en"' in html
        assert html.count("Neighbourhood garden</h1>") == 1
        assert "With a spade." in html
        assert "How it began" in html
        assert "Alleen jullie en de redactie zien dit." in html
        assert "Buren die samen iets doen." in html  # not translated
        assert "Neighbourhood garden" not in public(desk, client)[1]

    def test_it_looks_as_the_page_will(self, trusted: Desk, client: Client) -> None:
        write(trusted, title="Neighbourhood garden", began="<div>With a spade.</div>")
        preview = poster(trusted.client.get(url(trusted, "preview")))
        trusted.online()
        page, _html = public(trusted, client)
        assert preview == poster(trusted.client.get(page.url))

    def test_draft_over_what_is_public(self, trusted: Desk) -> None:
        write(trusted, "online", title="Garden", began="<div>With a spade.</div>")
        write(trusted, title="Yard", began="<div>With a spade.</div>")
        trusted.post("contact", contact_phone="0348 41 23 45", contact_visibility="public")
        html = self.html(trusted)
        assert "Yard" in html
        assert "With a spade." in html
        assert "0348 41 23 45" in html

    def test_untranslated_page_says_so(self, desk: Desk) -> None:
        assert "Buurttuin" in self.html(desk)
        assert desk.client.get(url(desk, "preview")).context["frame"].content_lang == "nl"

    def test_page_that_never_was_online_is_shown(self, at_desk: Any, network: Network) -> None:
        desk = at_desk(page=InitiativeFactory(title="Nieuw", published=False))
        write(desk, title="New")
        assert "New" in self.html(desk)
        crumbs = desk.client.get(url(desk, "preview")).context["frame"].crumbs
        assert [crumb.url for crumb in crumbs] == ["/en/initiatives/"]

    def test_older_version_is_shown(self, desk: Desk) -> None:
        write(desk, title="Garden")
        write(desk, title="Yard")
        html = desk.client.get(f"{url(desk, 'preview')}?versie=1").content.decode()
        assert "Garden" in html
        assert "Yard" not in html

    @pytest.mark.parametrize("number", ["0", "9", "x", "-1", "²", "9" * 30])
    def test_version_that_is_not_there_is_not_found(self, desk: Desk, number: str) -> None:
        assert desk.client.get(url(desk, "preview"), {"versie": number}).status_code == 404

    def test_it_is_for_nobody_to_find_or_keep(self, desk: Desk) -> None:
        answer = desk.client.get(url(desk, "preview"))
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Content-Language"] == "en"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_who_reviews_finds_it_above_the_page(self, desk: Desk, signed_in: Callable[[str], Client]) -> None:
        write(desk, "online", title="Garden")
        editor = signed_in("editor")
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[desk.initiative.pk])).content.decode()
        link = re.search(r'href="([^"]*/(?:voorbeeld/engels|preview/english)/)"', html)
        assert link
        assert "Garden" in editor.get(link[1]).content.decode()

    def test_it_changes_nothing(self, desk: Desk, network: Network) -> None:
        before = Initiative.objects.order_by("pk").values_list("pk", "path", "locale", "title", "latest_revision")
        rows = list(before)
        self.html(desk)
        assert list(before.all()) == rows

    def test_network_without_english_has_none(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(english, "locale", lambda: None)
        assert desk.client.get(url(desk, "preview")).status_code == 404


def test_number_that_was_taken_away_goes_in_english_too(trusted: Desk, client: Client) -> None:
    contact = {"contact_name": "Joke", "contact_phone": "0348 41 23 45", "contact_visibility": "public"}
    trusted.post("contact", **contact, action="online")
    write(trusted, "online", title="Garden")
    assert "0348 41 23 45" in public(trusted, client)[1]
    trusted.post("contact", contact_name="", contact_phone="", action="online")
    page, html = public(trusted, client)
    assert (page.title, page.contact_name, page.contact_phone) == ("Garden", "", "")
    assert "0348 41 23 45" not in html


def test_versions_are_handed_out_and_stay_without_a_name(desk: Desk) -> None:
    write(desk, title="Garden")
    (row,) = TranslationVersions().of(desk.user)
    assert "Garden" in str(row)
    TranslationVersions().erase(desk.user)
    assert [(kept.made_by, kept.texts["title"]) for kept in TranslationVersion.objects.all()] == [(None, "Garden")]
