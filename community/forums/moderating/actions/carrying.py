"""What belongs to posts and to those who read them, when posts change topics."""

from community.forums.models import Post, Topic
from community.members.following import kind_for, type_of
from community.members.models import Follow
from community.notifications.models import Notification

# Kinds of news whose subject is a post.
ABOUT_POSTS = ("forum-reply", "forum-mention", "forum-answer", "forum-thanks")


def copy_follows(topic: Topic, made: Topic) -> None:
    """Let who follows a topic follow another one as well."""
    kind = kind_for(topic)
    if kind is None:
        return
    followers = Follow.objects.filter(content_type=type_of(kind), object_id=topic.pk).values_list("user_id", flat=True)
    Follow.objects.bulk_create(
        [Follow(user_id=user_id, content_type=type_of(kind), object_id=made.pk) for user_id in followers],
        ignore_conflicts=True,
    )


def move_news(topic: Topic) -> None:
    """Let the news about the posts of a topic be read with that topic."""
    posts = Post.objects.filter(topic=topic).values("pk")
    about = Notification.objects.filter(kind__in=ABOUT_POSTS, subject_id__in=posts)
    about.exclude(thread="").update(thread=f"topic:{topic.pk}")
