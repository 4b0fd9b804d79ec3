"""Languages without asking the database each time."""

from django.conf import settings
from django.utils import translation
from wagtail.models import Locale

from foundation.generation import per_generation


@per_generation
def locale_ids() -> dict[str, int]:
    """Primary keys of the locales by language code."""
    return dict(Locale.objects.values_list("language_code", "pk"))


def default_locale_id() -> int:
    """The source language's locale. Raises KeyError on a site that is not set up."""
    return locale_ids()[settings.LANGUAGE_CODE]


def active_locale_id() -> int:
    """The locale of the language in use, else the source language's."""
    return locale_ids().get(translation.get_language() or "", default_locale_id())


def language_of(locale_id: int) -> str:
    """The language code of a locale."""
    return next((code for code, pk in locale_ids().items() if pk == locale_id), settings.LANGUAGE_CODE)
