"""The page as visitors of the English site would see it, with a text that is not public yet."""

from wagtail.models import Locale

from community.initiatives.editing import english
from community.initiatives.editing.english import FIELDS
from community.initiatives.models import Initiative


def as_english(initiative: Initiative, texts: dict[str, str], locale: Locale) -> Initiative:
    """The newest version of this profile as its page in English, with these texts laid over it; it is not saved."""
    dutch: Initiative = initiative.get_latest_revision_as_object()
    page = english.translated_page(initiative)
    if page is None:
        page = in_tree_of(locale, dutch)
        if not any(texts.values()):
            page.alias_of_id = initiative.pk  # as the untranslated page that it would be
    else:
        english.bring_facts(dutch, page)
    for name in FIELDS:
        if name in texts:
            setattr(page, name, texts[name] or getattr(dutch, name))
    return page


def in_tree_of(locale: Locale, page: Initiative) -> Initiative:
    """The page moved to where its translation will stand."""
    page.locale = locale
    parent = page.get_parent().get_translation_or_none(locale)
    if parent is not None:
        page.path = parent.path + page.path[-page.steplen :]
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
    return page
