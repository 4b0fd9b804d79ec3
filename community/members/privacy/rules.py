"""How long accounts, sessions, copies and what is half done are kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import UploadedFile

from community.members.erasure import erase
from community.members.exporting import KEPT_FOR
from community.members.mailing import mail, site_url
from community.members.models import DataExport, ExportRecord, InactivityWarning, MemberProfile, User
from community.members.models.profile import private_storage
from community.members.privacy.copying import my_page_of
from community.members.privacy.files import delete_after_commit
from community.members.retention import delete, in_batches, retention_rule, update
from foundation.models import PendingImport, SharedCacheEntry

A_DAY = timedelta(days=1)
CONFIRM_WITHIN = timedelta(days=7)
RECORDS_KEPT = timedelta(days=2 * 365)
TASKS_KEPT = timedelta(days=7)


@retention_rule("copies", "Copies of people's data, 7 days after they were made")
def old_copies(*, dry_run: bool) -> int:
    """Delete them with their files."""
    before = timezone.now() - KEPT_FOR
    old = DataExport.objects.filter(Q(ready__lte=before) | Q(ready=None, asked__lte=before))
    return in_batches(old, with_files("file"), dry_run=dry_run)


@retention_rule("copies-that-stopped", "Copies of people's data that did not get ready within a day, marked as failed")
def stopped_copies(*, dry_run: bool) -> int:
    """Let people ask again."""
    stopped = DataExport.objects.filter(state=DataExport.State.WAITING, asked__lt=timezone.now() - A_DAY)
    return update(stopped, dry_run=dry_run, state=DataExport.State.FAILED)


def with_files(field: str) -> Any:
    """What deletes rows and the files of this field."""

    def delete_both(rows: QuerySet[Any]) -> None:
        for row in rows:
            delete_after_commit(getattr(row, field))
        rows.delete()

    return delete_both


@retention_rule("private-files", "Private files that belong to nothing any more")
def lost_files(*, dry_run: bool) -> int:
    """Delete files whose row is gone: a process may stop between the two."""
    storage = private_storage()
    before = timezone.now() - A_DAY
    lost = [name for name in lost_names() if storage.get_modified_time(name) < before]
    if not dry_run:
        for name in lost:
            storage.delete(name)
    return len(lost)


def lost_names() -> Iterator[str]:
    """Names of private files that no row names."""
    storage = private_storage()
    for model, field in ((MemberProfile, "photo"), (DataExport, "file")):
        folder = str(model._meta.get_field(field).upload_to)  # type: ignore[union-attr]  # both are file fields
        if not storage.exists(folder):
            continue
        known = set(model._default_manager.exclude(**{field: ""}).values_list(field, flat=True))
        yield from (name for file in storage.listdir(folder)[1] if (name := f"{folder}/{file}") not in known)


@retention_rule("sign-ups", "Accounts whose address was not confirmed within 7 days")
def unconfirmed_sign_ups(*, dry_run: bool) -> int:
    """Erase them."""
    mine = EmailAddress.objects.filter(user=OuterRef("pk"))
    unconfirmed = User.objects.filter(
        Exists(mine),
        ~Exists(mine.filter(verified=True)),
        last_login=None,
        is_superuser=False,
        date_joined__lt=timezone.now() - CONFIRM_WITHIN,
    )
    return erase_each(unconfirmed, dry_run=dry_run)


def erase_each(users: QuerySet[User], *, dry_run: bool, mail_name: str = "") -> int:
    """Erase these people, each in a transaction of its own."""
    keys = list(users.order_by("pk").values_list("pk", flat=True))
    if not dry_run:
        for pk in keys:
            with transaction.atomic():
                user = users.select_for_update(of=("self",)).filter(pk=pk).first()  # who came back meanwhile stays
                if user:
                    erase(user, mail=mail_name)
    return len(keys)


def unused_since(moment: datetime) -> QuerySet[User]:
    """Accounts that nobody signed in with since then; administrators' never count."""
    unused = Q(last_login__lt=moment) | Q(last_login=None, date_joined__lt=moment)
    return User.objects.filter(unused, is_superuser=False, is_active=True)


@retention_rule("unused-accounts-1", "Accounts not used for INACTIVE_AFTER_DAYS that get a mail about it")
def warn_unused(*, dry_run: bool) -> int:
    """Tell them until when they can sign in to stay."""
    since = timezone.now() - timedelta(days=settings.INACTIVE_AFTER_DAYS)
    return in_batches(unused_since(since).filter(inactivity_warning=None), warn, dry_run=dry_run)


def warn(users: QuerySet[User]) -> None:
    """Write down that they were told, and tell them."""
    now = timezone.now()
    until = timezone.localtime(now + timedelta(days=settings.INACTIVE_GRACE_DAYS))
    for user in users:
        InactivityWarning.objects.get_or_create(user=user, defaults={"sent": now})
        with override(user.language):
            context = {"until": date_format(until, "DATE_FORMAT"), "url": site_url(my_page_of(user))}
        mail(user, "members/mail/account_unused", context)


@retention_rule("unused-accounts-2", "Accounts that were not used in the INACTIVE_GRACE_DAYS after that mail")
def erase_unused(*, dry_run: bool) -> int:
    """Erase them, and tell them."""
    warned_before = timezone.now() - timedelta(days=settings.INACTIVE_GRACE_DAYS)
    unused = User.objects.filter(
        Q(last_login=None) | Q(last_login__lt=F("inactivity_warning__sent")),
        inactivity_warning__sent__lte=warned_before,
        is_superuser=False,
    )
    return erase_each(unused, dry_run=dry_run, mail_name="members/mail/account_deleted")


@retention_rule("unused-accounts-3", "Notes about such mails to people who came back")
def answered_warnings(*, dry_run: bool) -> int:
    """Forget that they were warned."""
    return delete(InactivityWarning.objects.filter(user__last_login__gt=F("sent")), dry_run=dry_run)


@retention_rule("export-records", "Notes of who took lists of people out, after 2 years")
def old_records(*, dry_run: bool) -> int:
    """Delete them."""
    return delete(ExportRecord.objects.filter(at__lt=timezone.now() - RECORDS_KEPT), dry_run=dry_run)


@retention_rule("sessions-1", "Sessions that ended")
def ended_sessions(*, dry_run: bool) -> int:
    """Delete them, as `clearsessions` does."""
    return delete(Session.objects.filter(expire_date__lt=timezone.now()), dry_run=dry_run)


@retention_rule("sessions-2", "Browsers and internet addresses of sessions that ended")
def ended_browsers(*, dry_run: bool) -> int:
    """Delete them."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=timezone.now())
    return delete(UserSession.objects.filter(~Exists(alive)), dry_run=dry_run)


@retention_rule("shared-cache", "Counts of attempts that hold no longer")
def stale_cache(*, dry_run: bool) -> int:
    """Delete them."""
    return delete(SharedCacheEntry.objects.filter(expires__lt=timezone.now()), dry_run=dry_run)


@retention_rule("tasks", "Background tasks that ended 7 days ago")
def old_tasks(*, dry_run: bool) -> int:
    """Delete them: what a task was given may name people."""
    return delete(DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - TASKS_KEPT), dry_run=dry_run)


@retention_rule("pending-imports", "Files to be brought in that nobody confirmed within a day")
def pending_imports(*, dry_run: bool) -> int:
    """Delete them."""
    return delete(PendingImport.objects.filter(made_at__lt=timezone.now() - A_DAY), dry_run=dry_run)


@retention_rule("unfinished-forms", "Forms in the admin that were left a day ago, and places left an hour ago")
def unfinished_forms(*, dry_run: bool) -> int:
    """Delete them."""
    return delete(FormState.objects.stale(), dry_run=dry_run) + delete(EditingSession.objects.stale(), dry_run=dry_run)


@retention_rule("unfinished-uploads", "Uploads in the admin that were left a day ago")
def unfinished_uploads(*, dry_run: bool) -> int:
    """Delete them with their files, which are as they were uploaded."""
    before = timezone.now() - A_DAY
    left = [row.pk for row in UploadedFile.objects.all() if not is_younger(row.file, before)]
    return in_batches(UploadedFile.objects.filter(pk__in=left), with_files("file"), dry_run=dry_run)


def is_younger(file: Any, moment: datetime) -> bool:
    """Whether there is such a file, written after that moment."""
    return file.storage.exists(file.name) and file.storage.get_modified_time(file.name) > moment
