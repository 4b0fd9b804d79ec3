"""Translations made by code, as wagtail-localize would have kept them had an editor typed them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def translate(page: Page, values: dict[str, Any], locale: Locale, *, by: Any = None) -> Page:
    """Publish the page in another language with these field values; returns the translation. `by` translated it.

    StreamField values must have the blocks of the source in the same order with the same ids, so that each text finds
    its counterpart. Fields that are not given keep the translation they have, else the source text. Run again, it
    updates. Raises ValueError when a text field has another number of sentences than the source, and names the field.
    """
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    counterpart = page.specific_class.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(counterpart, name, value)
    theirs = texts_by_path(extract_segments(counterpart))
    ours: dict[str, list[Any]] = defaultdict(list)
    for segment in source.stringsegment_set.select_related("string", "context").order_by("order", "pk"):
        ours[segment.context.path].append(segment)
    given: dict[tuple[int, int], StringTranslation] = {}
    same: dict[tuple[int, int], StringTranslation] = {}
    for path, segments in ours.items():
        texts = theirs.get(path, [])
        if len(texts) != len(segments):
            if not texts:
                continue
            message = f"{page.slug}: {path} has {len(segments)} texts, its translation {len(texts)}."
            raise ValueError(message)
        kept = given if path.split(".")[0] in values else same
        for segment, text in zip(segments, texts, strict=True):
            # The same sentence twice in one field is one string to wagtail-localize: its first translation holds.
            kept.setdefault(
                (segment.string_id, segment.context_id),
                StringTranslation(
                    translation_of=segment.string,
                    locale=locale,
                    context=segment.context,
                    data=text,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=by,
                ),
            )
    StringTranslation.objects.bulk_create(
        given.values(),
        update_conflicts=True,
        unique_fields=["translation_of", "locale", "context"],
        update_fields=["data", "translation_type", "last_translated_by"],
    )
    # Fields that were not given keep the translation they have.
    StringTranslation.objects.bulk_create(same.values(), ignore_conflicts=True)
    # Published here: save_target would wait for the end of the transaction, and then put back the number of children
    # that the page had now.
    translation.save_target(publish=False)
    page.get_translation(locale).get_latest_revision().publish()
    return page.get_translation(locale)


def texts_by_path(segments: Iterable[Any]) -> dict[str, list[str]]:
    """The texts of a page in order, by the path of their field."""
    texts: dict[str, list[str]] = defaultdict(list)
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            texts[segment.path].append(segment.string.data)
    return texts
