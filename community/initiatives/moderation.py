"""What owners write waits for an editor, in Wagtail's workflow; what comes of it.

Editors see it under "Waits for your approval" and decide in the admin. The owner hears what they decided.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import page_published, workflow_approved, workflow_rejected

from community.initiatives.models import Initiative, Membership, Role
from community.members.mailing import mail, site_url
from foundation.locales import default_locale_id


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the newest version of a page stands with the editors. `comment`: what they wrote when they sent it back."""

    is_waiting: bool = False
    is_sent_back: bool = False
    comment: str = ""


@transaction.atomic
def submit(initiative: Initiative, *, by: Any) -> WorkflowState | None:
    """Give the newest version to the editors; one that waits already is replaced by it.

    The caller has asked whether this person may. Returns None where the site has no workflow.
    """
    state = WorkflowState.objects.active().for_instance(initiative).select_for_update().first()
    if state is None:
        workflow = initiative.get_workflow()
        return workflow.start(initiative, by) if workflow else None
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.requested_by = by
        state.resume(user=by)
    else:
        waiting = TaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(revision=initiative.get_latest_revision())
    return state


def decisions_on(pks: list[int]) -> dict[int, Decision]:
    """Where the newest versions of these pages stand, in one query; a page that nobody looks at is left out."""
    states = WorkflowState.objects.active().filter(
        base_content_type=Initiative(pk=0).get_base_content_type(), object_id__in=[str(pk) for pk in pks]
    )
    return {
        int(state.object_id): Decision(
            is_waiting=state.status == WorkflowState.STATUS_IN_PROGRESS,
            is_sent_back=state.status == WorkflowState.STATUS_NEEDS_CHANGES,
            comment=state.current_task_state.comment if state.current_task_state else "",
        )
        for state in states.select_related("current_task_state")
    }


def trust(initiative_pk: int, user_id: int | None) -> None:
    """Let what this owner changes go live at once from now on: somebody looked at their first change."""
    if user_id:
        Membership.objects.filter(
            initiative_id=initiative_pk, user_id=user_id, role=Role.OWNER, is_trusted=False
        ).update(is_trusted=True)


def tell(initiative: Initiative, users: Any, name: str, **context: Any) -> None:
    """Mail these people about their page."""
    for user in users:
        if user.is_active:
            mail(
                user,
                f"initiatives/mail/{name}",
                {
                    "first_name": user.first_name,
                    "title": initiative.title,
                    "page_url": initiative.full_url or "",
                    "manage_url": site_url(reverse("initiative_manage", args=(initiative.pk,))),
                    **context,
                },
            )


def owners(initiative: Initiative) -> Any:
    """The people who own it."""
    return [
        membership.user
        for membership in Membership.objects.filter(initiative_id=initiative.pk, role=Role.OWNER).select_related("user")
    ]


def is_source(page: Any) -> bool:
    """Whether this is an initiative in the language in which it was written."""
    return isinstance(page, Initiative) and page.alias_of_id is None and page.locale_id == default_locale_id()


def _published(instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    if not is_source(instance) or revision is None:
        return
    # Owners who are not trusted cannot publish: so an editor looked at what this one wrote.
    trust(instance.pk, revision.user_id)
    if instance.first_published_at == instance.last_published_at:
        tell(instance, owners(instance), "online")


def _approved(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    page = instance.content_object.specific
    author = instance.requested_by
    if not is_source(page) or author is None or author == user:
        return
    trust(page.pk, author.pk)
    if page.first_published_at != page.last_published_at:  # else it was told just now that the page is online
        tell(page, [author], "changes_online")


def _rejected(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    page = instance.content_object.specific
    author = instance.requested_by
    if is_source(page) and author is not None and author != user:
        comment = instance.current_task_state.comment if instance.current_task_state else ""
        tell(page, [author], "sent_back", comment=comment)


def connect() -> None:
    """Listen to what editors decide."""
    page_published.connect(_published, dispatch_uid="initiative-published")
    workflow_approved.connect(_approved, sender=WorkflowState, dispatch_uid="initiative-approved")
    workflow_rejected.connect(_rejected, sender=WorkflowState, dispatch_uid="initiative-sent-back")
