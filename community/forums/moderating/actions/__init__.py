"""What moderators, and those who ask them, do."""

from community.forums.moderating.actions.merging import merge_topics
from community.forums.moderating.actions.people import block, lift, set_trust, silence, warn
from community.forums.moderating.actions.reports import decide_report, report_post
from community.forums.moderating.actions.reviews import ask_for_review, decide_review
from community.forums.moderating.actions.splitting import split_topic
from community.forums.moderating.actions.topics import move_topic, rename_topic, set_locked, set_pinned
from community.forums.moderating.actions.visibility import (
    approve_post,
    hide_post,
    hide_topic,
    restore_post,
    restore_topic,
)

__all__ = [
    "approve_post",
    "ask_for_review",
    "block",
    "decide_report",
    "decide_review",
    "hide_post",
    "hide_topic",
    "lift",
    "merge_topics",
    "move_topic",
    "rename_topic",
    "report_post",
    "restore_post",
    "restore_topic",
    "set_locked",
    "set_pinned",
    "set_trust",
    "silence",
    "split_topic",
    "warn",
]
