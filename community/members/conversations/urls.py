"""Addresses of messages."""

from django.urls import path

from community.members.conversations import views
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="mijn/berichten/", en="my/messages/"), views.conversations, name="conversations"),
    path(
        translated(nl="mijn/berichten/blokkade/<int:pk>/", en="my/messages/block/<int:pk>/"),
        views.unblock,
        name="unblock",
    ),
    path(
        translated(nl="mijn/berichten/<uuid:public_id>/", en="my/messages/<uuid:public_id>/"),
        views.conversation,
        name="conversation",
    ),
    path(
        translated(nl="mijn/berichten/<uuid:public_id>/<slug:act>/", en="my/messages/<uuid:public_id>/<slug:act>/"),
        views.conversation_act,
        name="conversation_act",
    ),
    path(
        translated(nl="leden/<slug:public_id>/bericht/", en="members/<slug:public_id>/message/"),
        views.message_to,
        name="message_to",
    ),
]
