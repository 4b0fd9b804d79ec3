"""Following what changes: what becomes public is indexed a little later, what is hidden goes at once."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from community.places.models import Municipality
from community.themes.models import Tag, TagSynonym
from foundation.bulk import does_afterwards, is_in_bulk
from foundation.generation import generation_of_request, next_generation
from foundation.searchable import Change, SearchablePages, searchables
from search.actions import index, remove
from search.batches import in_batches
from search.models import SearchDocument
from search.tasks import index_things, push_changes, read_attachment

AT_A_TIME = 500  # things a task


def later(name: str, pks: Iterable[int]) -> None:
    """Index these things once what changes them is saved."""
    if is_in_bulk():
        return
    for batch in in_batches(pks, AT_A_TIME):
        transaction.on_commit(partial(index_things.enqueue, name, batch), robust=True)


def kinds_of(page: Any) -> list[SearchablePages]:
    """The kinds that pages of this type belong to."""
    return [kind for kind in searchables() if isinstance(kind, SearchablePages) and isinstance(page, kind.model)]


def affected(changed: Any) -> dict[str, list[int]]:
    """What has to be indexed again because of another object, by kind."""
    with generation_of_request():
        return {kind.name: pks for kind in searchables() if (pks := list(kind.affected_by(changed)))}


def follow_affected(changed: Any) -> None:
    """Index later what shows something of this object."""
    if is_in_bulk():
        return
    for name, pks in affected(changed).items():
        later(name, pks)


def page_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002 - Django's signal
    """Follow a page that was saved in any way; one that is not live costs no more than a look."""
    if raw or instance.alias_of_id is not None:
        return
    for kind in kinds_of(instance):
        later(kind.name, [instance.pk])
        follow_translations(kind, instance)


def follow_translations(kind: SearchablePages, page: Any) -> None:
    """Index the other versions of a page: each says in which languages it can be found."""
    others = kind.model.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    later(kind.name, others.values_list("pk", flat=True))


def name_published(instance: Any, **_kwargs: Any) -> None:
    """Follow what carries the name of a page, where the name is another one than was indexed."""
    for kind in kinds_of(instance):
        known = SearchDocument.objects.filter(kind=kind.name, object_id=instance.pk).values_list("title", flat=True)
        if list(known) != [instance.title]:
            follow_affected(instance)


def page_hidden(instance: Any, **_kwargs: Any) -> None:
    """Take away a page that is no longer public, in the transaction that hides it."""
    for kind in kinds_of(instance.specific):
        remove(kind.name, [instance.pk])
        follow_translations(kind, instance)
    transaction.on_commit(push_changes.enqueue, robust=True)


def page_deleted(instance: Any, **_kwargs: Any) -> None:
    """Take away a page that goes. Its own type is asked: by now it cannot be read any more."""
    for kind in kinds_of(instance):
        remove(kind.name, [instance.pk])
        follow_translations(kind, instance)
    transaction.on_commit(push_changes.enqueue, robust=True)


def page_moved(instance: Page, **_kwargs: Any) -> None:
    """Index a page and all below it: a private section may be left or entered."""
    index_tree(instance)


def index_tree(top: Page) -> None:
    """Bring everything at and below this page up to date at once."""
    if is_in_bulk():
        return
    next_generation()  # what listens to the same signal as we do may come after us
    for kind in searchables():
        if isinstance(kind, SearchablePages):
            below = kind.model.objects.filter(path__startswith=top.path, alias_of=None)
            index(kind.name, list(below.values_list("pk", flat=True)))
    transaction.on_commit(push_changes.enqueue, robust=True)


def restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Follow a section that becomes private or public."""
    index_tree(instance.page)


def collection_changed(instance: CollectionViewRestriction, **_kwargs: Any) -> None:
    """Follow files that only some may open from now on, or all again: their text goes or comes back at once."""
    if is_in_bulk():
        return
    collections = instance.collection.get_descendants(inclusive=True)
    for document in Document.objects.filter(collection__in=collections):
        index_around(document)
    transaction.on_commit(push_changes.enqueue, robust=True)


def index_around(document: Any) -> None:
    """Bring what carries this file up to date at once."""
    for name, pks in affected(document).items():
        index(name, pks)


def document_saved(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Read an uploaded file; noting the hash of its content changes nothing.

    It may have moved to files that only some may open: then its text goes at once.
    """
    if not kwargs.get("raw") and not is_in_bulk() and set(update_fields or ()) != {"file_hash"}:
        index_around(instance)
        transaction.on_commit(partial(read_attachment.enqueue, instance.pk), robust=True)


def word_changed(instance: Tag | TagSynonym, **_kwargs: Any) -> None:
    """Follow a tag that was renamed, or got another word."""
    follow_affected(instance.tag if isinstance(instance, TagSynonym) else instance)


def object_changed(instance: Any, **_kwargs: Any) -> None:
    """Follow whatever shows this object, also when it is about to go."""
    follow_affected(instance)


def row_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Follow a row of a model that a kind listens to."""
    fields = kwargs.get("update_fields")
    named = None if fields is None else frozenset(fields)
    if not kwargs.get("raw"):
        follow_row(sender, Change(instance, is_new=bool(kwargs.get("created")), fields=named))


def row_deleted(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Follow a row that goes."""
    follow_row(sender, Change(instance, is_deleted=True))


def follow_row(model: type[Model], change: Change) -> None:
    """Bring up to date what a row changes: at once where something may no longer be seen, else a little later."""
    if is_in_bulk():
        return
    for kind in searchables():
        if model not in kind.listens_to:
            continue
        following = kind.follow(change)
        parts = SearchDocument.objects.filter(kind=kind.name, group__in=following.wholes) if following.wholes else None
        known = () if parts is None else parts.values_list("object_id", flat=True)
        if at_once := list(dict.fromkeys([*following.at_once, *known])):
            index(kind.name, at_once)
            transaction.on_commit(push_changes.enqueue, robust=True)
        later(kind.name, following.later)


def connect() -> None:
    """Listen. Everything is connected for the class that sends the signal, which for pages is their own type."""

    def to(signal: Any, receiver: Any, senders: Sequence[Any] = (None,)) -> None:
        for sender in senders:
            signal.connect(receiver, sender=sender, dispatch_uid=f"search-{receiver.__name__}-{sender}")

    models = [kind.model for kind in searchables() if isinstance(kind, SearchablePages)]
    to(post_save, page_saved, models)
    to(post_delete, page_deleted, models)
    to(page_published, name_published, models)
    to(page_unpublished, page_hidden, models)
    to(post_page_move, page_moved)
    to(post_save, restriction_changed, [PageViewRestriction])
    to(post_delete, restriction_changed, [PageViewRestriction])
    to(post_save, collection_changed, [CollectionViewRestriction])
    to(post_delete, collection_changed, [CollectionViewRestriction])
    to(post_save, document_saved, [Document])
    to(pre_delete, object_changed, [Document, Tag])
    to(post_save, word_changed, [Tag, TagSynonym])
    to(post_delete, word_changed, [TagSynonym])
    to(post_save, object_changed, [Municipality])
    rows = dict.fromkeys(model for kind in searchables() for model in kind.listens_to)
    to(post_save, row_saved, list(rows))
    to(post_delete, row_deleted, list(rows))
    from search.rebuilding import rebuild_documents  # noqa: PLC0415 - it needs the tasks of this app

    does_afterwards(rebuild_documents)
