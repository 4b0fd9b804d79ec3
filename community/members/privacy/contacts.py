"""Pages that name somebody as the one to ask: found, and their details taken off, in all versions and languages."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q
from wagtail.models import Page, Revision
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)

from community.members.models import User
from community.members.privacy.traces import mentioning, names_of, proven_addresses_of
from foundation.generation import next_generation

NAME, EMAIL, PHONE = FIELDS = ("contact_name", "contact_email", "contact_phone")

PagesOf = Callable[[User], Iterable[int]]

_belongings: list[PagesOf] = []


def belongs_to_pages(function: PagesOf) -> PagesOf:
    """Register which pages somebody belongs to, by primary key: there a name alone means them, elsewhere a namesake."""
    _belongings.append(function)
    return function


@dataclass(frozen=True, slots=True)
class Person:
    """How a page may name somebody: by an address, and on pages they have to do with by name."""

    addresses: frozenset[str]
    names: frozenset[str]
    pages: frozenset[str]  # translation keys

    def fields_to_clear(self, details: dict[str, Any], page: str) -> tuple[str, ...]:
        """Which of these details, of the page with this translation key, are theirs."""
        if str(details.get(EMAIL) or "").lower() in self.addresses:
            return FIELDS
        named = str(details.get(NAME) or "").strip().lower() in self.names
        return (NAME, PHONE) if named and page in self.pages else ()


def person_of(user: User) -> Person:
    """How pages may name this user."""
    near: set[int] = {pk for pages_of in _belongings for pk in pages_of(user)}
    near |= set(Page.objects.filter(owner=user).values_list("pk", flat=True))
    saved = Revision.page_revisions.filter(user=user).order_by().values_list("object_id", flat=True).distinct()
    near |= {int(pk) for pk in saved}
    keys = Page.objects.filter(pk__in=near).values_list("translation_key", flat=True)
    return Person(
        addresses=frozenset(proven_addresses_of(user)),
        names=frozenset(name.lower() for name in names_of(user)),
        pages=frozenset(str(key) for key in keys),
    )


def models_with_contact() -> Iterator[type[Any]]:
    """The page types that name somebody to ask."""
    for model in apps.get_models():
        if issubclass(model, Page) and {NAME, EMAIL} <= set(contact_fields(model)):
            yield model


def contact_fields(model: type[Any]) -> tuple[str, ...]:
    """Those of the fields that this page type has."""
    names = {field.name for field in model._meta.fields}
    return tuple(name for name in FIELDS if name in names)


def naming(person: Person, prefix: str = "") -> Q:
    """Rows that may name them; `fields_to_clear` decides."""
    condition = Q(pk__in=[])
    for address in person.addresses:
        condition |= Q(**{f"{prefix}{EMAIL}__iexact": address})
    for name in person.names:
        condition |= Q(**{f"{prefix}{NAME}__iexact": name})
    return condition


def details_of(page: Any) -> dict[str, Any]:
    """What a page says of whom to ask."""
    return {field: getattr(page, field) for field in contact_fields(type(page))}


def pages_that_name(user: User) -> list[Any]:
    """Pages on the site or in the making that name this user, in every language."""
    person = person_of(user)
    return [
        page
        for model in models_with_contact()
        for page in model.objects.filter(naming(person)).order_by("pk")
        if person.fields_to_clear(details_of(page), str(page.translation_key))
    ]


def clear_contacts(user: User) -> None:
    """Take the details off the pages, their versions and their translations, in the caller's transaction."""
    person = person_of(user)
    keys = {*clear_pages(person), *clear_versions(person), *clear_sources(person)}
    clear_translations(keys)
    next_generation()


def clear_pages(person: Person) -> Iterator[str]:
    """Clear what is in the tables of the pages; gives the translation keys."""
    for model in models_with_contact():
        for page in model.objects.filter(naming(person)):
            fields = person.fields_to_clear(details_of(page), str(page.translation_key))
            if fields:
                model.objects.filter(pk=page.pk).update(**dict.fromkeys(details_of(page).keys() & fields, ""))
                yield str(page.translation_key)


def clear_versions(person: Person) -> Iterator[str]:
    """Clear all versions that were ever saved; gives the translation keys."""
    for version in Revision.page_revisions.filter(naming(person, "content__")).iterator():
        if key := clear_content(version.content, person):
            Revision.objects.filter(pk=version.pk).update(content=version.content)
            yield key


def clear_sources(person: Person) -> Iterator[str]:
    """Clear what was taken from pages to be translated; gives the translation keys."""
    for source in mentioning(TranslationSource, ("content_json",), (*person.addresses, *person.names)):
        content = json.loads(source.content_json)
        if key := clear_content(content, person):
            rewrite(source, content_json=json.dumps(content))
            yield key


def rewrite(row: Model, **values: Any) -> None:
    """Change these columns and nothing else: no signals, no dates."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def clear_content(content: dict[str, Any], person: Person) -> str:
    """Clear a page written as JSON; gives its translation key if there was something to clear."""
    key = str(content.get("translation_key") or "")
    fields = person.fields_to_clear(content, key)
    content.update(dict.fromkeys(content.keys() & fields, ""))
    return key if fields else ""


def clear_translations(keys: Iterable[str]) -> None:
    """Forget the details as pieces of text, and what somebody made of them in another language."""
    contexts = TranslationContext.objects.filter(object_id__in=[UUID(key) for key in keys], path__in=FIELDS)
    segments = StringSegment.objects.filter(context__in=contexts)
    strings = set(segments.values_list("string_id", flat=True))
    translations = StringTranslation.objects.filter(context__in=contexts)
    strings |= set(translations.values_list("translation_of_id", flat=True))
    segments.delete()
    translations.delete()
    for model in (OverridableSegment, SegmentOverride):
        model.objects.filter(context__in=contexts).delete()
    String.objects.filter(pk__in=strings, segments=None, translations=None).delete()
