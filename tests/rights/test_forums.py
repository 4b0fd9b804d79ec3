"""Who reads and posts in which forum: every kind of forum, every address of what is said in it, as everybody."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.forums.models import Audience, Forum, Post, Sanction, Topic
from community.forums.moderating import actions
from community.members.models import User
from home.setup import EDITORS, MODERATORS, PARTNERS, SUPPORT_WORKERS
from tests.factories import InitiativeFactory, MembershipFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory
from tests.rights.talk import attach
from tests.rights.walking import GET, LOGIN, METHOD, MISSING, OK, POST, REFUSED, ask, without_rendering
from tests.rights.world import cookie_of

pytestmark = pytest.mark.django_db

VISITOR, MEMBER, PARTNER, INSIDER, OUTSIDER = "visitor", "member", "partner", "insider", "outsider"
SUPPORT, EDITOR, MODERATOR, ADMINISTRATOR = "support", "editor", "moderator", "administrator"
BLOCKED, SILENCED = "blocked", "silenced"
ALL_MEMBERS = (MEMBER, PARTNER, INSIDER, OUTSIDER, SUPPORT, EDITOR, SILENCED)
KEEPERS = (MODERATOR, ADMINISTRATOR)
NOBODY: tuple[str, ...] = ()
PEOPLE = (VISITOR, BLOCKED, *ALL_MEMBERS, *KEEPERS)
GROUPS = {PARTNER: PARTNERS, SUPPORT: SUPPORT_WORKERS, EDITOR: EDITORS, MODERATOR: MODERATORS}
# Who belongs to each audience.
AMONG = {
    Audience.EVERYONE: PEOPLE,
    Audience.MEMBERS: (*ALL_MEMBERS, *KEEPERS),
    Audience.STAKEHOLDERS: (PARTNER, *KEEPERS),
    Audience.INITIATIVE: (INSIDER, *KEEPERS),
}
# Kinds of forums: who reads, who posts, whether it is archived.
KINDS = {
    "public": (Audience.EVERYONE, Audience.MEMBERS, False),
    "members": (Audience.MEMBERS, Audience.MEMBERS, False),
    "stakeholders": (Audience.STAKEHOLDERS, Audience.STAKEHOLDERS, False),
    "initiative": (Audience.INITIATIVE, Audience.INITIATIVE, False),
    "stakeholders post": (Audience.EVERYONE, Audience.STAKEHOLDERS, False),
    "archived": (Audience.EVERYONE, Audience.MEMBERS, True),
}


@dataclass
class Room:
    """A forum with a topic in it, an answer, a picture of that, and what nobody but moderators sees."""

    forum: Forum
    topic: Topic
    post: Post
    attachment: Any
    hidden: Post
    hidden_topic: Topic


@dataclass
class Rooms:
    """All of them, and how everybody comes in."""

    rooms: dict[str, Room]
    cookies: dict[str, str]


def person(who: str, initiative: Any, other: Any) -> User | None:
    """Somebody of this kind."""
    if who == VISITOR:
        return None
    user = UserFactory(is_superuser=who == ADMINISTRATOR)
    if who in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[who]))
    if who in (INSIDER, OUTSIDER):
        MembershipFactory(user=user, initiative=initiative if who == INSIDER else other)
    if who in (BLOCKED, SILENCED):
        kind = Sanction.Kind.BLOCK if who == BLOCKED else Sanction.Kind.SILENCE
        Sanction.objects.create(person=user, kind=kind, until=timezone.now() + timedelta(days=3), reason="Rust.")
    return user


def room(read_by: str, post_by: str, initiative: Any, *, is_archived: bool) -> Room:
    """A forum of this kind, with what is said in it."""
    forum = ForumFactory(read_by=read_by, post_by=post_by, initiative=initiative, is_archived=is_archived)
    topic, hidden_topic = TopicFactory(forum=forum), TopicFactory(forum=forum)
    post, hidden = PostFactory(topic=topic), PostFactory(topic=topic)
    boss = UserFactory(is_superuser=True)
    actions.hide_post(hidden, by=boss, reason="Nee.")
    actions.hide_topic(hidden_topic, by=boss, reason="Nee.")
    return Room(forum, topic, post, attach(post.author, post), hidden, hidden_topic)


@pytest.fixture(scope="module")
def rooms(made_once: Callable[[], Any]) -> Rooms:
    """Made once."""
    with made_once():
        initiative, other = InitiativeFactory(), InitiativeFactory()
        return Rooms(
            {
                name: room(read_by, post_by, initiative, is_archived=is_archived)
                for name, (read_by, post_by, is_archived) in KINDS.items()
            },
            {who: cookie_of(person(who, initiative, other)) for who in PEOPLE},
        )


def expected(kind: str, who: str) -> dict[tuple[str, str], str]:
    """What comes of each address, by its name and the method."""
    read_by, post_by, is_archived = KINDS[kind]
    reads = who in AMONG[read_by]
    posts = reads and who in AMONG[post_by] and who not in (VISITOR, BLOCKED, SILENCED) and not is_archived
    is_member = who not in (VISITOR, BLOCKED)

    def signed_in(may: bool) -> str:
        if who == VISITOR:
            return LOGIN
        return (OK if may else REFUSED) if reads else MISSING

    readable = OK if reads else MISSING
    in_feeds = OK if read_by == Audience.EVERYONE else MISSING  # who asks makes no difference
    kept = OK if who in KEEPERS else MISSING
    return {
        ("forum", GET): readable,
        ("topic", GET): readable,
        ("topic_by_key", GET): readable,
        ("post", GET): readable,
        ("post_history", GET): readable,
        ("forum_attachment", GET): readable,
        ("forum_feed", GET): in_feeds,
        ("topic_feed", GET): in_feeds,
        ("new_topic", GET): signed_in(posts),
        ("reply", GET): signed_in(posts),
        ("reply_to_post", GET): signed_in(posts),
        ("report_post", GET): signed_in(is_member),
        ("report_post", POST): signed_in(is_member),
        ("thank_post", GET): LOGIN if who == VISITOR else METHOD,
        ("thank_post", POST): signed_in(is_member),
        ("edit_post", GET): signed_in(who in KEEPERS),
        ("edit_post", POST): signed_in(who in KEEPERS),
        ("delete_post", POST): signed_in(who in NOBODY),
        ("choose_answer", POST): signed_in(who in KEEPERS),
        ("topic_to_knowledge", POST): signed_in(who in (EDITOR, ADMINISTRATOR)),
        ("hidden topic", GET): kept,
        ("hidden post", GET): kept,
        ("hidden post_history", GET): kept,
        ("hidden report_post", GET): LOGIN if who == VISITOR else REFUSED if who in KEEPERS else MISSING,
        ("hidden thank_post", POST): LOGIN if who == VISITOR else REFUSED if who in KEEPERS else MISSING,
    }


def path_of(name: str, room: Room) -> str:
    """The address with this name of what is said in a forum."""
    hidden, _space, plain = name.rpartition(" ")
    topic, post = (room.hidden_topic, room.hidden) if hidden else (room.topic, room.post)
    args: dict[str, tuple[Any, ...]] = {
        "forum": (room.forum.slug,),
        "forum_feed": (room.forum.slug,),
        "new_topic": (room.forum.slug,),
        "topic": (topic.pk, topic.slug),
        "topic_by_key": (topic.pk,),
        "topic_feed": (topic.pk,),
        "topic_to_knowledge": (topic.pk,),
        "reply": (topic.pk,),
        "forum_attachment": (room.attachment.public_id,),
    }
    return reverse(plain, args=args.get(plain, (post.pk,)))


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_reads_and_posts_where_they_may(who: str, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    without_rendering(monkeypatch)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    wrong = []
    for kind, each in rooms.rooms.items():
        for (name, method), outcome in expected(kind, who).items():
            came = ask(path_of(name, each), cookie=rooms.cookies[who], method=method)
            if came.outcome != outcome:
                wrong.append((kind, name, method, came.outcome, outcome, came.detail))
    assert not wrong, "\n".join(map(str, wrong))


def test_it_would_be_seen_if_somebody_read_too_much(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    without_rendering(monkeypatch)
    path = path_of("topic", rooms.rooms["stakeholders"])
    assert ask(path, cookie=rooms.cookies[MEMBER], method=GET).outcome == MISSING
    monkeypatch.setattr("community.forums.permissions.reads", lambda *_: True)
    assert ask(path, cookie=rooms.cookies[MEMBER], method=GET).outcome == OK
