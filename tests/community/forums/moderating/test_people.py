"""What the forum keeps about people: it is handed out, erased, and not kept longer than needed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.forums.models import (
    Attachment,
    ModerationAction,
    Post,
    PostDraft,
    PostVersion,
    Report,
    ReviewRequest,
    Sanction,
    Standing,
    Thanks,
    Topic,
    TopicReading,
)
from community.forums.moderating import actions
from community.members.erasure import erase
from community.members.models import User
from community.members.personal_data import kinds_of_personal_data
from community.members.retention import Applies, rules
from tests.factories import UserFactory
from tests.factories.forum import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

WORD = "kanariepiet"


def attach(user: User, post: Post | None = None, name: str = "plan.pdf") -> Attachment:
    """A file of somebody."""
    attachment = Attachment(uploader=user, post=post, name=name, size=3, content_type="application/pdf")
    attachment.file.save(name, ContentFile(WORD.encode()))
    return attachment


@pytest.fixture
def person(network: object) -> User:
    """Somebody who did everything there is to do in the forum."""
    user, boss = UserFactory(first_name=WORD), UserFactory(is_superuser=True)
    topic = TopicFactory(author=user, first_post__body="<p>Mijn vraag.</p>")
    mine = topic.posts.get()
    other = PostFactory(body=f'<p>Zie <a linktype="member" id="{user.pk}"></a>.</p>', thanks_count=1)
    PostVersion.objects.create(post=mine, body="<p>Mijn vraagje.</p>", editor=user)
    attach(user, mine, "bij.pdf")
    attach(user, None, "los.pdf")
    Thanks.objects.create(post=other, user=user)
    TopicReading.objects.create(user=user, topic=topic, read_until=1)
    PostDraft.objects.create(user=user, form=f"topic:{topic.pk}", data={"text": [f"{WORD} half af"]})
    actions.report_post(other, by=user, reason=Report.Reason.OTHER, text="Dit klopt niet.")
    actions.warn(user, by=boss, reason="Let op.")
    action = ModerationAction.objects.get(person=user)
    actions.ask_for_review(action, by=user, text="Hoezo?")
    Standing.objects.get_or_create(user=user)
    return user


def told(user: User) -> str:
    """The copy of somebody's data, what the forum has of it."""
    kinds = [kind for kind in kinds_of_personal_data() if kind.name.startswith("forum-")]
    return str({kind.name: kind.of(user) for kind in kinds})


def test_everything_is_handed_out(person: User) -> None:
    """With the files."""
    copy = told(person)
    for part in (
        "Mijn vraag.",
        "Mijn vraagje.",
        "bij.pdf",
        "los.pdf",
        "half af",
        "Dit klopt niet.",
        "Let op.",
        "Hoezo?",
        "nieuw",
    ):
        assert part in copy, part
    files = [
        file for kind in kinds_of_personal_data() if kind.name == "forum-attachments" for file in kind.files(person)
    ]
    assert [content for _name, content in files] == [WORD.encode()] * 2


def test_who_leaves_takes_their_name_along(
    person: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """What was said stays to be read, by a former member; all the rest goes, and loose files with it."""
    topic = Topic.objects.get(author=person)
    mention = Post.objects.exclude(topic=topic).get(number=2)
    loose = Attachment.objects.get(name="los.pdf").file
    kept = Attachment.objects.get(name="bij.pdf").file
    with django_capture_on_commit_callbacks(execute=True):
        erase(person)
    pages = [Client().get(post.topic.get_absolute_url()).content.decode() for post in (topic.posts.get(), mention)]
    assert "Mijn vraag." in pages[0]
    assert "Oud-lid" in pages[0]
    assert WORD not in "".join(pages)
    assert (loose.storage.exists(loose.name), kept.storage.exists(kept.name)) == (False, True)
    mention.refresh_from_db()
    assert mention.thanks_count == 0
    gone: Any = (PostDraft, Thanks, TopicReading, ReviewRequest, Sanction)
    assert [model.objects.count() for model in gone] == [0] * len(gone)
    assert not Standing.objects.filter(user__pk=person.pk).exists()
    assert list(Report.objects.values_list("reporter", "text")) == [(None, "Dit klopt niet.")]
    assert list(ModerationAction.objects.values_list("person", "reason")) == [(None, "Let op.")]
    assert list(PostVersion.objects.values_list("editor", flat=True)) == [None]


def rule_named(name: str) -> Applies:
    """What a retention rule does."""
    return next(rule.apply for rule in rules() if rule.name == name)


def test_what_is_old_goes(person: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    """Each rule counts first, then does it, then finds nothing; what is young stays."""
    each = [
        rule_named(name)
        for name in (
            "forum-drafts",
            "forum-attachments",
            "forum-reports",
            "forum-measures",
            "forum-versions",
            "forum-deleted-posts",
            "forum-readings",
            "forum-log",
        )
    ]
    none, one = [0] * len(each), [1] * len(each)
    assert [apply(dry_run=True) for apply in each] == none
    long_ago = timezone.now() - timedelta(days=731)
    Attachment.objects.update(uploaded=long_ago)
    Report.objects.update(decided=long_ago)
    Sanction.objects.update(since=long_ago)
    PostVersion.objects.update(replaced=long_ago)
    Post.objects.filter(author=person).update(visibility="deleted", written=long_ago)
    TopicReading.objects.update(visited=long_ago)
    ModerationAction.objects.update(at=long_ago)
    assert rule_named("forum-log")(dry_run=True) == 0  # somebody waits for an answer
    ReviewRequest.objects.update(decided=timezone.now())
    PostDraft.objects.update(updated=timezone.now() - timedelta(days=91))
    with django_capture_on_commit_callbacks(execute=True):
        assert [apply(dry_run=True) for apply in each] == one
        assert [apply(dry_run=False) for apply in each] == one
        assert [apply(dry_run=False) for apply in each] == none
    assert Post.objects.filter(author=person).get().body == ""
    assert Attachment.objects.count() == 0
    assert Post.objects.count() == 3
