"""The search in the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from search.viewsets import SearchViewSets


@hooks.register("register_admin_viewset")
def search_viewsets() -> SearchViewSets:
    """What people search for, synonyms and promoted results."""
    return SearchViewSets()


@hooks.register("register_permissions")
def usage_permission() -> QuerySet[Permission]:
    """Let administrators say per role who may see what people search for."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_askedquery")
