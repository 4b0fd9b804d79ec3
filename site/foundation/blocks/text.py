"""Words: text, quote, warning."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.features import TEXT_FEATURES


class TextBlock(blocks.RichTextBlock):
    """Running text with small headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        """Allow what `TEXT_FEATURES` names."""
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Running text, with small headings, lists and links")
        template = "components/blocks/text.html"
        preview_value = "<p>Elke ochtend is er koffie. Op dinsdag koken we met dertig mensen.</p>"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("What was said"))
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What somebody said, with the name")
        template = "components/blocks/quote.html"
        preview_value = {"text": "Leg vast wie de sleutel heeft.", "who": "Hennie, dorpshuis De Schakel"}


class WarningBlock(blocks.StructBlock):
    """Something that goes wrong often."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("Warning")
        description = _("Something that goes wrong often, and how to prevent it")
        template = "components/blocks/warning.html"
        preview_value = {
            "title": "Let op bij subsidie",
            "text": "<p>Sommige fondsen geven alleen geld aan een stichting. Zoek dit uit voordat je begint.</p>",
        }
