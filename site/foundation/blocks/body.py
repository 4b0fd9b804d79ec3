"""What a page body may hold."""

from wagtail.blocks import Block

from foundation.blocks.lists import ChecklistBlock, StepsBlock, step_block
from foundation.blocks.media import DownloadBlock, PictureBlock, VideoBlock
from foundation.blocks.tables import TableBlock
from foundation.blocks.text import QuoteBlock, TextBlock, WarningBlock

STEP_BLOCKS: list[tuple[str, Block]] = [
    ("text", TextBlock()),
    ("checklist", ChecklistBlock()),
    ("warning", WarningBlock()),
    ("table", TableBlock()),
    ("image", PictureBlock()),
    ("download", DownloadBlock()),
    ("quote", QuoteBlock()),
]

BODY_BLOCKS: list[tuple[str, Block]] = [
    ("text", TextBlock()),
    ("steps", StepsBlock(step_block(STEP_BLOCKS))),
    ("checklist", ChecklistBlock()),
    ("warning", WarningBlock()),
    ("table", TableBlock()),
    ("quote", QuoteBlock()),
    ("image", PictureBlock()),
    ("video", VideoBlock()),
    ("download", DownloadBlock()),
]
