"""What waits for a moderator in the demo, and what its accounts were told of."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from community.forums.models import (
    Forum,
    ModerationAction,
    Post,
    Report,
    ReviewRequest,
    Sanction,
    Topic,
    TopicReading,
    Visibility,
)
from community.forums.news import FIRST
from community.forums.writing.lines import stored
from community.forums.writing.markup import lines_of_markup
from community.members.models import Follow, User
from community.notifications.kinds import news_kind
from community.notifications.models import Channel, Notification
from community.themes.models import Theme
from home.demo.forum import key_of

WAITING = Path(__file__).resolve().parent / "content" / "waiting.json"
HOUR = timedelta(hours=1)
NEWS, READ_AFTER = timedelta(days=30), timedelta(days=8)
MOST_NEWS = 14  # of one account
# What the accounts follow, besides what they began.
FORUMS = ("welkom", "vrijwilligers-vinden-en-houden")
TOPICS = ("bedrijf-wil-een-dag-helpen-fijn-of-gedoe", "zondagmiddag-open-komt-er-iemand")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people hear of."""

    kind: str
    subject_id: int
    actor_id: int | None
    at: datetime


def load_waiting(people: Mapping[str, User], *, readers: Iterable[str]) -> None:
    """Load what is not there yet, and was not decided: a first topic, reports, a request for another look, and news.

    readers: the addresses of the accounts that visitors of the demo use, but for who is new.
    """
    rows = json.loads(WAITING.read_text(encoding="utf-8"))
    add_first_topic(rows["topic"], people)
    for row in rows["reports"]:
        add_report(row, people)
    add_warning(rows["warning"], people)
    tell(sorted((people[email] for email in readers), key=lambda user: user.pk))


def ago(row: Mapping[str, Any]) -> datetime:
    """So many hours ago."""
    return timezone.now() - row["hours_ago"] * HOUR


def add_first_topic(row: Mapping[str, Any], people: Mapping[str, User]) -> None:
    """The first topic of a new member, which waits until a moderator looked at it."""
    writer, forum = people[row["by"]], Forum.objects.get(slug=row["forum"])
    topic, is_new = Topic.objects.get_or_create(
        form_key=key_of("topic", row["slug"]),
        defaults={
            **{name: row[name] for name in ("slug", "kind", "title")},
            "forum": forum,
            "author": writer,
            "theme": Theme.objects.get(slug=row["theme"], locale__language_code="nl"),
            "visibility": Visibility.WAITING,
            "begun": ago(row),
            "last_posted": ago(row),
            "last_number": 1,
        },
    )
    if not is_new:
        return
    post = Post.objects.create(
        form_key=key_of("post", f"{row['slug']}/1"),
        topic=topic,
        number=1,
        author=writer,
        body=stored(lines_of_markup(row["text"])),
        written=topic.begun,
        visibility=Visibility.WAITING,
    )
    TopicReading.objects.create(user=writer, topic=topic, read_until=1, visited=topic.begun, has_posted=True)
    Follow.objects.create(user=writer, content_type=ContentType.objects.get_for_model(Topic), object_id=topic.pk)
    Report.objects.create(post=post, reason=Report.Reason.FIRST_POST, made=topic.begun)


def post_of(row: Mapping[str, Any]) -> Post:
    """The post of the demo that a row is about."""
    return Post.objects.select_related("topic").get(form_key=key_of("post", f"{row['topic']}/{row['number']}"))


def add_report(row: Mapping[str, Any], people: Mapping[str, User]) -> None:
    """Somebody asks a moderator to look at a post."""
    Report.objects.get_or_create(
        post=post_of(row),
        reporter=people[row["by"]],
        defaults={"reason": row["reason"], "text": row["text"], "made": ago(row)},
    )


def add_warning(row: Mapping[str, Any], people: Mapping[str, User]) -> None:
    """A warning, and what its person says about it."""
    post, moderator = post_of(row), people[row["by"]]
    if post.author is None or ModerationAction.objects.filter(post=post).exists():
        return
    at = timezone.now() - timedelta(days=row["days_ago"])
    action = ModerationAction.objects.create(
        verb=ModerationAction.Verb.WARN,
        actor=moderator,
        person=post.author,
        post=post,
        topic=post.topic,
        forum_id=post.topic.forum_id,
        reason=row["reason"],
        at=at,
    )
    Sanction.objects.create(
        kind=Sanction.Kind.WARNING, person=post.author, by=moderator, reason=row["reason"], since=at
    )
    ReviewRequest.objects.create(action=action, person=post.author, text=row["asked"], made=ago(row))


def tell(accounts: list[User]) -> None:
    """Let the accounts find in their notifications what they would have been told; nothing of it is mailed."""
    if Notification.objects.filter(recipient__in=accounts).exists():
        return
    for model, slugs in ((Forum, FORUMS), (Topic, TOPICS)):
        content_type = ContentType.objects.get_for_model(model)
        followed = model.objects.filter(slug__in=slugs).values_list("pk", flat=True)
        Follow.objects.bulk_create(
            (Follow(user=user, content_type=content_type, object_id=pk) for user in accounts for pk in followed),
            ignore_conflicts=True,
        )
    told: dict[int, list[Notification]] = {user.pk: [] for user in accounts}
    for event in sorted(events(accounts), key=lambda event: (event.at, event.subject_id), reverse=True):
        for user_id, thread in who_hears(event, set(told)):
            if user_id != event.actor_id and len(told[user_id]) < MOST_NEWS:
                told[user_id].append(news_of(event, user_id, thread))
    Notification.objects.bulk_create(sorted((row for rows in told.values() for row in rows), key=lambda row: row.made))


def events(accounts: list[User]) -> Iterator[Event]:
    """What happened in the last weeks that may concern these accounts."""
    follows = Follow.objects.filter(content_type=ContentType.objects.get_for_model(Topic), user__in=accounts)
    followed = set(follows.values_list("object_id", flat=True))
    mine = {user.pk for user in accounts}
    recent = Post.objects.filter(written__gte=timezone.now() - NEWS, visibility=Visibility.VISIBLE)
    for post in recent.prefetch_related("thanks"):
        if post.number == FIRST:
            yield Event("forum-topic", post.topic_id, post.author_id, post.written)
        elif post.topic_id in followed:
            yield Event("forum-reply", post.pk, post.author_id, post.written)
        if post.thanks_count and post.author_id in mine:
            last = max(post.thanks.all(), key=lambda thanks: (thanks.at, thanks.pk))
            yield Event("forum-thanks", post.pk, last.user_id, last.at)
    for report in Report.objects.filter(decided=None):
        yield Event("forum-report", report.pk, report.reporter_id, report.made)
    for request in ReviewRequest.objects.filter(decided=None):
        yield Event("forum-review", request.pk, request.person_id, request.made)


def who_hears(event: Event, accounts: set[int]) -> list[tuple[int, str]]:
    """Those of these accounts who hear of it, with the thread that it belongs to."""
    known = news_kind(event.kind)
    audience = known.audience(event.subject_id) if known else None
    if audience is None:
        return []
    people = audience.people.filter(pk__in=accounts)
    if audience.follows is not None:
        people = people.filter(pk__in=Follow.objects.filter(audience.follows, user__in=accounts).values("user"))
    return [(pk, audience.thread) for pk in people.order_by("pk").values_list("pk", flat=True).distinct()]


def news_of(event: Event, user_id: int, thread: str) -> Notification:
    """The notification of one account; an older one was read."""
    is_old = event.at < timezone.now() - READ_AFTER
    return Notification(
        recipient_id=user_id,
        kind=event.kind,
        subject_id=event.subject_id,
        actor_id=event.actor_id,
        thread=thread,
        made=event.at,
        read=event.at + timedelta(days=1) if is_old else None,
        channel=Channel.SITE,
    )
