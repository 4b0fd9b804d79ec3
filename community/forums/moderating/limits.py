"""How much one person may post, by how far they are trusted. Moderators have no limits."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.forums.models import Attachment, Post, Standing, Topic
from community.forums.writing.refusals import Refusal
from community.members.models import User

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one post may have, and what one person may post in a day and after each other."""

    links: int
    pictures: int
    files: int
    mentions: int
    topics_a_day: int
    posts_a_day: int  # those that begin a topic among them
    pause: timedelta


LIMITS = {
    Standing.Trust.NEW: Limits(
        links=2, pictures=1, files=1, mentions=3, topics_a_day=5, posts_a_day=20, pause=timedelta(seconds=20)
    ),
    Standing.Trust.KNOWN: Limits(
        links=10, pictures=6, files=4, mentions=10, topics_a_day=15, posts_a_day=100, pause=timedelta(seconds=5)
    ),
    Standing.Trust.TRUSTED: Limits(
        links=40, pictures=20, files=10, mentions=20, topics_a_day=40, posts_a_day=300, pause=timedelta(0)
    ),
}


class TooFastError(Refusal):
    """Somebody posts more, or sooner, than one person may."""


class TooMuchError(Refusal):
    """A post has more in it than its writer may put there."""


def refuse_too_fast(user: User, limits: Limits, *, begins_topic: bool) -> None:
    """Raise TooFastError for who posted enough for now; the caller holds the lock of the user row."""
    now = timezone.now()
    recent = Post.objects.filter(author=user, written__gt=now - DAY).aggregate(posts=Count("pk"), latest=Max("written"))
    if recent["posts"] >= limits.posts_a_day:
        raise TooFastError(_("You posted a lot today. Your text is kept: post it tomorrow."))
    if begins_topic and Topic.objects.filter(author=user, begun__gt=now - DAY).count() >= limits.topics_a_day:
        raise TooFastError(_("You began many topics today. Your text is kept: post it tomorrow."))
    if recent["latest"] is not None and now - recent["latest"] < limits.pause:
        seconds = int(limits.pause.total_seconds())
        message = ngettext(
            "You posted just now. Wait %(n)s second and try again. Your text is kept.",
            "You posted just now. Wait %(n)s seconds and try again. Your text is kept.",
            seconds,
        )
        raise TooFastError(message % {"n": seconds})


def refuse_too_much(limits: Limits, *, links: int, mentions: int, attachment_ids: tuple[UUID, ...]) -> None:
    """Raise TooMuchError for a post with more in it than these limits let."""
    pictures = files = 0
    if attachment_ids:
        widths = Attachment.objects.filter(public_id__in=attachment_ids).values_list("width", flat=True)
        pictures = sum(width is not None for width in widths)
        files = len(widths) - pictures
    counted = (
        (links, limits.links, ngettext("Use at most %(n)s link.", "Use at most %(n)s links.", limits.links)),
        (
            pictures,
            limits.pictures,
            ngettext("Use at most %(n)s picture.", "Use at most %(n)s pictures.", limits.pictures),
        ),
        (files, limits.files, ngettext("Add at most %(n)s file.", "Add at most %(n)s files.", limits.files)),
        (
            mentions,
            limits.mentions,
            ngettext(
                "Mention at most %(n)s person or initiative.",
                "Mention at most %(n)s people or initiatives.",
                limits.mentions,
            ),
        ),
    )
    for number, most, message in counted:
        if number > most:
            raise TooMuchError(" ".join((message % {"n": most}, _("Who has posted for a while may use more."))))
