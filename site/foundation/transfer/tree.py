"""Which pages there are already, asked once for a whole file."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from foundation.locales import default_locale_id, locale_ids
from foundation.transfer.problems import FileError


@dataclass(frozen=True, slots=True)
class Known:
    """A page of the tree; `key` is the same for all its translations."""

    pk: int
    slug: str
    locale_id: int
    key: str
    is_alias: bool


class Tree:
    """The pages of one type, by language and slug, and the page that each language has them below."""

    def __init__(self, model: type[Page], parent_model: type[Page]) -> None:
        """Ask the database. Raises FileError on a site without a place for such pages."""
        self.source_id = default_locale_id()
        self.parents: dict[int, Page] = {page.locale_id: page for page in parent_model.objects.order_by("-path")}
        if self.source_id not in self.parents:
            raise FileError(
                _("There is no page of the kind %(kind)s yet to put them below. Run setup_network first.")
                % {"kind": parent_model._meta.verbose_name}
            )
        self._by_slug: dict[tuple[int, str], Known] = {}
        self._by_key: dict[tuple[int, str], Known] = {}
        rows = model.objects.values_list("pk", "slug", "locale_id", "translation_key", "alias_of_id")
        for pk, slug, locale_id, key, alias_of in rows.iterator():
            page = Known(pk, slug, locale_id, str(key), alias_of is not None)
            self._by_slug[locale_id, slug] = page
            self._by_key[locale_id, page.key] = page
        self._managed = {
            (str(key), locale_id)
            for key, locale_id in Translation.objects.filter(
                enabled=True, source__specific_content_type=ContentType.objects.get_for_model(model)
            ).values_list("source__object_id", "target_locale_id")
        }

    def page(self, locale_id: int, slug: str) -> Known | None:
        """The page with this slug."""
        return self._by_slug.get((locale_id, slug))

    def translation(self, page: Known, locale_id: int) -> Known | None:
        """What stands for this page in another language: its translation, or an alias."""
        return self._by_key.get((locale_id, page.key))

    def source_of(self, page: Known) -> Known | None:
        """The page in the source language that this one is a translation of."""
        found = self._by_key.get((self.source_id, page.key))
        return found if found and found.pk != page.pk else None

    def follows_source(self, page: Known) -> bool:
        """Whether the page is a translation (or alias) that takes all but its texts from its source."""
        return page.is_alias or (page.key, page.locale_id) in self._managed


def locale_named(text: str) -> Locale | None:
    """The locale that a cell names: nl, nl-NL, Nederlands, Dutch."""
    names = {"nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en"}
    code = text.strip().lower().replace("_", "-")
    pk = locale_ids().get(names.get(code, code.partition("-")[0]))
    return Locale.objects.get(pk=pk) if pk else None
