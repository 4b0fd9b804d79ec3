"""The talk of the demo: as much as was promised, counted right, the same when it is loaded again."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone

from community.forums.checking import check
from community.forums.models import Forum, Post, Standing, Thanks, Topic, TopicReading, TopicTag, Visibility
from community.forums.writing.lines import stored
from community.forums.writing.text import lines_of_html
from community.members.models import Follow, User
from home.demo.forum import FORUMS, load_forums, moment_of
from home.demo.loader import ACCOUNTS, DemoLoader, content
from home.setup import PARTNERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
ROWS = [content(f"forums/{file.name}") for file in sorted(FORUMS.glob("*.json"))]


def state() -> dict[str, Any]:
    """All that is said, without keys."""
    return {
        "forums": list(Forum.objects.order_by("slug").values_list("slug", "topic_count", "post_count", "last_posted")),
        "posts": list(Post.objects.order_by("form_key").values_list("form_key", "body", "written", "thanks_count")),
        "answers": sorted(Topic.objects.values_list("form_key", "answer__form_key")),
        "rows": [model.objects.count() for model in (Topic, TopicTag, Thanks, TopicReading, Follow, Standing)],
    }


def test_forum_is_as_large_as_promised() -> None:
    """Counts of the issue."""
    assert Forum.objects.count() == 9
    visible = {"visibility": Visibility.VISIBLE}
    assert Topic.objects.filter(**visible).count() == sum(len(row["topics"]) for row in ROWS) >= 140
    assert (
        Post.objects.filter(**visible).count()
        == sum(len(topic["posts"]) for row in ROWS for topic in row["topics"])
        >= 900
    )


def test_forum_counts_right() -> None:
    """Topics, forums, thanks and people."""
    assert list(check()) == []
    assert not Topic.objects.exclude(answer=None).exclude(answer__topic=F("pk")).exists()


def test_loading_again_doubles_nothing_and_keeps_what_was_changed() -> None:
    """What somebody changed, and what people said meanwhile, stays."""
    topic = Topic.objects.exclude(answer=None).first()
    assert topic is not None
    Topic.objects.filter(pk=topic.pk).update(title="Anders")
    before = state()
    people = {user.email: user for user in User.objects.all()}
    load_forums(people, {}, today=timezone.localdate(), readers=[ACCOUNTS[1].email])
    assert state() == before
    assert Topic.objects.get(pk=topic.pk).title == "Anders"


def test_topic_that_is_gone_comes_back() -> None:
    """With the same posts, counted."""
    before = state()
    forum = Forum.objects.order_by("slug").first()
    assert forum is not None
    Topic.objects.filter(forum=forum).delete()
    Forum.objects.filter(pk=forum.pk).update(topic_count=0, post_count=0)
    DemoLoader(lambda _what, _number, _total: None).load()
    after = state()
    assert (after["forums"], after["answers"]) == (before["forums"], before["answers"])
    assert len(after["posts"]) == len(before["posts"])
    assert list(check()) == []


def test_texts_are_kept_as_the_forum_keeps_them() -> None:
    """Whoever edits such a post finds it as it was; nothing of the notation of the demo is left."""
    for body in Post.objects.values_list("body", flat=True):
        assert stored(lines_of_html(body, is_kept=True)) == body
        assert not re.search(r"\{[@a-z]", body), body


def test_nothing_lies_in_the_future_and_topics_begin_by_day() -> None:
    """On whatever day it is loaded."""
    for row in ROWS:
        for topic in row["topics"]:
            begun = moment_of(topic, timezone.localdate())
            last = begun + timedelta(hours=topic["posts"][-1]["hours"])
            assert last < timezone.now()
            local = timezone.localtime(moment_of(topic, date(2024, 3, 1)))
            assert 7 <= local.hour <= 23
    assert not Post.objects.filter(written__gt=timezone.now()).exists()
    assert not Thanks.objects.filter(at__gt=timezone.now()).exists()


def test_accounts_have_read_some_and_not_all() -> None:
    """Who is new here nothing; each of the others has something new to read. Writers read what they wrote in."""
    new, *others = (User.objects.get(email=account.email) for account in ACCOUNTS)
    assert not TopicReading.objects.filter(user=new, has_posted=False).exists()
    for user in others:
        readings = TopicReading.objects.filter(user=user)
        assert readings.filter(read_until=F("topic__last_number")).count() > 50
        assert readings.filter(read_until__lt=F("topic__last_number")).exists()
    wrote = set(Post.objects.values_list("author_id", "topic_id"))
    assert wrote == set(TopicReading.objects.filter(has_posted=True).values_list("user_id", "topic_id"))


def test_writers_follow_what_they_began() -> None:
    """All topics are followed by who began them."""
    follows = Follow.objects.filter(content_type=ContentType.objects.get_for_model(Topic))
    assert set(follows.values_list("object_id", "user_id")) >= set(Topic.objects.values_list("pk", "author_id"))


def test_partners_talk_with_each_other() -> None:
    """Who works for a municipality or another partner may, and only those write in their forum."""
    partners = set(User.objects.filter(groups__name=PARTNERS).values_list("email", flat=True))
    assert partners == {row["email"] for row in content("people.json") if row.get("organisation")}
    writers = Post.objects.filter(topic__forum__post_by="stakeholders").values_list("author__email", flat=True)
    staff = {account.email for account in ACCOUNTS if account.group or account.is_superuser}
    assert set(writers) <= partners | staff
