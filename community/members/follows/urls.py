"""Addresses of following."""

from django.urls import path

from community.members.follows import views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="mijn/volgt/", en="my/follows/"), views.my_follows, name="my_follows"),
    path(translated(nl="volgen/", en="follow/"), views.follow, name="follow"),
]
