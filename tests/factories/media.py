"""Uploaded pictures and files."""

import wagtail_factories
from wagtail.documents.models import Document
from wagtail.models import Collection

from foundation.models import Photo


def root_collection() -> Collection:
    """Where uploads go."""
    return Collection.get_first_root_node()


class PhotoFactory(wagtail_factories.ImageFactory):
    """A small photo; `file__width`, `file__height` and `file__color` change it."""

    class Meta:
        """What it makes."""

        model = Photo

    title = "Foto"
    description = "Twee buren bij een moestuin"
    collection = wagtail_factories.factories.factory.LazyFunction(root_collection)


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A small file; `file__filename` and `file__data` change it."""

    class Meta:
        """What it makes."""

        model = Document

    title = "Formulier"
    collection = wagtail_factories.factories.factory.LazyFunction(root_collection)
