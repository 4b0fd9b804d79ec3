"""Models that every app stands on."""

from foundation.models.base_page import BasePage
from foundation.models.generation import Generation
from foundation.models.identity import NetworkIdentity
from foundation.models.listing_page import ListingPage
from foundation.models.pending_import import PendingImport
from foundation.models.photos import Photo, PhotoRendition
from foundation.models.shared_cache import SharedCacheEntry

__all__ = [
    "BasePage",
    "Generation",
    "ListingPage",
    "NetworkIdentity",
    "PendingImport",
    "Photo",
    "PhotoRendition",
    "SharedCacheEntry",
]
