"""Asking a moderator to look at a post, and what comes of it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forums.models import Forum, Post, Report, Visibility
from community.forums.moderating.actions.logging import Verb, checked_reason, note_on_post, require_moderator
from community.forums.moderating.actions.topics import move_topic
from community.forums.moderating.actions.visibility import approve_post, hide_post
from community.forums.moderating.limits import TooFastError
from community.forums.moderating.locks import hold_people, hold_post
from community.forums.permissions import may_report
from community.members.models import User
from community.notifications.actions import announce

Outcome = Report.Outcome

DAY = timedelta(days=1)
REPORTS_A_DAY = 20  # by one person
# What a member may choose; the others are for the software.
OF_MEMBERS = (
    Report.Reason.UNKIND,
    Report.Reason.SPAM,
    Report.Reason.PRIVATE,
    Report.Reason.WRONG_PLACE,
    Report.Reason.OTHER,
)


@transaction.atomic
def report_post(post: Post, *, by: User, reason: Report.Reason, text: str = "") -> Report:
    """Ask a moderator to look at a post. Asked for twice, it is one report.

    Raises PermissionDenied, ValidationError without an explanation of "something else", TooFastError.
    """
    if not may_report(by, post):
        raise PermissionDenied
    text = checked_reason(text)
    if reason not in OF_MEMBERS:
        raise ValidationError({"reason": _("Choose what is the matter.")})
    if reason == Report.Reason.OTHER and not text:
        raise ValidationError({"text": _("Tell in a few words what is the matter.")})
    hold_people(by.pk)
    known = Report.objects.filter(post=post, reporter=by, decided=None).first()
    if known is not None:
        return known
    if Report.objects.filter(reporter=by, made__gt=timezone.now() - DAY).count() >= REPORTS_A_DAY:
        raise TooFastError(_("You reported many posts today. Thank you: the moderators look at them first."))
    report = Report.objects.create(post=post, reporter=by, reason=reason, text=text)
    announce("forum-report", report.pk, actor=by)
    return report


@transaction.atomic
def decide_report(
    report: Report, *, by: User, outcome: Report.Outcome, reason: str = "", to: Forum | None = None
) -> Report:
    """Decide about a post, and with it about all its open reports. What another moderator decided stands.

    Without a reason, the one of the report is given. `to`: the forum its topic moves to. Raises PermissionDenied,
    ValidationError.
    """
    require_moderator(by)
    reason = checked_reason(reason)
    post = hold_post(report.post)  # what decides who comes first
    report.refresh_from_db()
    if report.decided is not None:
        return report
    if outcome == Outcome.HIDDEN:
        hide_post(post, by=by, reason=reason or str(report.get_reason_display()))
    elif outcome == Outcome.APPROVED:
        approve_post(post, by=by, reason=reason)
    elif outcome == Outcome.MOVED:
        if to is None:
            raise ValidationError({"to": _("Choose a forum.")})
        move_topic(post.topic, by=by, to=to, reason=reason)
    elif post.visibility == Visibility.WAITING:
        raise ValidationError(_("This post waits: show it, or hide it."))
    else:
        note_on_post(Verb.KEEP, post, by=by, tell=False, reason=reason)
    Report.objects.filter(post=post, decided=None).update(outcome=outcome, decided=timezone.now(), decided_by=by)
    report.refresh_from_db()
    return report
