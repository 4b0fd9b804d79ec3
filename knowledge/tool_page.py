"""What the page of a knowledge tool shows."""

from typing import Any

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _

from community.initiatives.models import Initiative
from community.initiatives.queries import in_language
from foundation.cards import Card
from foundation.gathering import sections_for
from foundation.listing import Link
from foundation.pictures import HERO_WIDTHS
from knowledge.cards import cards_of, picture_of_tool, themes_of
from knowledge.files import shown_attachments
from knowledge.models import KnowledgeTool
from knowledge.queries import library_url, public_tools

RELATED = 3


def steps_of(tool: KnowledgeTool) -> list[dict[str, Any]]:
    """The table of contents of a step plan: the steps of its first steps block."""
    for block in tool.body:
        if block.block_type == "steps":
            return [
                {"number": number, "title": step["title"], "anchor": f"stap-{number}"}
                for number, step in enumerate(block.value, start=1)
            ]
    return []


def facts_of(tool: KnowledgeTool, author: Initiative | None) -> list[dict[str, Any]]:
    """Handy to know: for whom, how long, what it costs, who made it, when it was reviewed."""
    field = tool._meta.get_field("phases")
    facts: list[dict[str, Any]] = []
    if tool.phases:
        facts.append({"label": _("For whom"), "value": ", ".join(field.labels(tool.phases))})
    if tool.time:
        facts.append({"label": _("Time"), "value": tool.time})
    if tool.costs:
        facts.append({"label": _("Costs"), "value": tool.costs})
    if author:
        facts.append({"label": _("Made by"), "value": author.title, "url": author.url})
    if tool.last_reviewed:
        facts.append({"label": _("Reviewed"), "value": formats.date_format(tool.last_reviewed, "DATE_FORMAT")})
    return facts


def related_tools(tool: KnowledgeTool, theme_id: int | None) -> list[Card]:
    """The newest other tools of its theme."""
    if theme_id is None:
        return []
    others = public_tools(tool.locale_id).filter(theme_links__theme_id=theme_id).exclude(pk=tool.pk)
    return cards_of(others.order_by("-first_published_at", "-pk")[:RELATED])


def tool_context(tool: KnowledgeTool, request: HttpRequest) -> dict[str, Any]:
    """Everything the template names."""
    themes = themes_of(tool)
    theme = themes[0] if themes else None
    author = in_language(tool.author_id, tool.locale_id).first() if tool.author_id else None
    library = library_url(tool.locale_id)
    return {
        "badge": theme,
        "themes": themes,
        "picture": picture_of_tool(tool, theme, tool.photo, HERO_WIDTHS),
        "kind": tool.get_kind_display(),
        "steps": steps_of(tool),
        "facts": facts_of(tool, author),
        "attachments": shown_attachments(tool),
        "tags": [Link(tag.name, f"{library}?trefwoord={tag.slug}") for tag in tool.tags.all()],
        "related": related_tools(tool, theme.pk if theme else None),
        "sections": sections_for("tool", tool, request=request),
    }
