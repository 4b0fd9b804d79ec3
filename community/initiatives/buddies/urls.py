"""Addresses of buddies."""

from django.urls import path

from community.initiatives.buddies import views
from foundation.addresses import translated

page_patterns = [
    path(
        translated(nl="initiatief/<int:pk>/maatjes/", en="initiative/<int:pk>/buddies/"),
        views.buddies,
        name="initiative_buddies",
    ),
    path(
        translated(nl="initiatief/<int:pk>/maatje-vragen/", en="initiative/<int:pk>/ask-buddy/"),
        views.ask,
        name="buddy_ask",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/maatjes/<int:buddyship>/", en="initiative/<int:pk>/buddies/<int:buddyship>/"
        ),
        views.buddy,
        name="buddy",
    ),
]
