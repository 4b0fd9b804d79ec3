"""Attachments as the page shows them."""

from pathlib import PurePath
from typing import Any

from django.template.defaultfilters import filesizeformat

from knowledge.models import KnowledgeTool

KINDS = {"docx": "Word", "doc": "Word", "odt": "OpenDocument", "xlsx": "Excel", "ods": "OpenDocument", "pdf": "PDF"}


def kind_of(filename: str) -> str:
    """What people call a file of this kind: "Word", else its extension in capitals."""
    extension = PurePath(filename).suffix.lstrip(".").lower()
    return KINDS.get(extension, extension.upper())


def shown_attachments(tool: KnowledgeTool) -> list[dict[str, Any]]:
    """Title, address, kind and size of each attachment."""
    return [
        {
            "title": attachment.title or attachment.document.title,
            "url": attachment.document.url,
            "kind": kind_of(attachment.document.filename),
            "size": filesizeformat(attachment.document.file_size or 0),
        }
        for attachment in tool.attachments.select_related("document")
    ]
