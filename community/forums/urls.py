"""Addresses of the forum."""

from community.forums.moderating import urls as moderating_urls
from community.forums.reading import feeds
from community.forums.reading import urls as reading_urls
from community.forums.writing import urls as writing_urls

urlpatterns = [*reading_urls.urlpatterns]
page_patterns = [
    *writing_urls.page_patterns,
    *moderating_urls.page_patterns,
    *feeds.page_patterns,
    *reading_urls.page_patterns,
]
