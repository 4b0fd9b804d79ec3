"""The welcome path: three short steps, each of which can wait."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.members import welcome as registry
from community.members.models import Follow, MemberProfile, User
from community.members.welcome import steps_of_welcome
from tests.community.members.pictures import picture, upload
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND, LAST = "wie-ben-je", "initiatief", "themas"


@pytest.fixture
def user(network: object) -> User:
    """Somebody who just signed up."""
    return UserFactory()


@pytest.fixture
def client(user: User) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(user)
    return client


def step(slug: str) -> str:
    """The address of a step."""
    return reverse("welcome_step", args=(slug,))


def done_by(user: User) -> list[str]:
    """The steps that are behind them."""
    return MemberProfile.objects.get(user=user).welcome_steps


def test_steps_come_in_order() -> None:
    assert [each.slug for each in steps_of_welcome()] == [FIRST, SECOND, LAST]


def test_path_begins_with_the_first_open_step(client: Client, user: User) -> None:
    assert client.get(reverse("welcome"))["Location"] == step(FIRST)
    MemberProfile.objects.update(welcome_steps=[FIRST])
    assert client.get(reverse("welcome"))["Location"] == step(SECOND)
    MemberProfile.objects.update(welcome_steps=[SECOND, LAST])
    assert client.get(reverse("welcome"))["Location"] == step(FIRST)
    MemberProfile.objects.update(welcome_steps=[FIRST, SECOND, LAST])
    assert client.get(reverse("welcome"))["Location"] == reverse("my_page")


def test_stranger_has_to_sign_in(network: object) -> None:
    for url in (reverse("welcome"), step(FIRST), step("bestaat-niet")):
        for answer in (Client().get(url), Client().post(url)):
            assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={url}")


def test_unknown_step_is_not_there(client: Client) -> None:
    assert client.get(step("bestaat-niet")).status_code == 404
    assert client.post(step("bestaat-niet")).status_code == 404


def test_first_step_keeps_photo_words_and_languages(client: Client, user: User) -> None:
    answer = client.post(step(FIRST), {"photo": upload(picture()), "about": "Ik tuinier.", "languages": ["nl", "fy"]})
    assert answer["Location"] == step(SECOND)
    profile = MemberProfile.objects.get(user=user)
    assert (profile.about, profile.languages, bool(profile.photo)) == ("Ik tuinier.", ["nl", "fy"], True)
    assert profile.welcome_steps == [FIRST]


def test_wrong_answer_is_told_and_nothing_lost(client: Client, user: User) -> None:
    answer = client.post(step(FIRST), {"photo": upload(picture()), "about": "x" * 1501, "languages": ["nl"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dit is te lang: 1501 tekens. Gebruik er hooguit 1500." in page
    assert f">\n{'x' * 1501}</textarea>" in page
    profile = MemberProfile.objects.get(user=user)
    assert (bool(profile.photo), profile.about, profile.welcome_steps) == (True, "", [])


def test_last_step_follows_the_themes(client: Client, user: User) -> None:
    themes = [ThemeFactory().pk, ThemeFactory().pk]
    other = ThemeFactory().pk
    Follow.objects.all().delete()
    answer = client.post(step(LAST), {"themes": themes}, follow=True)
    assert answer.redirect_chain == [(reverse("my_page"), 302)]
    assert "Dank je wel. Dit is jouw pagina: van hieruit vind je je weg." in answer.content.decode()
    assert sorted(Follow.objects.filter(user=user).values_list("object_id", flat=True)) == themes
    profile = MemberProfile.objects.get(user=user)
    assert sorted(profile.themes.values_list("pk", flat=True)) == themes
    client.post(step(LAST), {"themes": [other]})
    assert sorted(Follow.objects.filter(user=user).values_list("object_id", flat=True)) == [*themes, other]


def test_step_without_an_answer_is_an_answer(client: Client, user: User) -> None:
    assert client.post(step(LAST), {})["Location"] == reverse("my_page")
    assert done_by(user) == [LAST]


@pytest.mark.parametrize(("slug", "onwards"), [(FIRST, step), (LAST, None)])
def test_skipping_leaves_the_step_open(slug: str, onwards: Any, client: Client, user: User) -> None:
    """A link leads past it; on "My page" it is still there."""
    expected = onwards(SECOND) if onwards else reverse("my_page")
    assert f'<a href="{expected}">Sla deze stap over' in client.get(step(slug)).content.decode()
    assert done_by(user) == []
    assert f'href="{step(slug)}"' in client.get(reverse("my_page")).content.decode()


def test_my_page_offers_it_until_it_is_done_or_put_away(client: Client, user: User) -> None:
    heading = "Maak je welkom af"
    assert heading in client.get(reverse("my_page")).content.decode()
    client.get(reverse("welcome"))
    assert heading in client.get(reverse("my_page")).content.decode()
    assert client.post(reverse("welcome"))["Location"] == reverse("my_page")
    assert heading not in client.get(reverse("my_page")).content.decode()
    assert done_by(user) == [FIRST, SECOND, LAST]
    # Whoever wants can still take the steps.
    assert client.get(step(FIRST)).status_code == 200


def test_stepper_shows_where_one_is(client: Client) -> None:
    client.post(step(FIRST), {"about": "Hoi"})
    page = client.get(step(LAST)).content.decode()
    assert page.count('aria-current="step"') == 1
    assert " ".join(page.split()).count(": klaar</span>") == 1


def test_app_adds_a_step(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_steps", dict(registry._steps))
    template = "members/welcome/interests.html"
    registry.welcome_step(slug="extra", title="Nog iets?", template=template, order=40)(
        lambda request: None if request.method == "POST" else {}
    )
    assert client.post(step(LAST), {})["Location"] == step("extra")
    assert "Nog iets?" in client.get(step("extra")).content.decode()
    assert client.post(step("extra"))["Location"] == reverse("my_page")


def test_looking_changes_nothing(client: Client) -> None:
    client.get(reverse("my_page"))  # what is remembered from here on
    MemberProfile.objects.all().delete()
    for slug in (FIRST, LAST):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(step(slug)).status_code == 200
        writes = ("INSERT", "UPDATE", "DELETE")
        assert [query["sql"] for query in captured if query["sql"].startswith(writes)] == []
    assert MemberProfile.objects.count() == 0


def test_signing_up_leads_here(network: object, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("account_signup"),
            {"first_name": "Joke", "last_name": "Bos", "email": "joke@nieuw.example", "agrees": "on"},
        )
    code = next(word for word in mail.outbox[-1].body.split() if len(word) == 9 and word[4] == "-")
    answer = client.post(answer["Location"], {"code": code})
    assert answer["Location"] == reverse("welcome")
    assert client.get(answer["Location"])["Location"] == step(FIRST)


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("/kennistools/", "/kennistools/"),
        ("", "/mijn/"),
        ("https://elders.example/", "/mijn/"),
        ("//elders.example/", "/mijn/"),
        ("javascript:alert(1)", "/mijn/"),
    ],
)
def test_path_ends_where_somebody_was_on_this_site(client: Client, address: str, end: str) -> None:
    client.get(reverse("welcome"), {"next": address})
    assert client.post(step(LAST), {})["Location"] == end


def test_who_comes_anew_forgets_where_they_were(client: Client) -> None:
    client.get(reverse("welcome"), {"next": "/kennistools/"})
    client.get(reverse("welcome"))
    assert client.post(step(LAST), {})["Location"] == reverse("my_page")
