"""Profiles: who sees which part, what the form keeps, and what it says."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.members import permissions
from community.members.models import MemberProfile, User, Visibility
from community.members.permissions import visible_parts
from community.members.profiles.actions import keep_profile
from community.members.profiles.photos import square_photo
from community.members.queries import people_shown
from foundation.generation import current_generation, generation_of_request
from tests.community.members.pictures import picture, upload
from tests.factories import MemberProfileFactory, MembershipFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

# What stands on the page for each part; a photo stands there by its address.
MARKS = {
    "name": "Fatima Aydin-Merk",
    "photo": "/foto/?v=",
    "about": "Ik repareer merkwaardige radio’s",
    "themes": "Themamerk",
    "skills": "Solderen met merk",
    "languages": "Tigrinya",
}


@pytest.fixture
def profile(network: object) -> MemberProfile:
    """Somebody who told everything."""
    user = UserFactory(first_name="Fatima", last_name="Aydin-Merk", email="fatima@geheim.example")
    content = picture()
    answers = {
        "photo": square_photo(upload(content), "ik.jpg", len(content)),
        "about": MARKS["about"],
        "themes": [ThemeFactory(title=MARKS["themes"]).pk],
        "skills": [MARKS["skills"]],
        "languages": ["ti"],
    }
    return keep_profile(answers, by=user)


def page_of(profile: MemberProfile, *, by: User | None, query: str = "") -> tuple[int, str]:
    """Status and text of somebody's page."""
    client = Client()
    if by:
        client.force_login(by)
    answer = client.get(reverse("member", args=(profile.public_id,)) + query)
    return answer.status_code, answer.content.decode()


def parts_on(page: str) -> set[str]:
    """The parts that can be read on a page (of the main part: the head names the page, too)."""
    return {part for part, mark in MARKS.items() if mark in page}


def set_visibility(profile: MemberProfile, **parts: str) -> None:
    """Let others see parts, or not."""
    MemberProfile.objects.filter(pk=profile.pk).update(**{f"{part}_visibility": level for part, level in parts.items()})


def show_all_to(level: str, profile: MemberProfile) -> None:
    """The same for every part."""
    set_visibility(profile, **dict.fromkeys(MemberProfile.PARTS, level))


class TestWhoSeesWhat:
    """Every part, every level, every kind of reader."""

    @pytest.mark.parametrize("part", MemberProfile.PARTS)
    @pytest.mark.parametrize(
        ("level", "readers"),
        [
            (Visibility.PRIVATE, {"self"}),
            (Visibility.MEMBERS, {"self", "member", "editor", "moderator", "support", "administrator"}),
            (Visibility.PUBLIC, {"self", "member", "editor", "moderator", "support", "administrator", "anonymous"}),
        ],
    )
    def test_part_is_for_its_readers(
        self, part: str, level: Visibility, readers: set[str], profile: MemberProfile, person_with_role: Any
    ) -> None:
        others = [each for each in MemberProfile.PARTS if each != part]
        set_visibility(profile, **{part: level}, **dict.fromkeys(others, Visibility.PUBLIC))
        roles = ("member", "editor", "moderator", "support", "administrator")
        people = {"self": profile.user, "anonymous": None, **{role: person_with_role(role) for role in roles}}
        seen = {name for name, person in people.items() if part in parts_on(page_of(profile, by=person)[1])}
        assert seen == readers
        # The rest is there for everybody.
        assert all(set(others) <= parts_on(page_of(profile, by=person)[1]) for person in people.values())

    def test_control_without_the_check(self, profile: MemberProfile, monkeypatch: pytest.MonkeyPatch) -> None:
        """The pages above differ because of the check, and nothing else."""
        show_all_to(Visibility.PRIVATE, profile)
        everybody = dict.fromkeys((Visibility.MEMBERS, Visibility.PUBLIC), tuple(Visibility))
        monkeypatch.setattr(permissions, "OPEN_TO", everybody)
        assert parts_on(page_of(profile, by=None)[1]) == set(MARKS)

    def test_default_is_members(self, network: object) -> None:
        profile = MemberProfileFactory()
        levels = {profile.visibility_of(part) for part in MemberProfile.PARTS}
        assert levels == {Visibility.MEMBERS}

    def test_visible_parts_of_a_closed_account_are_none(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PUBLIC, profile)
        profile.refresh_from_db()
        assert visible_parts(profile, to=None) == MemberProfile.PARTS
        profile.user.is_active = False
        assert visible_parts(profile, to=None) == ()
        assert visible_parts(profile, to=UserFactory()) == ()


class TestPage:
    """The page of a member."""

    def test_closed_profile_is_not_there(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PRIVATE, profile)
        assert page_of(profile, by=None)[0] == 404
        assert page_of(profile, by=UserFactory())[0] == 404
        assert page_of(profile, by=profile.user)[0] == 200

    def test_closed_profile_answers_as_an_unknown_address(self, profile: MemberProfile) -> None:
        """Nobody finds out whether an address belongs to somebody."""
        show_all_to(Visibility.PRIVATE, profile)
        unknown = MemberProfile(user=profile.user, public_id="AAAAAAAAAAAA")
        for reader in (None, UserFactory()):
            closed, nobody = (page_of(each, by=reader) for each in (profile, unknown))
            assert closed[0] == nobody[0] == 404
            assert closed[1].replace(profile.public_id, "") == nobody[1].replace(unknown.public_id, "")

    def test_what_is_open_but_empty_makes_no_page(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PRIVATE, profile)
        set_visibility(profile, about=Visibility.PUBLIC)
        assert page_of(profile, by=None)[0] == 200
        MemberProfile.objects.update(about="")
        assert page_of(profile, by=None)[0] == 404

    @pytest.mark.parametrize("kept", [True, False])
    def test_closed_account_has_no_page(self, kept: bool, profile: MemberProfile) -> None:
        show_all_to(Visibility.PUBLIC, profile)
        assert page_of(profile, by=None)[0] == 200
        if kept:
            User.objects.filter(pk=profile.user_id).update(is_active=False)
        else:
            User.objects.filter(pk=profile.user_id).delete()
        assert page_of(profile, by=None)[0] == 404
        assert page_of(profile, by=UserFactory())[0] == 404

    def test_hidden_name_is_nowhere_on_it(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PUBLIC, profile)
        set_visibility(profile, name=Visibility.PRIVATE)
        _status, page = page_of(profile, by=UserFactory())
        assert "Lid van het netwerk" in page
        assert [word for word in ("Fatima", "Aydin", "FA<") if word in page] == []

    @pytest.mark.parametrize("reader", ["anonymous", "member", "administrator"])
    def test_address_is_nowhere_on_it(self, reader: str, profile: MemberProfile, person_with_role: Any) -> None:
        show_all_to(Visibility.PUBLIC, profile)
        person = None if reader == "anonymous" else person_with_role(reader)
        assert "geheim.example" not in page_of(profile, by=person)[1]

    def test_search_engines_leave_it(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PUBLIC, profile)
        assert '<meta name="robots" content="noindex">' in page_of(profile, by=None)[1]

    def test_it_is_kept_in_no_shared_cache(self, profile: MemberProfile) -> None:
        """What was public a moment ago may be private now."""
        show_all_to(Visibility.PUBLIC, profile)
        client, url = Client(), reverse("member", args=(profile.public_id,))
        assert client.get(url)["Cache-Control"] == "private, no-cache"
        assert client.get(url).status_code == 200
        show_all_to(Visibility.PRIVATE, profile)
        assert client.get(url).status_code == 404

    def test_initiatives_are_for_who_sees_the_name(self, profile: MemberProfile) -> None:
        title = MembershipFactory(user=profile.user).initiative.title
        show_all_to(Visibility.PUBLIC, profile)
        assert title in page_of(profile, by=None)[1]
        set_visibility(profile, name=Visibility.MEMBERS)
        assert title not in page_of(profile, by=None)[1]
        assert title in page_of(profile, by=UserFactory())[1]

    @pytest.mark.parametrize(("seen_as", "level"), [("lid", Visibility.MEMBERS), ("iedereen", Visibility.PUBLIC)])
    def test_own_page_as_others_see_it(self, seen_as: str, level: Visibility, profile: MemberProfile) -> None:
        show_all_to(Visibility.PRIVATE, profile)
        set_visibility(profile, about=Visibility.MEMBERS, skills=Visibility.PUBLIC)
        expected = {"about", "skills"} if level == Visibility.MEMBERS else {"skills"}
        own = parts_on(page_of(profile, by=profile.user, query=f"?als={seen_as}")[1])
        assert own == expected
        reader = UserFactory() if level == Visibility.MEMBERS else None
        assert parts_on(page_of(profile, by=reader)[1]) == expected

    def test_others_cannot_ask_to_see_it_as_somebody_else(self, profile: MemberProfile) -> None:
        assert page_of(profile, by=None, query="?als=lid")[0] == 404

    def test_public_names_cannot_be_guessed(self) -> None:
        ids = [MemberProfile().public_id for _number in range(1000)]
        assert len(set(ids)) == 1000
        assert {len(public_id) for public_id in ids} == {12}  # 72 random bits

    @pytest.mark.parametrize("guess", ["1", "0", "admin", "-1", "A" * 12, "A" * 300, "Ⅷ"])
    def test_guessed_address_is_not_there(self, guess: str, profile: MemberProfile) -> None:
        client = Client()
        assert client.get(f"/leden/{guess}/").status_code == 404
        assert client.get(f"/leden/{guess}/foto/").status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_it_is_only_for_reading(self, method: str, profile: MemberProfile) -> None:
        client = Client()
        client.force_login(UserFactory())
        assert getattr(client, method)(reverse("member", args=(profile.public_id,))).status_code == 405


class TestPeopleShown:
    """Lists of people in other apps."""

    def test_one_query_however_many(self, network: object) -> None:
        reader, counts = UserFactory(), []
        people_shown([MemberProfileFactory().user_id], to=reader)  # the themes are remembered from here on
        for number in (1, 30):
            pks = [MemberProfileFactory().user_id for _each in range(number)]
            with generation_of_request(), CaptureQueriesContext(connection) as captured:
                assert len(people_shown(pks, to=reader)) == number
            counts.append(len(captured))
        assert counts == [1, 1]

    def test_nobody_costs_no_query(self, network: object, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            assert people_shown([], to=None) == {}
            assert people_shown([None], to=None)[None].name == "Oud-lid"

    def test_name_is_for_its_readers(self, profile: MemberProfile) -> None:
        def name(to: User | None) -> str:
            return people_shown([profile.user_id], to=to)[profile.user_id].name

        member = UserFactory()
        told, hidden = "Fatima Aydin-Merk", "Lid van het netwerk"
        expected = {
            Visibility.PRIVATE: [told, hidden, hidden],
            Visibility.MEMBERS: [told, told, hidden],
            Visibility.PUBLIC: [told, told, told],
        }
        for level, names in expected.items():
            set_visibility(profile, name=level)
            assert [name(profile.user), name(member), name(None)] == names

    def test_hidden_name_leads_nowhere(self, profile: MemberProfile) -> None:
        show_all_to(Visibility.PRIVATE, profile)
        person = people_shown([profile.user_id], to=UserFactory())[profile.user_id]
        assert (person.url, person.photo_url, person.initials) == ("", "", "")

    def test_who_never_signed_in_has_a_name_and_no_page(self, network: object) -> None:
        user = UserFactory(first_name="Joke", last_name="Klaassen")
        person = people_shown([user.pk], to=UserFactory())[user.pk]
        assert (person.name, person.initials, person.url) == ("Joke Klaassen", "JK", "")
        assert people_shown([user.pk], to=None)[user.pk].name == "Lid van het netwerk"

    def test_closed_account_is_a_former_member(self, profile: MemberProfile) -> None:
        User.objects.update(is_active=False)
        pk = profile.user_id
        assert people_shown([pk, 987654], to=None) == dict.fromkeys([pk, 987654], people_shown([None], to=None)[None])


class TestEditing:
    """The form."""

    @pytest.fixture
    def user(self, network: object) -> User:
        return UserFactory(first_name="Joke", last_name="Klaassen")

    @pytest.fixture
    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def post(self, client: Client, **answers: Any) -> Any:
        """Send the form with these answers."""
        levels = {f"{part}_visibility": Visibility.MEMBERS for part in MemberProfile.PARTS}
        data = {"first_name": "Joke", "last_name": "Klaassen", "about": "", "skills": "", **levels, **answers}
        return client.post(reverse("my_profile"), data)

    def test_stranger_has_to_sign_in(self, network: object) -> None:
        url = reverse("my_profile")
        for answer in (Client().get(url), Client().post(url, {"about": "x"})):
            assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={url}")
        assert MemberProfile.objects.count() == 0

    def test_all_parts_are_kept(self, client: Client, user: User) -> None:
        themes = [ThemeFactory().pk, ThemeFactory().pk]
        answer = self.post(
            client,
            first_name="  Fatima ",
            last_name="Aydin",
            about="Eerste regel.\r\n\r\n\r\n\r\nTweede.  ",
            themes=themes,
            skills="Solderen, koken\nVergaderen; KOKEN,,  ",
            languages=["nl", "ar"],
            name_visibility="public",
            about_visibility="private",
        )
        assert (answer.status_code, answer["Location"]) == (302, reverse("my_profile"))
        user.refresh_from_db()
        assert user.get_full_name() == "Fatima Aydin"
        profile = MemberProfile.objects.get(user=user)
        assert profile.about == "Eerste regel.\n\nTweede."
        assert list(profile.themes.values_list("pk", flat=True).order_by("pk")) == themes
        assert profile.skills == ["Solderen", "koken", "Vergaderen"]
        assert profile.languages == ["nl", "ar"]
        assert (profile.name_visibility, profile.about_visibility) == ("public", "private")

    def test_form_shows_what_is_kept(self, client: Client, user: User) -> None:
        keep_profile({"skills": ["Koken", "Zingen"], "about": "Hoi", "languages": ["fy"]}, by=user)
        page = client.get(reverse("my_profile")).content.decode()
        assert ">\nKoken\nZingen</textarea>" in page
        assert ">\nHoi</textarea>" in page
        assert page.count('value="fy"') == 1
        assert page.count(" checked") == 1

    def test_looking_at_the_form_changes_nothing(self, client: Client) -> None:
        MemberProfile.objects.all().delete()
        assert client.get(reverse("my_profile")).status_code == 200
        assert MemberProfile.objects.count() == 0

    def test_ten_thousand_letters_are_refused_and_still_there(self, client: Client, user: User) -> None:
        answer = self.post(client, first_name="ß" * 10_000, about="Dit blijft staan.")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Dit is te lang: 10000 tekens. Gebruik er hooguit 150." in page
        assert f'value="{"ß" * 10_000}"' in page
        assert "Dit blijft staan.</textarea>" in page
        user.refresh_from_db()
        assert user.first_name == "Joke"

    @pytest.mark.parametrize(
        ("skills", "words"),
        [
            (
                ",".join(f"Kunst {number}" for number in range(13)),
                "Dit zijn er 13. Kies de 12 die er het meest toe doen.",
            ),
            ("x" * 61, f"“{'x' * 30}…” is te lang. Gebruik hooguit 60 tekens per stuk."),
        ],
    )
    def test_skills_have_limits(self, skills: str, words: str, client: Client) -> None:
        page = self.post(client, skills=skills).content.decode()
        assert words in page
        assert f">\n{skills}</textarea>" in page

    @pytest.mark.parametrize(
        "name",
        [
            "Ελένη",
            "Владимир",
            "محمد",
            "מרים",
            "林美玲",
            "ประเสริฐ",
            "ஜெயலலிதா",
            "Nguyễn Thị",
            "Đặng",
            "İbrahim",
            "O’Connor",
            "d’Ancona-Ruiz",
            "👩‍🌾",
            "Z̷̢͠á̶l̴͘g̵o̶",
        ],
    )
    def test_name_in_every_script(self, name: str, client: Client, user: User) -> None:
        assert self.post(client, first_name=name).status_code == 302
        user.refresh_from_db()
        assert user.first_name == name
        assert client.get(reverse("member", args=(user.profile.public_id,))).status_code == 200

    @pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u00a0", "\u202e"])
    def test_name_that_nobody_sees_is_none(self, name: str, client: Client, user: User) -> None:
        answer = self.post(client, first_name=name)
        assert "Schrijf de naam waarmee mensen je noemen." in answer.content.decode()
        user.refresh_from_db()
        assert user.first_name == "Joke"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("Joke\u202egnp.exe", "Jokegnp.exe"),
            ("Joke\x07\x1b[31m", "Joke[31m"),
            ("Joke\r\nBcc: x", "Joke Bcc: x"),
            ("{{ 7*7 }}{% csrf_token %}", "{{ 7*7 }}{% csrf_token %}"),
            ("'; DROP TABLE members_user; --", "'; DROP TABLE members_user; --"),
        ],
    )
    def test_nasty_name_does_no_harm(self, typed: str, kept: str, client: Client, user: User) -> None:
        assert self.post(client, first_name=typed, about=typed, skills=typed.replace(";", "")).status_code == 302
        user.refresh_from_db()
        assert user.first_name == kept
        for url in (reverse("member", args=(user.profile.public_id,)), reverse("my_profile"), reverse("my_page")):
            page = client.get(url).content.decode()
            assert "<script>alert(1)" not in page

    def test_nul_is_left_out_or_refused_with_words(self, client: Client, user: User) -> None:
        assert self.post(client, about="a\x00b").status_code == 302
        assert MemberProfile.objects.get(user=user).about == "ab"
        answer = self.post(client, skills="a\x00b")
        assert answer.status_code == 200
        assert 'class="error"' in answer.content.decode()

    @pytest.mark.parametrize(
        "answers",
        [
            {"languages": ["xx"]},
            {"themes": ["999999"]},
            {"themes": ["x"]},
            {"name_visibility": "world"},
            {"about": "x" * 1501},
        ],
    )
    def test_answer_that_is_no_choice_is_refused(self, answers: dict[str, Any], client: Client, user: User) -> None:
        assert self.post(client, **answers).status_code == 200
        profile = MemberProfile.objects.get(user=user)
        assert (profile.languages, profile.about, profile.name_visibility) == ([], "", "members")

    def test_only_ones_own_profile_changes(self, client: Client, user: User) -> None:
        other = MemberProfileFactory(about="Van mij")
        self.post(client, about="Van Joke", user=other.user_id, public_id=other.public_id, pk=other.pk)
        other.refresh_from_db()
        assert (other.about, MemberProfile.objects.get(user=user).about) == ("Van mij", "Van Joke")

    def test_public_profile_renews_what_is_remembered(self, client: Client, user: User) -> None:
        before = current_generation()
        self.post(client, about="Voor leden")
        assert current_generation() == before
        self.post(client, name_visibility="public")
        public = current_generation()
        assert public != before
        self.post(client)  # and back: what stands on kept pages must go
        assert current_generation() not in (before, public)


def test_signing_in_makes_a_profile_once(network: object) -> None:
    user = UserFactory()
    for _time in range(2):
        Client().force_login(user)
    assert MemberProfile.objects.filter(user=user).count() == 1
