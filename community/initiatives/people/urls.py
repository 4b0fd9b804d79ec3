"""Addresses about who belongs to an initiative."""

from django.urls import path

from community.initiatives.people import invitation_views, join_views, views
from foundation.addresses import translated

page_patterns = [
    path(
        translated(nl="initiatief/<int:pk>/mensen/", en="initiative/<int:pk>/people/"),
        views.people,
        name="initiative_people",
    ),
    path(
        translated(nl="initiatief/<int:pk>/mensen/uitnodigen/", en="initiative/<int:pk>/people/invite/"),
        invitation_views.invite,
        name="initiative_invite",
    ),
    path(
        translated(nl="initiatief/<int:pk>/mensen/vertrekken/", en="initiative/<int:pk>/people/leave/"),
        views.leave,
        name="initiative_leave",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/mensen/<int:membership_pk>/", en="initiative/<int:pk>/people/<int:membership_pk>/"
        ),
        views.change_membership,
        name="membership_change",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/mensen/aanvraag/<int:asked>/", en="initiative/<int:pk>/people/request/<int:asked>/"
        ),
        views.decide,
        name="request_decide",
    ),
    path(
        translated(
            nl="initiatief/<int:pk>/mensen/uitnodiging/<int:invitation_pk>/",
            en="initiative/<int:pk>/people/invitation/<int:invitation_pk>/",
        ),
        invitation_views.change_invitation,
        name="invitation_change",
    ),
    path(
        translated(nl="initiatief/<int:pk>/meedoen/", en="initiative/<int:pk>/join/"),
        join_views.join,
        name="initiative_join",
    ),
    path(
        translated(nl="uitnodiging/<str:token>/", en="invitation/<str:token>/"),
        invitation_views.invitation,
        name="invitation",
    ),
    path(
        translated(
            nl="mijn/initiatieven/uitnodiging/<int:invitation_pk>/", en="my/initiatives/invitation/<int:invitation_pk>/"
        ),
        invitation_views.my_invitation,
        name="my_invitation",
    ),
]
