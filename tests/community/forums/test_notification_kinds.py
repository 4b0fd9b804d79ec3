"""Who hears what of the forum."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from community.forums.models import Audience, ModerationAction, Post, Report, Sanction, Topic, TopicTag, Visibility
from community.forums.moderating.actions import ask_for_review, decide_review, hide_post
from community.forums.notification_kinds import mentioned
from community.forums.permissions import may_read_forum
from community.forums.readers import people_who_read
from community.initiatives.models import Membership, Role
from community.members.follows.actions import follow
from community.members.follows.people import describe_people, visible_people
from community.members.models import BlockedMember, User
from community.notifications.kinds import news_kind, news_kinds
from community.notifications.models import Announcement, Notification
from community.notifications.telling import tell
from community.themes.models import Tag
from foundation.generation import generation_of_request
from tests.factories import InitiativeFactory, MemberProfileFactory, ThemeFactory, ToolFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


def hear_of(kind: str, pk: int, *, actor: User | None = None) -> list[int]:
    """Who was told, by primary key."""
    tell(Announcement.objects.create(kind=kind, subject_id=pk, actor=actor).pk)
    return sorted(Notification.objects.filter(kind=kind, subject_id=pk).values_list("recipient_id", flat=True))


def member() -> User:
    return MemberProfileFactory().user


@pytest.mark.parametrize("audience", Audience.values)
def test_people_who_read_a_forum_are_those_who_may(audience: str, person_with_role: Callable[[str], User]) -> None:
    initiative = InitiativeFactory()
    forum = ForumFactory(read_by=audience, initiative=initiative)
    people = {name: member() for name in ("member", "belongs", "stakeholder", "blocked", "was_blocked", "closed")}
    people["moderator"], people["administrator"] = person_with_role("moderator"), person_with_role("administrator")
    people["blocked_moderator"] = person_with_role("moderator")
    for name in ("belongs", "blocked"):
        Membership.objects.create(initiative=initiative, user=people[name])
    people["stakeholder"].user_permissions.add(Permission.objects.get(codename="join_stakeholders"))
    later = timezone.now() + timedelta(days=1)
    for name in ("blocked", "was_blocked", "blocked_moderator"):
        Sanction.objects.create(person=people[name], kind="block", until=later, reason="x")
    Sanction.objects.filter(person=people["was_blocked"]).update(ended=timezone.now())
    User.objects.filter(pk=people["closed"].pk).update(is_active=False)
    found = list(
        people_who_read(forum).filter(pk__in=[each.pk for each in people.values()]).values_list("pk", flat=True)
    )
    may = {pk for pk in (each.pk for each in people.values()) if may_read_forum(User.objects.get(pk=pk), forum)}
    assert sorted(found) == sorted(may - {people["closed"].pk})


def test_new_topic_reaches_who_follows_what_it_touches() -> None:
    theme, other_theme, initiative, tag = (
        ThemeFactory(),
        ThemeFactory(),
        InitiativeFactory(),
        Tag.objects.create(name="hek"),
    )
    writer = member()
    topic = TopicFactory(author=writer, theme=theme, about=initiative.page_ptr)
    TopicTag.objects.create(topic=topic, tag=tag)
    ToolFactory(tags=["hek"])
    things = [topic.forum, theme, initiative, tag, writer]
    followers = [member() for _each in things]
    for person, thing in zip(followers, things, strict=True):
        follow(thing, by=person)
    follow(other_theme, by=member())
    assert hear_of("forum-topic", topic.pk, actor=writer) == sorted(each.pk for each in followers)


def test_follower_of_a_person_hears_nothing_that_would_tell_who_a_nameless_member_is() -> None:
    writer, follower = member(), member()
    follow(writer, by=follower)
    post = PostFactory(author=writer)
    assert hear_of("forum-reply", post.pk) == [follower.pk]  # the control
    writer.profile.name_visibility = "private"
    writer.profile.save()
    assert hear_of("forum-reply", PostFactory(author=writer).pk) == []


def test_mention_reaches_people_and_owners_once_in_place_of_the_answer() -> None:
    initiative = InitiativeFactory()
    owner, colleague, named, blocking, writer = (member() for _each in range(5))
    Membership.objects.create(initiative=initiative, user=owner, role=Role.OWNER)
    Membership.objects.create(initiative=initiative, user=colleague)
    BlockedMember.objects.create(user=blocking, blocked=writer)
    links = "".join(f'<a linktype="member" id="{each.pk}"></a>' for each in (named, blocking, owner))
    body = f'<p>{links}<a linktype="initiative" id="{initiative.pk}"></a></p>'
    post = PostFactory(author=writer, body=body)
    for person in (named, colleague):
        follow(post.topic, by=person)
    assert sorted(mentioned(post).values_list("pk", flat=True)) == sorted([named.pk, owner.pk])
    assert hear_of("forum-mention", post.pk, actor=writer) == sorted([named.pk, owner.pk])
    assert hear_of("forum-reply", post.pk, actor=writer) == [colleague.pk]


def test_mention_in_a_forum_somebody_does_not_read_tells_them_nothing() -> None:
    named = member()
    forum = ForumFactory(read_by=Audience.STAKEHOLDERS)
    body = f'<p><a linktype="member" id="{named.pk}"></a></p>'
    post = PostFactory(topic=TopicFactory(forum=forum), body=body)
    assert hear_of("forum-mention", post.pk) == []


@pytest.mark.parametrize("kind", ["forum-answer", "forum-thanks"])
def test_writer_hears_of_thanks_and_of_helping(kind: str) -> None:
    post, thankful = PostFactory(), member()
    assert hear_of(kind, post.pk, actor=thankful) == [post.author_id]


def test_decision_reaches_whom_it_concerns_and_report_the_moderators(person_with_role: Callable[[str], User]) -> None:
    moderator, post = person_with_role("moderator"), PostFactory()
    action = ModerationAction.objects.create(actor=moderator, verb="hide", post=post, person=post.author)
    report = Report.objects.create(post=post, reason="spam")
    assert hear_of("forum-decision", action.pk, actor=moderator) == [post.author_id]
    assert hear_of("forum-report", report.pk) == [moderator.pk]


def test_request_for_another_look_reaches_the_moderators_with_the_way_to_the_queue(
    person_with_role: Callable[[str], User], client: Client
) -> None:
    deciding, other, post = person_with_role("moderator"), person_with_role("moderator"), PostFactory()
    action = hide_post(post, by=deciding, reason="Onaardig.")
    assert action is not None
    request = ask_for_review(action, by=post.author, text="Zo was het niet bedoeld.")
    assert ask_for_review(action, by=post.author, text="Nog eens.") == request
    announced = Announcement.objects.get(kind="forum-review")
    tell(announced.pk)
    told = Notification.objects.filter(kind="forum-review", subject_id=request.pk)
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted([deciding.pk, other.pk])
    kind = news_kind("forum-review")
    assert kind
    assert [each.concerns(other) for each in (kind,)] == [True]
    mine = told.get(recipient=other)
    news = kind.shown([mine], to=other)[mine.pk]
    assert (news.title, news.excerpt, news.url) == (post.topic.title, "Zo was het niet bedoeld.", "/forum/beheer/")
    assert kind.shown([mine], to=post.author) == {}
    client.force_login(other)
    assert client.get(f"/mijn/meldingen/{mine.pk}/", follow=True).status_code == 200
    decide_review(request, by=other, granted=False, answer="Het blijft weg.")
    Notification.objects.all().delete()
    tell(announced.pk)
    assert not Notification.objects.filter(kind="forum-review").exists()


def test_report_leads_moderators_to_the_queue(person_with_role: Callable[[str], User], client: Client) -> None:
    moderator, post = person_with_role("moderator"), PostFactory()
    report = Report.objects.create(post=post, reporter=member(), reason="spam")
    assert hear_of("forum-report", report.pk) == [moderator.pk]
    client.force_login(moderator)
    answer = client.get(f"/mijn/meldingen/{Notification.objects.get().pk}/", follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/forum/beheer/")


@pytest.mark.parametrize("kind", [kind.name for kind in news_kinds() if kind.name.startswith("forum-")])
def test_what_is_gone_is_told_to_nobody(kind: str) -> None:
    assert hear_of(kind, 10**9) == []


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.WAITING, Visibility.DELETED])
def test_what_is_not_visible_is_told_to_nobody(visibility: str) -> None:
    topic = TopicFactory()
    post = PostFactory(topic=topic)
    follow(topic, by=member())
    Topic.objects.filter(pk=topic.pk).update(visibility=visibility)
    assert hear_of("forum-reply", post.pk) == []
    Topic.objects.filter(pk=topic.pk).update(visibility=Visibility.VISIBLE)
    Post.objects.filter(pk=post.pk).update(visibility=visibility)
    assert hear_of("forum-mention", post.pk) == []


def test_kinds_are_shown_together_in_few_queries(django_assert_max_num_queries: Callable[..., object]) -> None:
    reader, posts = member(), [PostFactory() for _each in range(6)]
    names = ("forum-reply", "forum-mention", "forum-answer", "forum-thanks")
    rows = [
        Notification(pk=number, recipient=reader, kind=name, subject_id=post.pk, actor=post.author)
        for number, (name, post) in enumerate((name, post) for name in names for post in posts)
    ]
    kind = news_kind("forum-reply")
    assert kind
    kind.shown(rows[:1], to=reader)  # the themes are remembered from here on
    with generation_of_request(), django_assert_max_num_queries(3):
        assert len(kind.shown(rows, to=reader)) == 24


def test_people_to_follow_are_those_who_show_their_name() -> None:
    open_one, private, nameless, me = (
        member(),
        member(),
        MemberProfileFactory(user__first_name="", user__last_name="").user,
        member(),
    )
    private.profile.name_visibility = "private"
    private.profile.save()
    assert list(visible_people(me).filter(pk__in=[open_one.pk, private.pk, nameless.pk, me.pk])) == [open_one]
    assert describe_people([open_one.pk, private.pk]) == {
        open_one.pk: (open_one.get_full_name(), f"/leden/{open_one.profile.public_id}/")
    }
    assert UserFactory().pk not in describe_people([open_one.pk])
