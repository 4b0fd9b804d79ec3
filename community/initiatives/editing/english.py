"""The owners' own words for their profile in English.

wagtail-localize keeps translations piece by piece: each paragraph and each point of a list. So the English text has the
same pieces as the Dutch one. What is not public yet is an OwnTranslation; once public, the translated page holds it.
"""

import json
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
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
# Texts to wagtail-localize, but nobody translates them: who moved, or took their number away, did so in every language.
FACTS = ("place", "address", "postcode", "contact_name", "contact_phone")
State = OwnTranslation.State


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
    """The English text as it is now: what waits, and where nothing does what is public; never the Dutch text."""
    public = public_texts(initiative, content)
    if written is None or written.state == State.PUBLIC:
        return public
    return {name: written.texts.get(name, public.get(name, "")) for name in FIELDS}


def public_texts(initiative: Initiative, content: Content) -> dict[str, str]:
    """What the page in English says that is not only the Dutch text, of now or of when it was translated."""
    page = translated_page(initiative)
    if page is None:
        return {}
    texts = {name: getattr(page, name) for name in FIELDS}
    return own_words(texts, (content, translated_content(initiative)))


def own_words(texts: dict[str, str], dutch: Iterable[Content]) -> dict[str, str]:
    """What of these texts is not the text of one of these Dutch versions."""
    known = {name: {same(name, content) for content in dutch} for name in texts}
    return {name: text for name, text in texts.items() if text and same(name, texts) not in known[name]}


def translated_content(initiative: Initiative) -> Content:
    """The Dutch version that was translated last."""
    source = TranslationSource.objects.filter(object_id=initiative.translation_key, locale=initiative.locale_id).first()
    return json.loads(source.content_json) if source else {}


def pieces_of(text: str) -> list[int]:
    """How many links stand in each piece of a text."""
    return [string.data.count("<a ") for string, _attributes in extract_strings(text)[1]]


def fits(english: str, dutch: str) -> bool:
    """Whether a translation has the pieces of its source, and no link that the source has not."""
    ours, theirs = pieces_of(dutch), pieces_of(english)
    return len(ours) == len(theirs) and all(there <= here for here, there in zip(ours, theirs, strict=True))


def outdated(initiative: Initiative, content: Content) -> list[str]:
    """The fields whose Dutch text changed since it was translated."""
    translated = translated_content(initiative)
    if not translated or translated_page(initiative) is None:
        return []
    return [name for name in FIELDS if same(name, translated) != same(name, content)]


def same(name: str, content: Content) -> str:
    """A text without differences that no reader sees."""
    text = str(value_of(content, name))
    return canonical(text, STORY_FEATURES) if name in STORY else text


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
    hold(initiative.pk)  # nobody writes on meanwhile
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
    if not written.texts:
        written.versions.filter(number=written.version).update(online=timezone.now())
    return bool(ready)


def bring_facts(dutch: Initiative, version: Initiative) -> None:
    """Give a version of the page in English what is the same in every language; it is not saved."""
    copy_synchronised_fields(dutch, version)
    for name in FACTS:
        setattr(version, name, getattr(dutch, name))


def follow(initiative: Initiative) -> None:
    """Bring what is the same in every language to the translated page: contact, place, photos, needs.

    Its texts stay as they are, also where the Dutch ones changed. A draft of an editor is changed too, not published.
    """
    translation = translated_page(initiative)
    if translation is None:
        return
    had_draft = translation.has_unpublished_changes
    version = translation.get_latest_revision_as_object()
    bring_facts(Initiative.objects.get(pk=initiative.pk), version)
    revision = version.save_revision(clean=False)
    if translation.live and not had_draft:
        revision.publish()
