"""Where the search page and the addresses for programs are."""

from django.urls import path

from foundation.addresses import translated
from search import views
from search.api import views as api

# Below the prefix of a language.
page_patterns = [path(translated(nl="zoeken/", en="search/"), views.search_page, name="search")]

# The same in every language.
urlpatterns = [
    path("zoeken/klik/", views.click, name="search_click"),
    path("api/search/", api.search_api, name="search_api"),
    path("api/search/schema.json", api.schema, {"name": "search"}, name="search_schema"),
    path("api/suggest/", api.suggest_api, name="suggest_api"),
    path("api/suggest/schema.json", api.schema, {"name": "suggest"}, name="suggest_schema"),
]
