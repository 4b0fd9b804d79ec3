"""StreamField values in files: as a text where the body is one text, else as the list of blocks.

Rich text in blocks is written as in cells; photos and files are written as the name they are stored under, so that
an import finds the same file and never another one that happens to have the same number.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks import Block, StreamBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from foundation.transfer.cells import cleaned
from foundation.transfer.matching import meant, quoted
from foundation.transfer.problems import CellError
from foundation.transfer.rich_text import from_cell, to_cell

Raw = Any  # JSON values as a StreamField keeps them


def body_from_cell(value: Any, block: StreamBlock, *, text_block: str, at: str) -> list[dict[str, Any]]:
    """The StreamField's raw value for a text, a list of blocks, or such a list written as JSON in a cell.

    `at` names the page, so that blocks without an id get the same one each time. Raises CellError.
    """
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[") and text.endswith("]") and '"type"' in text:
            try:
                value = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise CellError(_("The list of blocks is no JSON: %(error)s") % {"error": error}) from error
        else:
            value = [{"type": text_block, "value": text}] if text else []
    raw = read_stream(block, value, at)
    try:
        block.clean(block.to_python(raw))
    except ValidationError as error:
        raise CellError(" ".join(messages_of(error)) or _("A block is not filled in well.")) from error
    return raw


def body_to_cell(block: StreamBlock, raw: list[dict[str, Any]], *, text_block: str) -> str | list[dict[str, Any]]:
    """What to write for this body: "" for none, a text for one block of text, else the list of blocks."""
    written = write(block, raw)
    if not written:
        return ""
    if len(written) == 1 and written[0]["type"] == text_block and not written[0]["value"].startswith("["):
        return written[0]["value"]
    return written


def read(block: Block, value: Raw, at: str) -> Raw:  # noqa: PLR0911 - one for each kind of block
    """The raw value of one block from what stands in the file. Raises CellError."""
    if isinstance(block, StreamBlock):
        return read_stream(block, value, at)
    if isinstance(block, blocks.ListBlock):
        return read_list(block, value, at)
    if isinstance(block, blocks.StructBlock):
        return read_struct(block, value, at)
    if isinstance(block, BaseTypedTableBlock):
        return read_table_block(value)
    if isinstance(block, ChooserBlock):
        return read_choice(block, value)
    if isinstance(block, blocks.RichTextBlock):
        return from_cell(as_text(value), block.features or ())
    return as_text(value)


def read_stream(block: StreamBlock, value: Raw, at: str) -> list[dict[str, Any]]:
    """A list of {"type": ..., "value": ...}; ids are kept, or made."""
    if not isinstance(value, list):
        raise CellError(_("Expected a list of blocks."))
    made = []
    for number, entry in enumerate(value):
        if not isinstance(entry, dict) or not isinstance(entry.get("type"), str):
            raise CellError(_('Each block needs a "type" and a "value".'))
        kind = entry["type"]
        if kind not in block.child_blocks:
            raise CellError(
                _("%(kind)s is no kind of block.") % {"kind": quoted(kind)} + meant(kind, block.child_blocks)
            )
        here = f"{at}/{number}"
        made.append(
            {"type": kind, "value": read(block.child_blocks[kind], entry.get("value"), here), "id": id_of(entry, here)}
        )
    return made


def read_list(block: blocks.ListBlock, value: Raw, at: str) -> list[dict[str, Any]]:
    """A list of values, or of {"type": "item", "value": ..., "id": ...}."""
    if not isinstance(value, list):
        raise CellError(_("Expected a list."))
    made = []
    for number, entry in enumerate(value):
        here = f"{at}/item/{number}"
        wrapped = isinstance(entry, dict) and entry.get("type") == "item" and "value" in entry
        content = entry["value"] if wrapped else entry
        made.append(
            {
                "type": "item",
                "value": read(block.child_block, content, f"{at}/{number}"),
                "id": id_of(entry if wrapped else {}, here),
            }
        )
    return made


def read_struct(block: blocks.StructBlock, value: Raw, at: str) -> dict[str, Any]:
    """The fields of a block; those that are left out are empty."""
    if not isinstance(value, dict):
        raise CellError(_("Expected the fields of a block: %(names)s.") % {"names": ", ".join(block.child_blocks)})
    for name in value:
        if name not in block.child_blocks:
            raise CellError(_("%(name)s is no field here.") % {"name": quoted(name)} + meant(name, block.child_blocks))
    return {
        name: read(child, value.get(name, [] if isinstance(child, StreamBlock | blocks.ListBlock) else None), at)
        for name, child in block.child_blocks.items()
    }


def read_table_block(value: Raw) -> dict[str, Any]:
    """A table: {"columns": [{"heading": ...}], "rows": [{"values": [...]}]}, or rows as lists, headings first."""
    if not isinstance(value, dict) or not isinstance(value.get("rows"), list):
        raise CellError(_('A table needs "rows".'))
    rows: list[Any] = [row.get("values") if isinstance(row, dict) else row for row in value["rows"]]
    columns = value.get("columns")
    headings: Any
    if not isinstance(columns, list):
        headings, rows = (rows[0], rows[1:]) if rows else ([], [])
    else:
        headings = [column.get("heading") if isinstance(column, dict) else column for column in columns]
    if not isinstance(headings, list) or any(not isinstance(row, list) or len(row) != len(headings) for row in rows):
        raise CellError(_("Each row of a table needs as many cells as there are columns."))
    return {
        "columns": [{"type": "text", "heading": as_text(heading)} for heading in headings],
        "rows": [{"values": [as_text(cell) for cell in row]} for row in rows],
        "caption": as_text(value.get("caption")),
    }


def read_choice(block: ChooserBlock, value: Raw) -> int | None:
    """The primary key of a photo or file that is stored under this name."""
    name = as_text(value.get("file") if isinstance(value, dict) else value)
    if not name:
        return None
    found = block.model_class.objects.filter(file=name).values_list("pk", flat=True).first()
    if found is None:
        raise CellError(_("There is no file %(name)s here. Upload it first.") % {"name": quoted(name)})
    return found


def as_text(value: Raw) -> str:
    """A text from JSON: numbers too, null is empty. Raises CellError for lists and objects."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise CellError(_("Expected a text."))
    return cleaned(str(value)).strip()


def id_of(entry: dict[str, Any], at: str) -> str:
    """The id that stands in the file when it is one, else one made of the place."""
    try:
        return str(UUID(str(entry.get("id"))))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, at))


def write(block: Block, raw: Raw) -> Raw:  # noqa: PLR0911 - one for each kind of block
    """What to write in the file for the raw value of a block."""
    if isinstance(block, StreamBlock):
        return [
            {
                "type": entry["type"],
                "value": write(block.child_blocks[entry["type"]], entry["value"]),
                "id": entry["id"],
            }
            for entry in raw or []
            if entry["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.ListBlock):
        return [
            {**entry, "value": write(block.child_block, entry["value"])}
            if isinstance(entry, dict) and entry.get("type") == "item"
            else write(block.child_block, entry)
            for entry in raw or []
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: write(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, ChooserBlock):
        found = block.model_class.objects.filter(pk=raw).first() if raw else None
        return {"file": found.file.name} if found else ""
    if isinstance(block, blocks.RichTextBlock):
        return to_cell(raw or "")
    if isinstance(block, BaseTypedTableBlock):
        return read_table_block(raw or {"rows": []})
    return "" if raw is None else raw


def without_ids(raw: Raw) -> Raw:
    """The same value without the ids of blocks, to tell whether the content is the same."""
    if isinstance(raw, list):
        return [without_ids(entry) for entry in raw]
    if isinstance(raw, dict):
        return {name: without_ids(value) for name, value in raw.items() if not (name == "id" and "type" in raw)}
    return raw


def ids_in(raw: Raw) -> set[str]:
    """The ids of all blocks in a value."""
    if isinstance(raw, list):
        return {found for entry in raw for found in ids_in(entry)}
    if isinstance(raw, dict):
        own = {raw["id"]} if "type" in raw and "id" in raw else set()
        return own.union(*(ids_in(value) for value in raw.values()))
    return set()


def with_ids_of(raw: Raw, model: Raw) -> Raw:
    """The same value, in which blocks that the model does not know take the ids of those at their place in it.

    Translations are kept by the ids of blocks: this way a text without ids still finds its translation.
    """
    known = ids_in(model)
    return _with_ids(raw, model, known=known, used=ids_in(raw) & known)


def _with_ids(raw: Raw, model: Raw, *, known: set[str], used: set[str]) -> Raw:
    if isinstance(raw, list) and isinstance(model, list):
        pairs = list(zip(raw, model, strict=False))
        return [_with_ids(entry, other, known=known, used=used) for entry, other in pairs] + raw[len(pairs) :]
    if isinstance(raw, dict) and isinstance(model, dict):
        kept = {name: _with_ids(value, model.get(name), known=known, used=used) for name, value in raw.items()}
        free = "id" in raw and raw["id"] not in known and model.get("id", "") not in {"", *used}
        return {**kept, "id": model["id"]} if free and raw.get("type") == model.get("type") else kept
    return raw


def messages_of(error: Any) -> list[str]:
    """All that a validation error of nested blocks says."""
    if isinstance(error, str):
        return [error]
    if isinstance(error, dict):
        return [message for part in error.values() for message in messages_of(part)]
    if isinstance(error, list | tuple):
        return [message for part in error for message in messages_of(part)]
    if hasattr(error, "as_json_data"):
        return messages_of(error.as_json_data())
    return list(getattr(error, "messages", []))
