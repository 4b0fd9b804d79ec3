"""What browsers read to offer the search of the network among their search engines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.frame import identity_of

OPENSEARCH = "application/opensearchdescription+xml"
LONGEST_NAME = 16  # characters that the format allows for the short name


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description, in the language of the address."""
    site = Site.find_for_request(request)
    name = identity_of(site.pk if site else 0).name
    context = {
        "description": _("Search in %(name)s") % {"name": name},
        "short_name": shortened(name),
        "search_url": request.build_absolute_uri(reverse("search")),
        "icon_url": request.build_absolute_uri(static("icons/favicon-32.png")),
    }
    return render(request, "home/opensearch.xml", context, content_type=OPENSEARCH)


def shortened(name: str) -> str:
    """The words of a name that fit; the beginning of a word where not even one does."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME + 1].rpartition(" ")[0].strip() or name[:LONGEST_NAME]


urlpatterns = [path("opensearch.xml", opensearch, name="opensearch")]
