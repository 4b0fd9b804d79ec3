"""What is not kept for ever."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.admin.models import FormState
from wagtail.models import UploadedFile

from community.initiatives.models import Buddyship, Invitation, JoinRequest, NeedReminder, ProfileDraft
from community.members import retention
from community.members.models import DataExport, ExportRecord, InactivityWarning, MemberProfile, User
from community.members.retention import apply_rules, rules
from foundation.models import PendingImport, SharedCacheEntry
from search.models import AskedQuery
from tests.community.members.canaries import leave_traces, make_person
from tests.factories import InitiativeFactory, InvitationFactory, JoinRequestFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def own_ledger(settings: Any, tmp_path: Path) -> None:
    """Leave the ledger of other tests alone."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def applied(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., int | None]:
    """Apply one rule so long from now; gives its count."""

    def apply(name: str, *, after: timedelta = timedelta(0), dry_run: bool = False) -> int | None:
        rule = next(rule for rule in rules() if rule.name == name)
        with time_machine.travel(NOW + after, tick=False), django_capture_on_commit_callbacks(execute=True):
            return rule.apply(dry_run=dry_run)

    return apply


def in_time(rule: str, applied: Callable[..., int | None], *, kept: timedelta, left: Callable[[], int]) -> None:
    """Nothing goes until it is time; a dry run only counts; then all goes at once, and only once."""
    before = left()
    assert before > 0
    assert applied(rule, after=kept - SECOND) == 0
    assert applied(rule, after=kept + SECOND, dry_run=True) == before
    assert left() == before
    assert applied(rule, after=kept + SECOND) == before
    assert left() == 0
    assert applied(rule, after=kept + SECOND) == 0


class TestEachRule:
    def test_copies(self, applied: Callable[..., int | None]) -> None:
        ready = DataExport.objects.create(user=UserFactory(), state=DataExport.State.READY, ready=NOW)
        ready.file.save("copy.zip", ContentFile(b"x"))
        in_time("copies", applied, kept=timedelta(days=7), left=DataExport.objects.count)
        assert not ready.file.storage.exists(ready.file.name)

    def test_copies_that_failed(self, applied: Callable[..., int | None]) -> None:
        export = DataExport.objects.create(user=UserFactory(), state=DataExport.State.FAILED)
        DataExport.objects.filter(pk=export.pk).update(asked=NOW)
        in_time("copies", applied, kept=timedelta(days=7), left=DataExport.objects.count)

    def test_copies_that_stopped(self, applied: Callable[..., int | None]) -> None:
        export = DataExport.objects.create(user=UserFactory())
        DataExport.objects.filter(pk=export.pk).update(asked=NOW)
        waiting = DataExport.objects.filter(state=DataExport.State.WAITING)
        in_time("copies-that-stopped", applied, kept=timedelta(days=1), left=waiting.count)
        assert DataExport.objects.get().state == DataExport.State.FAILED

    def test_private_files(self, applied: Callable[..., int | None], settings: Any) -> None:
        profile, _made = MemberProfile.objects.get_or_create(user=UserFactory())
        profile.photo.save("mine.jpg", ContentFile(b"x"))
        storage = profile.photo.storage
        lost = storage.save("members/lost.jpg", ContentFile(b"x"))
        young = storage.save("exports/young.zip", ContentFile(b"x"))
        os.utime(storage.path(lost), (0, 0))
        os.utime(storage.path(profile.photo.name), (0, 0))
        assert applied("private-files", dry_run=True) == 1
        assert applied("private-files") == 1
        assert [storage.exists(name) for name in (lost, young, profile.photo.name)] == [False, True, True]
        storage.delete(young)

    def test_sign_ups(self, applied: Callable[..., int | None]) -> None:
        user = UserFactory(date_joined=NOW, verified=False)
        in_time("sign-ups", applied, kept=timedelta(days=7), left=User.objects.filter(pk=user.pk).count)
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("verified", "fields"),
        [
            (True, {}),  # confirmed
            (False, {"last_login": NOW}),  # has been in
            (None, {}),  # made by an administrator, who vouches for the address
            (False, {"is_superuser": True}),
        ],
    )
    def test_sign_ups_that_stay(
        self, applied: Callable[..., int | None], verified: bool | None, fields: dict[str, Any]
    ) -> None:
        UserFactory(date_joined=NOW, verified=verified, **fields)
        assert applied("sign-ups", after=timedelta(days=400)) == 0

    @pytest.mark.parametrize(
        ("fields", "days"),
        [({"accepted": NOW}, 30), ({"withdrawn": NOW}, 30), ({"sent": NOW}, 44)],
    )
    def test_invitations(self, applied: Callable[..., int | None], fields: dict[str, Any], days: int) -> None:
        InvitationFactory(**{"sent": NOW, **fields})
        addresses = Invitation.objects.exclude(email="")
        in_time("invitations", applied, kept=timedelta(days=days), left=addresses.count)
        assert Invitation.objects.count() == 1

    @pytest.mark.parametrize("state", ["declined", "withdrawn"])
    def test_join_requests(self, applied: Callable[..., int | None], state: str) -> None:
        JoinRequestFactory(state=state, decided=NOW)
        in_time("join-requests", applied, kept=timedelta(days=365), left=JoinRequest.objects.count)

    @pytest.mark.parametrize("state", ["waiting", "accepted"])
    def test_join_requests_that_stay(self, applied: Callable[..., int | None], state: str) -> None:
        JoinRequestFactory(state=state, decided=NOW)
        assert applied("join-requests", after=timedelta(days=4000)) == 0

    def test_sessions(self, applied: Callable[..., int | None]) -> None:
        store = SessionStore()
        store.create()
        Session.objects.update(expire_date=NOW + timedelta(days=14))
        UserSession.objects.create(user=UserFactory(), ip="192.0.2.7", session_key=store.session_key)
        in_time("sessions-2", applied, kept=timedelta(days=14), left=UserSession.objects.count)
        in_time("sessions-1", applied, kept=timedelta(days=14), left=Session.objects.count)

    def test_browsers_of_sessions_that_were_ended(self, applied: Callable[..., int | None]) -> None:
        UserSession.objects.create(user=UserFactory(), ip="192.0.2.7", session_key="gone")
        assert applied("sessions-2") == 1

    def test_export_records(self, applied: Callable[..., int | None]) -> None:
        ExportRecord.objects.create(what="Lijst")
        ExportRecord.objects.update(at=NOW)
        in_time("export-records", applied, kept=timedelta(days=730), left=ExportRecord.objects.count)

    def test_shared_cache(self, applied: Callable[..., int | None]) -> None:
        SharedCacheEntry.objects.create(cache_key="x", value="", expires=NOW + timedelta(hours=1))
        in_time("shared-cache", applied, kept=timedelta(hours=1), left=SharedCacheEntry.objects.count)

    def test_searches(self, applied: Callable[..., int | None]) -> None:
        AskedQuery.objects.create(day=timezone.localdate(NOW) - timedelta(days=91), language="nl", query="energie")
        AskedQuery.objects.create(day=timezone.localdate(NOW), language="nl", query="energie")
        assert applied("searches", dry_run=True) == 1
        assert applied("searches") == 1
        assert applied("searches") == 0
        assert AskedQuery.objects.count() == 1

    def test_pending_imports(self, applied: Callable[..., int | None]) -> None:
        PendingImport.objects.create(user=UserFactory(), transfer="x", name="x", content=b"")
        PendingImport.objects.update(made_at=NOW)
        in_time("pending-imports", applied, kept=timedelta(days=1), left=PendingImport.objects.count)

    def test_unfinished_forms(self, applied: Callable[..., int | None]) -> None:
        FormState.objects.create(
            user=UserFactory(), data="", content_type=ContentType.objects.first(), object_id="1", last_updated_at=NOW
        )
        in_time("unfinished-forms", applied, kept=timedelta(days=1), left=FormState.objects.count)

    def test_unfinished_uploads(self, applied: Callable[..., int | None]) -> None:
        upload = UploadedFile.objects.create(file=ContentFile(b"x", name="x.jpg"))
        assert applied("unfinished-uploads", after=timedelta(hours=23)) == 0
        assert applied("unfinished-uploads", after=timedelta(hours=25), dry_run=True) == 1
        assert applied("unfinished-uploads", after=timedelta(hours=25)) == 1
        assert not upload.file.storage.exists(upload.file.name)
        assert not UploadedFile.objects.exists()

    def test_tasks(self, applied: Callable[..., int | None]) -> None:
        for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED, TaskResultStatus.READY):
            DBTaskResult.objects.create(
                task_path="x",
                args_kwargs={},
                backend_name="default",
                run_after=NOW,
                exception_class_path="",
                traceback="",
                status=status,
                finished_at=None if status == TaskResultStatus.READY else NOW,
            )
        finished = DBTaskResult.objects.finished()
        in_time("tasks", applied, kept=timedelta(days=7), left=finished.count)
        assert DBTaskResult.objects.count() == 1

    @pytest.mark.parametrize("state", ["declined", "withdrawn"])
    def test_buddies(self, applied: Callable[..., int | None], state: str) -> None:
        coach, starter = InitiativeFactory(), InitiativeFactory()
        Buddyship.objects.create(coach=coach, starter=starter, question="Hoe?", state=state, answered=NOW)
        in_time("buddies", applied, kept=timedelta(days=365), left=Buddyship.objects.count)

    @pytest.mark.parametrize("state", ["asked", "running", "finished"])
    def test_buddies_that_stay(self, applied: Callable[..., int | None], state: str) -> None:
        coach, starter = InitiativeFactory(), InitiativeFactory()
        Buddyship.objects.create(coach=coach, starter=starter, question="Hoe?", state=state, answered=NOW)
        assert applied("buddies", after=timedelta(days=800)) == 0

    def test_unsaved_texts(self, applied: Callable[..., int | None]) -> None:
        draft = ProfileDraft.objects.create(user=UserFactory(), initiative=InitiativeFactory(), section="verhaal")
        ProfileDraft.objects.filter(pk=draft.pk).update(updated=NOW)
        in_time("unsaved-texts", applied, kept=timedelta(days=90), left=ProfileDraft.objects.count)

    def test_need_reminders(self, applied: Callable[..., int | None]) -> None:
        NeedReminder.objects.create(
            initiative=InitiativeFactory(),
            direction="zoekt",
            kind="geld",
            title="Penningmeester",
            until=timezone.localdate(NOW),
        )
        assert applied("need-reminders", after=timedelta(days=365)) == 0
        assert applied("need-reminders", after=timedelta(days=366), dry_run=True) == 1
        assert applied("need-reminders", after=timedelta(days=366)) == 1
        assert NeedReminder.objects.count() == 0

    def test_all_of_them_are_tried(self) -> None:
        """Each rule is named in a test, here or beside what it is about."""
        tests = Path(__file__).parents[2].rglob("test_*.py")
        written = "".join(path.read_text(encoding="utf-8") for path in tests)
        assert [rule.name for rule in rules() if f'"{rule.name}"' not in written] == []


class TestUnusedAccounts:
    @pytest.fixture
    def unused(self) -> User:
        """Somebody who signed in three years and a day ago."""
        long_ago = NOW - timedelta(days=3 * 365 + 1)
        return UserFactory(date_joined=long_ago, last_login=long_ago)

    def test_are_told_once_and_erased_after_sixty_days(self, unused: User, applied: Callable[..., int | None]) -> None:
        assert applied("unused-accounts-1", dry_run=True) == 1
        assert mail.outbox == []
        assert applied("unused-accounts-1") == 1
        assert applied("unused-accounts-1") == 0
        assert [(message.to, message.subject) for message in mail.outbox] == [
            ([unused.email], "Zullen we je account bewaren?")
        ]
        assert applied("unused-accounts-2", after=timedelta(days=60) - SECOND) == 0
        assert applied("unused-accounts-2", after=timedelta(days=60) + SECOND, dry_run=True) == 1
        assert applied("unused-accounts-2", after=timedelta(days=60) + SECOND) == 1
        assert not User.objects.filter(pk=unused.pk).exists()
        assert mail.outbox[-1].subject == "Je account is weg"

    def test_stay_when_somebody_comes_back(self, unused: User, applied: Callable[..., int | None]) -> None:
        applied("unused-accounts-1")
        User.objects.filter(pk=unused.pk).update(last_login=NOW + timedelta(days=3))
        assert applied("unused-accounts-2", after=timedelta(days=400)) == 0
        assert applied("unused-accounts-3", after=timedelta(days=400)) == 1
        assert not InactivityWarning.objects.exists()

    def test_are_not_erased_without_a_mail(self, unused: User, applied: Callable[..., int | None]) -> None:
        assert applied("unused-accounts-2", after=timedelta(days=4000)) == 0

    def test_of_administrators_stay(self, unused: User, applied: Callable[..., int | None]) -> None:
        User.objects.filter(pk=unused.pk).update(is_superuser=True)
        assert applied("unused-accounts-1") == 0

    def test_follow_the_settings(self, unused: User, applied: Callable[..., int | None], settings: Any) -> None:
        settings.INACTIVE_AFTER_DAYS = 4 * 365
        assert applied("unused-accounts-1") == 0


class TestTheCommand:
    def test_says_what_went(self, capsys: pytest.CaptureFixture[str]) -> None:
        ExportRecord.objects.create(what="Lijst")
        ExportRecord.objects.update(at=NOW - timedelta(days=800))
        call_command("apply_retention", dry_run=True)
        told = capsys.readouterr().out
        assert "     1  Notes of who took lists of people out, after 2 years\n" in told
        assert told.endswith("Nothing was changed: this was a dry run.\n")
        assert ExportRecord.objects.count() == 1
        call_command("apply_retention")
        told = capsys.readouterr().out
        assert "     1  Notes of who took lists of people out, after 2 years\n" in told
        assert told.endswith("Done.\n")
        assert ExportRecord.objects.count() == 0

    def test_goes_on_after_a_rule_that_fails(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*, dry_run: bool) -> int:
            raise RuntimeError

        ExportRecord.objects.create(what="Lijst")
        ExportRecord.objects.update(at=NOW - timedelta(days=800))
        monkeypatch.setattr(retention, "_rules", [retention.Rule("a", "A", fail), *retention._rules])
        with pytest.raises(CommandError, match="These rules failed, see the log: a"):
            call_command("apply_retention")
        assert "failed  A\n" in capsys.readouterr().out
        assert ExportRecord.objects.count() == 0

    def test_changes_nothing_in_a_dry_run(self) -> None:

        leave_traces(make_person())
        before = everything()
        with time_machine.travel(NOW + timedelta(days=5000), tick=False):
            counts = {outcome.rule.name: outcome.count for outcome in apply_rules(dry_run=True)}
        assert sum(count or 0 for count in counts.values()) > 5
        assert everything() == before

    def test_works_in_batches(self, applied: Callable[..., int | None], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retention, "AT_ONCE", 3)
        ExportRecord.objects.bulk_create(ExportRecord(what=str(number)) for number in range(10))
        ExportRecord.objects.update(at=NOW - timedelta(days=800))
        assert applied("export-records") == 10
        assert ExportRecord.objects.count() == 0


def everything() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}
