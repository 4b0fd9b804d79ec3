"""What tests of moderating share."""

from collections.abc import Callable
from typing import Any

import pytest

from community.forums.models import Forum, Topic, Visibility
from community.members.models import User


@pytest.fixture
def moderator(person_with_role: Callable[[str], User]) -> User:
    """Somebody who keeps the forum friendly."""
    return person_with_role("moderator")


@pytest.fixture
def counts() -> Callable[[Forum | Topic], dict[str, Any]]:
    """What a forum or topic says of itself, after checking that it is so."""

    def counted(thing: Forum | Topic) -> dict[str, int]:
        thing.refresh_from_db()
        if isinstance(thing, Topic):
            visible = thing.posts.filter(visibility=Visibility.VISIBLE)
            last = visible.order_by("-number").first()
            assert thing.post_count == visible.count()
            assert thing.last_number >= max(thing.posts.values_list("number", flat=True))
            assert last is None or (thing.last_posted, thing.last_author_id) == (last.written, last.author_id)
            return {"posts": thing.post_count, "last": thing.last_number}
        topics = Topic.objects.filter(forum=thing, visibility=Visibility.VISIBLE)
        assert thing.topic_count == topics.count()
        assert thing.post_count == sum(topics.values_list("post_count", flat=True))
        return {"topics": thing.topic_count, "posts": thing.post_count}

    return counted
