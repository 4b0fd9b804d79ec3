"""What waits for the editors: always the newest version, never one that changed while somebody looked at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from community.initiatives.completeness import latest_content
from community.initiatives.editing.drafts import name_of
from community.initiatives.editing.sections import Content, Section, changed_sections
from community.initiatives.models import Initiative, OwnTranslation

SUBMITTED = "initiatives.submit"  # in the page's log
MOST_WRITERS = 50


@dataclass(frozen=True, slots=True)
class Pending:
    """What is not online yet: in which sections, by whom, and the owners' words in other languages."""

    sections: list[Section]
    people: list[str]
    translations: list[OwnTranslation]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.sections or self.translations)


def live_content(page: Initiative) -> Content:
    """What is online; of a page that never was, nothing."""
    if not page.live:
        return {}
    content: Content = page.live_revision.content if page.live_revision else page.serializable_data()
    return content


def pending_of(page: Initiative) -> Pending:
    """What is not online yet."""
    sections = changed_sections(live_content(page), latest_content(page)) if page.has_unpublished_changes else []
    translations = OwnTranslation.objects.filter(initiative=page).exclude(state=OwnTranslation.State.PUBLIC)
    return Pending(sections, writers_of(page) if sections else [], list(translations.select_related("updated_by")))


def writers_of(page: Initiative) -> list[str]:
    """The names of those who wrote since it went online, the last one first."""
    revisions = Revision.objects.for_instance(page).defer("content").select_related("user")
    if page.live and page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    names: Iterable[str] = (name_of(revision.user) for revision in revisions.order_by("-pk")[:MOST_WRITERS])
    return list(dict.fromkeys(names))


def renew(page: Initiative, *, by: Any) -> None:
    """Put the newest version in the place of the one that waits.

    It gets a task of its own: approving the old one, which an editor may have before them, is refused from then on.
    """
    state = WorkflowState.objects.active().for_instance(page).select_related("current_task_state").first()
    waiting = state.current_task_state if state and state.status == WorkflowState.STATUS_IN_PROGRESS else None
    if state is None or waiting is None or waiting.revision_id == page.latest_revision_id:
        return
    task = waiting.copy(update_attrs={"revision": page.latest_revision})
    TaskState.objects.filter(pk=waiting.pk).update(
        status=TaskState.STATUS_CANCELLED, finished_at=timezone.now(), finished_by=by
    )
    state.current_task_state = task
    state.save()


def log_submission(page: Initiative, *, by: Any) -> None:
    """Write in the page's history what was sent to the editors."""
    slugs = [section.slug for section in pending_of(page).sections]
    log(instance=page, action=SUBMITTED, user=by, revision=page.latest_revision, data={"sections": slugs})
