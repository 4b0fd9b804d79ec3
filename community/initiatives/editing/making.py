"""Making the form of a section: empty of what was typed, with what was kept, or with what was sent."""

from collections.abc import Collection
from typing import Any

from django.http import Http404
from wagtail.models import Revision

from community.initiatives.completeness import latest_content
from community.initiatives.editing.buddy_offer import BuddyOfferForm
from community.initiatives.editing.drafts import Draft
from community.initiatives.editing.english_form import EnglishForm
from community.initiatives.editing.forms import (
    ContactForm,
    FactsForm,
    NameForm,
    PlaceForm,
    SectionForm,
    StoryForm,
    ThemesForm,
)
from community.initiatives.editing.needs import NeedsForm
from community.initiatives.editing.photos import PhotosForm
from community.initiatives.editing.sections import ENGLISH, Content
from community.initiatives.models import Initiative

FORMS: dict[str, type[SectionForm]] = {
    form.slug: form
    for form in (
        NameForm,
        ThemesForm,
        StoryForm,
        PlaceForm,
        FactsForm,
        ContactForm,
        PhotosForm,
        NeedsForm,
        BuddyOfferForm,
    )
}


def form_of_section(slug: str) -> type[SectionForm]:
    """The form of this section. Raises Http404 where there is no such section."""
    if slug not in FORMS:
        raise Http404
    return FORMS[slug]


def base_of(page: Initiative) -> str:
    """What a form says of the version it starts from."""
    return str(page.latest_revision_id or "")


def content_at(page: Initiative, base: str) -> Content:
    """The version that a form started from; nothing where it is gone, so that all that differs clashes."""
    if base == base_of(page):
        return latest_content(page)
    if not base.isascii() or not base.isdigit() or len(base) > 18:  # noqa: PLR2004 - digits of a primary key
        return {}
    content: Content | None = (
        Revision.objects.for_instance(page).filter(pk=int(base)).values_list("content", flat=True).first()
    )
    return content or {}


def fields_in(page: Initiative, slug: str, base: str) -> Collection[str]:
    """The names of the fields of a section. Raises Http404 where there is no such section."""
    if slug == ENGLISH:
        return EnglishForm(content=latest_content(page)).fields
    return form_of_section(slug)(base=content_at(page, base)).fields


def form_for(page: Initiative, slug: str) -> SectionForm:
    """The form with the newest version in it."""
    return form_of_section(slug)(base=latest_content(page))


def form_of_draft(page: Initiative, slug: str, draft: Draft) -> SectionForm:
    """The form with what was typed and not saved."""
    form_class, base = form_of_section(slug), content_at(page, draft.base)
    fields = form_class(base=base).fields
    typed: dict[str, Any] = {}
    for name, field in fields.items():
        if not field.widget.needs_multipart_form:
            typed[name] = field.widget.value_from_datadict(draft.data, {}, name)
    return form_class(base=base, initial=typed)


def says_nothing_new(page: Initiative, slug: str, draft: Draft) -> bool:
    """Whether what was kept is what is saved: the last of it may have arrived after the form itself."""
    form = form_of_section(slug)(draft.data, base=latest_content(page))
    return form.is_valid() and not form.changed_keys()
