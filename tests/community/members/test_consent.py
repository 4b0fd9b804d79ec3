"""Agreeing to the terms of use."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.members.models import Consent, Terms
from tests.admin_forms import filled_form
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MINE = "/mijn/gegevens/"


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new_version(days: int = 0, **fields: str) -> Terms:
    """A version that holds so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    Terms.objects.filter(valid_from=day).delete()
    return Terms.objects.create(valid_from=day, text="<p>Wees aardig.</p>", **fields)


class TestTermsPage:
    def test_shows_what_holds_to_everybody(self) -> None:
        response = Client().get("/voorwaarden/")
        assert response.status_code == 200
        assert "Wat je van ons mag verwachten" in response.content.decode()

    def test_is_in_english_where_there_is_a_translation(self) -> None:
        assert "What you may expect of us" in Client().get("/en/terms/").content.decode()

    def test_stays_in_dutch_where_there_is_none(self) -> None:
        Terms.objects.update(text_en="")
        page = Client().get("/en/terms/").content.decode()
        assert 'class="rich" lang="nl"' in page
        assert "Wat je van ons mag verwachten" in page

    def test_of_an_older_version_stays(self) -> None:
        old = Terms.objects.get()
        Terms.objects.filter(pk=old.pk).update(valid_from=old.valid_from - timedelta(days=30))
        old.refresh_from_db()
        new_version()
        page = Client().get(reverse("terms_of_day", args=[old.valid_from])).content.decode()
        assert "Wat je van ons mag verwachten" in page
        assert "Dit is een oudere versie." in page

    def test_of_a_version_to_come_is_unknown(self) -> None:
        coming = new_version(5)
        assert Client().get(reverse("terms_of_day", args=[coming.valid_from])).status_code == 404

    @pytest.mark.parametrize("day", ["2027-02-30", "2027-13-01", "1999-01-01"])
    def test_of_a_day_without_terms_is_unknown(self, day: str) -> None:
        assert Client().get(f"/voorwaarden/{day}/").status_code == 404

    def test_announces_the_next_version(self) -> None:
        new_version(5, changes="Je mag nu ook tekenen.")
        assert "Je mag nu ook tekenen." in Client().get("/voorwaarden/").content.decode()


class TestWhoHasYetToAgree:
    def test_is_led_from_their_own_pages_to_the_terms(self) -> None:
        client = client_of(UserFactory(agrees=False))
        response = client.get("/mijn/")
        assert response.status_code == 302
        assert response.headers["Location"] == "/voorwaarden/akkoord/?next=/mijn/"

    def test_sees_it_on_every_page(self) -> None:
        assert "Lees de voorwaarden" in client_of(UserFactory(agrees=False)).get("/kennistools/").content.decode()

    def test_may_take_their_data_along_and_leave(self) -> None:
        client = client_of(UserFactory(agrees=False))
        assert client.get(MINE).status_code == 200
        assert client.get(reverse("delete_account")).headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_loses_nothing_that_was_sent(self) -> None:
        client = client_of(UserFactory(agrees=False))
        assert client.post(reverse("ask_data_export")).headers["Location"] == MINE

    def test_agrees_and_goes_on(self) -> None:
        user = UserFactory(agrees=False)
        client = client_of(user)
        form = {"terms": Terms.objects.get().pk, "next": "/mijn/gegevens/"}
        response = client.post("/voorwaarden/akkoord/", form)
        assert (response.status_code, response.headers["Location"]) == (302, "/mijn/gegevens/")
        assert client.post("/voorwaarden/akkoord/", form).status_code == 302
        assert Consent.objects.filter(user=user).count() == 1
        assert client.get("/mijn/").status_code == 200
        assert "Lees de voorwaarden" not in client.get("/kennistools/").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
    def test_goes_nowhere_else(self, elsewhere: str) -> None:
        client = client_of(UserFactory(agrees=False))
        form = {"terms": Terms.objects.get().pk, "next": elsewhere}
        assert client.post("/voorwaarden/akkoord/", form).headers["Location"] == "/mijn/"

    def test_does_not_agree_to_what_was_not_shown(self) -> None:
        user = UserFactory(agrees=False)
        old = Terms.objects.get()
        Terms.objects.filter(pk=old.pk).update(valid_from=old.valid_from - timedelta(days=9))
        new_version()
        response = client_of(user).post("/voorwaarden/akkoord/", {"terms": old.pk})
        assert response.status_code == 200
        assert "Wees aardig." in response.content.decode()
        assert not Consent.objects.filter(user=user).exists()

    def test_does_not_agree_by_looking(self) -> None:
        user = UserFactory(agrees=False)
        client_of(user).get("/voorwaarden/akkoord/?next=/mijn/")
        assert not Consent.objects.filter(user=user).exists()


class TestWhoAgreed:
    def test_sees_nothing_of_it(self) -> None:
        client = client_of(UserFactory())
        assert client.get("/mijn/").status_code == 200
        assert "Lees de voorwaarden" not in client.get("/kennistools/").content.decode()

    def test_is_sent_on_from_the_question(self) -> None:
        assert client_of(UserFactory()).get("/voorwaarden/akkoord/").headers["Location"] == "/mijn/"

    def test_is_asked_again_on_the_day_of_a_new_version(self) -> None:
        user = UserFactory()
        new_version(3, changes="Je mag nu ook tekenen.")
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            assert client_of(user).get("/mijn/").status_code == 200
        with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
            client = client_of(user)
            asked = client.get("/mijn/")
            assert asked.headers["Location"] == "/voorwaarden/akkoord/?next=/mijn/"
            assert "Je mag nu ook tekenen." in client.get(asked.headers["Location"]).content.decode()

    def test_costs_no_query_after_the_first_page(self, django_assert_num_queries: object) -> None:
        client = client_of(UserFactory())
        client.get("/voorwaarden/")
        first = queries_about_consent(client)
        assert first == 0


def queries_about_consent(client: Client) -> int:

    with CaptureQueriesContext(connection) as captured:
        client.get("/kennistools/")
    return sum("members_consent" in query["sql"] for query in captured)


def test_anonymous_visitors_are_asked_nothing() -> None:
    assert "Lees de voorwaarden" not in Client().get("/kennistools/").content.decode()
    assert Client().get("/voorwaarden/akkoord/").headers["Location"].startswith(reverse("account_login"))


class TestWriting:
    """The editors' screens."""

    def test_editors_plan_a_new_version(self, signed_in: object) -> None:
        client = signed_in("editor")
        day = timezone.localdate() + timedelta(days=14)
        form = filled_form(client, reverse("members_terms:add"))
        form |= {"valid_from": day.isoformat(), "changes": "Nieuw."}
        assert client.post(reverse("members_terms:add"), form).status_code == 302
        planned = Terms.objects.get(valid_from=day)
        assert client.get(reverse("members_terms:edit", args=[planned.pk])).status_code == 200
        assert client.post(reverse("members_terms:delete", args=[planned.pk])).status_code == 302
        assert not Terms.objects.filter(pk=planned.pk).exists()

    @pytest.mark.parametrize("days", [0, -1, -400])
    def test_a_version_never_begins_in_the_past(self, signed_in: object, days: int) -> None:
        client = signed_in("editor")
        Terms.objects.update(valid_from=timezone.localdate() - timedelta(days=3))
        form = filled_form(client, reverse("members_terms:add"))
        form |= {"valid_from": (timezone.localdate() + timedelta(days=days)).isoformat()}
        assert client.post(reverse("members_terms:add"), form).status_code == 200
        assert Terms.objects.count() == 1

    @pytest.mark.parametrize("role", ["editor", "administrator"])
    @pytest.mark.parametrize("screen", ["edit", "delete"])
    def test_what_holds_stays_as_it_is(self, signed_in: object, role: str, screen: str) -> None:
        client = signed_in(role)
        terms = Terms.objects.get()
        address = reverse(f"members_terms:{screen}", args=[terms.pk])
        for response in (client.get(address), client.post(address, {"valid_from": "2999-01-01"})):
            assert response.status_code == 302
            assert response.headers["Location"] == reverse("wagtailadmin_home")
        assert Terms.objects.get() == terms
        assert client.get(reverse("members_terms:inspect", args=[terms.pk])).status_code == 200

    @pytest.mark.parametrize("role", ["writer", "moderator", "support"])
    def test_others_do_not_write_terms(self, signed_in: object, role: str) -> None:
        client = signed_in(role)
        for name in ("index", "add"):
            response = client.get(reverse(f"members_terms:{name}"))
            assert response.headers["Location"] == reverse("wagtailadmin_home")
