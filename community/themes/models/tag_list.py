"""The field that holds the tags of a page."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager

from community.themes.models.tag import Tag, TagSynonym


class _MainTags(_ClusterTaggableManager):
    """The tags of one page; a word that is another word for a tag gives that tag."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        return super()._to_tag_model_instances(main_tags(tags), tag_kwargs)


class TagList(ClusterTaggableManager):
    """Tags chosen or typed by writers. Typing another word for a tag gives the tag itself."""

    def __get__(self, instance: Any, model: type[Any]) -> _MainTags:
        """The manager of this page's tags."""
        return _MainTags(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Migrations see the parent: this field has no column, and the difference is in Python only."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.contrib.taggit.ClusterTaggableManager", args, kwargs


def main_tags(tags: Iterable[Any]) -> list[Any]:
    """These tags and words, with tags in place of words that are other words for them; empty words are left out.

    Costs one query where there are words, none where there are tags only.
    """
    entries = [" ".join(entry.split()) if isinstance(entry, str) else entry for entry in tags]
    words = {entry for entry in entries if entry and isinstance(entry, str)}
    meant: dict[str, Tag] = {}
    if words:
        any_word = reduce(or_, (Q(name__iexact=word) for word in words))
        meant = {
            synonym.name.casefold(): synonym.tag
            for synonym in TagSynonym.objects.filter(any_word).select_related("tag")
        }
    return [meant.get(entry.casefold(), entry) if isinstance(entry, str) else entry for entry in entries if entry]
