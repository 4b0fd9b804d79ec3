"""Knowledge tools as rows of a file."""

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.models import Initiative, Phase
from community.themes.transfer import tags_column, themes_column
from foundation.locales import default_locale_id
from foundation.transfer.bodies import body_from_cell, body_to_cell, with_ids_of
from foundation.transfer.columns import Column, Day, Named, Several, Text, choice
from foundation.transfer.transfer import PageTransfer
from knowledge.models import KnowledgeTool, Library, ToolKind, ToolTheme
from knowledge.models.tool import MOST_THEMES

BODY_TITLES = ("tekst", "inhoud", "text", "content")


class ToolTransfer(PageTransfer):
    """Knowledge tools, out and in."""

    name = "tools"
    label = gettext_lazy("Knowledge tools")
    model = KnowledgeTool
    parent_model = Library

    def own_columns(self) -> tuple[Column, ...]:
        """What it is, the text, for whom, where it comes from."""
        phase = choice(_("Phase"), Phase.choices, empty=Phase.RUNNING)
        return (
            Column("kind", choice(_("Kind"), ToolKind.choices, empty=ToolKind.STEPS), ("soort", "type")),
            line("summary", ("samenvatting", "intro", "introductie", "tagline"), required=True),
            Column("body", Body(), BODY_TITLES, translated=True, getter=raw_body, setter=set_body),
            Column("phases", Several(phase, most=len(Phase)), ("fasen", "fase", "voor wie", "phase", "for whom")),
            line("time", ("tijd", "duur", "hoe lang het duurt", "duration")),
            line("costs", ("kosten", "wat het kost", "cost")),
            author_column(),
            Column("last_reviewed", Day(), ("nagekeken", "laatst nagekeken", "gecontroleerd", "reviewed")),
            themes_column(ToolTheme, most=MOST_THEMES),
            tags_column(),
        )


def line(name: str, titles: tuple[str, ...], *, required: bool = False) -> Column:
    """A column of one line, as long as its field allows."""
    most = KnowledgeTool._meta.get_field(name).max_length
    return Column(name, Text(most), titles, required=required, translated=True)


def author_column() -> Column:
    """The initiative that made it, by slug."""
    slugs = dict(Initiative.objects.filter(locale=default_locale_id()).values_list("pk", "slug"))
    by_slug = {slug: pk for pk, slug in slugs.items()}
    return Column(
        "author",
        Named(_("Initiative"), by_slug, shown=slugs),
        ("auteur", "gemaakt door", "maker", "made by"),
        attribute="author_id",
    )


class Body:
    """The text of a tool: paragraphs, simple HTML, or the list of its blocks."""

    def __init__(self) -> None:
        """Take the blocks that there are."""
        self.block = KnowledgeTool._meta.get_field("body").stream_block

    def read(self, value: Any) -> list[dict[str, Any]]:
        """The raw value of the StreamField. Raises CellError."""
        return body_from_cell(value or "", self.block, text_block="text", at="tool")

    def write(self, value: Any) -> str | list[dict[str, Any]]:
        """A text, or the list of blocks."""
        return body_to_cell(self.block, value, text_block="text")

    def cell(self, value: Any) -> str:
        """The same; a list of blocks as JSON."""
        written = self.write(value)
        return written if isinstance(written, str) else json.dumps(written, ensure_ascii=False)


def raw_body(page: KnowledgeTool) -> list[dict[str, Any]]:
    """The body as the database keeps it."""
    return list(page.body.get_prep_value())


def set_body(page: KnowledgeTool, value: list[dict[str, Any]]) -> None:
    """Give the page this body; blocks at the same place keep their ids."""
    page.body = with_ids_of(value, raw_body(page))
