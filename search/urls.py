"""Where the search page and the addresses for programs are."""

from django.urls import path
from django.utils.functional import lazystr
from django.utils.translation import get_language

from search import views
from search.api import views as api

WORDS = {"nl": "zoeken/", "en": "search/"}


class TranslatedWord:
    """The word in the address of the search page, in the language in use."""

    def __str__(self) -> str:
        """Return it; addresses do not wait for a catalogue of translations."""
        return WORDS.get(get_language() or "", WORDS["en"])


# Below the prefix of a language.
page_patterns = [path(lazystr(TranslatedWord()), views.search_page, name="search")]

# The same in every language.
urlpatterns = [
    path("zoeken/klik/", views.click, name="search_click"),
    path("api/search/", api.search_api, name="search_api"),
    path("api/search/schema.json", api.schema, {"name": "search"}, name="search_schema"),
    path("api/suggest/", api.suggest_api, name="suggest_api"),
    path("api/suggest/schema.json", api.schema, {"name": "suggest"}, name="suggest_schema"),
]
