"""The versions of the English text: who made each, when, and what was different."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.initiatives.editing import english
from community.initiatives.editing.drafts import name_of
from community.initiatives.editing.english import FIELDS, same
from community.initiatives.editing.english_form import LABELS
from community.initiatives.editing.sections import STORY, Content, value_of
from community.initiatives.editing.versions import PAGE_SIZE, Version
from community.initiatives.models import Initiative, OwnTranslation, TranslationVersion
from foundation.comparing import differences, marked
from foundation.paging import Pages, paged
from foundation.rich_text import to_text

Texts = dict[str, str]
LINK = re.compile("<a [^>]*>")  # once public, links lead to where those of the Dutch text lead


@dataclass(frozen=True, slots=True)
class Standing:
    """The English text as it is now.

    `unrecorded` is that text where no version holds it, as a version that is not saved: it was translated in the admin.
    """

    written: OwnTranslation | None
    texts: Texts
    unrecorded: TranslationVersion | None

    @property
    def number(self) -> int:
        """The version that a form made now starts from."""
        if self.unrecorded:
            return self.unrecorded.number
        return self.written.version if self.written else 0


def standing_of(page: Initiative, content: Content) -> Standing:
    """How the English text stands, beside this newest Dutch version."""
    written = english.own_translation(page)
    texts = english.texts_of(page, written, content)
    last = written.versions.order_by("-number").first() if written else None
    dutch = (content, english.translated_content(page))

    def said(words: Texts) -> Texts:
        """What readers see of them: only where there is a Dutch text."""
        shown = {name: words.get(name, "") for name in FIELDS if value_of(content, name)}
        return {name: LINK.sub("<a>", same(name, words)) for name in english.own_words(shown, dutch)}

    if said(texts) == said(last.texts if last else {}):
        return Standing(written, texts, None)
    if written and last is None:  # written before versions were kept
        by, made = written.updated_by, written.updated
    else:
        by, made = translator_of(page)
    number = (written.version if written else 0) + 1
    return Standing(written, texts, TranslationVersion(number=number, texts=full(texts), made_by=by, made=made))


def translator_of(page: Initiative) -> tuple[Any, datetime]:
    """Who changed the page in English last, and when."""
    translated = english.translated_page(page)
    revision = translated.latest_revision if translated else None
    return (revision.user, revision.created_at) if revision else (None, timezone.now())


def full(texts: Texts) -> Texts:
    """The same with nothing for what is not written."""
    return {name: texts.get(name, "") for name in FIELDS}


def different(before: Texts, after: Texts) -> list[str]:
    """The fields that two versions say differently."""
    return [name for name in FIELDS if same(name, before) != same(name, after)]


def versions_of(
    page: Initiative, content: Content, request: HttpRequest
) -> tuple[Pages[TranslationVersion], list[Version]]:
    """A page of the list, the newest first. Raises Http404 for a page that is not there."""
    kept = TranslationVersion.objects.filter(
        translation__initiative=page, translation__locale__language_code=english.LANGUAGE
    )
    kept = kept.select_related("made_by").order_by("-number")
    pages = paged(request, kept, size=PAGE_SIZE)
    rows = list(pages.items)
    after = pages.number * PAGE_SIZE
    earlier = [*(row.texts for row in rows[1:]), *(row.texts for row in kept[after : after + 1] if rows)]
    live = kept.exclude(online=None).values_list("number", flat=True).first()
    standing = standing_of(page, content)
    found = [
        described(page, row, dict(enumerate(earlier)).get(at), live=live, newest=standing.number)
        for at, row in enumerate(rows)
    ]
    if standing.unrecorded and pages.number == 1:
        before = rows[0].texts if rows else None
        found.insert(0, described(page, standing.unrecorded, before, live=None, newest=standing.number))
    return pages, found


def described(
    page: Initiative, version: TranslationVersion, earlier: Texts | None, *, live: int | None, newest: int
) -> Version:
    """A version, told by what is different from the one before."""
    if earlier is None:
        what = _("The beginning")
    else:
        what = ", ".join(str(LABELS[name]) for name in different(earlier, version.texts))
    return Version(
        url=reverse("initiative_english_version", args=(page.pk, version.number)) if version.pk else "",
        made=version.made,
        who=name_of(version.made_by),
        what=what or _("Nothing that visitors see"),
        is_live=version.number == live,
        is_latest=version.number == newest,
    )


def version_of(page: Initiative, number: int) -> TranslationVersion | None:
    """A version of the English text of this very page."""
    found = TranslationVersion.objects.filter(
        translation__initiative=page, translation__locale__language_code=english.LANGUAGE, number=number
    )
    return found.select_related("made_by").first()


def version_before(version: TranslationVersion) -> TranslationVersion | None:
    """The one that it followed."""
    earlier = TranslationVersion.objects.filter(translation_id=version.translation_id, number__lt=version.number)
    return earlier.order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Change:
    """A text that is different: what it is called, and its words with what came and what went marked."""

    label: str
    html: SafeString


def changes_in(version: TranslationVersion) -> Iterator[Change]:
    """What is different from the version before it."""
    earlier = version_before(version)
    before = earlier.texts if earlier else {}
    for name in different(before, version.texts):
        old, new = (readable(name, texts.get(name, "")) for texts in (before, version.texts))
        yield Change(str(LABELS[name]), marked(differences(old, new)))


def readable(name: str, text: str) -> str:
    """A text without its HTML."""
    return to_text(text) if name in STORY else text
