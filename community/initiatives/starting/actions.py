"""Starting an initiative."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.html import escape, linebreaks
from django.utils.text import slugify
from django.utils.translation import ngettext

from community.initiatives.models import Initiative, InitiativeDirectory, InitiativeTheme, Membership, OwnerRecord, Role
from community.initiatives.moderation import submit
from community.initiatives.people.refusals import Refusal
from community.members.models import User
from community.places.models import Municipality
from community.themes.models import Theme
from foundation.locales import default_locale_id

MOST_WAITING = 5
TRIES = 3
FALLBACK_SLUG = "initiatief"
LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the short form asks. `key` belongs to one form, so that sending it twice starts one initiative."""

    key: uuid.UUID
    name: str
    tagline: str
    municipality: Municipality
    place: str
    phase: str
    theme: Theme
    activities: str


def start_initiative(beginning: Beginning, *, by: User) -> Initiative:
    """Make the page as a draft with this person as its owner, and give it to the editors.

    Sent twice, it returns the same page. Raises PermissionDenied, and Refusal where too many wait.
    """
    if not by.is_active:
        raise PermissionDenied
    for left in reversed(range(TRIES)):
        try:
            return started(beginning, by=by)
        except (IntegrityError, ValidationError):  # an editor made a page at the same place at the same moment
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


@transaction.atomic
def started(beginning: Beginning, *, by: User) -> Initiative:
    """Make it, with nobody else starting one meanwhile: names in addresses and places in the tree are given once."""
    directory = held_directory()
    owned = Initiative.objects.filter(memberships__user=by, memberships__role=Role.OWNER)
    known = owned.filter(owner_record__started_with=beginning.key).first()
    if known is not None:
        return known
    if owned.filter(first_published_at=None).count() >= MOST_WAITING:
        raise Refusal(
            ngettext(
                "%(n)s initiative of yours waits for the editors. Start another one when they have looked at it.",
                "%(n)s initiatives of yours wait for the editors. Start another one when they have looked at these.",
                MOST_WAITING,
            )
            % {"n": MOST_WAITING}
        )
    page = page_of(beginning, directory)
    page.owner = by
    directory.add_child(instance=page)
    page.save_revision(user=by)
    Membership.objects.create(initiative=page, user=by, role=Role.OWNER)
    if not OwnerRecord.objects.filter(started_with=beginning.key).exists():  # a key of somebody else gives nothing away
        OwnerRecord.objects.filter(pk=page.pk).update(started_with=beginning.key)
    submit(page, by=by)
    return page


def held_directory() -> InitiativeDirectory:
    """The directory as it is now, with nobody else starting an initiative until the transaction ends."""
    found = InitiativeDirectory.objects.filter(locale_id=default_locale_id())
    found.select_for_update(of=("self",), no_key=True).order_by().values_list("pk").get()
    return found.get()  # read anew: what was read while waiting for the lock is old


def page_of(beginning: Beginning, directory: InitiativeDirectory) -> Initiative:
    """The page, not saved yet."""
    page = Initiative(
        locale=directory.locale,
        live=False,
        has_unpublished_changes=True,
        title=beginning.name,
        slug=free_slug(beginning.name, directory),
        tagline=beginning.tagline,
        municipality=beginning.municipality,
        place=beginning.place,
        phase=beginning.phase,
        activities=paragraphs(beginning.activities),
    )
    page.theme_links = [InitiativeTheme(theme=beginning.theme, sort_order=0)]
    return page


def free_slug(name: str, directory: InitiativeDirectory) -> str:
    """The name as a part of an address that no other page below the directory has."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-_") or FALLBACK_SLUG
    taken = set(directory.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def paragraphs(text: str) -> str:
    """Plain text as rich text; what looks like markup stays text."""
    return linebreaks(escape(text.strip())).replace("\n", "") if text.strip() else ""
