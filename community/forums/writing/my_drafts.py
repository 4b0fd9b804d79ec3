"""What somebody began to write in the forum and did not post: where it belongs, and whether they can go on with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.forums.models import Post, PostDraft, Topic
from community.forums.permissions import (
    may_edit_post,
    may_post_in,
    may_read_forum,
    may_read_post,
    may_read_topic,
    may_reply,
)
from community.forums.reading.moments import Moment, moment
from community.forums.reading.rooms import all_rooms
from community.forums.writing.drafts import NAME
from community.forums.writing.from_html import WORDS_ONLY, lines_of_html
from community.forums.writing.markup import lines_of_markup
from community.forums.writing.text import LARGEST

EXCERPT = 240  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """Something that was not posted. what: "Answer"; url: where its writer goes on, "" where that is over.

    words: all of it, for what cannot be posted any more, so that it can be copied; else "".
    """

    form: str
    what: str
    title: str
    where: str
    url: str
    excerpt: str
    words: str
    kept: Moment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft belongs, as its writer may know."""

    what: str
    title: str = ""
    where: str = ""
    url: str = ""


def drafts_of(user: Any) -> QuerySet[PostDraft]:
    """What this person did not post, the newest first."""
    return PostDraft.objects.filter(user=user).order_by("-updated", "-pk")


def rows_of(drafts: Sequence[PostDraft], *, to: Any) -> list[DraftRow]:
    """These as the person who wrote them sees them: at most three queries."""
    topics = Topic.objects.select_related("forum").in_bulk(keys_in(drafts, "topic"))
    changed = keys_in(drafts, "post")
    posts = Post.objects.select_related("topic__forum").in_bulk(changed) if changed else {}
    return [row_of(draft, place_of(draft, topics, posts, to=to)) for draft in drafts]


def keys_in(drafts: Iterable[PostDraft], kind: str) -> list[int]:
    """The primary keys of the things of one kind that these are about."""
    found = (NAME.fullmatch(draft.form) for draft in drafts)
    return [int(name[2]) for name in found if name is not None and name[1] == kind]


def place_of(draft: PostDraft, topics: dict[int, Topic], posts: dict[int, Post], *, to: Any) -> Place:
    """Where a draft belongs: a new topic, an answer or a change."""
    kind, _colon, key = draft.form.partition(":")
    pk = int(key) if key.isdecimal() else 0
    if kind == "forum":
        forum = all_rooms().get(pk)
        what = _("New topic")
        if forum is None or not may_read_forum(to, forum):
            return Place(what, title_in(draft))
        url = reverse("new_topic", args=(forum.slug,)) if may_post_in(to, forum) else ""
        return Place(what, title_in(draft), forum.shown_name, url)
    if kind == "topic":
        topic = topics.get(pk)
        what = pgettext("what somebody writes", "Answer")
        if topic is None or not may_read_topic(to, topic):
            return Place(what)
        url = reverse("reply", args=(topic.pk,)) if may_reply(to, topic) else ""
        return Place(what, topic.title, topic.forum.shown_name, url)
    post = posts.get(pk)
    what = _("Change of a post")
    if post is None or not may_read_post(to, post):
        return Place(what)
    url = reverse("edit_post", args=(post.pk,)) if may_edit_post(to, post) else ""
    return Place(what, post.topic.title, post.topic.forum.shown_name, url)


def row_of(draft: PostDraft, place: Place) -> DraftRow:
    """One of them."""
    words = words_in(draft)
    return DraftRow(
        form=draft.form,
        what=place.what,
        title=place.title or _("Without a title"),
        where=place.where,
        url=place.url,
        excerpt=Truncator(" ".join(words.split())).chars(EXCERPT),
        words="" if place.url else words,
        kept=moment(draft.updated),
    )


def title_in(draft: PostDraft) -> str:
    """The title of a new topic, as far as it was typed."""
    return last_of(draft, "title").strip()


def words_in(draft: PostDraft) -> str:
    """The words of the text, line by line."""
    html, typed = last_of(draft, "text-html"), last_of(draft, "text")
    if len(html) > LARGEST:
        return unescape(WORDS_ONLY.clean(html))
    if len(typed) > LARGEST:
        return typed
    lines = lines_of_html(html) if html else lines_of_markup(typed)
    return "\n".join("".join(piece.words for piece in line.pieces) for line in lines)


def last_of(draft: PostDraft, name: str) -> str:
    """What a field says; "" where it was not there."""
    values = draft.data.get(name) or [""]
    return str(values[-1])
