"""Tables that can be translated."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

CAPTION, HEADING = "caption", "heading"


class TableBlock(TypedTableBlock):
    """A table of plain text. wagtail-localize translates its caption, headings and cells."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        """Offer one kind of column: text."""
        super().__init__(local_blocks or [("text", blocks.CharBlock(label=_("Text"), required=False))], **kwargs)

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """The texts of the table, each with the path that brings its translation back."""
        segments = [StringSegmentValue(CAPTION, value.caption or "")]
        segments += [
            StringSegmentValue(f"{HEADING}.{number}", column["heading"] or "")
            for number, column in enumerate(value.columns)
        ]
        segments += [
            StringSegmentValue(f"{row_number}.{column_number}", str(cell or ""))
            for row_number, row in enumerate(value.row_data)
            for column_number, cell in enumerate(row["values"])
        ]
        return [segment for segment in segments if not segment.is_empty()]

    def restore_translated_segments(self, value: TypedTable, segments: Iterable[Any]) -> TypedTable:
        """Put the translated texts in their places."""
        for segment in segments:
            text = segment.render_text()
            place, _dot, number = segment.path.partition(".")
            if place == CAPTION:
                value.caption = text
            elif place == HEADING:
                value.columns[int(number)]["heading"] = text
            else:
                value.row_data[int(place)]["values"][int(number)] = text
        return value

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns, for example costs")
        template = "components/blocks/table.html"
        preview_value = {
            "caption": "Wat het kost",
            "columns": [{"type": "text", "heading": "Wat"}, {"type": "text", "heading": "Per jaar"}],
            "rows": [{"values": ["Notaris", "€ 350"]}, {"values": ["Verzekering", "€ 180"]}],
        }
