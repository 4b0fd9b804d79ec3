"""Changing the vocabulary: tags renamed and merged, with everything that carries them."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision, TaskState
from wagtail_localize.models import TranslationSource

from community.themes.models import FormerSlug, Tag, TagSynonym, tagging_models
from community.themes.permissions import can_merge_tags, can_rename_tags
from community.themes.signals import tags_merged
from foundation.generation import next_generation

MERGE_ACTION, RENAME_ACTION = "themes.merge_tags", "themes.rename_tag"


@transaction.atomic
def rename_tag(tag: Tag, *, name: str, by: Any, slug: str | None = None, keep_name: bool = True) -> Tag:
    """Give a tag another name, and another address where one is given; the old address keeps working.

    Raises PermissionDenied, and ValidationError where the name or the address is taken.
    """
    if not can_rename_tags(by):
        raise PermissionDenied
    renamed = Tag.objects.select_for_update().get(pk=tag.pk)
    old_name, old_slug = renamed.name, renamed.slug
    renamed.name, renamed.slug = name, slug or old_slug
    renamed.full_clean()
    renamed.save()
    keep_former(renamed, name=old_name if keep_name else "", slug=old_slug)
    log(renamed, RENAME_ACTION, user=by, data={"from": old_name, "to": name})
    return renamed


def keep_former(tag: Tag, *, name: str, slug: str) -> None:
    """Let what a tag was called before still lead to it; what is its own now, or another tag's, is left alone."""
    taken = Tag.objects.filter(name__iexact=name) | Tag.objects.filter(synonyms__name__iexact=name)
    if name and not taken.exists():
        TagSynonym.objects.create(tag=tag, name=name)
    FormerSlug.objects.filter(slug=tag.slug).delete()
    if slug != tag.slug:
        FormerSlug.objects.update_or_create(slug=slug, defaults={"tag": tag})
    next_generation()


@transaction.atomic
def merge_tags(tags: Iterable[Tag], *, into: Tag, by: Any) -> int:
    """Make one tag of several: pages, drafts and translations that carry the others carry `into` from now on.

    The others' names become other words for it and their addresses keep working. Returns how many tags went; `into`
    itself may be among the tags. Raises PermissionDenied.
    """
    if not can_merge_tags(by):
        raise PermissionDenied
    wanted = {tag.pk for tag in tags} - {into.pk}
    locked = {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in={*wanted, into.pk}).order_by("pk")}
    into = locked.pop(into.pk)
    if not locked:
        return 0
    for through in tagging_models():
        _retag_pages(through, locked, into)
        _retag_drafts(through, locked, into)
        _retag_translation_sources(through, locked, into)
    TagSynonym.objects.filter(tag__in=locked).update(tag=into)
    FormerSlug.objects.filter(tag__in=locked).update(tag=into)
    tags_merged.send(sender=Tag, tags=list(locked), into=into)
    names, slugs = [tag.name for tag in locked.values()], [tag.slug for tag in locked.values()]
    Tag.objects.filter(pk__in=locked).delete()
    for name, slug in zip(names, slugs, strict=True):
        keep_former(into, name=name, slug=slug)
    log(into, MERGE_ACTION, user=by, data={"merged": names})
    return len(locked)


def _retag_pages(through: type[Any], others: dict[int, Tag], into: Tag) -> None:
    """Move the ties of live rows; a page that would carry the tag twice keeps it once."""
    carrying = set(through.objects.filter(tag=into).values_list("content_object_id", flat=True))
    moved: list[int] = []
    doubles: list[int] = []
    touched: set[int] = set()
    ties = through.objects.filter(tag__in=others).order_by("pk").values_list("pk", "content_object_id")
    for tie, page in ties:
        (doubles if page in carrying else moved).append(tie)
        carrying.add(page)
        touched.add(page)
    through.objects.filter(pk__in=doubles).delete()
    through.objects.filter(pk__in=moved).update(tag=into)
    # Where-used reads an index that Wagtail keeps by signals, which update() does not send.
    for page in _page_model(through).objects.filter(pk__in=touched):
        ReferenceIndex.create_or_update_for_object(page)


def _retag_drafts(through: type[Any], others: dict[int, Tag], into: Tag) -> None:
    """Rewrite what will be shown later: drafts, what waits for approval, what is planned."""
    model = _page_model(through)
    drafts = model.objects.filter(has_unpublished_changes=True).values("latest_revision_id")
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision_id")
    revisions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model)).filter(
        Q(pk__in=drafts) | Q(pk__in=waiting) | Q(approved_go_live_at__isnull=False)
    )
    name = _relation_name(through)
    for revision in revisions.only("pk", "content").iterator(chunk_size=100):
        ties = _retagged(revision.content.get(name), others, into)
        if ties is not None:
            Revision.objects.filter(pk=revision.pk).update(content={**revision.content, name: ties})


def _retag_translation_sources(through: type[Any], others: dict[int, Tag], into: Tag) -> None:
    """Rewrite what translations are made from: saving one would lose the tag otherwise."""
    name = _relation_name(through)
    sources = TranslationSource.objects.filter(
        specific_content_type=ContentType.objects.get_for_model(_page_model(through))
    )
    for source in sources.only("pk", "content_json").iterator(chunk_size=100):
        content = json.loads(source.content_json)
        ties = _retagged(content.get(name), others, into)
        if ties is not None:
            TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps({**content, name: ties}))


def _retagged(ties: list[dict[str, Any]] | None, others: dict[int, Tag], into: Tag) -> list[dict[str, Any]] | None:
    """The ties of serialised content with the tag in place of the others, once; None where nothing changes."""
    if not ties or not any(tie["tag"] in others for tie in ties):
        return None
    is_carried = any(tie["tag"] == into.pk for tie in ties)
    kept = []
    for tie in ties:
        if tie["tag"] in others:
            if is_carried:
                continue
            tie, is_carried = {**tie, "tag": into.pk}, True  # noqa: PLW2901 - the list given stays as it is
        kept.append(tie)
    return kept


def _page_model(through: type[Any]) -> type[Page]:
    return through._meta.get_field("content_object").related_model


def _relation_name(through: type[Any]) -> str:
    return through._meta.get_field("content_object").remote_field.get_accessor_name()
