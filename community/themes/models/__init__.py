"""Themes and tags."""

from community.themes.models.tag import FormerSlug, Tag, TagSynonym, tagging_models
from community.themes.models.tag_list import TagList
from community.themes.models.theme import House, Theme, ThemeOverview
from community.themes.models.theme_link import ThemeLink

__all__ = [
    "FormerSlug",
    "House",
    "Tag",
    "TagList",
    "TagSynonym",
    "Theme",
    "ThemeLink",
    "ThemeOverview",
    "tagging_models",
]
