"""What is changed together is locked in one order, so that no two moderators wait for each other.

First people, then topics, then forums, each by primary key; whoever posts locks in the same order.
"""

from community.forums.counting import lock_topic
from community.forums.models import Forum, Post
from community.members.models import User


def hold_people(*user_ids: int | None) -> None:
    """Let nobody else write what these people are known for until the transaction is over."""
    known = sorted({pk for pk in user_ids if pk is not None})
    if known:
        list(User.objects.select_for_update(no_key=True).filter(pk__in=known).order_by("pk").values_list("pk"))


def hold_forums(*pks: int) -> None:
    """Let nobody else count in these forums."""
    list(Forum.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))


def hold_post(post: Post) -> Post:
    """The post as it is now, with its topic, under the locks of its writer and its topic. Raises DoesNotExist."""
    hold_people(post.author_id)
    while True:
        topic_id = Post.objects.values_list("topic_id", flat=True).get(pk=post.pk)
        topic = lock_topic(topic_id)
        held = Post.objects.get(pk=post.pk)
        if held.topic_id == topic.pk:  # else somebody moved it while we waited
            held.topic = topic
            return held
