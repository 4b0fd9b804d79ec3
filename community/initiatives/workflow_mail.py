"""Wagtail's own mails about workflows: they lead to the admin, so only who may enter it gets them.

Members whose page is approved or sent back hear it from `moderation`.
"""

from typing import Any

from django.db import transaction
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from community.members.accounts.second_factor import may_enter_admin


class Notice:
    """What is changed of Wagtail's notifiers."""

    def __call__(self, instance: Any = None, **kwargs: Any) -> bool:
        """Send it once all is saved: a mail server that is slow may not hold up others who want to write."""
        send = super().__call__  # type: ignore[misc]
        transaction.on_commit(lambda: send(instance, **kwargs), robust=True)
        return True

    def get_recipient_users(self, instance: Any, **kwargs: Any) -> set[Any]:
        """Leave only those who may enter the admin."""
        users = super().get_recipient_users(instance, **kwargs)  # type: ignore[misc]
        return {user for user in users if may_enter_admin(user)}


class ApprovalNotice(Notice, WorkflowStateApprovalEmailNotifier):
    """That a page was approved."""


class RejectionNotice(Notice, WorkflowStateRejectionEmailNotifier):
    """That a page was sent back."""


class SubmissionNotice(Notice, WorkflowStateSubmissionEmailNotifier):
    """That a page was submitted."""


class TaskNotice(Notice, GroupApprovalTaskStateSubmissionEmailNotifier):
    """That a page waits for somebody of a group."""


NOTICES = (
    (workflow_approved, WorkflowState, ApprovalNotice(), "workflow_state_approved_email_notification"),
    (workflow_rejected, WorkflowState, RejectionNotice(), "workflow_state_rejected_email_notification"),
    (workflow_submitted, WorkflowState, SubmissionNotice(), "workflow_state_submitted_email_notification"),
    (task_submitted, TaskState, TaskNotice(), "group_approval_task_submitted_email_notification"),
)


def connect() -> None:
    """Put ours in the place of Wagtail's: by its names, so that it does not matter which of us is ready first."""
    for signal, sender, notice, uid in NOTICES:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(notice, sender=sender, dispatch_uid=uid)
