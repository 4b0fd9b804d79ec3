"""What others hear of once a post is there to be read."""

from community.forums.models import Post, Visibility
from community.forums.writing.text import Text, kept_text
from community.members.models import User
from community.notifications.actions import announce

FIRST = 1  # the number of the post a topic begins with


def tell_of(post: Post, *, text: Text | None = None) -> None:
    """Announce a visible post with whom it mentions; called in the transaction that makes it visible."""
    if post.visibility != Visibility.VISIBLE:
        return
    if post.number == FIRST:
        announce("forum-topic", post.topic_id, actor=post.author)
    else:
        announce("forum-reply", post.pk, actor=post.author)
    tell_mentioned(post, text or kept_text(post.body), by=post.author)


def tell_mentioned(post: Post, text: Text, *, by: User | None) -> None:
    """Let the people and initiatives that a visible post mentions hear of it; those who did hear nothing again."""
    if post.visibility == Visibility.VISIBLE and (text.member_ids or text.initiative_ids):
        announce("forum-mention", post.pk, actor=by)
