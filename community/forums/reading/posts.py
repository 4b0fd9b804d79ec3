"""The posts of one page of a topic, as one reader sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.forums.models import ModerationAction, Post, Topic, Visibility
from community.forums.permissions import is_there_for
from community.forums.reading.acts import FIRST, NOTHING, Rights, acts_for
from community.forums.reading.cards import PostView, ReplyTo
from community.forums.reading.facts import Facts
from community.forums.reading.links import address_of
from community.forums.reading.moments import moment
from community.forums.reading.pages import links_to
from community.forums.reading.progress import numbers_on, page_of, post_address, post_anchor
from community.forums.writing.rendering import rendered
from community.members.queries import Person, people_shown
from foundation.cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The posts of a page. The first one and the answer are there on the first page only; me: the reader, a member."""

    me: Person | None
    first: PostView | None
    answer: PostView | None
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the views of several posts are made with."""

    topic: Topic
    rights: Rights
    facts: Facts
    first_new: int | None  # the number of the first post that is new
    people: Mapping[int | None, Person]
    initiatives: Mapping[int, Card]
    html: Mapping[int, SafeString]
    reasons: Mapping[int, str]


def talk_of(topic: Topic, page: int, facts: Facts, *, to: Any) -> Talk:
    """The posts of this page of the topic: three queries, and those of what the texts name."""
    posts = posts_of(topic, page)
    told = [post for post in posts if is_told(post, to)]
    shown = [post for post in told if is_shown(post, to)]
    people = people_shown({*people_in(told), to.pk}, to=to)
    around = Around(
        topic=topic,
        rights=Rights.of(to, topic),
        facts=facts,
        first_new=first_new(told, facts),
        people=people,
        initiatives=links_to(post.initiative_id for post in shown),
        html=rendered({post.pk: post.body for post in shown}, to=to),
        reasons=reasons_for(shown),
    )
    views = {post.pk: view_of(post, around) for post in told}
    lowest, highest = numbers_on(page)
    in_order = [views[post.pk] for post in told if lowest <= post.number <= highest]
    first = next((view for view in in_order if view.number == FIRST), None)
    answer = views.get(topic.answer_id or 0) if page == 1 else None
    return Talk(
        me=people[to.pk] if around.rights.is_member else None,
        first=first,
        answer=answer if answer and answer.html else None,
        posts=tuple(view for view in in_order if view is not first),
    )


def posts_of(topic: Topic, page: int) -> list[Any]:
    """The posts of a page by number, and on the first page the answer, wherever it stands."""
    wanted = Q(number__range=numbers_on(page))
    if page == 1 and topic.answer_id is not None:
        wanted |= Q(pk=topic.answer_id)
    found = Post.objects.filter(wanted, topic=topic).annotate(
        replied_number=F("reply_to__number"),
        replied_author_id=F("reply_to__author_id"),
        replied_visibility=F("reply_to__visibility"),
    )
    posts = list(found.order_by("number"))
    for post in posts:
        post.topic = topic  # known: the permissions ask it
    return posts


def is_told(post: Post, reader: Any) -> bool:
    """Whether this reader hears of the post at all: of what waits for a moderator only its writer does."""
    return post.visibility != Visibility.WAITING or is_there_for(reader, post)


def is_shown(post: Post, reader: Any) -> bool:
    """Whether this reader gets to read the post: what its writer deleted nobody does, not here."""
    return post.visibility != Visibility.DELETED and is_there_for(reader, post)


def people_in(posts: Iterable[Any]) -> set[int | None]:
    """Who wrote these posts, and the posts that they answer."""
    answered = {post.replied_author_id for post in posts if post.replied_number is not None}
    return {post.author_id for post in posts} | answered


def first_new(posts: Sequence[Post], facts: Facts) -> int | None:
    """The number of the first post that a reader who was here before has not read."""
    if not facts.read_until:
        return None
    return next((post.number for post in posts if post.number > facts.read_until), None)


def reasons_for(posts: Iterable[Post]) -> dict[int, str]:
    """Why those of these posts are hidden that are; no query where none is."""
    hidden = [post.pk for post in posts if post.visibility == Visibility.HIDDEN]
    if not hidden:
        return {}
    decisions = ModerationAction.objects.filter(post__in=hidden, verb=ModerationAction.Verb.HIDE)
    return dict(decisions.order_by("at", "pk").values_list("post_id", "reason"))


def view_of(post: Any, around: Around) -> PostView:
    """One post as the reader sees it."""
    html = around.html.get(post.pk, "")
    is_open = bool(html) and post.visibility == Visibility.VISIBLE
    return PostView(
        pk=post.pk,
        number=post.number,
        anchor=post_anchor(post.number),
        url=address_of("post", post.pk),
        author=around.people[post.author_id],
        written=moment(post.written),
        html=html,
        initiative=around.initiatives.get(post.initiative_id),
        role=role_of(post, around.topic),
        is_answer=post.pk == around.topic.answer_id,
        is_new=around.first_new is not None and post.number >= around.first_new,
        begins_new=post.number == around.first_new,
        reply_to=reply_of(post, around),
        edited=_("changed on %(when)s") % {"when": moment(post.edited).words} if post.edited and html else "",
        history=address_of("post_history", post.pk) if post.edited and html else "",
        thanks=str(post.thanks_count) if is_open and post.thanks_count else "",
        thanks_words=thanks_words(post.thanks_count) if is_open and post.thanks_count else "",
        thanked=post.pk in around.facts.thanked_ids,
        state="" if post.visibility == Visibility.VISIBLE else post.visibility,
        reason=around.reasons.get(post.pk, ""),
        acts=acts_for(post, around.rights) if html else NOTHING,
    )


def role_of(post: Post, topic: Topic) -> str:
    """What a writer of a later post is in the topic, in words."""
    if post.number == FIRST or post.author_id is None or post.author_id != topic.author_id:
        return ""
    return _("asked this") if topic.kind == Topic.Kind.QUESTION else _("began this")


def reply_of(post: Any, around: Around) -> ReplyTo | None:
    """The post that this one answers, where it is another than the first one and can be read."""
    number = post.replied_number
    if number is None or number == FIRST or post.replied_visibility != Visibility.VISIBLE:
        return None
    is_here = page_of(number) == page_of(post.number)
    words = _("in reply to %(name)s") % {"name": around.people[post.replied_author_id].name}
    return ReplyTo(words, f"#{post_anchor(number)}" if is_here else post_address(around.topic, number))


def thanks_words(number: int) -> str:
    """How often somebody was thanked."""
    return ngettext("thanked once", "thanked %(n)s times", number) % {"n": number}
