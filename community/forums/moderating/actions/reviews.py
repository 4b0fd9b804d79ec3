"""Another look at what a moderator decided, for whom it concerned; best by another moderator."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forums.models import ModerationAction, ReviewRequest, Sanction
from community.forums.moderating.actions.logging import Verb, checked_reason, note, require_moderator
from community.forums.moderating.actions.people import lift
from community.forums.moderating.actions.topics import set_locked
from community.forums.moderating.actions.visibility import restore_post
from community.forums.moderating.moderators import moderators
from community.forums.moderating.reviewable import is_reviewable
from community.members.models import User
from community.notifications.actions import announce


@transaction.atomic
def ask_for_review(action: ModerationAction, *, by: User, text: str) -> ReviewRequest:
    """Ask for another look, once for each decision: asked again, the first request stands.

    Raises PermissionDenied for whom the decision does not concern, ValidationError without a word of why.
    """
    if not by.is_active or action.person_id != by.pk or not is_reviewable(action):
        raise PermissionDenied
    text = checked_reason(text)
    if not text:
        raise ValidationError({"text": _("Tell in a few words why.")})
    request, made = ReviewRequest.objects.get_or_create(action=action, defaults={"person": by, "text": text})
    if made:
        announce("forum-review", request.pk, actor=by)
    return request


@transaction.atomic
def decide_review(request: ReviewRequest, *, by: User, granted: bool, answer: str) -> ReviewRequest:
    """Answer, and where it is granted undo what can be undone. What was answered stands.

    Raises PermissionDenied, also for who took the decision while there is another moderator; ValidationError.
    """
    require_moderator(by)
    answer = checked_reason(answer, required=True)
    request = ReviewRequest.objects.select_for_update(of=("self",)).select_related("action").get(pk=request.pk)
    if request.decided is not None:
        return request
    if not may_review(by, request.action):
        raise PermissionDenied
    request.answer, request.is_granted = answer, granted
    request.decided, request.decided_by = timezone.now(), by
    request.save(update_fields=["answer", "is_granted", "decided", "decided_by"])
    action = request.action
    undone = undo(action, by=by, reason=answer) if granted else None
    note(
        Verb.REVIEW,
        by=by,
        person_id=request.person_id,
        tell=undone is None,  # else they hear what was undone, with the same words
        reason=answer,
        details={"granted": granted, "action": action.pk},
        post_id=action.post_id,
        topic_id=action.topic_id,
        forum_id=action.forum_id,
    )
    return request


def may_review(user: User, action: ModerationAction) -> bool:
    """Whether this moderator may look again: another one than who decided, where there is one."""
    others = moderators().exclude(pk=user.pk).exclude(pk=action.person_id or 0)
    return action.actor_id != user.pk or not others.exists()


def undo(action: ModerationAction, *, by: User, reason: str) -> ModerationAction | None:
    """Take back what a decision did, as far as that harms nothing that was said since; gives what was told of it."""
    if action.verb == Verb.HIDE and action.post is not None:
        return restore_post(action.post, by=by, reason=reason)
    if action.verb == Verb.LOCK and action.topic is not None:
        return set_locked(action.topic, by=by, locked=False, reason=reason)
    if action.verb in (Verb.SILENCE, Verb.BLOCK) and action.person is not None:
        return lift(action.person, by=by, reason=reason)
    if action.verb == Verb.WARN and action.person is not None:
        warnings = Sanction.objects.filter(person=action.person, kind=Sanction.Kind.WARNING, ended=None)
        warnings.filter(reason=action.reason, since__lte=action.at).update(ended=timezone.now())
    return None
