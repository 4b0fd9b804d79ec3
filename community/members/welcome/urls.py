"""Addresses of the welcome path."""

from django.urls import path

from community.members.welcome import views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="welkom/", en="welcome/"), views.welcome, name="welcome"),
    path(translated(nl="welkom/<slug:slug>/", en="welcome/<slug:slug>/"), views.welcome_step, name="welcome_step"),
]
