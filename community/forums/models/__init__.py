"""Forums, what is said in them, who read what, and how they are kept friendly."""

from community.forums.models.forum import Audience, Forum
from community.forums.models.moderation import (
    ModerationAction,
    Report,
    ReviewRequest,
    Sanction,
    Standing,
    WatchedWord,
)
from community.forums.models.post import Attachment, Post, PostVersion, Thanks
from community.forums.models.reading import PostDraft, TopicReading
from community.forums.models.topic import FormerTopic, Topic, TopicOutcome, TopicTag, Visibility

__all__ = [
    "Attachment",
    "Audience",
    "FormerTopic",
    "Forum",
    "ModerationAction",
    "Post",
    "PostDraft",
    "PostVersion",
    "Report",
    "ReviewRequest",
    "Sanction",
    "Standing",
    "Thanks",
    "Topic",
    "TopicOutcome",
    "TopicReading",
    "TopicTag",
    "Visibility",
    "WatchedWord",
]
