"""What is asked before something is posted: may somebody say this now, and does it wait.

    judgement = judge(by=user, forum=forum, text=text, title=title)
    post = Post.objects.create(..., visibility=judgement.visibility)
    note_posted(post, judgement)

all in one transaction that holds the lock of the user row, so that what is counted still holds when the post is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.forums.models import Forum, Post, Report, Sanction, Visibility, WatchedWord
from community.forums.moderating.limits import LIMITS, refuse_too_fast, refuse_too_much
from community.forums.moderating.trust import Trust, note_visible, standing_of, trust_of
from community.forums.moderating.watching import Found, found_in
from community.forums.permissions import may_moderate
from community.forums.readers import sanctions_in_force
from community.forums.writing.refusals import Refusal
from community.members.models import User
from community.notifications.actions import announce

if TYPE_CHECKING:
    from community.forums.writing.text import Text

FIRST_POSTS = 2  # visible ones, after which nothing somebody writes waits for being their first


class SilencedError(Refusal):
    """A measure of a moderator keeps somebody from posting."""


class WatchedWordError(Refusal):
    """A text has what the forum does not take."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a post is there at once, and what moderators hear about it: reasons, each with an explanation."""

    visibility: Visibility = Visibility.VISIBLE
    reports: tuple[tuple[Report.Reason, str], ...] = ()


def judge(*, by: User, forum: Forum, text: Text, title: str = "", is_change: bool = False) -> Judgement:
    """Whether somebody may say this here and now. `title`: of the topic it begins; is_change: of a post that is there.

    Nothing is counted against who changes what they wrote, and a changed post does not wait for being their first.
    Raises SilencedError, TooFastError, TooMuchError, WatchedWordError.
    """
    refuse_silenced(by)
    if may_moderate(by):
        return Judgement()
    standing = standing_of(by)
    trust = trust_of(standing)
    if not is_change:
        refuse_too_fast(by, LIMITS[trust], begins_topic=bool(title))
    mentions = len(text.member_ids) + len(text.initiative_ids)
    refuse_too_much(LIMITS[trust], links=len(text.link_hosts), mentions=mentions, attachment_ids=text.attachment_ids)
    found = found_in(title, text.plain, hosts=text.link_hosts)
    refuse_watched(found)
    reports = [(Report.Reason.WATCHED, hit.text) for hit in found]
    waits = any(hit.effect == WatchedWord.Effect.HOLD for hit in found)
    first_posts_wait = forum.first_posts_wait or settings.FORUM_FIRST_POSTS_WAIT
    if not is_change and first_posts_wait and trust == Trust.NEW and standing.post_count < FIRST_POSTS:
        reports.append((Report.Reason.FIRST_POST, ""))
        waits = True
    return Judgement(Visibility.WAITING if waits else Visibility.VISIBLE, tuple(reports))


def refuse_silenced(user: User) -> None:
    """Raise SilencedError for whom a measure keeps from posting, with its end and reason."""
    stops = sanctions_in_force().filter(person=user, kind__in=(Sanction.Kind.SILENCE, Sanction.Kind.BLOCK))
    measure = stops.order_by("-until").first()
    if measure is None or measure.until is None:
        return
    message = _("You cannot post until %(date)s. A moderator gave this reason: %(reason)s")
    until = date_format(timezone.localtime(measure.until), "j F Y, H:i")
    raise SilencedError(message % {"date": until, "reason": measure.reason})


def refuse_watched(found: list[Found]) -> None:
    """Raise WatchedWordError for a text with what the forum does not take."""
    for hit in found:
        if hit.effect == WatchedWord.Effect.REFUSE:
            message = _("Your text has “%(word)s” in it. The forum does not take that. Your text is kept: change it.")
            raise WatchedWordError(message % {"word": hit.text})


def note_posted(post: Post, judgement: Judgement) -> None:
    """Report what has to be looked at, and count a visible post for its writer."""
    note_changed(post, judgement)
    if judgement.visibility == Visibility.VISIBLE:
        note_visible(post.author_id)


def note_changed(post: Post, judgement: Judgement) -> None:
    """Report what has to be looked at in a post that was changed; what waits already is not reported again."""
    for reason, text in judgement.reports:
        report, made = Report.objects.get_or_create(post=post, reporter=None, reason=reason, text=text, decided=None)
        if made:
            announce("forum-report", report.pk, actor=None)
