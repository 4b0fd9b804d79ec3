"""All addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as wagtaildocs_urls

from community.forums import urls as forum_urls
from community.initiatives import urls as initiative_urls
from community.members import urls as member_urls
from community.members.accounts.admin_door import admin_login
from community.notifications import urls as notification_urls
from community.places import views as place_views
from foundation import drawing_files, robots, serving, uploads
from home import house_style, my_page, opensearch
from search import urls as search_urls

handler400 = "home.errors.bad_request"

urlpatterns = [
    # One door: whoever must sign in does so where everybody signs in, with the second factor that belongs to it.
    path("admin/login/", admin_login),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
    path("favicon.ico", robots.favicon, name="favicon"),
    path("media/<path:path>", uploads.media, name="media"),
    *drawing_files.urlpatterns,
    *house_style.urlpatterns,
    *search_urls.urlpatterns,
    *notification_urls.urlpatterns,
    *forum_urls.urlpatterns,
]

if settings.COMPONENT_GALLERY:
    from foundation.gallery import component_gallery

    urlpatterns += i18n_patterns(path("components/", component_gallery, name="gallery"), prefix_default_language=False)

urlpatterns += i18n_patterns(
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    *member_urls.page_patterns,
    *my_page.page_patterns,
    *notification_urls.page_patterns,
    *forum_urls.page_patterns,
    *initiative_urls.page_patterns,
    *place_views.urlpatterns,
    *opensearch.urlpatterns,
    *search_urls.page_patterns,
    *serving.urlpatterns,
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
