"""Addresses of writing."""

from django.urls import path

from community.forums.writing import handing_out
from foundation.addresses import translated

page_patterns = [
    path(
        translated(nl="forum/bijlage/<uuid:public_id>/", en="forum/attachment/<uuid:public_id>/"),
        handing_out.attachment,
        name="forum_attachment",
    ),
]
