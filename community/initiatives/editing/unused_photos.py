"""Photos that owners put on a profile and that stand nowhere any more.

Only those that the site's editor made itself (ProfilePhoto): what somebody put in Wagtail's collections is theirs, also
where they gave a photo of ours a collection of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection, ReferenceIndex, Revision
from wagtail_localize.models import SegmentOverride, TranslationSource

from community.initiatives.models import ProfilePhoto
from foundation.models import Photo

KEPT = timedelta(days=30)  # since it was made: somebody may be about to use it again
NUMBER = re.compile(r"\d+")
AT_ONCE = 500


def delete_unused(*, dry_run: bool) -> int:
    """Delete them with their files; gives how many there were."""
    unused = unused_photos()
    if dry_run or not unused:
        return len(unused)
    number = 0
    for pk in sorted(unused):
        with transaction.atomic():
            photo = Photo.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if photo and not is_used_now(pk):
                photo.delete()
                number += 1
    return number


def unused_photos() -> set[int]:
    """The primary keys of photos of the editor that no page, no version, and nothing else uses."""
    made = ProfilePhoto.objects.filter(
        made__lt=timezone.now() - KEPT, photo__collection__in=Collection.objects.filter(depth=1)
    )
    keys = set(made.values_list("pk", flat=True))
    for relation in pointing_at_photos():
        using = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})  # noqa: SLF001 - all rows, whatever a manager hides
        keys -= set(using.values_list(relation.field.attname, flat=True))
    keys -= {int(pk) for pk in in_reference_index(keys)}
    for model, content in versions() if keys else ():
        keys -= photos_in(model, content)
        if not keys:
            break
    return keys


def is_used_now(pk: int) -> bool:
    """Whether a page or anything else points at it, at this moment."""
    rows = (
        relation.related_model._base_manager.filter(**{relation.field.name: pk}).exists()  # noqa: SLF001 - as above
        for relation in pointing_at_photos()
    )
    return any(rows) or in_reference_index([pk]).exists()


def pointing_at_photos() -> Iterator[Any]:
    """The relations of all models to photos, but for what belongs to a photo itself."""
    own = (ProfilePhoto, Photo.get_rendition_model())
    return (
        relation
        for relation in Photo._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and relation.related_model not in own
        and relation.field.concrete
    )


def in_reference_index(keys: Iterable[int]) -> Any:
    """The keys, as text, of those that Wagtail knows to be used."""
    content_type = ReferenceIndex._get_base_content_type(Photo)  # noqa: SLF001 - Wagtail has no other way
    found = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id__in=[str(key) for key in keys])
    own = ReferenceIndex._get_base_content_type(ProfilePhoto)  # noqa: SLF001 - as above
    return found.exclude(base_content_type=own).values_list("to_object_id", flat=True)


def versions() -> Iterator[tuple[type[models.Model], Any]]:
    """Everything that may come back one day, with its model: versions of all kinds, and what translators work on."""
    for revision in Revision.objects.select_related("content_type").only("content", "content_type").iterator(AT_ONCE):
        model = revision.content_type.model_class()
        if model:
            yield model, revision.content
    for source in TranslationSource.objects.select_related("specific_content_type").iterator(AT_ONCE):
        model = source.specific_content_type.model_class()
        if model:
            yield model, json.loads(source.content_json)
    for data in SegmentOverride.objects.values_list("data_json", flat=True).iterator(AT_ONCE):
        yield Photo, data  # a choice for another language: of what, is in no field


def photos_in(model: type[models.Model], content: Any) -> set[int]:
    """The photos that a version may show: those in its relations, and each number in its texts."""
    if not isinstance(content, Mapping):
        return numbers_in(content)
    found: set[int] = set()
    for field in model._meta.get_fields():
        if isinstance(field, StreamField | RichTextField):
            found |= numbers_in(content.get(field.name))
        elif isinstance(field, models.ForeignKey) and field.related_model is Photo and content.get(field.name):
            found.add(int(content[field.name]))
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name()) or ():
            found |= photos_in(relation.related_model, row)
    return found


def numbers_in(value: Any) -> set[int]:
    """All numbers in what a text, or anything in JSON, holds: too many rather than one too few."""
    return {int(number) for number in NUMBER.findall(value if isinstance(value, str) else json.dumps(value))}
