"""Where owners and members find their initiatives."""

from django.urls import path

from community.initiatives.managing import views
from foundation.addresses import translated

page_patterns = [
    path(
        translated(nl="initiatief/<int:pk>/beheer/", en="initiative/<int:pk>/manage/"),
        views.manage,
        name="initiative_manage",
    ),
    path(translated(nl="mijn/initiatieven/", en="my/initiatives/"), views.my_initiatives, name="my_initiatives"),
]
