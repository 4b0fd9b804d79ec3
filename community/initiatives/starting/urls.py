"""The address for starting an initiative."""

from django.urls import path

from community.initiatives.starting import views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="initiatief/aanmelden/", en="initiative/start/"), views.start, name="start_initiative"),
]
