"""The owners' own words for their profile in English.

wagtail-localize keeps translations piece by piece: each paragraph and each point of a list. So the English text has the
same pieces as the Dutch one. What is not public yet is an OwnTranslation; once public, the translated page holds it.
"""

import json
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import extract_strings

from community.initiatives.editing.sections import STORY, Content, value_of
from community.initiatives.locks import hold
from community.initiatives.models import Initiative, OwnTranslation
from foundation.blocks import STORY_FEATURES
from foundation.rich_text import canonical
from foundation.translating import translate

LANGUAGE = "en"
FIELDS = ("title", "tagline", *STORY)
State = OwnTranslation.State


class ChangedMeanwhileError(Exception):
    """Somebody else changed the English text since the form was made."""


def locale() -> Locale | None:
    """The language that owners can add; None where the network has only one."""
    return Locale.objects.filter(language_code=LANGUAGE).first()


def own_translation(initiative: Initiative) -> OwnTranslation | None:
    """What the owners wrote, public or not."""
    return OwnTranslation.objects.filter(initiative=initiative, locale__language_code=LANGUAGE).first()


def translated_page(initiative: Initiative) -> Initiative | None:
    """The page in English; None while the Dutch one stands in its place."""
    pages = Initiative.objects.filter(translation_key=initiative.translation_key, locale__language_code=LANGUAGE)
    return pages.filter(alias_of=None).exclude(pk=initiative.pk).first()


def is_there(initiative: Initiative) -> bool:
    """Whether there is a page in English."""
    return translated_page(initiative) is not None


def texts_of(initiative: Initiative, written: OwnTranslation | None, content: Content) -> dict[str, str]:
    """The English text as it is now: what waits, else what is public; what is only the Dutch text is left out."""
    if written and written.state != State.PUBLIC:
        return {name: written.texts.get(name, "") for name in FIELDS}
    page = translated_page(initiative)
    if page is None:
        return {}
    return {name: getattr(page, name) for name in FIELDS if getattr(page, name) != value_of(content, name)}


def pieces_of(text: str) -> list[int]:
    """How many links stand in each piece of a text."""
    return [string.data.count("<a ") for string, _attributes in extract_strings(text)[1]]


def fits(english: str, dutch: str) -> bool:
    """Whether a translation has the pieces of its source, and no link that the source has not."""
    ours, theirs = pieces_of(dutch), pieces_of(english)
    return len(ours) == len(theirs) and all(there <= here for here, there in zip(ours, theirs, strict=True))


def outdated(initiative: Initiative, content: Content) -> list[str]:
    """The fields whose Dutch text changed since it was translated."""
    source = TranslationSource.objects.filter(object_id=initiative.translation_key, locale=initiative.locale_id).first()
    if source is None or translated_page(initiative) is None:
        return []
    translated = json.loads(source.content_json)
    return [name for name in FIELDS if same(name, translated) != same(name, content)]


def same(name: str, content: Content) -> str:
    """A text without differences that no reader sees."""
    text = str(value_of(content, name))
    return canonical(text, STORY_FEATURES) if name in STORY else text


@transaction.atomic
def save_english(initiative: Initiative, texts: dict[str, str], *, by: Any, version: int) -> OwnTranslation:
    """Keep this as the newest English text. `version` is the one the writer saw. Raises ChangedMeanwhileError."""
    hold(initiative.pk)
    language = Locale.objects.get(language_code=LANGUAGE)
    written, made = OwnTranslation.objects.get_or_create(initiative=initiative, locale=language)
    if not made and written.version != version:
        raise ChangedMeanwhileError
    written.texts = texts
    written.version = 1 if made else version + 1
    written.updated_by = by
    if written.state != State.WAITING:
        written.state = State.DRAFT
    written.save()
    return written


def send(initiative: Initiative) -> None:
    """Let what is written go online with the page, as soon as that does."""
    OwnTranslation.objects.filter(initiative=initiative, state=State.DRAFT).update(state=State.WAITING)


def take_back(initiative: Initiative) -> None:
    """Make what waits a draft again."""
    OwnTranslation.objects.filter(initiative=initiative, state=State.WAITING).update(state=State.DRAFT)


@transaction.atomic
def apply(initiative: Initiative) -> bool:
    """Publish what waits, of a page that is online; returns whether anything was.

    A text whose Dutch one changed meanwhile stays a draft.
    """
    page = Initiative.objects.get(pk=initiative.pk)
    written = own_translation(page)
    if written is None or written.state != State.WAITING or not page.live:
        return False
    dutch = {name: str(getattr(page, name)) for name in FIELDS}
    wanted = {name: written.texts.get(name) or dutch[name] for name in FIELDS if name in written.texts and dutch[name]}
    ready = {name: text for name, text in wanted.items() if name not in STORY or fits(text, dutch[name])}
    if ready:
        translate(page, ready, written.locale, by=written.updated_by)
    written.texts = {name: text for name, text in written.texts.items() if name in wanted and name not in ready}
    written.state = State.DRAFT if written.texts else State.PUBLIC
    written.save(update_fields=["texts", "state"])
    return bool(ready)


def follow(initiative: Initiative) -> None:
    """Bring what is the same in every language to the translated page: contact, place, photos, needs.

    Its texts stay as they are, also where the Dutch ones changed. A draft of an editor is changed too, not published.
    """
    translation = translated_page(initiative)
    if translation is None:
        return
    had_draft = translation.has_unpublished_changes
    version = translation.get_latest_revision_as_object()
    copy_synchronised_fields(Initiative.objects.get(pk=initiative.pk), version)
    revision = version.save_revision(clean=False)
    if translation.live and not had_draft:
        revision.publish()
