"""What owners do with the English text: save it, go back to an older one. Each keeps a version."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from community.initiatives.completeness import latest_content
from community.initiatives.editing import english
from community.initiatives.editing.actions import page_to_change
from community.initiatives.editing.english import LANGUAGE, same
from community.initiatives.editing.english_versions import Standing, Texts, different, full, standing_of
from community.initiatives.models import Initiative, OwnTranslation, TranslationVersion

State = OwnTranslation.State


@dataclass(frozen=True, slots=True)
class Clashed:
    """Nothing was saved: somebody else changed the same texts to something else.

    `texts` is what both wrote, with the writer's own words where they clash; `theirs` is what the other wrote there.
    Whoever saves again from `version` has seen both.
    """

    texts: Texts
    theirs: Texts
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The new version; None where no text was different."""

    version: TranslationVersion | None


@transaction.atomic
def save_english(initiative: Initiative, texts: Texts, *, by: Any, version: int) -> Saved | Clashed:
    """Keep these texts as the newest ones. `version` is the one that the writer started from.

    What only somebody else changed meanwhile stays as they wrote it. Raises PermissionDenied, LockedError.
    """
    page = page_to_change(initiative, by=by)
    content = latest_content(page)
    standing = standing_of(page, content)
    if version != standing.number:
        texts, clashing = merged(texts_at(standing, version), texts, standing.texts)
        if clashing:
            return Clashed(texts, {name: standing.texts.get(name, "") for name in clashing}, standing.number)
    if not different(standing.texts, {**standing.texts, **texts}) and not english.outdated(page, content):
        return Saved(None)
    return Saved(write(page, standing, texts, by=by))


@transaction.atomic
def restore_english(initiative: Initiative, version: TranslationVersion, *, by: Any) -> Saved:
    """Make what an older version said the newest draft. Raises PermissionDenied, LockedError."""
    page = page_to_change(initiative, by=by)
    return Saved(write(page, standing_of(page, latest_content(page)), full(version.texts), by=by))


def write(page: Initiative, standing: Standing, texts: Texts, *, by: Any) -> TranslationVersion | None:
    """Put these texts in the place of what stood there, which stays as a version. None where nothing is different."""
    language = Locale.objects.get(language_code=LANGUAGE)
    written = standing.written or OwnTranslation.objects.create(initiative=page, locale=language, version=0)
    after = full({**standing.texts, **texts})
    changed = bool(different(standing.texts, after))
    if standing.unrecorded:
        keep(standing.unrecorded, written)
    written.texts = {**written.texts, **texts}
    if written.state != State.WAITING:
        written.state = State.DRAFT
    if changed:
        written.version = standing.number + 1
        written.updated_by = by
    written.save()
    if not changed:
        return None
    return keep(TranslationVersion(number=written.version, texts=after, made_by=by), written)


def keep(version: TranslationVersion, written: OwnTranslation) -> TranslationVersion:
    """Save a version of this text."""
    version.translation = written
    version.save()
    written.version = version.number
    return version


def texts_at(standing: Standing, number: int) -> Texts | None:
    """What a version said; None where nobody knows any more."""
    if number == 0:
        return {}
    found = standing.written and standing.written.versions.filter(number=number).first()
    return found.texts if found else None


def merged(base: Texts | None, mine: Texts, theirs: Texts) -> tuple[Texts, list[str]]:
    """What two people made of the same texts, and the fields that both changed, each in their own way.

    Without what they started from, all that is different is taken to be changed by both.
    """

    def equal(name: str, texts: Texts, others: Texts) -> bool:
        return same(name, texts) == same(name, others)

    unequal = [name for name in mine if not equal(name, mine, theirs)]
    only_theirs = [name for name in unequal if base is not None and equal(name, mine, base)]
    only_mine = [name for name in unequal if base is not None and equal(name, theirs, base)]
    texts = {**mine, **{name: theirs.get(name, "") for name in only_theirs}}
    return texts, [name for name in unequal if name not in {*only_theirs, *only_mine}]
