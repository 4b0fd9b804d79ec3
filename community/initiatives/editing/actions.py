"""What owners do with their profile: save, put online, send to the editors, take back, go back to an older version.

Each holds the initiative for its transaction, so that two at once follow one another, and works on the newest version.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.locks import BasicLock
from wagtail.models import Revision

from community.initiatives.completeness import latest_content
from community.initiatives.editing import english, review
from community.initiatives.editing.conflicts import THEIRS, chosen, clashing_keys
from community.initiatives.editing.drafts import drop_draft
from community.initiatives.editing.forms import SectionForm
from community.initiatives.editing.sections import ALL, Content, Section, lacking
from community.initiatives.locks import hold
from community.initiatives.models import Initiative
from community.initiatives.moderation import submit
from community.initiatives.permissions import can_edit, may_publish_at_once


class LockedError(Exception):
    """An editor locked the page."""


class NoEditorsError(Exception):
    """There is nobody whom a change could be sent to."""


class NotReadyError(Exception):
    """Something is missing that no profile goes online without."""

    def __init__(self, sections: list[Section]) -> None:
        """Take the sections in which it is missing."""
        self.sections = sections
        super().__init__()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the writer chose where two texts clashed, and the version they saw then."""

    data: Any = field(default_factory=dict)
    seen: Content | None = None


@dataclass(frozen=True, slots=True)
class Clashed:
    """Nothing was saved: somebody else changed the same. `latest` is what is there now."""

    keys: list[str]
    latest: Content
    revision: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """The new version; None where nothing was different."""

    revision: Revision | None


def save_section(
    initiative: Initiative, form: SectionForm, *, by: Any, resolution: Resolution | None = None
) -> Saved | Clashed:
    """Save what was changed in a section as a new version, or tell what clashes with what others did meanwhile.

    Raises PermissionDenied for who may not, LockedError.
    """
    resolution = resolution or Resolution()
    with transaction.atomic():
        page = page_to_change(initiative, by=by)
        latest = latest_content(page)
        clashing = clashing_keys(form, latest)
        choices = chosen(resolution.data, clashing, seen=resolution.seen, latest=latest)
        unsolved = [key for key in clashing if key not in choices]
        if unsolved:
            return Clashed(clashing, latest, page.latest_revision_id)
        keys = [key for key in form.changed_keys() if choices.get(key) != THEIRS]
        version = page.get_latest_revision_as_object()
        form.write(version, keys, by=by)
        drop_draft(page, form.slug, by=by)
        if not keys:
            return Saved(None)
        revision = version.save_revision(user=by, clean=False, log_action=True)
        review.renew(version, by=by)
        return Saved(revision)


def page_to_change(initiative: Initiative, *, by: Any) -> Initiative:
    """The page as it is now, held until the transaction ends. Raises PermissionDenied, LockedError."""
    hold(initiative.pk)
    page = Initiative.objects.select_related("latest_revision").get(pk=initiative.pk)
    if not can_edit(by, page):
        raise PermissionDenied
    if is_locked_for(by, page):
        raise LockedError
    return page


def is_locked_for(user: Any, page: Initiative) -> bool:
    """Whether an editor locked the page against this person; waiting for approval locks nobody out."""
    return bool(page.locked and BasicLock(page).for_user(user))


def put_online(initiative: Initiative, *, by: Any) -> bool:
    """Publish all that is not online yet, or send it to the editors; returns whether it is online.

    Raises PermissionDenied, LockedError, NotReadyError, NoEditorsError.
    """
    with transaction.atomic():
        page = page_to_change(initiative, by=by)
        refuse_unready(page)
        if not may_publish_at_once(by, page):
            english.send(page)
            review.renew(page, by=by)
            if submit(page, by=by) is None:
                raise NoEditorsError
            review.log_submission(page, by=by)
            return False
        english.send(page)
        if page.has_unpublished_changes or not page.live or page.latest_revision is None:
            revision = page.latest_revision
            if revision is None or revision.user_id != by.pk:  # who publishes answers for it
                revision = page.get_latest_revision_as_object().save_revision(user=by, clean=False)
            revision.publish(user=by, skip_permission_checks=True)  # asked above
        else:
            english.apply(page)
        return True


def refuse_unready(page: Initiative) -> None:
    """Raise NotReadyError where the newest version cannot go online."""
    missing = lacking(latest_content(page))
    if not missing:
        try:
            page.get_latest_revision_as_object().full_clean()
        except ValidationError as error:
            wrong = set(getattr(error, "error_dict", {}))
            missing = [section for section in ALL if wrong & set(section.keys)] or [ALL[0]]
    if missing:
        raise NotReadyError(missing)


@transaction.atomic
def withdraw(initiative: Initiative, *, by: Any) -> bool:
    """Take back what waits for the editors; it stays a draft. Returns whether anything waited."""
    page = page_to_change(initiative, by=by)
    english.take_back(page)
    state = page.current_workflow_state
    if state is None:
        return False
    state.cancel(user=by)
    return True


@transaction.atomic
def restore(initiative: Initiative, revision: Revision, *, by: Any) -> Revision:
    """Make what an older version held the newest draft; what is not part of the profile stays as it is."""
    page = page_to_change(initiative, by=by)
    version, old = page.get_latest_revision_as_object(), revision.as_object()
    for section in ALL:
        for name in section.fields:
            attribute = version._meta.get_field(name).attname
            setattr(version, attribute, getattr(old, attribute))
        for name in section.relations:
            setattr(version, name, list(getattr(old, name).all()))
    restored: Revision = version.save_revision(user=by, clean=False, log_action=True, previous_revision=revision)
    review.renew(version, by=by)
    return restored
