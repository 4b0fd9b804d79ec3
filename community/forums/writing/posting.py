"""Beginning a topic and answering in one. `actions` has the names that others call.

Locks come in one order: the writer, the topic, the forum. The form has a key of its own: sent twice, or fifty times at
once, it makes one post.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.forums.counting import change_forum, lock_topic, next_number, note_new_post
from community.forums.models import Attachment, FormerTopic, Forum, Post, Topic, TopicTag, Visibility
from community.forums.models.topic import LONGEST_TITLE
from community.forums.moderating.gate import judge, note_posted, refuse_silenced
from community.forums.moderating.locks import hold_people
from community.forums.permissions import may_moderate, may_post_in, may_read_forum, may_write_for
from community.forums.readers import forget_reader
from community.forums.reading.progress import note_read
from community.forums.writing import refusals
from community.forums.writing.characters import readable_line
from community.forums.writing.telling import FIRST, tell_of
from community.forums.writing.text import Text
from community.initiatives.models import Initiative
from community.members.following import kind_for, type_of
from community.members.models import Follow, User
from community.themes.models import Tag, Theme

LONGEST_SLUG = 60
MOST_TAGS = 5
ATTACHED = re.compile(r'(?<=data-attachment=")[0-9a-f-]{36}|(?<=linktype="attachment" id=")[0-9a-f-]{36}')


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """What a post is made of, besides its place and time."""

    by: User
    text: Text
    initiative: Initiative | None = None
    form_key: uuid.UUID | None = None
    reply_to: Post | None = None
    source: str = Post.Source.SITE


@transaction.atomic
def start_topic(  # noqa: PLR0913 - each by name
    forum: Forum,
    *,
    by: User,
    kind: str,
    title: str,
    text: Text,
    theme: Theme | None = None,
    tags: Iterable[Tag] = (),
    about: Page | None = None,
    initiative: Initiative | None = None,
    form_key: uuid.UUID | None = None,
    source: str = Post.Source.SITE,
) -> Topic:
    """Begin a topic in a forum. `theme`, `about` and `initiative` are pages in the source language.

    Raises PermissionDenied, ValidationError for a title that is empty or too long, and what `judge` refuses.
    """
    title = checked_title(title)
    hold(by)
    made = post_of_form(form_key, by=by)
    if made is not None and made.number == FIRST and made.topic.title == title and says_the_same(made, text):
        return made.topic
    forum = Forum.objects.get(pk=forum.pk)
    refuse_topic(forum, by=by, kind=kind, initiative=initiative)
    judgement = judge(by=by, forum=forum, text=text, title=title)
    now = timezone.now()
    topic = Topic.objects.create(
        forum=forum,
        kind=kind,
        title=title,
        slug=slug_of(title),
        author=by,
        theme=theme,
        about=about,
        visibility=judgement.visibility,
        begun=now,
        last_posted=now,
        form_key=free_key(Topic, form_key),
    )
    TopicTag.objects.bulk_create(TopicTag(topic=topic, tag=tag) for tag in list(dict.fromkeys(tags))[:MOST_TAGS])
    if topic.visibility == Visibility.VISIBLE:
        change_forum(forum.pk, topics=1)
    new = NewPost(by=by, text=text, initiative=initiative, form_key=form_key, source=source)
    post = write(topic, new, visibility=judgement.visibility)
    note_posted(post, judgement)
    after_posting(topic, post, new)
    return topic


@transaction.atomic
def reply(  # noqa: PLR0913 - each by name
    topic: Topic,
    *,
    by: User,
    text: Text,
    reply_to: Post | None = None,
    initiative: Initiative | None = None,
    form_key: uuid.UUID | None = None,
    source: str = Post.Source.SITE,
) -> Post:
    """Answer in a topic, or in the one that it became part of.

    Raises PermissionDenied, a Refusal where the topic is locked, closed or gone meanwhile, and what `judge` refuses.
    """
    hold(by)
    made = post_of_form(form_key, by=by)
    if made is not None and says_the_same(made, text):
        return made
    topic = topic_now(topic.pk)
    refuse_reply(topic, by=by, initiative=initiative)
    judgement = judge(by=by, forum=topic.forum, text=text)
    if reply_to is not None and Post.objects.filter(pk=reply_to.pk, topic=topic).first() is None:
        reply_to = None  # it stands in another topic by now
    new = NewPost(by=by, text=text, initiative=initiative, form_key=form_key, reply_to=reply_to, source=source)
    post = write(topic, new, visibility=judgement.visibility)
    note_posted(post, judgement)
    after_posting(topic, post, new)
    return post


def hold(by: User) -> None:
    """Let nobody post two things at once, and ask anew who this is. Raises PermissionDenied for a closed account."""
    hold_people(by.pk)
    forget_reader(by)
    if not User.objects.filter(pk=by.pk, is_active=True).exists():
        raise PermissionDenied


def post_of_form(form_key: uuid.UUID | None, *, by: User) -> Post | None:
    """The post that this very form made before."""
    if form_key is None:
        return None
    return Post.objects.select_related("topic__forum").filter(form_key=form_key, author=by).first()


def says_the_same(post: Post, text: Text) -> bool:
    """Whether it is the same text; files that were sent along again are other attachments by now."""
    return ATTACHED.sub("", post.body) == ATTACHED.sub("", text.html)


def free_key(model: type[Post] | type[Topic], form_key: uuid.UUID | None) -> uuid.UUID:
    """The key of the form; another one where it made something else before: after going back the text was changed."""
    is_free = form_key is not None and not model._default_manager.filter(form_key=form_key).exists()
    return form_key if form_key is not None and is_free else uuid.uuid4()


def topic_now(pk: int) -> Topic:
    """The topic, or the one it became part of, under its lock. Raises TopicGoneError."""
    try:
        return lock_topic(pk)
    except Topic.DoesNotExist:
        former = FormerTopic.objects.filter(pk=pk).first()
        if former is None:
            raise refusals.topic_gone() from None
    try:
        return lock_topic(former.topic_id)
    except Topic.DoesNotExist:
        raise refusals.topic_gone() from None


def refuse_topic(forum: Forum, *, by: User, kind: str, initiative: Initiative | None) -> None:
    """Raise for who may not begin this topic here, with a word of why where that came meanwhile."""
    refuse_silenced(by)
    if not may_read_forum(by, forum):
        raise PermissionDenied
    if forum.is_archived:
        raise refusals.forum_closed()
    if not may_post_in(by, forum) or kind not in kinds_for(by):
        raise PermissionDenied
    refuse_name(by, initiative)


def refuse_reply(topic: Topic, *, by: User, initiative: Initiative | None) -> None:
    """Raise for who may not answer, with a word of why where that came meanwhile."""
    refuse_silenced(by)
    if not may_read_forum(by, topic.forum):
        raise refusals.topic_gone()
    if topic.visibility == Visibility.WAITING:
        raise refusals.topic_waits()
    if topic.visibility != Visibility.VISIBLE:
        raise refusals.topic_gone()
    if topic.forum.is_archived:
        raise refusals.forum_closed()
    if topic.is_locked and not may_moderate(by):
        raise refusals.locked()
    if not may_post_in(by, topic.forum):
        raise refusals.moved_away()
    refuse_name(by, initiative)


def refuse_name(by: User, initiative: Initiative | None) -> None:
    """Raise PermissionDenied for who writes in the name of an initiative of others."""
    if initiative is not None and not may_write_for(by, initiative.pk):
        raise PermissionDenied


def kinds_for(user: User) -> list[str]:
    """The kinds of topics that this person may begin: moderators announce."""
    kinds = [Topic.Kind.QUESTION, Topic.Kind.CONVERSATION]
    return [*kinds, Topic.Kind.ANNOUNCEMENT] if may_moderate(user) else list(kinds)


def checked_title(title: str) -> str:
    """The title on one line. Raises ValidationError."""
    title = readable_line(title)
    if not title:
        raise ValidationError({"title": _("Write in one line what it is about.")})
    if len(title) > LONGEST_TITLE:
        message = _("This title has %(size)s characters. At most %(most)s fit.")
        raise ValidationError({"title": message % {"size": len(title), "most": LONGEST_TITLE}})
    return title


def slug_of(title: str) -> str:
    """The title as it stands in addresses; never empty."""
    return slugify(title)[:LONGEST_SLUG].strip("-") or "onderwerp"


def write(topic: Topic, new: NewPost, *, visibility: str) -> Post:
    """Keep a post at the end of a topic that is locked, and count it."""
    post = Post.objects.create(
        topic=topic,
        number=next_number(topic),
        author=new.by,
        initiative=new.initiative,
        body=new.text.html,
        reply_to=new.reply_to,
        visibility=visibility,
        source=new.source,
        form_key=free_key(Post, new.form_key),
    )
    attach(post, new.text, by=new.by)
    if visibility == Visibility.VISIBLE:
        note_new_post(topic, post)
    return post


def attach(post: Post, text: Text, *, by: User) -> None:
    """Let what stands in the text belong to the post."""
    if text.attachment_ids:
        Attachment.objects.filter(public_id__in=text.attachment_ids, post=None, uploader=by).update(post=post)


def after_posting(topic: Topic, post: Post, new: NewPost) -> None:
    """Its writer has read so far and follows what becomes of it; others hear of it."""
    note_read(new.by, topic, post.number, posted=True)
    kind = kind_for(topic)
    if kind is not None:
        Follow.objects.get_or_create(user=new.by, content_type=type_of(kind), object_id=topic.pk)
    tell_of(post, text=new.text)
