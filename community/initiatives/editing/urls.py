"""Addresses of the editor of a profile."""

from django.urls import path

from community.initiatives.editing import english_version_views, version_views, views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="initiatief/postcode/", en="initiative/postcode/"), views.spot, name="postcode_spot"),
    path(
        translated(nl="initiatief/<int:pk>/bewerken/", en="initiative/<int:pk>/edit/"),
        views.start,
        name="initiative_edit_start",
    ),
    path(
        translated(nl="initiatief/<int:pk>/bewerken/<slug:section>/", en="initiative/<int:pk>/edit/<slug:section>/"),
        views.edit,
        name="initiative_edit",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/bewerken/<slug:section>/concept/",
            en="initiative/<int:pk>/edit/<slug:section>/draft/",
        ),
        views.draft,
        name="initiative_draft",
    ),
    path(
        translated(nl="initiatief/<int:pk>/online/", en="initiative/<int:pk>/online/"),
        views.online,
        name="initiative_online",
    ),
    path(
        translated(nl="initiatief/<int:pk>/voorbeeld/", en="initiative/<int:pk>/preview/"),
        version_views.preview,
        name="initiative_preview",
    ),
    path(
        translated(nl="initiatief/<int:pk>/versies/", en="initiative/<int:pk>/versions/"),
        version_views.versions,
        name="initiative_versions",
    ),
    path(
        translated(nl="initiatief/<int:pk>/versies/<int:revision>/", en="initiative/<int:pk>/versions/<int:revision>/"),
        version_views.version,
        name="initiative_version",
    ),
    path(
        translated(nl="initiatief/<int:pk>/voorbeeld/engels/", en="initiative/<int:pk>/preview/english/"),
        english_version_views.preview,
        name="initiative_english_preview",
    ),
    path(
        translated(nl="initiatief/<int:pk>/versies/engels/", en="initiative/<int:pk>/versions/english/"),
        english_version_views.versions,
        name="initiative_english_versions",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/versies/engels/<int:number>/",
            en="initiative/<int:pk>/versions/english/<int:number>/",
        ),
        english_version_views.version,
        name="initiative_english_version",
    ),
]
