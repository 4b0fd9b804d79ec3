"""What moderators decide about posts, topics and people: who may, what it changes, who hears of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from community.forums.access import post_for, topic_for
from community.forums.models import (
    Audience,
    Forum,
    ModerationAction,
    Post,
    Report,
    Sanction,
    Standing,
    Topic,
    Visibility,
)
from community.forums.moderating import actions
from community.forums.moderating.limits import TooFastError
from community.forums.moderating.trust import note_visible
from community.forums.permissions import may_post_in, may_read_forum, may_read_post, may_reply
from community.forums.readers import forget_reader
from community.members.models import User
from community.notifications.models import Announcement
from foundation.generation import read_generation
from tests.at_once import at_once, needs_postgresql
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

Verb, Outcome = ModerationAction.Verb, Report.Outcome
Counts = Callable[[Any], dict[str, int]]
REASON = "Zo praten we niet met elkaar."


def told() -> list[tuple[str, int | None]]:
    """What people hear of: what was done, and who hears it."""
    pks = Announcement.objects.filter(kind="forum-decision").order_by("pk").values_list("subject_id", flat=True)
    made = ModerationAction.objects.in_bulk(pks)
    return [(made[pk].verb, made[pk].person_id) for pk in pks]


def logged() -> list[tuple[str, str]]:
    """What stands in the log, oldest first."""
    return list(ModerationAction.objects.order_by("pk").values_list("verb", "reason"))


@pytest.fixture
def topic(network: object) -> Topic:
    """A question with two answers."""
    topic = TopicFactory()
    for post in (topic.posts.get(), *PostFactory.create_batch(2, topic=topic)):
        note_visible(post.author_id)
    topic.refresh_from_db()
    return topic


@pytest.fixture
def post(topic: Topic) -> Post:
    """The first answer."""
    return Post.objects.select_related("topic__forum", "author").get(topic=topic, number=2)


def calls(topic: Topic, post: Post, by: User) -> list[Callable[[], object]]:
    """Everything a moderator can do."""
    report = Report.objects.create(post=post, reason=Report.Reason.SPAM)
    until = timezone.now() + timedelta(days=1)
    other = TopicFactory()
    return [
        lambda: actions.hide_post(post, by=by, reason=REASON),
        lambda: actions.restore_post(post, by=by),
        lambda: actions.approve_post(post, by=by),
        lambda: actions.hide_topic(topic, by=by, reason=REASON),
        lambda: actions.restore_topic(topic, by=by),
        lambda: actions.set_locked(topic, by=by, locked=True),
        lambda: actions.set_pinned(topic, by=by, pinned=True),
        lambda: actions.move_topic(topic, by=by, to=other.forum),
        lambda: actions.rename_topic(topic, by=by, title="Anders"),
        lambda: actions.split_topic(post, by=by, title="Anders"),
        lambda: actions.merge_topics(topic, by=by, into=other),
        lambda: actions.warn(post.author, by=by, reason=REASON),
        lambda: actions.silence(post.author, by=by, reason=REASON, until=until),
        lambda: actions.block(post.author, by=by, reason=REASON, until=until),
        lambda: actions.lift(post.author, by=by),
        lambda: actions.set_trust(post.author, by=by, trust=Standing.Trust.TRUSTED),
        lambda: actions.decide_report(report, by=by, outcome=Outcome.HIDDEN),
    ]


@pytest.mark.parametrize("role", ["member", "editor", "support", "partner"])
def test_only_moderators_decide(topic: Topic, post: Post, person_with_role: Callable[[str], User], role: str) -> None:
    """Nobody else, whatever they ask."""
    for call in calls(topic, post, person_with_role(role)):
        with pytest.raises(PermissionDenied):
            call()
    assert logged() == []


def test_a_hidden_post_is_there_for_its_writer_and_moderators(
    topic: Topic, post: Post, moderator: User, counts: Counts
) -> None:
    """Who wrote it hears why; the counters say what others see; pressed twice it happens once."""
    before = read_generation()
    assert actions.hide_post(post, by=moderator, reason=REASON)
    assert actions.hide_post(post, by=moderator, reason=REASON) is None
    assert read_generation() != before
    assert logged() == [("hide", REASON)]
    assert told() == [("hide", post.author_id)]
    hidden = Post.objects.select_related("topic__forum").get(pk=post.pk)
    readers = (post.author, moderator, topic.author, None)
    assert [may_read_post(reader, hidden) for reader in readers] == [True, True, False, False]
    assert counts(topic) == {"posts": 2, "last": 3}
    assert counts(topic.forum) == {"topics": 1, "posts": 2}
    assert Standing.objects.get(user=post.author).post_count == 0
    assert actions.restore_post(post, by=moderator)
    assert actions.restore_post(post, by=moderator) is None
    assert counts(topic) == {"posts": 3, "last": 3}
    assert counts(topic.forum) == {"topics": 1, "posts": 3}
    assert Standing.objects.get(user=post.author).post_count == 1


def test_a_topic_goes_with_its_first_post(topic: Topic, post: Post, moderator: User, counts: Counts) -> None:
    """Hidden and shown again by either; the answers keep their own state."""
    actions.hide_post(post, by=moderator, reason=REASON)
    for first_hides in (True, False):
        first = topic.posts.get(number=1)
        if first_hides:
            actions.hide_post(first, by=moderator, reason=REASON)
        else:
            actions.hide_topic(topic, by=moderator, reason=REASON)
        assert counts(topic.forum) == {"topics": 0, "posts": 0}
        assert counts(topic) == {"posts": 1, "last": 3}
        assert topic.visibility == Visibility.HIDDEN
        actions.restore_topic(topic, by=moderator)
        assert counts(topic.forum) == {"topics": 1, "posts": 2}
        assert counts(topic) == {"posts": 2, "last": 3}
        assert topic.visibility == Visibility.VISIBLE
        assert Post.objects.get(pk=post.pk).visibility == Visibility.HIDDEN
    assert Standing.objects.get(user=topic.author).post_count == 1


def test_what_waited_is_there_once_it_is_approved(network: object, moderator: User, counts: Counts) -> None:
    """A topic with its first post, and a post."""
    topic = TopicFactory(visibility=Visibility.WAITING, first_post__visibility=Visibility.WAITING)
    first = topic.posts.get()
    assert actions.approve_post(first, by=moderator).verb == Verb.APPROVE
    assert actions.approve_post(first, by=moderator) is None
    assert counts(topic.forum) == {"topics": 1, "posts": 1}
    assert may_reply(UserFactory(), Topic.objects.select_related("forum").get(pk=topic.pk))
    standing = Standing.objects.get(user=topic.author)
    assert (standing.post_count, standing.first_posted is not None) == (1, True)
    assert told() == [("approve", topic.author_id)]


def test_what_its_writer_deleted_is_not_brought_back(topic: Topic, post: Post, moderator: User) -> None:
    """Nor hidden."""
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.DELETED)
    assert actions.hide_post(post, by=moderator, reason=REASON) is None
    assert actions.restore_post(post, by=moderator) is None
    assert logged() == []


@pytest.mark.parametrize("reason", ["", " \u200b ", "x" * 1001])
def test_what_is_taken_from_somebody_has_a_reason(topic: Topic, post: Post, moderator: User, reason: str) -> None:
    """That they can read."""
    until = timezone.now() + timedelta(days=1)
    for call in (
        lambda: actions.hide_post(post, by=moderator, reason=reason),
        lambda: actions.warn(post.author, by=moderator, reason=reason),
        lambda: actions.silence(post.author, by=moderator, reason=reason, until=until),
    ):
        with pytest.raises(ValidationError):
            call()
    assert logged() == []


def test_a_locked_topic_takes_answers_of_moderators_only(topic: Topic, moderator: User) -> None:
    """Until it is opened."""
    actions.set_locked(topic, by=moderator, locked=True, reason=REASON)
    assert actions.set_locked(topic, by=moderator, locked=True) is None
    locked = topic_for(moderator, topic.pk)
    assert [may_reply(user, locked) for user in (topic.author, moderator)] == [False, True]
    actions.set_locked(topic, by=moderator, locked=False)
    assert may_reply(topic.author, topic_for(moderator, topic.pk))
    assert told() == [("lock", topic.author_id), ("unlock", topic.author_id)]


def test_pinning_is_told_to_nobody(topic: Topic, moderator: User) -> None:
    """It stands in the log."""
    actions.set_pinned(topic, by=moderator, pinned=True)
    actions.set_pinned(topic, by=moderator, pinned=True)
    actions.set_pinned(topic, by=moderator, pinned=False)
    assert [verb for verb, _reason in logged()] == ["pin", "unpin"]
    assert told() == []


def test_a_moved_topic_is_read_by_those_of_its_new_forum(topic: Topic, moderator: User, counts: Counts) -> None:
    """And counted there."""
    closed = ForumFactory(name="Besloten", read_by=Audience.STAKEHOLDERS, post_by=Audience.STAKEHOLDERS)
    before = topic.forum
    actions.move_topic(topic, by=moderator, to=closed, reason=REASON)
    assert actions.move_topic(topic, by=moderator, to=closed) is None
    assert (counts(before), counts(closed)) == ({"topics": 0, "posts": 0}, {"topics": 1, "posts": 3})
    with pytest.raises(Http404):
        topic_for(topic.author, topic.pk)
    action = ModerationAction.objects.get()
    assert action.details == {"from": before.name, "to": "Besloten"}


def test_a_hidden_topic_moves_without_being_counted(topic: Topic, moderator: User, counts: Counts) -> None:
    """It is counted where it is when it is shown again."""
    other, before = ForumFactory(), topic.forum
    actions.hide_topic(topic, by=moderator, reason=REASON)
    actions.move_topic(topic, by=moderator, to=other)
    actions.restore_topic(topic, by=moderator)
    assert (counts(before), counts(other)) == ({"topics": 0, "posts": 0}, {"topics": 1, "posts": 3})


def test_a_topic_is_renamed(topic: Topic, moderator: User) -> None:
    """Title and address; the log has both titles."""
    old = topic.title
    actions.rename_topic(topic, by=moderator, title="  Wie heeft\nde sleutel? ")
    assert actions.rename_topic(topic, by=moderator, title="Wie heeft de sleutel?") is None
    topic.refresh_from_db()
    assert (topic.title, topic.slug) == ("Wie heeft de sleutel?", "wie-heeft-de-sleutel")
    assert ModerationAction.objects.get().details == {"from": old, "to": "Wie heeft de sleutel?"}
    for title in ("", "x" * 151, "\u200b"):
        with pytest.raises(ValidationError):
            actions.rename_topic(topic, by=moderator, title=title)


def test_who_is_silenced_reads_and_does_not_post(post: Post, moderator: User) -> None:
    """Who is blocked sees what visitors see; both end by time, or before it."""
    person, members = post.author, ForumFactory(read_by=Audience.MEMBERS)
    public = post.topic.forum

    def rights() -> tuple[bool, ...]:
        forget_reader(person)
        return (
            may_read_forum(person, public),
            may_post_in(person, public),
            may_read_forum(person, members),
            may_post_in(person, members),
        )

    until = timezone.now() + timedelta(days=7)
    first = actions.silence(person, by=moderator, reason=REASON, until=until)
    assert actions.silence(person, by=moderator, reason=REASON, until=until) == first
    assert rights() == (True, False, True, False)
    actions.block(person, by=moderator, reason=REASON, until=until, post=post)
    assert rights() == (True, False, False, False)
    assert actions.lift(person, by=moderator)
    assert actions.lift(person, by=moderator) is None
    assert rights() == (True, True, True, True)
    assert told() == [(verb, person.pk) for verb in ("silence", "block", "lift")]
    longer = until + timedelta(days=7)
    actions.silence(person, by=moderator, reason=REASON, until=until)
    actions.silence(person, by=moderator, reason=REASON, until=longer)
    assert list(Sanction.objects.filter(ended=None).values_list("until", flat=True)) == [longer]


@pytest.mark.parametrize("days", [None, -1, 0, 731])
def test_a_measure_ends_within_two_years(post: Post, moderator: User, days: int | None) -> None:
    """On a day to come."""
    until = None if days is None else timezone.now() + timedelta(days=days)
    with pytest.raises(ValidationError):
        actions.block(post.author, by=moderator, reason=REASON, until=until)  # type: ignore[arg-type]  # on purpose


def test_moderators_take_no_measure_against_each_other(moderator: User, signed_in: object) -> None:
    """Nor against themselves, or an administrator."""
    for person in (moderator, UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            actions.warn(person, by=moderator, reason=REASON)


def test_a_warning_pressed_twice_is_one(post: Post, moderator: User) -> None:
    """A later one with the same words is another one."""
    warning = actions.warn(post.author, by=moderator, reason=REASON, post=post)
    assert actions.warn(post.author, by=moderator, reason=REASON) == warning
    Sanction.objects.update(since=timezone.now() - timedelta(minutes=5))
    assert actions.warn(post.author, by=moderator, reason=REASON) != warning
    assert told() == [("warn", post.author_id)] * 2


def test_trust_is_set_and_left_again(post: Post, moderator: User) -> None:
    """Nobody is told."""
    actions.set_trust(post.author, by=moderator, trust=Standing.Trust.TRUSTED)
    actions.set_trust(post.author, by=moderator, trust=Standing.Trust.TRUSTED)
    actions.set_trust(post.author, by=moderator, trust=None, reason="Het gaat vanzelf.")
    details = ModerationAction.objects.order_by("pk").values_list("details", flat=True)
    assert list(details) == [{"from": None, "to": 2}, {"from": 2, "to": None}]
    assert told() == []


def test_a_report_is_made_once(topic: Topic, post: Post) -> None:
    """By whoever reads the post and did not write it; moderators hear of it."""
    reader = topic.author
    report = actions.report_post(post, by=reader, reason=Report.Reason.UNKIND, text="Au.")
    assert actions.report_post(post, by=reader, reason=Report.Reason.SPAM) == report
    assert list(Announcement.objects.values_list("kind", "subject_id", "actor")) == [
        ("forum-report", report.pk, reader.pk)
    ]
    with pytest.raises(PermissionDenied):
        actions.report_post(post, by=post.author, reason=Report.Reason.SPAM)
    with pytest.raises(ValidationError):
        actions.report_post(post, by=UserFactory(), reason=Report.Reason.FIRST_POST)
    with pytest.raises(ValidationError):
        actions.report_post(post, by=UserFactory(), reason=Report.Reason.OTHER)


def test_one_person_reports_so_many_posts_a_day(topic: Topic, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """More is no help."""
    monkeypatch.setattr("community.forums.moderating.actions.reports.REPORTS_A_DAY", 1)
    reader = UserFactory()
    actions.report_post(post, by=reader, reason=Report.Reason.SPAM)
    with pytest.raises(TooFastError):
        actions.report_post(topic.posts.get(number=3), by=reader, reason=Report.Reason.SPAM)


def test_one_decision_closes_all_reports_of_a_post(topic: Topic, post: Post, moderator: User) -> None:
    """The first decision stands; without a word the reason is that of the report."""
    first = actions.report_post(post, by=topic.author, reason=Report.Reason.UNKIND)
    actions.report_post(post, by=UserFactory(), reason=Report.Reason.SPAM)
    decided = actions.decide_report(first, by=moderator, outcome=Outcome.HIDDEN)
    again = actions.decide_report(first, by=UserFactory(is_superuser=True), outcome=Outcome.KEPT)
    assert (decided.outcome, again.outcome, again.decided_by) == ("hidden", "hidden", moderator)
    assert list(Report.objects.values_list("outcome", "decided_by")) == [("hidden", moderator.pk)] * 2
    assert logged() == [("hide", "onaardig of kwetsend")]
    assert Post.objects.get(pk=post.pk).visibility == Visibility.HIDDEN


def test_a_report_is_decided_in_four_ways(topic: Topic, post: Post, moderator: User) -> None:
    """Left as it is, nobody hears of it; what waits cannot be left waiting."""
    kept = Report.objects.create(post=post, reason=Report.Reason.SPAM)
    actions.decide_report(kept, by=moderator, outcome=Outcome.KEPT)
    assert (logged(), told()) == ([("keep", "")], [])
    other = ForumFactory()
    moved = Report.objects.create(post=post, reason=Report.Reason.WRONG_PLACE)
    with pytest.raises(ValidationError):
        actions.decide_report(moved, by=moderator, outcome=Outcome.MOVED)
    actions.decide_report(moved, by=moderator, outcome=Outcome.MOVED, to=other)
    assert Topic.objects.get(pk=topic.pk).forum == other
    waiting = PostFactory(topic=topic, visibility=Visibility.WAITING)
    report = Report.objects.create(post=waiting, reason=Report.Reason.FIRST_POST)
    with pytest.raises(ValidationError):
        actions.decide_report(report, by=moderator, outcome=Outcome.KEPT)
    assert actions.decide_report(report, by=moderator, outcome=Outcome.APPROVED).outcome == "approved"
    assert Post.objects.get(pk=waiting.pk).visibility == Visibility.VISIBLE


def test_a_decision_is_looked_at_again_once(topic: Topic, post: Post, moderator: User) -> None:
    """By another moderator; what is granted is undone, and the person hears it once."""
    action = actions.hide_post(post, by=moderator, reason=REASON)
    assert action
    with pytest.raises(PermissionDenied):
        actions.ask_for_review(action, by=topic.author, text="Waarom?")
    with pytest.raises(ValidationError):
        actions.ask_for_review(action, by=post.author, text=" ")
    request = actions.ask_for_review(action, by=post.author, text="Het was een grap.")
    assert actions.ask_for_review(action, by=post.author, text="Echt.") == request
    second = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        actions.decide_review(request, by=moderator, granted=True, answer="Toch wel.")
    request = actions.decide_review(request, by=second, granted=True, answer="Je hebt gelijk.")
    assert actions.decide_review(request, by=second, granted=False, answer="Nee.").is_granted is True
    assert Post.objects.get(pk=post.pk).visibility == Visibility.VISIBLE
    assert logged() == [("hide", REASON), ("restore", "Je hebt gelijk."), ("review", "Je hebt gelijk.")]
    assert told() == [("hide", post.author_id), ("restore", post.author_id)]


def test_a_refused_review_is_told(post: Post, moderator: User) -> None:
    """A single moderator may look at their own decision; a blocked person may ask."""
    until = timezone.now() + timedelta(days=7)
    actions.block(post.author, by=moderator, reason=REASON, until=until)
    action = ModerationAction.objects.get()
    request = actions.ask_for_review(action, by=post.author, text="Mag ik terug?")
    actions.decide_review(request, by=moderator, granted=False, answer="Volgende week.")
    assert told() == [("block", post.author_id), ("review", post.author_id)]
    assert Sanction.objects.get().ended is None
    actions.warn(post.author, by=moderator, reason="Let op.")
    warned = ModerationAction.objects.first()
    assert warned
    request = actions.ask_for_review(warned, by=post.author, text="Nee.")
    actions.decide_review(request, by=moderator, granted=True, answer="Goed.")
    assert Sanction.objects.get(kind=Sanction.Kind.WARNING).ended is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_try", range(3))
def test_two_moderators_at_once_decide_once(network: object, _try: int) -> None:
    """The second finds what the first decided; the counters are right."""
    topic = TopicFactory()
    post = PostFactory(topic=topic)
    report = Report.objects.create(post=post, reason=Report.Reason.SPAM)
    one, two = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    results = at_once(
        lambda: actions.decide_report(report, by=one, outcome=Outcome.HIDDEN).outcome,
        lambda: actions.decide_report(Report.objects.get(pk=report.pk), by=two, outcome=Outcome.KEPT).outcome,
    )
    assert results in (["hidden", "hidden"], ["kept", "kept"])
    assert ModerationAction.objects.count() == 1
    forum = Forum.objects.get(pk=topic.forum_id)
    assert forum.post_count == (1 if results[0] == "hidden" else 2)


class TestAtOnce:
    """What needs the locks; SQLite has one writer anyway."""

    pytestmark = [*needs_postgresql, pytest.mark.django_db(transaction=True)]

    def test_moving_to_and_fro_waits_for_nobody(self, network: object) -> None:
        """Two moderators who move topics in opposite ways, while a third hides posts."""
        boss = UserFactory(is_superuser=True)
        one, two = TopicFactory(), TopicFactory()
        posts = [*PostFactory.create_batch(3, topic=one), *PostFactory.create_batch(3, topic=two)]

        def move(topic: Topic, *forums: Forum) -> None:
            for _time in range(10):
                for forum in forums:
                    actions.move_topic(topic, by=boss, to=forum)

        def hide() -> None:
            for post in posts:
                actions.hide_post(post, by=boss, reason=REASON)

        results = at_once(lambda: move(one, two.forum, one.forum), lambda: move(two, one.forum, two.forum), hide)
        assert results == [None, None, None]
        for topic in (one, two):
            forum = Forum.objects.get(pk=topic.forum_id)
            assert (forum.topic_count, forum.post_count) == (1, 1)


def test_posts_are_reached_by_who_may(post: Post, moderator: User) -> None:
    """A hidden one answers as one that is not there."""
    actions.hide_post(post, by=moderator, reason=REASON)
    assert post_for(post.author, post.pk) == post
    with pytest.raises(Http404):
        post_for(UserFactory(), post.pk)
