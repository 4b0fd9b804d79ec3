"""How long news is kept."""

from datetime import timedelta

from django.utils import timezone

from community.members.retention import delete, retention_rule
from community.notifications.models import Announcement, Bounce, IncomingMail, Notification

NEWS_KEPT = timedelta(days=180)
ANNOUNCEMENTS_KEPT = timedelta(days=30)
BOUNCES_KEPT = timedelta(days=365)
INCOMING_KEPT = timedelta(days=30)


@retention_rule("notifications", "Notifications of 180 days ago")
def old_notifications(*, dry_run: bool) -> int:
    """Delete them; what they are about stays."""
    return delete(Notification.objects.filter(made__lt=timezone.now() - NEWS_KEPT), dry_run=dry_run)


@retention_rule("announcements", "Announcements of which everybody was told 30 days ago")
def old_announcements(*, dry_run: bool) -> int:
    """Delete them."""
    return delete(Announcement.objects.filter(done__lt=timezone.now() - ANNOUNCEMENTS_KEPT), dry_run=dry_run)


@retention_rule("bounces", "Mails that came back a year ago")
def old_bounces(*, dry_run: bool) -> int:
    """Forget them; a stop of mail that came of them stays."""
    return delete(Bounce.objects.filter(at__lt=timezone.now() - BOUNCES_KEPT), dry_run=dry_run)


@retention_rule("incoming-mail", "Records of mails that came in 30 days ago")
def old_incoming_mail(*, dry_run: bool) -> int:
    """Forget them; no mail server tries for so long to bring one again."""
    return delete(IncomingMail.objects.filter(at__lt=timezone.now() - INCOMING_KEPT), dry_run=dry_run)
