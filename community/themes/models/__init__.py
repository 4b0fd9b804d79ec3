"""Themes and tags."""

from community.themes.models.tag import Tag, TagSynonym
from community.themes.models.theme import House, Theme, ThemeOverview
from community.themes.models.theme_link import ThemeLink

__all__ = ["House", "Tag", "TagSynonym", "Theme", "ThemeLink", "ThemeOverview"]
