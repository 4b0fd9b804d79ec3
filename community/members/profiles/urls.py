"""Addresses of profiles."""

from django.urls import path

from community.members.profiles import views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="mijn/profiel/", en="my/profile/"), views.my_profile, name="my_profile"),
    path(translated(nl="leden/<slug:public_id>/", en="members/<slug:public_id>/"), views.member, name="member"),
    path(
        translated(nl="leden/<slug:public_id>/foto/", en="members/<slug:public_id>/photo/"),
        views.member_photo,
        name="member_photo",
    ),
]
