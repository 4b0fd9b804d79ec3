"""Steps and checklists."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChecklistBlock(blocks.StructBlock):
    """Points to tick off; the browser remembers the ticks, print shows empty boxes."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Point"), max_length=300), label=_("Points"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        description = _("Points to tick off, on the screen or on paper")
        template = "components/blocks/checklist.html"
        preview_value = {"title": "", "items": ["Naam, plaats en doel", "Wie lid kan worden en hoe je stopt"]}


def step_block(body: list[tuple[str, blocks.Block]]) -> blocks.StructBlock:
    """One step: a title and what to do, made of these blocks."""
    return blocks.StructBlock(
        [
            ("title", blocks.CharBlock(label=_("Title"), max_length=120)),
            ("body", blocks.StreamBlock(body, label=_("What to do"))),
        ],
        icon="arrow-right",
        label=_("Step"),
    )


class StepsBlock(blocks.ListBlock):
    """Numbered steps on a line in the colour of the theme."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the steps with their numbers and anchors."""
        context = super().get_context(value, parent_context=parent_context)
        context["steps"] = [
            {"number": number, "anchor": f"stap-{number}", "title": step["title"], "body": step["body"]}
            for number, step in enumerate(value, start=1)
        ]
        return context

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, each with text, warnings, checklists or a download")
        template = "components/blocks/steps.html"
        preview_value = [
            {"title": "Zoek vijf buren", "body": [("text", "<p>Ga langs de deuren met koffie.</p>")]},
            {"title": "Leg je plan op één vel", "body": [("text", "<p>Voor wie, waar, en wat er nu mist.</p>")]},
        ]
