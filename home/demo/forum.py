"""What the people of the demo talk about: forums, topics and posts, with thanks, answers and who read how far."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from community.forums.counting import change_forum
from community.forums.models import Forum, Post, Standing, Thanks, Topic, TopicReading, TopicTag, Visibility
from community.forums.writing.lines import INITIATIVE, MEMBER, PAGE, stored
from community.forums.writing.markup import lines_of_markup
from community.initiatives.models import Initiative
from community.members.models import Follow, User
from community.themes.models import Tag, Theme
from events.models import Event
from knowledge.models import KnowledgeTool

FORUMS = Path(__file__).resolve().parent / "content" / "forums"
FIRST_HOUR, HOURS = 8, 14  # of the day in which topics begin
THANKED_AFTER = timedelta(hours=5)
NEWS = timedelta(days=30)  # topics in which people of the demo have not read everything
REFERENCE = re.compile(
    r"\{(?:@initiative:(?P<initiative>[^{}]+)|@(?P<member>[^{}]+)|(?P<page>tool|event):(?P<slug>[^{}]+))\}"
)


@dataclass(slots=True)
class Things:
    """What the talk is about and by: people by address, pages in the source language by slug, tags by folded name."""

    people: Mapping[str, User]
    initiatives: Mapping[str, Page]
    tools: Mapping[str, Page]
    events: Mapping[str, Page]
    themes: Mapping[str, Theme]
    tags: dict[str, Tag]

    def page(self, kind: str, slug: str) -> Page:
        """The page of this kind. Raises KeyError."""
        return {"tool": self.tools, "event": self.events, "initiative": self.initiatives}[kind][slug]


@dataclass(slots=True)
class Made:
    """Rows that wait to be written, in their order."""

    topics: list[Topic] = field(default_factory=list)
    tags: list[TopicTag] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    replies: list[tuple[Post, Post]] = field(default_factory=list)  # to which post, where not to the one before
    thanks: list[Thanks] = field(default_factory=list)
    answers: dict[UUID, Post] = field(default_factory=dict)  # by the key of their topic


def load_forums(
    people: Mapping[str, User], initiatives: Mapping[str, Initiative], *, today: date, readers: Iterable[str]
) -> int:
    """Load what is not there yet, a topic with all its posts at once; returns how many topics there are.

    readers: the addresses of the accounts that visitors of the demo use; they have read some of it.
    """
    rows = [json.loads(file.read_text(encoding="utf-8")) for file in FORUMS.glob("*.json")]
    rows.sort(key=lambda row: row["order"])
    things = things_to_talk_about(people, initiatives)
    forums = make_forums(rows, things)
    known = set(Topic.objects.values_list("form_key", flat=True))
    made = Made()
    for forum_row in rows:
        for row in forum_row["topics"]:
            if key_of("topic", row["slug"]) not in known:
                add_topic(made, row, forums[forum_row["slug"]], things, today=today)
    write(made)
    count(made)
    read_and_follow(made, [people[email] for email in readers])
    return sum(len(row["topics"]) for row in rows)


def key_of(kind: str, slug: str) -> UUID:
    """The key by which a topic or post of the demo is known again."""
    return uuid5(NAMESPACE_URL, f"demo/{kind}/{slug}")


def things_to_talk_about(people: Mapping[str, User], initiatives: Mapping[str, Initiative]) -> Things:
    """All that the talk may name."""

    def by_slug(model: type[Page]) -> dict[str, Any]:
        return {page.slug: page for page in model.objects.filter(locale__language_code="nl")}

    tags = {tag.name.casefold(): tag for tag in Tag.objects.all()}
    return Things(people, initiatives, by_slug(KnowledgeTool), by_slug(Event), by_slug(Theme), tags)


def make_forums(rows: list[dict[str, Any]], things: Things) -> dict[str, Forum]:
    """The forums by slug; what is there stays as it is."""
    Forum.objects.bulk_create(
        (
            Forum(
                **{name: row[name] for name in ("slug", "name", "name_en", "description", "description_en", "order")},
                theme=things.themes[row["theme"]] if row["theme"] else None,
                read_by=row["read"],
                post_by=row["post"],
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    return {forum.slug: forum for forum in Forum.objects.all()}


def add_topic(made: Made, row: dict[str, Any], forum: Forum, things: Things, *, today: date) -> None:
    """One topic with all that belongs to it."""
    begun = moment_of(row, today)
    first = row["posts"][0]
    topic = Topic(
        form_key=key_of("topic", row["slug"]),
        forum=forum,
        kind=row["kind"],
        title=row["title"],
        slug=row["slug"],
        author=things.people[first["by"]],
        theme=things.themes[row["theme"]] if row["theme"] else None,
        about=next((things.page(*about) for about in (row["about"] or {}).items()), None),
        is_pinned=row["pinned"],
        is_locked=row["locked"],
        begun=begun,
        post_count=len(row["posts"]),
        last_number=len(row["posts"]),
        last_posted=begun + timedelta(hours=row["posts"][-1]["hours"]),
        last_author=things.people[row["posts"][-1]["by"]],
    )
    made.topics.append(topic)
    made.tags += [TopicTag(topic=topic, tag=tag_named(name, things)) for name in dict.fromkeys(row["tags"])]
    posts = [post_of(number, each, topic, things) for number, each in enumerate(row["posts"], start=1)]
    for post, each in zip(posts, row["posts"], strict=True):
        if each.get("reply_to") is not None:
            made.replies.append((post, posts[each["reply_to"]]))
        made.thanks += [
            Thanks(post=post, user=things.people[email], at=min(post.written + THANKED_AFTER, timezone.now()))
            for email in dict.fromkeys(each.get("thanks", ()))
        ]
    if row.get("answer") is not None:
        made.answers[topic.form_key] = posts[row["answer"]]
    made.posts += posts


def moment_of(row: dict[str, Any], today: date) -> datetime:
    """When a topic began: by day, at an hour of its own; early enough for its last post to be over."""
    hour = FIRST_HOUR + key_of("hour", row["slug"]).int % (HOURS * 60) / 60
    day = today - timedelta(days=row["days_ago"])
    begun = timezone.make_aware(datetime.combine(day, time())) + timedelta(hours=hour)
    latest = timezone.now() - timedelta(hours=row["posts"][-1]["hours"] + 1)
    return min(begun, latest)


def tag_named(name: str, things: Things) -> Tag:
    """The tag with this name, made where there is none."""
    known = things.tags.get(name.casefold())
    if known is None:
        known = things.tags[name.casefold()] = Tag.objects.create(name=name)
    return known


def post_of(number: int, row: dict[str, Any], topic: Topic, things: Things) -> Post:
    """One post."""
    return Post(
        form_key=key_of("post", f"{topic.slug}/{number}"),
        topic=topic,
        number=number,
        author=things.people[row["by"]],
        initiative=things.initiatives[row["as"]] if row.get("as") else None,
        body=body_of(row["text"], things),
        written=topic.begun + timedelta(hours=row["hours"]),
        thanks_count=len(dict.fromkeys(row.get("thanks", ()))),
    )


def body_of(text: str, things: Things) -> str:
    """The text as posts keep it, with links to things of ours by primary key."""
    return REFERENCE.sub(lambda found: link_to(found, things), stored(lines_of_markup(text)))


def link_to(found: re.Match[str], things: Things) -> str:
    """The link that a reference in a text means; names of people and initiatives are not kept. Raises KeyError."""
    if found["member"]:
        return f'<a linktype="{MEMBER}" id="{things.people[found["member"]].pk}"></a>'
    if found["initiative"]:
        return f'<a linktype="{INITIATIVE}" id="{things.initiatives[found["initiative"]].pk}"></a>'
    page = things.page(found["page"], found["slug"])
    return f'<a linktype="{PAGE}" id="{page.pk}">{escape(page.title)}</a>'


def write(made: Made) -> None:
    """Save everything; a few queries for each kind of row."""
    Topic.objects.bulk_create(made.topics)
    TopicTag.objects.bulk_create(again(made.tags, "topic"))
    Post.objects.bulk_create(again(made.posts, "topic"))
    for post, answered_post in made.replies:
        post.reply_to = answered_post
    Post.objects.bulk_update([post for post, _answered in made.replies], ["reply_to"])
    Thanks.objects.bulk_create(again(made.thanks, "post"))
    answered = [topic for topic in made.topics if topic.form_key in made.answers]
    for topic in answered:
        topic.answer = made.answers[topic.form_key]
    Topic.objects.bulk_update(answered, ["answer"])


def again(rows: list[Any], name: str) -> Iterator[Any]:
    """These rows, that know the key which the row they point at got meanwhile."""
    for row in rows:
        setattr(row, name, getattr(row, name))
        yield row


def count(made: Made) -> None:
    """Count what was made in forums, and for the people who wrote it."""
    topics = Counter(topic.forum_id for topic in made.topics)
    posts = Counter(post.topic.forum_id for post in made.posts)
    for forum_id, number in topics.items():
        change_forum(forum_id, topics=number, posts=posts[forum_id])
        latest = max(topic.last_posted for topic in made.topics if topic.forum_id == forum_id)
        Forum.objects.filter(pk=forum_id).exclude(last_posted__gt=latest).update(last_posted=latest)
    writers = Post.objects.filter(visibility=Visibility.VISIBLE, author__in={post.author_id for post in made.posts})
    counted = writers.order_by().values("author").annotate(number=Count("pk"), first=Min("written"))
    Standing.objects.bulk_create(
        (Standing(user_id=row["author"], post_count=row["number"], first_posted=row["first"]) for row in counted),
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["post_count", "first_posted"],
    )


def read_and_follow(made: Made, readers: list[User]) -> None:
    """Writers read what they wrote in and follow what they began; the accounts of the demo read most of the rest."""
    readings: dict[tuple[int, int], TopicReading] = {}
    for post in made.posts:
        topic = post.topic
        reading = TopicReading(user_id=writer_of(post), topic=topic, read_until=post.number, visited=post.written)
        reading.has_posted = True
        readings[writer_of(post), topic.pk] = reading
    for number, reader in enumerate(readers):
        for topic in made.topics:
            read_until = read_part(topic, number)
            if read_until and (reader.pk, topic.pk) not in readings:
                readings[reader.pk, topic.pk] = TopicReading(
                    user=reader, topic=topic, read_until=read_until, visited=topic.last_posted
                )
    TopicReading.objects.bulk_create(readings.values(), ignore_conflicts=True)
    content_type = ContentType.objects.get_for_model(Topic)
    Follow.objects.bulk_create(
        (Follow(user_id=writer_of(topic), content_type=content_type, object_id=topic.pk) for topic in made.topics),
        ignore_conflicts=True,
    )


def writer_of(thing: Topic | Post) -> int:
    """The account that wrote it."""
    assert thing.author_id is not None  # noqa: S101 - people of the demo are there
    return thing.author_id


def read_part(topic: Topic, number: int) -> int:
    """How far an account read a topic: all of an older one, all, half or nothing of a new one."""
    if topic.last_posted < timezone.now() - NEWS:
        return topic.last_number
    thirds = (key_of("read", topic.slug).int + number) % 3
    return topic.last_number * thirds // 2
