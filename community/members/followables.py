"""What of the vocabulary can be followed, and who."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from community.members.following import followable
from community.members.follows import people  # noqa: F401 - registers members
from community.members.follows.actions import move_follows
from community.themes.models import Tag, Theme, tagging_models
from community.themes.queries import badges, source_id_of
from community.themes.signals import tags_merged
from foundation.locales import active_locale_id, default_locale_id


def visible_themes(_user: Any) -> QuerySet[Theme]:
    """All that are live; themes are for everybody."""
    return Theme.objects.live().filter(locale_id=default_locale_id())


def source_theme(theme: Theme) -> Theme:
    """The page in the source language."""
    source_id = source_id_of(theme)
    return theme if theme.pk == source_id else Theme.objects.get(pk=source_id)


def describe_themes(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their names and pages."""
    known = badges(active_locale_id())
    return {pk: (known[pk].name, known[pk].url) for pk in pks if pk in known}


def visible_tags(_user: Any) -> QuerySet[Tag]:
    """Those on a public page: a draft's words are nobody's business yet."""
    carried = Q(pk__in=[])
    for through in tagging_models():
        carried |= Q(Exists(through.objects.filter(tag=OuterRef("pk"), content_object__live=True)))
    return Tag.objects.filter(carried)


def describe_tags(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their names, and what carries them."""
    rows = Tag.objects.filter(pk__in=pks).values_list("pk", "name", "slug")
    return {pk: (name, f"{reverse('search')}?{urlencode({'trefwoord': slug})}") for pk, name, slug in rows}


followable(
    slug="thema",
    model=Theme,
    label=_("Themes"),
    one=_("this theme"),
    visible=visible_themes,
    describe=describe_themes,
    source=source_theme,
)
followable(
    slug="trefwoord",
    model=Tag,
    label=_("Keywords"),
    one=_("this keyword"),
    visible=visible_tags,
    describe=describe_tags,
)


@receiver(tags_merged, dispatch_uid="follows of merged tags")
def _tags_merged(tags: list[int], into: Tag, **_kwargs: Any) -> None:
    move_follows(tags, to=into)
