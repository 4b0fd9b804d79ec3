"""How long the forum keeps what nobody needs any more."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from community.forums.models import (
    Attachment,
    ModerationAction,
    Post,
    PostDraft,
    PostVersion,
    Report,
    Sanction,
    TopicReading,
    Visibility,
)
from community.members.privacy.files import delete_after_commit
from community.members.retention import delete, in_batches, retention_rule

DAY = timedelta(days=1)
DRAFTS_KEPT, UNATTACHED_KEPT = 90 * DAY, DAY
REPORTS_KEPT, LOG_KEPT, MEASURES_KEPT = 365 * DAY, 730 * DAY, 730 * DAY
VERSIONS_KEPT, DELETED_KEPT, READINGS_KEPT = 365 * DAY, 90 * DAY, 730 * DAY


@retention_rule("forum-drafts", "What somebody typed in the forum and did not post for 90 days")
def old_drafts(*, dry_run: bool) -> int:
    """Delete it."""
    return delete(PostDraft.objects.filter(updated__lt=timezone.now() - DRAFTS_KEPT), dry_run=dry_run)


@retention_rule("forum-attachments", "Pictures and files that came into no post within a day")
def unattached(*, dry_run: bool) -> int:
    """Delete them with their files, but for those in a draft that is still there."""
    old = Attachment.objects.filter(post=None, uploaded__lt=timezone.now() - UNATTACHED_KEPT)
    drafting = PostDraft.objects.values("user")
    waiting = old.filter(uploader__in=drafting, uploaded__gte=timezone.now() - DRAFTS_KEPT)
    return in_batches(old.exclude(pk__in=waiting.values("pk")), delete_with_files, dry_run=dry_run)


def delete_with_files(attachments: QuerySet[Any]) -> None:
    """Delete these, and their files once that is certain."""
    for attachment in attachments:
        delete_after_commit(attachment.file)
        attachment.delete()


@retention_rule("forum-reports", "Reports that were decided a year ago")
def old_reports(*, dry_run: bool) -> int:
    """Delete them; what was done stands in the log."""
    return delete(Report.objects.filter(decided__lt=timezone.now() - REPORTS_KEPT), dry_run=dry_run)


@retention_rule("forum-log", "What moderators did two years ago")
def old_log(*, dry_run: bool) -> int:
    """Delete it with the requests for another look; not what still waits for an answer."""
    old = ModerationAction.objects.filter(at__lt=timezone.now() - LOG_KEPT)
    return delete(old.exclude(Q(review__isnull=False) & Q(review__decided=None)), dry_run=dry_run)


@retention_rule("forum-measures", "Measures that ended two years ago, and warnings of two years ago")
def old_measures(*, dry_run: bool) -> int:
    """Delete them: somebody begins anew."""
    before = timezone.now() - MEASURES_KEPT
    over = Q(until__lt=before) | Q(ended__lt=before) | Q(kind=Sanction.Kind.WARNING, since__lt=before)
    return delete(Sanction.objects.filter(over), dry_run=dry_run)


@retention_rule("forum-versions", "How posts read before they were changed, after a year")
def old_versions(*, dry_run: bool) -> int:
    """Delete them; the post stays as it is."""
    return delete(PostVersion.objects.filter(replaced__lt=timezone.now() - VERSIONS_KEPT), dry_run=dry_run)


@retention_rule("forum-deleted-posts", "Texts of posts that their writers deleted, after 90 days")
def deleted_texts(*, dry_run: bool) -> int:
    """Empty them, with their files and earlier versions; that something stood there stays."""
    old = Post.objects.filter(visibility=Visibility.DELETED, written__lt=timezone.now() - DELETED_KEPT)
    return in_batches(old.exclude(body=""), empty, dry_run=dry_run)


def empty(posts: QuerySet[Any]) -> None:
    """Take away what these posts say."""
    pks = list(posts.values_list("pk", flat=True))
    delete_with_files(Attachment.objects.filter(post__in=pks))
    PostVersion.objects.filter(post__in=pks).delete()
    Post.objects.filter(pk__in=pks).update(body="")


@retention_rule("forum-readings", "How far somebody read topics that they did not visit for two years")
def old_readings(*, dry_run: bool) -> int:
    """Forget it, but for where they wrote themselves."""
    old = TopicReading.objects.filter(visited__lt=timezone.now() - READINGS_KEPT, has_posted=False)
    return delete(old, dry_run=dry_run)
