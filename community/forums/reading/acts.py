"""What somebody may do with a post that they read."""

from typing import Any

from community.forums.models import Post
from community.forums.permissions import (
    may_choose_answer,
    may_delete_post,
    may_edit_post,
    may_moderate,
    may_reply,
    may_report,
    may_thank_for,
)
from community.forums.readers import reader_of
from community.forums.reading.cards import Acts
from community.forums.reading.links import address_of

NOTHING = Acts()
FIRST = 1


def acts_for(post: Post, *, to: Any) -> Acts:
    """The addresses of what this reader may do with a post, whose topic and forum are known."""
    if reader_of(to).user_id is None:
        return NOTHING

    def address(name: str, *, is_allowed: bool) -> str:
        return address_of(name, post.pk) if is_allowed else ""

    is_visible = post.visibility == "visible"
    return Acts(
        thank=address("thank_post", is_allowed=may_thank_for(to, post)),
        reply=address("reply_to_post", is_allowed=is_visible and may_reply(to, post.topic)),
        edit=address("edit_post", is_allowed=may_edit_post(to, post)),
        delete=address("delete_post", is_allowed=may_delete_post(to, post)),
        report=address("report_post", is_allowed=may_report(to, post)),
        choose=address(
            "choose_answer", is_allowed=is_visible and post.number != FIRST and may_choose_answer(to, post.topic)
        ),
        moderate=address("moderate_post", is_allowed=may_moderate(to)),
    )
