"""Addresses of initiatives besides their pages: maps, starting and joining one, keeping it up."""

from django.urls import path

from community.initiatives.buddies import urls as buddies_urls
from community.initiatives.editing import urls as editing_urls
from community.initiatives.managing import urls as managing_urls
from community.initiatives.needs import urls as needs_urls
from community.initiatives.people import urls as people_urls
from community.initiatives.starting import urls as starting_urls
from community.initiatives.views import downloads, maps
from foundation.addresses import translated

# Below the prefix of a language.
page_patterns = [
    path("map/initiatives.svg", maps.map_dots, name="map_dots"),
    path("map/initiatives.json", maps.map_initiatives, name="map_initiatives"),
    path("map/titles.json", maps.map_titles, name="map_titles"),
    *starting_urls.page_patterns,
    *managing_urls.page_patterns,
    *people_urls.page_patterns,
    *needs_urls.page_patterns,
    *buddies_urls.page_patterns,
    path(translated(nl="initiatieven.csv", en="initiatives.csv"), downloads.directory_csv, name="directory_csv"),
    *editing_urls.page_patterns,
]
