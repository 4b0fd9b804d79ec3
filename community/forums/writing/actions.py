"""What people do by writing: each checks the right, writes in one transaction, and announces what happened."""

from community.forums.writing.changing import choose_answer, delete_post, edit_post, set_thanks, version_of
from community.forums.writing.posting import reply, start_topic

__all__ = ["choose_answer", "delete_post", "edit_post", "reply", "set_thanks", "start_topic", "version_of"]
