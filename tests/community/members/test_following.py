"""Following: what members want to hear about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from community.members.following import kind_of, kinds
from community.members.follows.actions import follow, follow_all, unfollow
from community.members.models import Follow, User
from community.members.queries import followers_of, is_following
from community.themes.actions import merge_tags
from community.themes.models import Tag, Theme
from tests.at_once import at_once
from tests.factories import InitiativeFactory, ThemeFactory, ToolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(network: object) -> Theme:
    """Something to follow."""
    return ThemeFactory(title="Zwemmen")


@pytest.fixture
def user(network: object) -> User:
    """Somebody who follows."""
    return UserFactory()


@pytest.fixture
def client(user: User) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(user)
    return client


def tag_on_a_page(name: str) -> Tag:
    """A tag that a public page carries."""
    tool = ToolFactory()
    tool.tags.add(name)
    tool.save_revision().publish()
    return Tag.objects.get(name=name)


def followed_by(user: User) -> list[int]:
    """The primary keys of what somebody follows."""
    return sorted(Follow.objects.filter(user=user).values_list("object_id", flat=True))


def post(client: Client, thing: Any, kind: str = "thema", **data: Any) -> Any:
    """Send the form."""
    return client.post(reverse("follow"), {"kind": kind, "id": thing.pk, "follow": "1", **data})


class TestForm:
    """The address that the button posts to."""

    def test_it_follows_and_stops(self, client: Client, user: User, theme: Theme) -> None:
        for _time in range(2):
            assert post(client, theme, next=theme.url)["Location"] == theme.url
            assert followed_by(user) == [theme.pk]
        for _time in range(2):
            assert post(client, theme, follow="0", next=theme.url)["Location"] == theme.url
            assert followed_by(user) == []

    def test_script_gets_the_new_button(self, client: Client, user: User, theme: Theme) -> None:
        url, data = reverse("follow"), {"kind": "thema", "id": theme.pk, "follow": "1", "next": theme.url}
        told = client.post(url, data, headers={"Accept": "application/json"}).json()
        assert told["following"] is True
        assert "Je volgt dit thema" in told["form"]
        told = client.post(url, {**data, "follow": "0"}, headers={"Accept": "application/json"}).json()
        assert told["following"] is False
        assert "Volg dit thema" in told["form"]

    def test_looking_is_not_asking(self, client: Client, user: User, theme: Theme) -> None:
        assert client.get(reverse("follow"), {"kind": "thema", "id": theme.pk, "follow": "1"}).status_code == 405
        assert followed_by(user) == []

    def test_visitor_signs_in_and_comes_back(self, theme: Theme) -> None:
        answer = post(Client(), theme, next=theme.url)
        assert answer["Location"] == f"{reverse('account_login')}?next={theme.url}"
        assert Follow.objects.count() == 0

    def test_form_needs_its_token(self, user: User, theme: Theme) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        assert post(client, theme).status_code == 403
        assert followed_by(user) == []

    @pytest.mark.parametrize(
        "address",
        ["https://elders.example/", "//elders.example", "javascript:alert(1)", "/\\elders.example", "", "\x00"],
    )
    def test_way_back_stays_here(self, address: str, client: Client, theme: Theme) -> None:
        assert post(client, theme, next=address)["Location"] == reverse("my_follows")

    @pytest.mark.parametrize("pk", ["", "x", "-1", "1.5", "٣", "9" * 40, "0", "999999", "1 OR 1=1", "\x00"])
    def test_what_is_not_there_is_not_found(self, pk: str, client: Client, user: User) -> None:
        for kind in (*[each.slug for each in kinds()], "lid", "", "\x00"):
            assert client.post(reverse("follow"), {"kind": kind, "id": pk, "follow": "1"}).status_code == 404
        assert followed_by(user) == []

    def test_unfollowing_what_is_not_followed_is_fine(self, client: Client) -> None:
        assert client.post(reverse("follow"), {"kind": "thema", "id": "999999", "follow": "0"}).status_code == 302

    def test_draft_answers_as_what_is_not_there(self, client: Client, user: User, theme: Theme) -> None:
        theme.unpublish()
        assert post(client, theme).status_code == 404
        assert followed_by(user) == []
        tag = Tag.objects.create(name="geheim plan", slug="geheim-plan")
        assert post(client, tag, "trefwoord").status_code == 404

    def test_follow_of_somebody_else_stays(self, client: Client, theme: Theme) -> None:
        other = UserFactory()
        follow(theme, by=other)
        post(client, theme, follow="0", user=other.pk)
        assert followed_by(other) == [theme.pk]


class TestActions:
    """Whoever calls them."""

    def test_action_asks_itself(self, user: User, theme: Theme) -> None:
        theme.unpublish()
        with pytest.raises(PermissionDenied):
            follow(theme, by=user)
        follow_all(kind_of("thema"), [theme.pk, 999999], by=user)
        assert followed_by(user) == []

    def test_closed_account_follows_nothing(self, user: User, theme: Theme) -> None:
        user.is_active = False
        with pytest.raises(PermissionDenied):
            follow(theme, by=user)

    def test_translation_leads_to_its_source(self, user: User, theme: Theme, network: Any) -> None:
        english = theme.get_translation(network.english)
        follow(english, by=user)
        assert followed_by(user) == [theme.pk]
        assert is_following(user, english)
        assert list(followers_of(english)) == list(followers_of(theme)) == [user.pk]

    def test_what_cannot_be_followed(self, user: User, network: Any) -> None:
        with pytest.raises(LookupError):
            follow(network.front, by=user)
        assert not is_following(user, network.front)
        assert list(followers_of(network.front)) == []

    def test_followers_are_active_members(self, theme: Theme) -> None:
        users = [UserFactory() for _each in range(3)]
        for user in users:
            follow(theme, by=user)
        User.objects.filter(pk=users[0].pk).update(is_active=False)
        assert sorted(followers_of(theme)) == [users[1].pk, users[2].pk]
        assert User.objects.filter(pk__in=followers_of(theme)).count() == 2

    @pytest.mark.parametrize("make", [ThemeFactory, InitiativeFactory])
    def test_deleted_thing_is_followed_by_nobody(self, make: Callable[[], Any], user: User) -> None:
        thing = make()
        follow(thing, by=user)
        assert followed_by(user) == [thing.pk]
        thing.delete()
        assert followed_by(user) == []

    def test_merged_tags_keep_their_followers(self, user: User, person_with_role: Any) -> None:
        one, other, into = (tag_on_a_page(name) for name in ("buurttuin", "moestuin", "tuin"))
        both = UserFactory()
        follow(one, by=user)
        for tag in (one, other, into):
            follow(tag, by=both)
        merge_tags([one, other], into=into, by=person_with_role("administrator"))
        assert (followed_by(user), followed_by(both)) == ([into.pk], [into.pk])


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_follow_once(network: object) -> None:
    user, theme = UserFactory(), ThemeFactory()
    assert at_once(*[lambda: follow(theme, by=user)] * 20) == [None] * 20
    assert Follow.objects.count() == 1


class TestButton:
    """What stands on pages."""

    def rendered(self, thing: Any, user: Any, kind: str = "thema") -> str:
        request = HttpRequest()
        request.path, request.user = "/themas/zwemmen/", user
        template = Template("{% load members %}{% follow_button kind thing %}")
        return template.render(Context({"request": request, "thing": thing, "kind": kind, "csrf_token": "TOKEN"}))

    def test_theme_page_of_a_visitor_is_kept_for_everybody(self, theme: Theme) -> None:
        client = Client()
        page = client.get(theme.url)
        text = page.content.decode()
        assert f"{reverse('account_login')}?next={theme.url}" in text
        assert "Volg dit thema" in text
        assert "csrfmiddlewaretoken" not in text
        assert page.cookies == {}
        assert [client.get(theme.url)["X-Page-Cache"] for _time in range(2)] == ["hit", "hit"]

    def test_theme_page_of_a_member_knows(self, client: Client, user: User, theme: Theme, network: Any) -> None:
        assert "Volg dit thema" in client.get(theme.url).content.decode()
        follow(theme, by=user)
        assert "Je volgt dit thema" in client.get(theme.url).content.decode()
        assert "You follow this theme" in client.get(theme.get_translation(network.english).url).content.decode()

    def test_member_gets_a_form_with_a_token(self, user: User, theme: Theme) -> None:
        button = self.rendered(theme, user)
        assert 'name="csrfmiddlewaretoken" value="TOKEN"' in button
        assert f'name="id" value="{theme.pk}"' in button
        assert 'name="next" value="/themas/zwemmen/"' in button

    def test_list_of_a_tag_offers_to_follow_it(self, client: Client, user: User, network: Any) -> None:
        tag = tag_on_a_page("zwemles")
        for url in (network.library.url, reverse("search")):
            assert "Volg dit trefwoord" not in client.get(url).content.decode()
            assert "Volg dit trefwoord" not in client.get(url, {"trefwoord": "bestaat-niet"}).content.decode()
            page = client.get(url, {"trefwoord": tag.slug}).content.decode()
            assert "Volg dit trefwoord" in page
            assert f'name="id" value="{tag.pk}"' in page
            assert "csrfmiddlewaretoken" not in Client().get(url, {"trefwoord": tag.slug}).content.decode()
        follow(tag, by=user)
        assert "Je volgt dit trefwoord" in client.get(network.library.url, {"trefwoord": tag.slug}).content.decode()

    def test_unknown_kind_shows_nothing(self, user: User, theme: Theme) -> None:
        assert self.rendered(theme, user, "iets").strip() == ""

    def test_it_costs_one_query(self, user: User, theme: Theme, django_assert_num_queries: Any) -> None:
        ContentType.objects.get_for_model(Theme)
        self.rendered(theme, user)
        with CaptureQueriesContext(connection) as captured:
            self.rendered(theme, user)
        assert [query["sql"] for query in captured if "members_follow" in query["sql"]] != []
        assert len([query for query in captured if "generation" not in query["sql"]]) == 1


class TestMyFollows:
    """The list of what somebody follows."""

    def test_stranger_has_to_sign_in(self, network: object) -> None:
        url = reverse("my_follows")
        assert Client().get(url)["Location"] == f"{reverse('account_login')}?next={url}"

    def test_it_stands_by_kind_in_the_language_in_use(
        self, client: Client, user: User, theme: Theme, network: Any
    ) -> None:
        initiative, tag = InitiativeFactory(title="De Plons"), tag_on_a_page("vrijzwemmen")
        for thing in (initiative, tag, theme):
            follow(thing, by=user)
        english = theme.get_translation(network.english)
        english.alias_of = None
        english.title = "Swimming"
        english.save_revision().publish()
        page = client.get(reverse("my_follows")).content.decode()
        assert page.index("De Plons") < page.index("Zwemmen") < page.index("vrijzwemmen")
        assert f'href="{theme.url}"' in page
        with translation.override("en"):
            assert "Swimming" in client.get(reverse("my_follows")).content.decode()

    def test_what_is_gone_is_left_out(self, client: Client, user: User, theme: Theme) -> None:
        other = ThemeFactory(title="Duiken")
        for thing in (theme, other):
            follow(thing, by=user)
        theme.unpublish()
        page = client.get(reverse("my_follows"))
        assert "Zwemmen" not in page.content.decode()
        assert page.context["listing"].total == 1
        theme.save_revision().publish()
        assert "Zwemmen" in client.get(reverse("my_follows")).content.decode()

    def test_only_ones_own(self, client: Client, theme: Theme) -> None:
        follow(theme, by=UserFactory())
        assert client.get(reverse("my_follows")).context["groups"] == []

    def test_button_stops_following(self, client: Client, user: User, theme: Theme) -> None:
        follow(theme, by=user)
        assert "Volg niet meer" in client.get(reverse("my_follows")).content.decode()
        assert post(client, theme, follow="0", next=reverse("my_follows"))["Location"] == reverse("my_follows")
        assert "Je volgt nog niets" in client.get(reverse("my_follows")).content.decode()

    def test_cost_is_that_of_one(self, client: Client, user: User) -> None:
        counts = []
        for number in (1, 9):
            for _each in range(number):
                follow(ThemeFactory(), by=user)
                follow(InitiativeFactory(), by=user)
            follow_all(kind_of("trefwoord"), [tag_on_a_page(f"woord {len(counts)}").pk], by=user)
            client.get(reverse("my_follows"))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("my_follows")).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]
        assert counts[0] <= 14

    def test_pages(self, client: Client, user: User, theme: Theme) -> None:
        kind = ContentType.objects.get_for_model(Theme)
        Follow.objects.create(user=user, content_type=kind, object_id=theme.pk)
        assert client.get(reverse("my_follows") + "?pagina=2").status_code == 404

    def test_my_page_shows_the_newest(self, client: Client, user: User, theme: Theme) -> None:
        assert "Zwemmen" not in client.get(reverse("my_page")).content.decode()
        follow(theme, by=user)
        assert "Zwemmen" in client.get(reverse("my_page")).content.decode()
        unfollow(kind_of("thema"), theme.pk, by=user)
        assert "Zwemmen" not in client.get(reverse("my_page")).content.decode()
