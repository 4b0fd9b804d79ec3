"""Leaving: everything about a person goes, whatever way their account goes."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail_localize.models import String, TranslationSource

from community.members import erasure
from community.members.erasure import CannotLeaveError, delete_account, erase, reapply, reminders_for
from community.members.models import (
    Conversation,
    ExportRecord,
    Message,
    Participation,
    User,
)
from community.members.privacy import ledger, traces
from foundation.generation import read_generation
from tests.community.members import canaries
from tests.conftest import Network
from tests.factories import InitiativeFactory, OwnerFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db

DELETE = "/mijn/gegevens/verwijderen/"


@pytest.fixture(autouse=True)
def own_ledger(settings: Any, tmp_path: Path) -> Path:
    """Start with an empty ledger, and without files of other tests."""
    settings.ERASURE_LEDGER = tmp_path / "somewhere" / "erasures.jsonl"
    canaries.without_files()
    return settings.ERASURE_LEDGER


@pytest.fixture
def gone(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., Any]:
    """Do something, with what happens after the transaction."""

    def run(do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return do(*args, **kwargs)

    return run


def signed_in_lately(user: User) -> Client:
    """A client of somebody who gave their password a moment ago."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


class TestNothingIsLeft:
    """The same for every way out."""

    @pytest.fixture
    def person(self, network: Network) -> User:
        """Somebody with canaries everywhere."""
        user = canaries.make_person()
        canaries.leave_traces(user)
        Client().get("/initiatieven/de-moestuin/")
        return user

    def test_canaries_are_seen_where_they_were_put(self, person: User) -> None:
        """The control: the search finds each of them before."""
        assert canaries.in_database() >= {
            "members_user.email",
            "members_user.first_name",
            "members_user.last_name",
            "account_emailaddress.email",
            "members_memberprofile.about",
            "members_memberprofile.skills",
            "members_memberprofile.photo",
            "mfa_authenticator.data",
            "usersessions_usersession.user_agent",
            "django_session.session_data",
            "initiatives_initiative.contact_name",
            "initiatives_initiative.contact_phone",
            "initiatives_joinrequest.remark",
            "initiatives_invitation.email",
            "initiatives_profiledraft.data",
            "forums_postdraft.data",
            "forums_attachment.name",
            "home_stakeholder.contact_email",
            "wagtailcore_revision.content",
            "wagtailcore_modellogentry.label",
            "wagtailcore_modellogentry.data",
            "wagtailcore_pagelogentry.label",
            "wagtailcore_pagelogentry.data",
            "wagtailcore_apitoken.name",
            "wagtailcore_comment.text",
            "wagtailcore_commentreply.text",
            "wagtailcore_uploadedfile.file",
            "wagtailadmin_formstate.data",
            "wagtailusers_userprofile.avatar",
            "foundation_pendingimport.content",
            "django_tasks_database_dbtaskresult.args_kwargs",
            "shared_cache.value",
        }
        assert len(canaries.in_files()) >= 4

    def ways(self) -> dict[str, Callable[[User], object]]:
        """Each way an account can go."""
        return {
            "oneself": lambda user: delete_account(user, by=user),
            "code": lambda user: user.delete(),
            "bulk": lambda user: User.objects.filter(pk=user.pk).delete(),
        }

    @pytest.mark.parametrize("way", ["oneself", "code", "bulk"])
    def test_after_an_account_goes(self, person: User, gone: Callable[..., Any], way: str) -> None:
        gone(self.ways()[way], person)
        assert canaries.in_database() == set()
        assert canaries.in_files() == set()

    def test_after_an_administrator_deletes_it(self, person: User, gone: Callable[..., Any]) -> None:
        client = Client()
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
        response = gone(client.post, reverse("wagtailusers_users:delete", args=[person.pk]))
        assert response.status_code == 302
        client.get(reverse("wagtailusers_users:index"))  # the message with the name is shown, and forgotten
        assert canaries.in_database() == set()
        assert canaries.in_files() == set()

    def test_after_an_administrator_deletes_many(self, person: User, gone: Callable[..., Any]) -> None:
        client = Client()
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
        address = reverse("wagtail_bulk_action", args=["members", "user", "delete"])
        gone(client.post, f"{address}?id={person.pk}&next=/admin/users/")
        client.get(reverse("wagtailusers_users:index"))
        assert canaries.in_database() == set()
        assert canaries.in_files() == set()

    def test_in_what_is_remembered(self, person: User, gone: Callable[..., Any]) -> None:
        assert canaries.WORD in Client().get("/initiatieven/de-moestuin/").content.decode()
        before = read_generation()
        gone(erase, person)
        assert read_generation() != before
        assert canaries.WORD not in Client().get("/initiatieven/de-moestuin/").content.decode()

    def test_unless_the_erasing_fails(
        self, person: User, gone: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: kinds that erase nothing leave most of it where it is."""
        monkeypatch.setattr(erasure, "kinds_of_personal_data", list)
        monkeypatch.setattr(erasure, "clear_traces", lambda _user: None)
        gone(erase, person)
        assert canaries.in_database() >= {
            "django_session.session_data",
            "initiatives_initiative.contact_name",
            "home_stakeholder.contact_email",
            "wagtailcore_revision.content",
            "wagtailcore_modellogentry.label",
            "wagtailcore_pagelogentry.label",
            "wagtailcore_uploadedfile.file",
            "django_tasks_database_dbtaskresult.args_kwargs",
            "shared_cache.value",
        }
        assert len(canaries.in_files()) >= 4

    def test_and_all_is_as_it_was_when_it_is_taken_back(self, person: User) -> None:
        before, files = canaries.in_database(), canaries.in_files()
        with transaction.atomic():
            erase(person)
            transaction.set_rollback(True)
        assert canaries.in_database() == before
        assert canaries.in_files() == files


class TestWhatStays:
    def test_messages_stay_without_a_name(self, gone: Callable[..., Any]) -> None:
        user, other = UserFactory(), UserFactory()
        conversation = Conversation.objects.create(subject="Zaden ruilen")
        for taker in (user, other):
            Participation.objects.create(conversation=conversation, user=taker)
        message = Message.objects.create(conversation=conversation, author=user, text="Heb jij bonen?")
        gone(erase, user)
        message.refresh_from_db()
        assert (message.author, message.text) == (None, "Heb jij bonen?")
        client = Client()
        client.force_login(other)
        page = client.get(reverse("conversation", args=[conversation.public_id])).content.decode()
        assert gettext("Former member") in page

    def test_a_conversation_that_nobody_can_read_goes(self, gone: Callable[..., Any]) -> None:
        conversation = Conversation.objects.create(subject="Zaden ruilen")
        people = [UserFactory(), UserFactory()]
        for taker in people:
            Participation.objects.create(conversation=conversation, user=taker)
            Message.objects.create(conversation=conversation, author=taker, text="Hoi")
        gone(erase, people[0])
        assert Conversation.objects.count() == 1
        gone(erase, people[1])
        assert not Conversation.objects.exists()
        assert not Message.objects.exists()

    def test_pages_photos_and_versions_stay(self, gone: Callable[..., Any]) -> None:
        user = UserFactory()
        photo = PhotoFactory(uploaded_by_user=user)
        initiative = InitiativeFactory(owner=user)
        revision = initiative.save_revision(user=user)
        gone(erase, user)
        photo.refresh_from_db()
        initiative.refresh_from_db()
        revision.refresh_from_db()
        assert (photo.uploaded_by_user, initiative.owner, revision.user) == (None, None, None)
        assert revision.as_object().title == initiative.title
        assert not PageLogEntry.objects.filter(user_id=user.pk).exists()
        assert not ModelLogEntry.objects.filter(user_id=user.pk).exists()

    def test_the_record_of_exports_stays(self, gone: Callable[..., Any]) -> None:
        user = UserFactory()
        ExportRecord.objects.create(actor=user, what="Lijst", rows=3)
        gone(erase, user)
        assert [(row.actor, row.what) for row in ExportRecord.objects.all()] == [(None, "Lijst")]

    def test_contact_details_stay_when_wanted(self, gone: Callable[..., Any]) -> None:
        user = UserFactory(email="fenna@voorbeeld.example")
        initiative = InitiativeFactory(contact_email="fenna@voorbeeld.example", contact_name="Fenna")
        gone(delete_account, user, by=user, keep_contact_details=True)
        initiative.refresh_from_db()
        assert initiative.contact_email == "fenna@voorbeeld.example"

    def test_a_namesake_stays(self, gone: Callable[..., Any]) -> None:
        """On a page somebody has nothing to do with, the same name is somebody else's."""
        user = UserFactory(first_name="Jan", last_name="Jansen")
        theirs = InitiativeFactory(contact_name="Jan Jansen", contact_email="jan@elders.example")
        own = InitiativeFactory(contact_name="Jan Jansen", contact_email="info@eigen.example", contact_phone="030")
        OwnerFactory(user=user, initiative=own)
        gone(erase, user)
        theirs.refresh_from_db()
        own.refresh_from_db()
        assert (theirs.contact_name, theirs.contact_email) == ("Jan Jansen", "jan@elders.example")
        assert (own.contact_name, own.contact_email, own.contact_phone) == ("", "info@eigen.example", "")

    def test_an_address_that_was_never_confirmed_clears_nothing(self, gone: Callable[..., Any]) -> None:
        """Anybody can sign up with the address of somebody else."""
        initiative = InitiativeFactory(contact_email="fenna@voorbeeld.example")
        user = UserFactory(email="fenna@voorbeeld.example", verified=False)
        gone(erase, user)
        initiative.refresh_from_db()
        assert initiative.contact_email == "fenna@voorbeeld.example"

    def test_others_stay_signed_in(self, gone: Callable[..., Any]) -> None:
        other = Client()
        other.force_login(UserFactory())
        gone(erase, UserFactory())
        assert other.get("/mijn/").status_code == 200


class TestTranslations:
    """What was handed in to be translated holds copies of the details."""

    def test_go_with_the_page(self, network: Network, gone: Callable[..., Any]) -> None:

        user = canaries.make_person()
        initiative = InitiativeFactory(
            title="De Moestuin", contact_name=f"{canaries.FIRST} {canaries.LAST}", contact_email=canaries.EMAIL
        )
        TranslationSource.update_or_create_from_instance(initiative)
        assert canaries.in_database() >= {
            "wagtail_localize_translationsource.content_json",
            "wagtail_localize_string.data",
        }
        gone(erase, user)
        assert canaries.in_database() == set()
        assert String.objects.filter(data="De Moestuin").exists()


class TestThePage:
    """Where somebody leaves."""

    def test_asks_for_the_password_first(self) -> None:
        client = Client()
        client.force_login(UserFactory())
        for response in (client.get(DELETE), client.post(DELETE, {"address": "x"})):
            assert response.status_code == 302
            assert response.headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_asks_strangers_to_sign_in(self) -> None:
        assert Client().post(DELETE).headers["Location"].startswith(reverse("account_login"))

    def test_deletes_when_the_address_is_typed(self, gone: Callable[..., Any]) -> None:
        user = UserFactory(email="fenna@voorbeeld.example")
        client = signed_in_lately(user)
        assert "Weet je het zeker?" in client.get(DELETE).content.decode()
        response = gone(client.post, DELETE, {"address": " Fenna@voorbeeld.example "})
        assert response.headers["Location"] == reverse("goodbye")
        assert not User.objects.filter(pk=user.pk).exists()
        assert client.get(reverse("goodbye")).status_code == 200
        assert client.get("/mijn/").headers["Location"].startswith(reverse("account_login"))
        assert [(message.to, message.subject) for message in mail.outbox] == [
            (["fenna@voorbeeld.example"], "Je account is weg")
        ]

    @pytest.mark.parametrize("typed", ["", "iemand@anders.example", "fenna", "<script>", "x" * 10_000])
    def test_keeps_the_account_otherwise(self, typed: str) -> None:
        user = UserFactory(email="fenna@voorbeeld.example")
        response = signed_in_lately(user).post(DELETE, {"address": typed})
        assert response.status_code == 200
        assert User.objects.filter(pk=user.pk).exists()

    def test_does_nothing_by_looking(self) -> None:
        user = UserFactory()
        signed_in_lately(user).get(DELETE, {"address": user.email})
        assert User.objects.filter(pk=user.pk).exists()

    def test_twice_is_once(self, gone: Callable[..., Any]) -> None:
        user = UserFactory()
        assert gone(erase, user)
        assert not gone(erase, user)

    def test_tells_the_last_owner(self) -> None:
        user = UserFactory()
        OwnerFactory(user=user, initiative=InitiativeFactory(title="De Moestuin"))
        assert "De Moestuin" in signed_in_lately(user).get(DELETE).content.decode()

    def test_names_pages_with_my_details(self, gone: Callable[..., Any]) -> None:
        user = UserFactory(email="fenna@voorbeeld.example")
        initiative = InitiativeFactory(title="De Moestuin", contact_email=user.email)
        client = signed_in_lately(user)
        assert "De Moestuin" in client.get(DELETE).content.decode()
        gone(client.post, DELETE, {"address": user.email, "clear_contact_details": "on"})
        initiative.refresh_from_db()
        assert initiative.contact_email == ""

    def test_keeps_the_only_administrator(self) -> None:
        user = UserFactory(is_superuser=True)
        User.objects.exclude(pk=user.pk).filter(is_superuser=True).update(is_superuser=False)
        client = signed_in_lately(user)
        page = client.get(DELETE).content.decode()
        assert "Je bent de enige beheerder van de site." in page
        assert "Weet je het zeker?" not in page
        assert client.post(DELETE, {"address": user.email}).status_code == 200
        assert User.objects.filter(pk=user.pk).exists()
        with pytest.raises(CannotLeaveError):
            delete_account(user, by=user)

    def test_lets_one_of_several_administrators_go(self) -> None:
        UserFactory(is_superuser=True)
        assert reminders_for(UserFactory(is_superuser=True)) == []

    def test_lets_nobody_delete_somebody_else(self) -> None:

        with pytest.raises(PermissionDenied):
            delete_account(UserFactory(), by=UserFactory(is_superuser=True))


class TestTheLedger:
    """A backup that is put back forgets again who was erased."""

    def erased_and_restored(self, user: User) -> User:
        """Erase, and put the account back as a backup would."""
        kept = User.objects.filter(pk=user.pk).values().get()
        addresses = list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary"))
        erase(user)
        back = User.objects.create(**kept)
        for address in addresses:
            EmailAddress.objects.create(user=back, **address)
        return back

    def test_holds_no_name_or_address(self, own_ledger: Path) -> None:
        user = canaries.make_person()
        erase(user)
        written = own_ledger.read_text()
        assert canaries.WORD not in written.lower()
        line = json.loads(written)
        assert set(line) == {"user", "erased", "account", "addresses", "keeps_contact_details"}
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in (line["account"], *line["addresses"]))
        assert own_ledger.stat().st_mode & 0o777 == 0o600

    def test_erases_again_who_came_back(self, capsys: pytest.CaptureFixture[str]) -> None:
        back = self.erased_and_restored(UserFactory())
        stays = UserFactory()
        call_command("apply_erasures", dry_run=True)
        assert User.objects.filter(pk=back.pk).exists()
        call_command("apply_erasures")
        call_command("apply_erasures")
        assert capsys.readouterr().out == ("1 would be erased again.\n1 were erased again.\n0 were erased again.\n")
        assert not User.objects.filter(pk=back.pk).exists()
        assert User.objects.filter(pk=stays.pk).exists()

    def test_knows_who_had_another_address_in_the_backup(self) -> None:
        back = self.erased_and_restored(UserFactory())
        EmailAddress.objects.filter(user=back).delete()
        User.objects.filter(pk=back.pk).update(email="vroeger@voorbeeld.example")
        assert reapply() == 1

    def test_leaves_alone_who_got_the_same_number_later(self) -> None:
        """After putting back a backup, numbers are given out again, even to somebody with the same address."""
        user = UserFactory()
        pk, email = user.pk, user.email
        erase(user)
        User.objects.create(pk=pk, email=email, date_joined=timezone.now() + timedelta(minutes=1))
        assert reapply() == 0

    def test_leaves_alone_who_is_somebody_else(self) -> None:
        """The ledger of another network, or of a test."""
        user = UserFactory()
        pk = user.pk
        erase(user)
        User.objects.create(pk=pk, email="ander@voorbeeld.example", date_joined=timezone.now() - timedelta(days=400))
        assert reapply() == 0

    def test_holds_after_the_secret_key_is_renewed(self, settings: Any) -> None:
        back = self.erased_and_restored(UserFactory())
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        assert reapply() == 1
        assert not User.objects.filter(pk=back.pk).exists()

    def test_is_read_past_a_line_that_was_cut_off(self, own_ledger: Path) -> None:
        own_ledger.parent.mkdir()
        own_ledger.write_text('{"user": 1, "era')
        self.erased_and_restored(UserFactory())
        assert reapply() == 1
        assert len(own_ledger.read_text().splitlines()) == 3

    def test_remembers_who_wanted_to_stay_named(self) -> None:
        user = UserFactory()
        erase(user, keep_contact_details=True)
        assert [line.keeps_contact_details for line in ledger.erasures()] == [True]

    def test_that_cannot_be_written_stops_the_erasure(self, settings: Any, tmp_path: Path) -> None:
        """Better no erasure than one that a backup would undo unseen."""
        (tmp_path / "file").write_text("")
        settings.ERASURE_LEDGER = tmp_path / "file" / "erasures.jsonl"
        user = UserFactory()
        with pytest.raises(OSError):  # noqa: PT011 - which one differs by system
            erase(user)
        assert User.objects.filter(pk=user.pk).exists()

    def test_runs_before_the_rules_of_retention(self, capsys: pytest.CaptureFixture[str]) -> None:
        back = self.erased_and_restored(UserFactory())
        call_command("apply_retention")
        assert capsys.readouterr().out.splitlines()[0].split() == [
            "1",
            *["People", "who", "were", "erased", "before", "and", "came", "back", "with", "a", "backup"],
        ]
        assert not User.objects.filter(pk=back.pk).exists()


class TestTraces:
    def test_a_name_is_taken_out_whatever_its_capitals(self) -> None:
        assert traces.replaced("JAN Jansen en jan jansen", "Jan Jansen", "oud-lid") == "oud-lid en oud-lid"

    def test_a_replacement_that_holds_the_name_ends(self) -> None:
        assert traces.replaced("a", "a", "aa") == "aa"

    def test_a_first_name_alone_is_nobody_in_particular(self) -> None:
        assert traces.names_of(UserFactory(first_name="Jan", last_name="")) == set()

    def test_names_with_accents_go_from_json(self, gone: Callable[..., Any]) -> None:
        user = UserFactory(first_name="Zoë", last_name="Ünlü")
        Revision.objects.all()
        entry = ModelLogEntry.objects.create(
            content_type_id=1,
            object_id="7",
            label="Zoë Ünlü",
            data={"wie": "Zoë Ünlü"},
            action="wagtail.edit",
            timestamp=timezone.now(),
        )
        gone(erase, user)
        entry.refresh_from_db()
        assert (entry.label, entry.data) == ("oud-lid", {"wie": "oud-lid"})

    def test_groups_stay(self, gone: Callable[..., Any]) -> None:
        user = UserFactory()
        group = Group.objects.first()
        user.groups.add(group)
        gone(erase, user)
        group.refresh_from_db()
