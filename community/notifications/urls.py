"""Addresses of notifications."""

from django.urls import URLPattern, path

from community.notifications import views
from foundation.addresses import translated

urlpatterns: list[URLPattern] = []
page_patterns = [
    path(translated(nl="mijn/meldingen/", en="my/notifications/"), views.notifications, name="notifications"),
    path(
        translated(nl="mijn/meldingen/<int:pk>/", en="my/notifications/<int:pk>/"),
        views.notification,
        name="notification",
    ),
    path(
        translated(nl="mijn/meldingen/gelezen/", en="my/notifications/read/"),
        views.read_all,
        name="read_notifications",
    ),
    path(
        translated(nl="mijn/meldingen/instellingen/", en="my/notifications/settings/"),
        views.notification_settings,
        name="notification_settings",
    ),
    path(
        translated(nl="mijn/meldingen/instellingen/opnieuw/", en="my/notifications/settings/again/"),
        views.mail_again,
        name="mail_again",
    ),
    path(
        translated(nl="meldingen/afmelden/<str:token>/", en="notifications/unsubscribe/<str:token>/"),
        views.unsubscribe_by_link,
        name="unsubscribe",
    ),
]
