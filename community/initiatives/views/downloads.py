"""The directory as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.initiatives.downloads import download
from community.initiatives.listings import directory_builder
from community.initiatives.queries import directory_url
from foundation.locales import active_locale_id
from foundation.transfer.writing import CONTENT_TYPES, CSV


@login_required
@never_cache
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponseBase:
    """The initiatives that the filters leave, in their order. 403 for who does not work in the admin."""
    locale_id = active_locale_id()
    builder = directory_builder(request, locale_id=locale_id, action=directory_url(locale_id))
    pks = builder.table.keys_at(builder.found())
    lines = download(pks, by=request.user, filters=request.GET.urlencode())
    name = f"initiatieven-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        (line.encode() for line in lines),
        content_type=CONTENT_TYPES[CSV],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
