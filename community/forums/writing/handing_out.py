"""Attachments go only to who may read the post they belong to; unfinished ones to who sent them."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from community.forums.models import Attachment
from community.forums.permissions import may_read_post


def may_have(user: Any, attachment: Attachment) -> bool:
    """Whether this person may have what is attached."""
    if attachment.post is None:
        return bool(user.is_authenticated and attachment.uploader_id == user.pk)
    return may_read_post(user, attachment.post)


def attachment_for(user: Any, public_id: UUID) -> Attachment:
    """What is attached. Raises Http404 for who may not have it, as for one that is not there."""
    found = Attachment.objects.select_related("post__topic__forum").filter(public_id=public_id).first()
    if found is None or not may_have(user, found):
        raise Http404
    return found


@require_safe
def attachment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A picture to show, or a file to keep. Browsers may keep it too, but ask each time: rights may have changed."""
    found = attachment_for(request.user, public_id)
    etag = f'"{found.public_id.hex}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        try:
            with found.file.open() as file:
                response = HttpResponse(file.read(), content_type=found.content_type)
        except FileNotFoundError as error:
            raise Http404 from error
        shown = "inline" if found.is_picture else "attachment"
        response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(found.name, safe='')}"
    patch_cache_control(response, private=True, no_cache=True)
    for name, value in (("ETag", etag), ("X-Content-Type-Options", "nosniff"), ("X-Robots-Tag", "noindex")):
        response[name] = value
    return response
