"""A copy of all that is known about somebody."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Page

from community.members.exporting import OWN_DATA, ask_for_copy, record_export
from community.members.models import (
    Conversation,
    DataExport,
    ExportRecord,
    Follow,
    MemberProfile,
    Message,
    Participation,
    User,
)
from community.members.personal_data import kinds_of_personal_data
from community.members.privacy import copying
from community.members.privacy.contacts import models_with_contact
from tests.factories import InitiativeFactory, JoinRequestFactory, OwnerFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db

MINE, ASK = "/mijn/gegevens/", "/mijn/gegevens/kopie/"
JPEG = b"\xff\xd8 a photo"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a copy by name."""
    with ZipFile(BytesIO(content)) as copy:
        return {name: copy.read(name) for name in copy.namelist()}


@pytest.fixture
def asked(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[User], DataExport]:
    """Ask for a copy, and wait for it."""

    def ask(user: User) -> DataExport:
        with django_capture_on_commit_callbacks(execute=True):
            client_of(user).post(ASK)
        return DataExport.objects.filter(user=user).latest("asked")

    return ask


class TestEveryTableIsClaimed:
    """Nothing about people is kept that no kind of personal data answers for."""

    # Tables with an address that is nobody's in particular.
    OTHERS = {
        "foundation.NetworkIdentity": "the address of the organisation, shown to everybody",
    }

    def tables_about_people(self) -> set[str]:
        """Tables with a column that points at a user, or is an e-mail address."""
        found = set()
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                points = field.is_relation and field.remote_field.model is User
                if points or isinstance(field, models.EmailField):
                    found.add(model._meta.label)
        return found

    def test_by_a_kind_of_personal_data(self) -> None:
        claimed = {label for kind in kinds_of_personal_data() for label in kind.models}
        claimed |= {model._meta.label for model in models_with_contact()}
        assert self.tables_about_people() - claimed - set(self.OTHERS) == set()

    def test_by_one_kind_only(self) -> None:
        claims = [label for kind in kinds_of_personal_data() for label in kind.models]
        assert sorted(claims) == sorted(set(claims))

    def test_and_no_kind_claims_what_is_not_there(self) -> None:
        known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
        assert {label for kind in kinds_of_personal_data() for label in kind.models} - known == set()

    def test_would_be_missed_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: a table that nobody claims is found."""
        for kind in kinds_of_personal_data():
            if kind.name == "follows":
                monkeypatch.setattr(type(kind), "models", ())
        claimed = {label for kind in kinds_of_personal_data() for label in kind.models}
        claimed |= {model._meta.label for model in models_with_contact()}
        assert self.tables_about_people() - claimed - set(self.OTHERS) == {"members.Follow"}

    def test_names_are_unique(self) -> None:
        names = [kind.name for kind in kinds_of_personal_data()]
        assert sorted(names) == sorted(set(names))

    def test_every_foreign_key_to_a_user_lets_the_user_go(self) -> None:
        """Nothing protects an account from being erased."""
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                if field.is_relation and field.remote_field.model is User:
                    assert field.remote_field.on_delete in {models.CASCADE, models.SET_NULL, models.DO_NOTHING}


class TestTheCopy:
    @pytest.fixture
    def person(self) -> User:
        """Somebody with something of each kind."""
        user = UserFactory(first_name="Fenna", last_name="de Wit", email="fenna@voorbeeld.example")
        profile, _made = MemberProfile.objects.get_or_create(user=user)
        profile.about, profile.skills, profile.languages = "Ik bak brood.\nElke dag.", ["boekhouden"], ["nl", "fy"]
        profile.photo.save("fenna.jpg", ContentFile(JPEG))
        initiative = InitiativeFactory(title="De Moestuin")
        OwnerFactory(user=user, initiative=initiative)
        JoinRequestFactory(user=user, initiative=InitiativeFactory(title="Het Buurthuis"), remark="Graag!")
        conversation = Conversation.objects.create(subject="Zaden ruilen")
        for taker in (user, UserFactory(first_name="Piet", last_name="Jansen", email="piet@geheim.example")):
            Participation.objects.create(conversation=conversation, user=taker)
        for author, text in ((user, "Heb jij bonen?"), (taker, "Ja, kom langs."), (None, "Ik ook.")):
            Message.objects.create(conversation=conversation, author=author, text=text)
        content_type = apps.get_model("contenttypes", "ContentType").objects.get_for_model(type(initiative))
        Follow.objects.create(user=user, content_type=content_type, object_id=initiative.pk)
        PhotoFactory(title="Onze tuin", uploaded_by_user=user)
        return user

    def test_holds_everything_as_json(self, person: User) -> None:
        files = unzipped(copying.make_copy(person))
        told = json.loads(files["mijn-gegevens.json"])
        data = told["data"]
        assert told["language"] == "nl"
        assert set(data) == {kind.name for kind in kinds_of_personal_data()}
        assert data["account"][0]["e-mailadres"] == "fenna@voorbeeld.example"
        assert data["profile"][0]["over mij"] == "Ik bak brood.\nElke dag."
        assert data["profile"][0]["talen"] == ["Nederlands", "Fries"]
        assert [row["initiatief"] for row in data["memberships"]] == ["De Moestuin"]
        assert "Graag!" in data["join-requests"][0].values()
        assert [(row["van"], row["bericht"]) for row in data["messages"]] == [
            ("ik", "Heb jij bonen?"),
            ("Piet Jansen", "Ja, kom langs."),
            (gettext("Former member"), "Ik ook."),
        ]
        assert [row["titel"] for row in data["uploads"]] == ["Onze tuin"]
        assert len(data["consents"]) == 1

    def test_holds_the_photo(self, person: User) -> None:
        files = unzipped(copying.make_copy(person))
        data = json.loads(files["mijn-gegevens.json"])["data"]
        assert files[data["profile"][0]["foto"]] == JPEG

    def test_tells_no_address_of_others(self, person: User) -> None:
        assert b"piet@geheim.example" not in b"".join(unzipped(copying.make_copy(person)).values())

    def test_can_be_read_and_printed(self, person: User) -> None:
        page = unzipped(copying.make_copy(person))["mijn-gegevens.html"].decode()
        assert "De gegevens van Fenna de Wit" in page
        assert "<script" not in page
        assert "src=" not in page
        assert "@media print" in page
        assert "<dt>Bericht</dt> <dd>Heb jij bonen?</dd>" in " ".join(page.split())
        assert "Hiervan hebben we niets" in page

    def test_is_in_the_language_of_the_person(self, person: User) -> None:
        person.language = "en"
        files = unzipped(copying.make_copy(person))
        assert "The data of Fenna de Wit" in files["my-data.html"].decode()
        assert json.loads(files["my-data.json"])["data"]["account"][0]["first name"] == "Fenna"

    def test_runs_no_script_that_somebody_typed(self, person: User) -> None:
        MemberProfile.objects.filter(user=person).update(about="<script>alert(1)</script>")
        assert "<script" not in unzipped(copying.make_copy(person))["mijn-gegevens.html"].decode()

    def test_is_made_for_somebody_with_nothing(self) -> None:
        assert set(unzipped(copying.make_copy(UserFactory()))) == {"mijn-gegevens.json", "mijn-gegevens.html"}


class TestAsking:
    def test_makes_a_copy_and_sends_a_mail(self, asked: Callable[[User], DataExport]) -> None:
        user = UserFactory()
        export = asked(user)
        assert export.state == DataExport.State.READY
        assert [message.to for message in mail.outbox] == [[user.email]]
        page = client_of(user).get(MINE).content.decode()
        assert reverse("data_export", args=[export.public_id]) in page

    def test_twice_makes_one(self) -> None:
        user = UserFactory()
        first = ask_for_copy(user, by=user)
        assert ask_for_copy(user, by=user) == first
        assert "We maken je kopie." in client_of(user).get(MINE).content.decode()

    def test_twice_at_once_makes_one(self) -> None:
        user = UserFactory()
        DataExport.objects.create(user=user)
        with pytest.raises(IntegrityError), transaction.atomic():
            DataExport.objects.create(user=user)

    def test_for_somebody_else_is_refused(self) -> None:

        with pytest.raises(PermissionDenied):
            ask_for_copy(UserFactory(), by=UserFactory())

    def test_does_not_happen_by_looking(self) -> None:
        user = UserFactory()
        assert client_of(user).get(ASK).status_code == 405
        assert not DataExport.objects.exists()

    def test_fails_with_a_word_about_it(
        self, asked: Callable[[User], DataExport], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = UserFactory()
        with monkeypatch.context() as patch:
            patch.setattr("community.members.tasks.make_copy", lambda _user: 1 / 0)
            assert asked(user).state == DataExport.State.FAILED
        assert "Er ging iets mis" in client_of(user).get(MINE).content.decode()
        assert asked(user).state == DataExport.State.READY
        assert "Er ging iets mis" not in client_of(user).get(MINE).content.decode()

    def test_has_an_end(self, asked: Callable[[User], DataExport]) -> None:
        user = UserFactory()
        for _time in range(7):
            asked(user)
        assert DataExport.objects.count() == 5


class TestDownloading:
    def test_hands_it_to_the_person_and_notes_it(self, asked: Callable[[User], DataExport]) -> None:
        user = UserFactory()
        export = asked(user)
        response = client_of(user).get(reverse("data_export", args=[export.public_id]))
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.zip"'
        assert "no-store" in response.headers["Cache-Control"]
        assert "mijn-gegevens.json" in unzipped(b"".join(response.streaming_content))
        assert [(row.actor, row.what, row.rows) for row in ExportRecord.objects.all()] == [(user, OWN_DATA, 1)]

    @pytest.mark.parametrize("role", ["member", "moderator", "editor", "administrator"])
    def test_is_unknown_to_everybody_else(
        self, asked: Callable[[User], DataExport], signed_in: Callable[[str], Client], role: str
    ) -> None:
        export = asked(UserFactory())
        assert signed_in(role).get(reverse("data_export", args=[export.public_id])).status_code == 404
        assert not ExportRecord.objects.exists()

    def test_asks_strangers_to_sign_in(self, asked: Callable[[User], DataExport]) -> None:
        address = reverse("data_export", args=[asked(UserFactory()).public_id])
        assert Client().get(address).headers["Location"].startswith(reverse("account_login"))

    def test_ends_after_seven_days(self, asked: Callable[[User], DataExport]) -> None:
        user = UserFactory()
        address = reverse("data_export", args=[asked(user).public_id])
        now = timezone.now()
        with time_machine.travel(now + timedelta(days=7, seconds=-5), tick=False):
            assert client_of(user).get(address).status_code == 200
        with time_machine.travel(now + timedelta(days=7, seconds=5), tick=False):
            assert client_of(user).get(address).status_code == 404

    def test_is_no_file_that_the_site_serves(self, asked: Callable[[User], DataExport]) -> None:
        export = asked(UserFactory())
        assert Client().get(f"/media/{export.file.name}").status_code == 404


class TestTheRecord:
    """Who took lists of people out of the site."""

    def test_is_read_by_administrators(self, signed_in: Callable[[str], Client]) -> None:
        record_export(by=UserFactory(first_name="Fenna", last_name="de Wit"), what="Lijst", rows=12)
        page = signed_in("administrator").get(reverse("members_exports:index")).content.decode()
        assert "Fenna de Wit" in page
        assert "Lijst" in page

    def test_keeps_a_record_of_who_is_gone(self, signed_in: Callable[[str], Client]) -> None:
        ExportRecord.objects.create(actor=None, what="Lijst", rows=3)
        assert "oud-lid" in signed_in("administrator").get(reverse("members_exports:index")).content.decode()

    @pytest.mark.parametrize("role", ["editor", "writer", "moderator", "support"])
    def test_is_closed_to_others(self, signed_in: Callable[[str], Client], role: str) -> None:
        response = signed_in(role).get(reverse("members_exports:index"))
        assert response.headers["Location"] == reverse("wagtailadmin_home")

    def test_cannot_be_written(self, signed_in: Callable[[str], Client]) -> None:
        """The report is all there is: no screen adds, changes or deletes."""
        names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
        assert not [name for name in names if "exportrecord" in name]
        assert signed_in("administrator").post(reverse("members_exports:index")).status_code == 405

    def test_costs_the_same_for_many_rows(
        self, signed_in: Callable[[str], Client], django_assert_num_queries: Any
    ) -> None:

        client = signed_in("administrator")

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("members_exports:index"))
            return len(captured)

        record_export(by=UserFactory(), what="Lijst", rows=1)
        queries()
        few = queries()
        for _number in range(29):
            record_export(by=UserFactory(), what="Lijst", rows=1)
        assert queries() == few

    def test_notes_tables_of_the_admin(self, signed_in: Callable[[str], Client], network: Any) -> None:
        Page.objects.all()
        client = signed_in("administrator")
        address = reverse("wagtailadmin_reports:site_history")
        assert b"".join(client.get(f"{address}?export=csv").streaming_content)
        client.get(address)
        assert [row.what for row in ExportRecord.objects.all()] == [address]
