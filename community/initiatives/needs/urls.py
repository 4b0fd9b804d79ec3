"""Addresses of needs and offers."""

from django.urls import path

from community.initiatives.needs import section_views, views
from foundation.addresses import translated

page_patterns = [
    path(
        translated(nl="initiatief/<int:pk>/vraag-en-aanbod/", en="initiative/<int:pk>/needs-and-offers/"),
        section_views.needs,
        name="initiative_needs",
    ),
    path(
        translated(nl="initiatief/<int:pk>/reageren/", en="initiative/<int:pk>/respond/"),
        views.introduce,
        name="introduce",
    ),
    path(translated(nl="vraag-en-aanbod/", en="needs-and-offers/"), views.board, name="needs_and_offers"),
]
