"""What may be posted: as much as somebody is trusted with, without what is refused, and waiting where it must."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.forums.models import Attachment, Post, Report, Sanction, Standing, Visibility, WatchedWord
from community.forums.moderating.gate import (
    FIRST_POSTS,
    Judgement,
    SilencedError,
    WatchedWordError,
    judge,
    note_changed,
    note_posted,
)
from community.forums.moderating.limits import LIMITS, TooFastError, TooMuchError
from community.forums.moderating.trust import Trust, note_visible, standing_of, trust_of
from community.forums.writing.text import Text
from community.members.models import User
from community.notifications.models import Announcement
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

Effect = WatchedWord.Effect
LONG_AGO = timedelta(days=400)


def said(plain: str = "Bij ons hangt hij aan een haak.", **parts: Any) -> Text:
    """A text with these parts."""
    return Text(html=f"<p>{plain}</p>", plain=plain, **parts)


def trusted(trust: Trust) -> User:
    """Somebody whom a moderator said to trust so far."""
    user = UserFactory()
    Standing.objects.create(user=user, fixed=trust)
    return user


def posted(user: User, *, ago: timedelta, posts: int = 1) -> None:
    """Somebody wrote so many posts this long ago."""
    topic = TopicFactory(begun=timezone.now() - LONG_AGO)
    PostFactory.create_batch(posts, topic=topic, author=user, written=timezone.now() - ago)


@pytest.mark.parametrize("trust", list(Trust))
@pytest.mark.parametrize("what", ["links", "mentions", "pictures", "files"])
def test_a_post_has_as_much_in_it_as_its_writer_is_trusted_with(network: object, trust: Trust, what: str) -> None:
    """The last one that fits passes; one more is refused, with the number that does."""
    user, forum, most = trusted(trust), ForumFactory(), getattr(LIMITS[trust], what)

    def with_so_many(number: int) -> Text:
        if what == "links":
            return said(link_hosts=tuple(f"site{n}.example" for n in range(number)))
        if what == "mentions":
            return said(member_ids=tuple(range(1, number)), initiative_ids=(1,))
        width = 100 if what == "pictures" else None
        made = [Attachment.objects.create(uploader=user, name="x", size=1, width=width) for _n in range(number)]
        return said(attachment_ids=tuple(attachment.public_id for attachment in made))

    assert judge(by=user, forum=forum, text=with_so_many(most)) == Judgement()
    with pytest.raises(TooMuchError, match=str(most)):
        judge(by=user, forum=forum, text=with_so_many(most + 1))


@pytest.mark.parametrize("trust", [Trust.NEW, Trust.KNOWN])
def test_between_two_posts_there_is_a_pause(network: object, trust: Trust) -> None:
    """A second before it is over is too soon; trusted people have none."""
    user, forum, pause = trusted(trust), ForumFactory(), LIMITS[trust].pause
    posted(user, ago=pause - timedelta(seconds=2))
    with pytest.raises(TooFastError):
        judge(by=user, forum=forum, text=said())
    assert judge(by=user, forum=forum, text=said(), is_change=True) == Judgement()
    Post.objects.filter(author=user).update(written=timezone.now() - pause)
    assert judge(by=user, forum=forum, text=said()) == Judgement()


def test_a_day_has_so_many_posts_and_topics(network: object) -> None:
    """Both are counted; what was taken away again counts too, and what is older than a day does not."""
    user, forum, limits = trusted(Trust.NEW), ForumFactory(), LIMITS[Trust.NEW]
    hour = timezone.now() - timedelta(hours=1)
    TopicFactory.create_batch(limits.topics_a_day, author=user, begun=hour)
    with pytest.raises(TooFastError, match="onderwerpen"):
        judge(by=user, forum=forum, text=said(), title="Nog een vraag")
    assert judge(by=user, forum=forum, text=said()) == Judgement()
    posted(user, ago=timedelta(hours=1), posts=limits.posts_a_day - limits.topics_a_day)
    Post.objects.filter(author=user).update(visibility=Visibility.DELETED)
    with pytest.raises(TooFastError, match="vandaag"):
        judge(by=user, forum=forum, text=said())
    Post.objects.filter(author=user).update(written=timezone.now() - timedelta(hours=25))
    assert judge(by=user, forum=forum, text=said()) == Judgement()


def test_moderators_have_no_limits(person_with_role: Callable[[str], User]) -> None:
    """Not in number, not in words."""
    user = person_with_role("moderator")
    WatchedWord.objects.create(text="haak", effect=Effect.REFUSE)
    posted(user, ago=timedelta(0), posts=3)
    text = said(link_hosts=tuple(f"site{n}.example" for n in range(50)))
    assert judge(by=user, forum=ForumFactory(first_posts_wait=True), text=text) == Judgement()


def test_trust_grows_with_posts_and_days(network: object) -> None:
    """Neither alone is enough; a moderator's word goes before both."""
    user = UserFactory()
    assert trust_of(standing_of(user)) == Trust.NEW
    note_visible(user.pk, posts=100)
    assert trust_of(standing_of(user)) == Trust.NEW
    known, trusted_ = timezone.now() - timedelta(days=4), timezone.now() - timedelta(days=31)
    assert trust_of(Standing(post_count=4, first_posted=trusted_)) == Trust.NEW
    assert trust_of(Standing(post_count=5, first_posted=known)) == Trust.KNOWN
    assert trust_of(Standing(post_count=30, first_posted=known)) == Trust.KNOWN
    assert trust_of(Standing(post_count=30, first_posted=trusted_)) == Trust.TRUSTED
    assert trust_of(Standing(post_count=30, first_posted=trusted_, fixed=Trust.NEW)) == Trust.NEW
    assert trust_of(Standing(fixed=Trust.TRUSTED)) == Trust.TRUSTED


@pytest.mark.parametrize("by_site", [True, False])
def test_first_posts_wait_where_that_is_wanted(network: object, settings: Any, by_site: bool) -> None:
    """The first two, of who is new; a moderator hears of each."""
    settings.FORUM_FIRST_POSTS_WAIT = by_site
    user, forum = UserFactory(), ForumFactory(first_posts_wait=not by_site)
    waits = Judgement(Visibility.WAITING, ((Report.Reason.FIRST_POST, ""),))
    for _n in range(FIRST_POSTS):
        assert judge(by=user, forum=forum, text=said()) == waits
        note_visible(user.pk)
    assert judge(by=user, forum=forum, text=said()) == Judgement()
    assert judge(by=trusted(Trust.KNOWN), forum=forum, text=said()) == Judgement()
    settings.FORUM_FIRST_POSTS_WAIT = False
    assert judge(by=UserFactory(), forum=ForumFactory(), text=said()) == Judgement()


@pytest.mark.parametrize("kind", [Sanction.Kind.SILENCE, Sanction.Kind.BLOCK])
def test_who_is_silenced_hears_until_when_and_why(network: object, kind: Sanction.Kind) -> None:
    """Until the measure ends, by time or by a moderator."""
    user, forum = UserFactory(), ForumFactory()
    until = timezone.now() + timedelta(days=3)
    sanction = Sanction.objects.create(person=user, kind=kind, until=until, reason="Je schold iemand uit.")
    with pytest.raises(SilencedError, match=rf"{timezone.localtime(until).day}.*Je schold iemand uit\.") as refused:
        judge(by=user, forum=forum, text=said())
    assert str(timezone.localtime(until).year) in refused.value.message
    sanction.ended = timezone.now()
    sanction.save()
    assert judge(by=user, forum=forum, text=said()) == Judgement()
    Sanction.objects.create(person=user, kind=kind, until=timezone.now() - timedelta(seconds=1), reason="Voorbij.")
    Sanction.objects.create(person=user, kind=Sanction.Kind.WARNING, reason="Let op.")
    assert judge(by=user, forum=forum, text=said()) == Judgement()


def test_a_watched_word_reports_holds_or_refuses(network: object) -> None:
    """The strictest decides; the word is told."""
    user, forum = UserFactory(), ForumFactory()
    WatchedWord.objects.create(text="gokken", effect=Effect.REPORT)
    WatchedWord.objects.create(text="snel geld", effect=Effect.HOLD)
    WatchedWord.objects.create(text="casino.example", effect=Effect.REFUSE)
    reported = Judgement(Visibility.VISIBLE, ((Report.Reason.WATCHED, "gokken"),))
    held = Judgement(Visibility.WAITING, ((Report.Reason.WATCHED, "snel geld"), (Report.Reason.WATCHED, "gokken")))
    assert judge(by=user, forum=forum, text=said("Niet gokken!")) == reported
    assert judge(by=user, forum=forum, text=said("Niet gokken"), title="Snel  geld?") == held
    with pytest.raises(WatchedWordError, match=r"casino\.example"):
        judge(by=user, forum=forum, text=said("Kijk hier", link_hosts=("speel.casino.example",)))
    WatchedWord.objects.all()[0].delete()
    assert WatchedWord.objects.count() == 2
    assert judge(by=user, forum=forum, text=said("Kijk", link_hosts=("casino.example",))) == Judgement()


def test_what_is_posted_is_reported_and_counted(network: object) -> None:
    """Once; what waits does not count for its writer yet."""
    post, waiting = PostFactory(), PostFactory(visibility=Visibility.WAITING)
    note_posted(post, Judgement(Visibility.VISIBLE, ((Report.Reason.WATCHED, "gokken"),)))
    note_changed(post, Judgement(Visibility.VISIBLE, ((Report.Reason.WATCHED, "gokken"),)))
    note_posted(waiting, Judgement(Visibility.WAITING, ((Report.Reason.FIRST_POST, ""),)))
    reports = Report.objects.order_by("pk")
    rows = list(reports.values_list("post", "reporter", "reason", "text"))
    assert rows == [(post.pk, None, "watched", "gokken"), (waiting.pk, None, "first_post", "")]
    told = Announcement.objects.filter(kind="forum-report").order_by("pk").values_list("subject_id", flat=True)
    assert list(told) == [report.pk for report in reports]
    assert standing_of(post.author).post_count == 1
    assert standing_of(waiting.author).post_count == 0


def test_attachments_that_are_not_there_are_not_counted(network: object) -> None:
    """Only what was uploaded is a picture."""
    text = said(attachment_ids=(uuid.uuid4(), uuid.uuid4(), uuid.uuid4()))
    assert judge(by=UserFactory(), forum=ForumFactory(), text=text) == Judgement()
