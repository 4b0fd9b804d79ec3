"""Answering in a topic and beginning one by e-mail: by the same rules as on the site."""

import re
import uuid
from collections.abc import Callable, Iterator
from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.forums.models import FormerTopic, Forum, Post, Topic, Visibility
from community.forums.news import FIRST, OF_POSTS
from community.forums.permissions import may_read_forum, may_read_topic
from community.forums.reading.progress import post_address
from community.forums.writing import refusals
from community.forums.writing.actions import reply, start_topic
from community.forums.writing.characters import readable_line
from community.forums.writing.from_html import lines_of_html
from community.forums.writing.markup import markup_of
from community.forums.writing.refusals import Refusal
from community.forums.writing.text import MOST_ATTACHED, clean_typed
from community.forums.writing.uploads import keep
from community.members.models import User
from community.notifications.addresses import Purpose
from community.notifications.delivery.headers import notification_of
from community.notifications.incoming import headers
from community.notifications.incoming.bodies import Enclosed
from community.notifications.incoming.quoting import marks_in, own_words, without_secrets
from community.notifications.incoming.reading import Letter
from community.notifications.incoming.taking import Taken, takes_mail
from community.notifications.models import IncomingMail, Notification
from foundation.rich_text import Typed

Outcome = IncomingMail.Outcome
MAIL = uuid.UUID("6f7b3f0e-52a5-4d8e-9f0b-0d6a3c1b7e55")  # what keys of mails are made in
MOST_HTML = 200_000  # characters; below that stands the mail that was answered
HEAD, END_OF_HEAD = re.compile(r"<head[\s>]", re.IGNORECASE), re.compile(r"</head[\s>]", re.IGNORECASE)
PICTURE = re.compile(r"""<img\b[^>]{0,500}?\bsrc\s*=\s*["']?cid:([^"'\s>]{1,200})[^>]{0,500}>""", re.IGNORECASE)

Writing = Callable[[Typed, tuple[uuid.UUID, ...]], Post]


@takes_mail(Purpose.REPLY)
def answer_by_mail(letter: Letter, *, by: User, subject_id: int) -> Taken:
    """Answer in the topic, or in the one that it became part of."""
    title = _("Your answer was not posted")
    topic = topic_of(subject_id)
    if topic is None or not may_read_topic(by, topic):
        return refused(title, refusals.topic_gone().message, words=own_words(text_of(letter)))

    def write(typed: Typed, attachment_ids: tuple[uuid.UUID, ...]) -> Post:
        text = clean_typed(typed, by=by, attachment_ids=attachment_ids)
        answered = post_answered(letter, by=by, topic=topic)
        return reply(topic, by=by, text=text, reply_to=answered, form_key=key_of(letter), source=Post.Source.MAIL)

    return posted(letter, write, by=by, title=title, url=topic.get_absolute_url())


@takes_mail(Purpose.NEW_TOPIC)
def begin_by_mail(letter: Letter, *, by: User, subject_id: int) -> Taken:
    """Begin a topic in the forum: its subject is the title, and one that asks something is a question."""
    title = _("Your topic was not posted")
    forum = Forum.objects.filter(pk=subject_id).first()
    if forum is None or not may_read_forum(by, forum):
        return refused(title, _("This forum is not there any more."), words=own_words(text_of(letter)))
    subject = without_secrets(letter.subject)
    kind = Topic.Kind.QUESTION if "?" in subject else Topic.Kind.CONVERSATION

    def write(typed: Typed, attachment_ids: tuple[uuid.UUID, ...]) -> Post:
        text = clean_typed(typed, by=by, attachment_ids=attachment_ids)
        topic = start_topic(
            forum, by=by, kind=kind, title=subject, text=text, form_key=key_of(letter), source=Post.Source.MAIL
        )
        return Post.objects.select_related("topic").get(topic=topic, number=FIRST)

    return posted(letter, write, by=by, title=title, url=forum.get_absolute_url())


def topic_of(pk: int) -> Topic | None:
    """The topic with this key, or the one that it became part of."""
    former = FormerTopic.objects.filter(pk=pk).select_related("topic__forum").first()
    return former.topic if former is not None else Topic.objects.filter(pk=pk).select_related("forum").first()


def posted(letter: Letter, write: Writing, *, by: User, title: str, url: str) -> Taken:
    """Write the post; what comes in between is told, with what they wrote. `url`: where they can write it instead."""
    text = text_of(letter)
    words = own_words(text)
    kept: list[uuid.UUID] = []
    notes: list[str] = []
    try:
        with transaction.atomic():
            for attachment_id, note in attached(files_of(letter, text), by=by):
                kept += [attachment_id] if attachment_id else []
                notes += [note] if note else []
            if not words and not kept:
                return empty(title, notes, url)
            post = write(Typed(words, is_html=False), tuple(kept))
    except Refusal as refusal:
        return refused(title, refusal.message, words=words, url=url)
    except ValidationError as error:
        return refused(title, " ".join(error.messages), words=words, url=url)
    except PermissionDenied:
        message = _("You cannot write here any more. Perhaps you left an initiative, or the forum got other readers.")
        return refused(title, message, words=words)
    return done(post, notes)


def empty(title: str, notes: list[str], url: str) -> Taken:
    """Nothing is left of the mail besides what it answers to."""
    note = _("There is nothing in it besides the mail that you answered, or your signature. Write above that.")
    return Taken(outcome=Outcome.EMPTY, title=title, notes=tuple(notes or [note]), url=url)


def refused(title: str, message: str, *, words: str, url: str = "") -> Taken:
    """The forum says no, with a word of why."""
    return Taken(outcome=Outcome.REFUSED, title=title, notes=(message,), url=url, words=words)


def done(post: Post, notes: list[str]) -> Taken:
    """The post is there; its writer hears of it only where something is not as they think."""
    url = post_address(post.topic, post.number)
    if post.visibility == Visibility.WAITING:
        note = _("A moderator looks at it first. Until then you are the only one who sees it.")
        return Taken(outcome=Outcome.WAITING, title=_("What you wrote waits"), notes=(note, *notes), url=url)
    return Taken(
        outcome=Outcome.POSTED, title=_("What you wrote is posted, without some files"), notes=tuple(notes), url=url
    )


def key_of(letter: Letter) -> uuid.UUID:
    """The key of the form that a mail stands for: however often it comes in, the same."""
    return uuid.uuid5(MAIL, letter.message_id or letter.digest)


def text_of(letter: Letter) -> str:
    """What a mail says, as it would be typed in the form without scripts."""
    if letter.plain.strip():
        return letter.plain
    return markup_of_mail(letter.html)


def markup_of_mail(html: str) -> str:
    """What HTML of a mail means, with a mark for each picture that came along."""
    head = HEAD.search(html)
    end = END_OF_HEAD.search(html, head.end()) if head else None
    if head and end:
        html = f"{html[: head.start()]}{html[end.start() :]}"
    return markup_of(lines_of_html(PICTURE.sub(r"[cid:\1]", html[:MOST_HTML])))


def files_of(letter: Letter, text: str) -> list[Enclosed]:
    """The files that its writer added: not the pictures of a signature, or of the mail they answered."""
    marks = marks_in(text)
    if letter.html and letter.plain.strip():
        marks |= marks_in(markup_of_mail(letter.html))
    return [file for file in letter.files if not file.mark or file.mark in marks or file.name in marks]


def attached(files: list[Enclosed], *, by: User) -> Iterator[tuple[uuid.UUID | None, str]]:
    """Each file that is kept, or why it is not."""
    for file in files[:MOST_ATTACHED]:
        try:
            yield keep(BytesIO(file.content), file.name, len(file.content), by=by).public_id, ""
        except ValidationError as error:
            yield None, " ".join(error.messages)
        except Refusal as refusal:
            yield None, f"{readable_line(file.name)}: {refusal.message}"
    if len(files) > MOST_ATTACHED:
        yield (
            None,
            _("Your mail has %(n)s files. At most %(most)s fit in one post.")
            % {
                "n": len(files),
                "most": MOST_ATTACHED,
            },
        )


def post_answered(letter: Letter, *, by: User, topic: Topic) -> Post | None:
    """The post that the mail was about to which this one answers; None for the first of a topic, or an unknown mail."""
    for message_id in headers.references(letter.message):
        pk = notification_of(message_id)
        if pk is None:
            continue
        about = Notification.objects.filter(pk=pk, recipient=by).first()
        if about is None or about.kind not in OF_POSTS:
            return None
        return Post.objects.filter(pk=about.subject_id, topic=topic).first()
    return None
