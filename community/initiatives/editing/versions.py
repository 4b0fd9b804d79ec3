"""The versions of a profile: who made each, when, and what was different."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from community.initiatives.editing.drafts import name_of
from community.initiatives.editing.sections import Content, changed_sections, titles_of
from community.initiatives.models import Initiative
from foundation.paging import Pages, paged

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `what`: the titles of the sections that are different from the version before."""

    url: str
    made: datetime
    who: str
    what: str
    is_live: bool
    is_latest: bool


def versions_of(page: Initiative, request: HttpRequest) -> tuple[Pages[Revision], list[Version]]:
    """A page of the list, the newest first; three queries. Raises Http404 for a page that is not there."""
    revisions = Revision.objects.for_instance(page).select_related("user").order_by("-created_at", "-pk")
    pages = paged(request, revisions, size=PAGE_SIZE)
    before = pages.number * PAGE_SIZE
    contents: list[Content | None] = [
        *(revision.content for revision in pages.items[1:]),
        revisions.values_list("content", flat=True)[before : before + 1].first() if pages.items else None,
    ]
    pairs = zip(pages.items, contents, strict=True)
    return pages, [described(page, revision, earlier) for revision, earlier in pairs]


def described(page: Initiative, revision: Revision, earlier: Content | None) -> Version:
    """A version, told by what is different from the one before."""
    if earlier is None:
        what = _("The beginning")
    else:
        what = ", ".join(titles_of(changed_sections(earlier, revision.content))) or _("Nothing that visitors see")
    return Version(
        url=reverse("initiative_version", args=(page.pk, revision.pk)),
        made=revision.created_at,
        who=name_of(revision.user),
        what=what,
        is_live=page.live and page.live_revision_id == revision.pk,
        is_latest=page.latest_revision_id == revision.pk,
    )


def version_of(page: Initiative, pk: int) -> Revision | None:
    """A version of this very page."""
    found: Any = Revision.objects.for_instance(page).select_related("user").filter(pk=pk).first()
    return found
