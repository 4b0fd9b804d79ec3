"""Building blocks of page bodies. Each has a template of its own in templates/components/blocks/."""

from foundation.blocks.body import BODY_BLOCKS, STEP_BLOCKS
from foundation.blocks.features import STORY_FEATURES, TEXT_FEATURES

__all__ = ["BODY_BLOCKS", "STEP_BLOCKS", "STORY_FEATURES", "TEXT_FEATURES"]
