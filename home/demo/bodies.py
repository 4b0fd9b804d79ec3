"""From the demo's plain JSON to StreamField values, with ids that are the same in every language."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

Blocks = list[dict[str, Any]]


def body(blocks: Blocks, at: str) -> Blocks:
    """The value of a body StreamField; `at` names the place, so that ids come out the same each time."""
    return [
        {"type": block["type"], "value": value_of(block, f"{at}/{number}"), "id": block_id(f"{at}/{number}")}
        for number, block in enumerate(blocks)
    ]


def value_of(block: dict[str, Any], at: str) -> Any:
    """The value of one block."""
    value = block["value"]
    match block["type"]:
        case "steps":
            return items(
                [
                    {"title": step["title"], "body": body(step["body"], f"{at}/{number}")}
                    for number, step in enumerate(value)
                ],
                at,
            )
        case "checklist":
            return {"title": value.get("title", ""), "items": items(value["items"], at)}
        case "table":
            head, *rows = value["rows"]
            return {
                "columns": [{"type": "text", "heading": cell} for cell in head],
                "rows": [{"values": row} for row in rows],
                "caption": value.get("caption", ""),
            }
    return value


def items(values: list[Any], at: str) -> Blocks:
    """The value of a ListBlock."""
    return [
        {"type": "item", "value": value, "id": block_id(f"{at}/item/{number}")} for number, value in enumerate(values)
    ]


def block_id(at: str) -> str:
    """An id for the block at this place."""
    return str(uuid5(NAMESPACE_URL, f"demo/{at}"))
