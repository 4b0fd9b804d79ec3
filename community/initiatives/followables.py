"""Initiatives can be followed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.initiatives.models import Initiative
from community.initiatives.permissions import source_of
from community.initiatives.queries import directory_url, public_initiatives
from community.members.following import followable
from foundation.locales import active_locale_id, default_locale_id


def visible_initiatives(user: Any) -> QuerySet[Initiative]:
    """Those that are public, and the drafts of one's own."""
    public = public_initiatives(default_locale_id())
    if not user.is_authenticated:
        return public
    mine = Initiative.objects.filter(memberships__user_id=user.pk).values("pk")
    return Initiative.objects.filter(Q(pk__in=public.values("pk")) | Q(pk__in=mine), locale_id=default_locale_id())


def describe_initiatives(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Their names and pages in the language in use; what is not public is left out."""
    locale_id = active_locale_id()
    keys = dict(Initiative.objects.filter(pk__in=list(pks)).values_list("translation_key", "pk"))
    shown = public_initiatives(locale_id).filter(translation_key__in=keys)
    base = directory_url(locale_id)
    rows = shown.values_list("translation_key", "title", "slug")
    return {keys[key]: (title, f"{base}{slug}/") for key, title, slug in rows}


followable(
    slug="initiatief",
    model=Initiative,
    label=_("Initiatives"),
    one=_("this initiative"),
    visible=visible_initiatives,
    describe=describe_initiatives,
    source=source_of,
)
