"""Addresses of writing."""

from django.urls import path

from community.forums.writing import handing_out
from community.forums.writing.views import answering, beginning, changing, keeping
from foundation.addresses import translated

# Below the prefix of a language.
page_patterns = [
    path(
        translated(nl="forum/bijlage/<uuid:public_id>/", en="forum/attachment/<uuid:public_id>/"),
        handing_out.attachment,
        name="forum_attachment",
    ),
    path(translated(nl="forum/bijlage/sturen/", en="forum/attachment/send/"), keeping.upload, name="forum_upload"),
    path(translated(nl="forum/bericht/wie/", en="forum/post/who/"), keeping.complete, name="forum_complete"),
    path(translated(nl="forum/bericht/lijkt-op/", en="forum/post/similar/"), beginning.similar, name="forum_similar"),
    path(
        translated(nl="forum/bericht/concept/<str:name>/", en="forum/post/draft/<str:name>/"),
        keeping.draft,
        name="forum_draft",
    ),
    path(translated(nl="mijn/concepten/", en="my/drafts/"), keeping.my_drafts, name="my_drafts"),
    path(
        translated(nl="forum/onderwerp/<int:pk>/antwoord/", en="forum/topic/<int:pk>/reply/"),
        answering.reply,
        name="reply",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/antwoord/", en="forum/post/<int:pk>/reply/"),
        answering.reply_to_post,
        name="reply_to_post",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/wijzigen/", en="forum/post/<int:pk>/change/"),
        changing.edit_post,
        name="edit_post",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/verwijderen/", en="forum/post/<int:pk>/delete/"),
        changing.delete_post,
        name="delete_post",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/bedankt/", en="forum/post/<int:pk>/thanks/"),
        changing.thank_post,
        name="thank_post",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/hielp/", en="forum/post/<int:pk>/helped/"),
        changing.choose_answer,
        name="choose_answer",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/versies/", en="forum/post/<int:pk>/versions/"),
        changing.post_history,
        name="post_history",
    ),
    path(translated(nl="forum/<slug:slug>/nieuw/", en="forum/<slug:slug>/new/"), beginning.new_topic, name="new_topic"),
]
