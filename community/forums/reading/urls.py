"""Addresses of reading."""

from django.urls import URLPattern, path

from community.forums.reading import views
from foundation.addresses import translated

urlpatterns: list[URLPattern] = []

# Below the prefix of a language.
page_patterns = [
    path("forum/", views.forum_index, name="forum_index"),
    path(translated(nl="forum/onderwerpen/", en="forum/topics/"), views.all_topics, name="forum_topics"),
    path(translated(nl="forum/onderwerp/<int:pk>/", en="forum/topic/<int:pk>/"), views.topic, name="topic_by_key"),
    path(
        translated(nl="forum/onderwerp/<int:pk>/<slug:slug>/", en="forum/topic/<int:pk>/<slug:slug>/"),
        views.topic,
        name="topic",
    ),
    path(translated(nl="forum/bericht/<int:pk>/", en="forum/post/<int:pk>/"), views.post, name="post"),
    path("forum/<slug:slug>/", views.forum, name="forum"),
]
