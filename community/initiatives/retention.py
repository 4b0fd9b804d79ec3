"""How long invitations and requests to join are kept."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from community.initiatives.editing.unused_photos import delete_unused
from community.initiatives.models import Buddyship, Invitation, JoinRequest, NeedReminder, ProfileDraft
from community.initiatives.models.membership import INVITATION_LASTS
from community.initiatives.needs.reminding import remind_owners
from community.initiatives.people.ownership import tell_of_ownerless
from community.initiatives.people.queries import ownerless_initiatives
from community.members.retention import delete, retention_rule, update

ADDRESSES_KEPT = timedelta(days=30)
REQUESTS_KEPT = timedelta(days=365)
DRAFTS_KEPT = timedelta(days=90)


@retention_rule("invitations", "Addresses of invitations that were used, withdrawn or expired 30 days ago")
def addresses_of_invitations(*, dry_run: bool) -> int:
    """Forget whom they were sent to; that they were sent stays."""
    before = timezone.now() - ADDRESSES_KEPT
    over = Q(accepted__lt=before) | Q(withdrawn__lt=before) | Q(sent__lt=before - INVITATION_LASTS)
    return update(Invitation.objects.filter(over).exclude(email=""), dry_run=dry_run, email="")


@retention_rule("join-requests", "Requests to join that were declined or withdrawn a year ago")
def old_join_requests(*, dry_run: bool) -> int:
    """Delete them with what was written."""
    over = (JoinRequest.State.DECLINED, JoinRequest.State.WITHDRAWN)
    before = timezone.now() - REQUESTS_KEPT
    old = JoinRequest.objects.filter(Q(decided__lt=before) | Q(decided=None, asked__lt=before), state__in=over)
    return delete(old, dry_run=dry_run)


@retention_rule("ownerless", "Initiatives that lost their last owner, of which the editors still have to hear")
def owners_that_are_gone(*, dry_run: bool) -> int:
    """Tell the editors: a net below what is told at the moment itself."""
    if dry_run:
        return ownerless_initiatives().filter(owner_record__told=None).count()
    return tell_of_ownerless()


@retention_rule("buddies", "Questions to be a buddy that were declined or withdrawn a year ago")
def old_buddies(*, dry_run: bool) -> int:
    """Delete them with what was written; what ran or was finished stays with both initiatives."""
    over = (Buddyship.State.DECLINED, Buddyship.State.WITHDRAWN)
    old = Buddyship.objects.filter(answered__lt=timezone.now() - REQUESTS_KEPT, state__in=over)
    return delete(old, dry_run=dry_run)


@retention_rule("unsaved-texts", "What somebody typed in the editor of a profile and did not save for 90 days")
def old_unsaved_texts(*, dry_run: bool) -> int:
    """Delete it; what was saved stays."""
    return delete(ProfileDraft.objects.filter(updated__lt=timezone.now() - DRAFTS_KEPT), dry_run=dry_run)


@retention_rule("need-reminders", "That owners were asked about a need or offer that ended a year ago")
def old_need_reminders(*, dry_run: bool) -> int:
    """Forget it: nobody is asked about something that long over."""
    before = timezone.localdate() - REQUESTS_KEPT
    return delete(NeedReminder.objects.filter(until__lt=before), dry_run=dry_run)


@retention_rule("needs", "Mails to owners about needs and offers that end within two weeks")
def needs_that_end(*, dry_run: bool) -> int:
    """Ask whether they still stand."""
    return remind_owners(dry_run=dry_run)


@retention_rule("profile-photos", "Photos that owners put on a profile and that no page or version shows any more")
def photos_of_nothing(*, dry_run: bool) -> int:
    """Delete them with their files; those that an editor put among Wagtail's images stay."""
    return delete_unused(dry_run=dry_run)
