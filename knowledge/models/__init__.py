"""Knowledge tools and their library."""

from knowledge.models.library import Library
from knowledge.models.tool import KnowledgeTool, ToolAttachment, ToolKind, ToolTag, ToolTheme

__all__ = ["KnowledgeTool", "Library", "ToolAttachment", "ToolKind", "ToolTag", "ToolTheme"]
