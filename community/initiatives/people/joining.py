"""Asking to belong to an initiative, and deciding about it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.initiatives.locks import hold
from community.initiatives.models import Initiative, JoinRequest, Membership, Role
from community.initiatives.people.history import JOINED, note
from community.initiatives.people.mails import about_request, tell, tell_owners
from community.initiatives.people.names import name_of
from community.initiatives.people.refusals import Refusal
from community.initiatives.permissions import may_join, may_manage_people, source_of
from community.members.models import User

State = JoinRequest.State
ASK_AGAIN_AFTER = timedelta(days=30)
MOST_WAITING = 20


class AlreadyDecided(Refusal):
    """Somebody else decided first; `request` says what."""

    def __init__(self, request: JoinRequest, sentence: str) -> None:
        """Keep the request as it is now."""
        super().__init__(sentence)
        self.request = request


def may_ask_again(initiative: Initiative, user: User) -> str:
    """The day from which this person may ask (again), "" when that is now."""
    declined = JoinRequest.objects.filter(initiative_id=initiative.pk, user=user, state=State.DECLINED)
    last = declined.order_by("-decided").first()
    if last is None or last.decided is None or last.decided + ASK_AGAIN_AFTER <= timezone.now():
        return ""
    return date_format(timezone.localtime(last.decided + ASK_AGAIN_AFTER), "j F Y")


@transaction.atomic
def ask_to_join(initiative: Initiative, *, by: User, remark: str = "") -> JoinRequest:
    """Ask the owners; who waits for an answer already gets that request. Raises PermissionDenied and Refusal."""
    initiative = source_of(initiative)
    if not may_join(by, initiative):
        raise PermissionDenied
    waiting = JoinRequest.objects.filter(initiative_id=initiative.pk, user=by, state=State.WAITING)
    if (known := waiting.first()) is not None:
        return known
    if day := may_ask_again(initiative, by):
        raise Refusal(_("You asked this before. You can ask again from %(day)s.") % {"day": day})
    if JoinRequest.objects.filter(user=by, state=State.WAITING).count() >= MOST_WAITING:
        raise Refusal(
            _("You wait for the answer of %(most)s initiatives. Wait for some of them first.") % {"most": MOST_WAITING}
        )
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(initiative=initiative, user=by, remark=remark.strip())
    except IntegrityError:  # sent twice at the same moment
        return waiting.get()
    tell_owners("join_asked", initiative, but=by, **about_request(request))
    return request


@transaction.atomic
def withdraw_request(request: JoinRequest, *, by: User) -> None:
    """Take one's own request back; one that was decided meanwhile stays as it is. Raises PermissionDenied."""
    if request.user_id != by.pk:
        raise PermissionDenied
    waiting = JoinRequest.objects.filter(pk=request.pk, state=State.WAITING)
    waiting.update(state=State.WITHDRAWN, decided=timezone.now())


@transaction.atomic
def decide(request: JoinRequest, *, accept: bool, by: User, role: str = Role.MEMBER) -> JoinRequest:
    """Let somebody in or not. Raises PermissionDenied, and AlreadyDecided with what another owner decided."""
    request = locked(request.pk)
    if not may_manage_people(by, request.initiative):
        raise PermissionDenied
    if request.state != State.WAITING:
        raise AlreadyDecided(request, decided_sentence(request))
    request.state = State.ACCEPTED if accept else State.DECLINED
    request.decided, request.decided_by = timezone.now(), by
    request.save(update_fields=["state", "decided", "decided_by"])
    if accept:
        membership = let_in(request.initiative, request.user, role=role)
        note(JOINED, request.initiative, request.user_id, by=by, role=membership.role)
    tell(request.user, "join_accepted" if accept else "join_declined", request.initiative)
    return request


def locked(pk: int) -> JoinRequest:
    """The request as it is now, for this transaction alone.

    Read anew after the lock: what is read with it is as old as the question, but for the locked row itself.
    """
    JoinRequest.objects.select_for_update().get(pk=pk)
    return JoinRequest.objects.select_related("initiative", "user", "decided_by").get(pk=pk)


def decided_sentence(request: JoinRequest) -> str:
    """Who decided what, for an owner who came second."""
    if request.state == State.WITHDRAWN:
        return _("This request was taken back meanwhile.")
    by = name_of(request.decided_by) if request.decided_by else ""
    accepted = request.state == State.ACCEPTED
    if by and accepted:
        return _("%(name)s already accepted this request.") % {"name": by}
    if by:
        return _("%(name)s already declined this request.") % {"name": by}
    return _("This request was accepted already.") if accepted else _("This request was declined already.")


def let_in(initiative: Initiative, user: User, *, role: str) -> Membership:
    """Make somebody belong, with at least this role; whoever waits for an answer has it now."""
    hold(initiative.pk)
    membership, made = Membership.objects.get_or_create(initiative=initiative, user=user, defaults={"role": role})
    if not made and role == Role.OWNER and membership.role != Role.OWNER:
        membership.role = Role.OWNER
        membership.save(update_fields=["role"])
    JoinRequest.objects.filter(initiative=initiative, user=user, state=State.WAITING).update(
        state=State.ACCEPTED, decided=timezone.now()
    )
    return membership
