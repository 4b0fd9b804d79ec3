"""What people hear of the forum."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from community.forums import news as shown
from community.forums.models import ModerationAction, Post, Report, ReviewRequest, Visibility
from community.forums.moderating.moderators import moderators
from community.forums.permissions import may_moderate
from community.forums.readers import people_who_read
from community.forums.writing.text import kept_text
from community.initiatives.models import Membership, Role
from community.members.following import kind_of, kinds, type_of
from community.members.follows.people import visible_people
from community.members.models import BlockedMember, User
from community.notifications.kinds import Audience, News, NewsKind, news
from community.notifications.models import Channel, Notification

Target = tuple[int, int]  # of a follow: content type and primary key


def thread_of(topic_id: int) -> str:
    """What is read with the topic."""
    return f"topic:{topic_id}"


def visible_post(condition: Q) -> Post | None:
    """The post for which this holds, with its topic and forum, where both are there for readers."""
    found = Post.objects.filter(
        condition, visibility=Visibility.VISIBLE, topic__visibility=Visibility.VISIBLE
    ).select_related("topic__forum", "topic__about")
    return found.first()


def mentioned(post: Post) -> QuerySet[User]:
    """Whom a post names: people, and the owners of initiatives; not who wants nothing of its writer."""
    text = kept_text(post.body)
    if not text.member_ids and not text.initiative_ids:
        return User.objects.none()
    owners = Membership.objects.filter(initiative__in=text.initiative_ids, role=Role.OWNER).values("user")
    blocking = BlockedMember.objects.filter(blocked=post.author_id).values("user")
    return User.objects.filter(Q(pk__in=text.member_ids) | Q(pk__in=owners)).exclude(pk__in=blocking)


def to_hear_of(post: Post) -> QuerySet[User]:
    """Who may hear of a post and does not hear that it names them."""
    return people_who_read(post.topic.forum).exclude(pk__in=mentioned(post).values("pk"))


def following(targets: Iterable[Target]) -> Q:
    """Follows of any of these."""
    wanted = Q(pk__in=[])
    for content_type_id, object_id in targets:
        wanted |= Q(content_type=content_type_id, object_id=object_id)
    return wanted


def targets(word: str, *pks: int | None) -> Iterator[Target]:
    """Things of one kind, by primary key; None is none of them."""
    kind = kind_of(word)
    if kind is not None:
        yield from ((type_of(kind).pk, pk) for pk in pks if pk is not None)


def following_writer(post: Post) -> Q:
    """Follows of who wrote it, where members may know that; else they would know who a member without a name is."""
    if post.author_id is None:
        return Q(pk__in=[])
    return Q(
        content_type=ContentType.objects.get_for_model(User),
        object_id__in=visible_people(None).filter(pk=post.author_id).values("pk"),
    )


def what_it_touches(post: Post) -> Iterator[Target]:
    """All that people may follow because of which they hear of a new topic."""
    topic = post.topic
    yield from targets("forum", topic.forum_id)
    yield from targets("thema", topic.theme_id, topic.forum.theme_id)
    yield from targets("trefwoord", *topic.tag_links.values_list("tag_id", flat=True))
    yield from targets("initiatief", post.initiative_id, topic.forum.initiative_id)
    if topic.about is not None:
        followable = {type_of(kind).pk for kind in kinds()}
        if topic.about.content_type_id in followable:
            yield topic.about.content_type_id, topic.about.pk


class ForumKind(NewsKind):
    """News of the forum; all kinds of it are shown together."""

    family: ClassVar[str] = "forum"

    def shown(self, notifications: Sequence[Notification], *, to: User) -> dict[int, News]:
        """What they say to their reader."""
        return shown.shown_news(notifications, to=to)

    def texts(self, notifications: Sequence[Notification], *, to: User) -> dict[int, SafeString]:
        """The posts they are about."""
        return shown.texts(notifications, to=to)


@news
class NewTopics(ForumKind):
    """A topic began. Its subject is the topic."""

    name = shown.TOPIC
    label: Any = gettext_lazy("New topics in what I follow")
    explanation: Any = gettext_lazy("Forums, themes, keywords, people and initiatives.")
    order = 10
    default = Channel.DAILY

    def audience(self, subject_id: int) -> Audience | None:
        """Who follows the forum or something that the topic is about."""
        post = visible_post(Q(topic=subject_id, number=shown.FIRST))
        if post is None:
            return None
        return Audience(
            to_hear_of(post), following(what_it_touches(post)) | following_writer(post), thread_of(subject_id)
        )


@news
class Replies(ForumKind):
    """Somebody answered. Its subject is the post."""

    name = shown.REPLY
    label: Any = gettext_lazy("Answers in topics I follow")
    explanation: Any = gettext_lazy("You follow what you began, and what you answered in.")
    order = 20
    default = Channel.AT_ONCE

    def audience(self, subject_id: int) -> Audience | None:
        """Who follows the topic, or who wrote it."""
        post = visible_post(Q(pk=subject_id))
        if post is None:
            return None
        wanted = following(targets("onderwerp", post.topic_id)) | following_writer(post)
        return Audience(to_hear_of(post), wanted, thread_of(post.topic_id))


@news
class Mentions(ForumKind):
    """A post names somebody, or their initiative. Its subject is the post."""

    name = shown.MENTION
    label: Any = gettext_lazy("Somebody mentions me or my initiative")
    order = 30

    def audience(self, subject_id: int) -> Audience | None:
        """Those of whom it names who may read it."""
        post = visible_post(Q(pk=subject_id))
        if post is None:
            return None
        readers = people_who_read(post.topic.forum)
        return Audience(readers.filter(pk__in=mentioned(post).values("pk")), thread=thread_of(post.topic_id))


class ForItsWriter(ForumKind):
    """News about a post for who wrote it. Its subject is the post."""

    def audience(self, subject_id: int) -> Audience | None:
        """Its writer, where they may still read it."""
        post = visible_post(Q(pk=subject_id))
        if post is None or post.author_id is None:
            return None
        return Audience(people_who_read(post.topic.forum).filter(pk=post.author_id), thread=thread_of(post.topic_id))


@news
class Answers(ForItsWriter):
    """A post was chosen as the answer."""

    name = shown.ANSWER
    label: Any = gettext_lazy("My answer helped somebody")
    order = 40


@news
class ThanksGiven(ForItsWriter):
    """Somebody is thankful for a post."""

    name = shown.THANKS
    label: Any = gettext_lazy("Somebody thanks me")
    order = 50
    default = Channel.SITE
    channels = (Channel.SITE, Channel.SILENT)


@news
class Decisions(ForumKind):
    """A moderator decided about somebody. Its subject is what was done, a ModerationAction."""

    name = shown.DECISION
    label: Any = gettext_lazy("What moderators decide about what I wrote")
    order = 60
    channels = (Channel.AT_ONCE, Channel.DAILY, Channel.SITE)

    def audience(self, subject_id: int) -> Audience | None:
        """Whom it concerns."""
        action = ModerationAction.objects.filter(pk=subject_id).first()
        if action is None or action.person_id is None:
            return None
        return Audience(User.objects.filter(pk=action.person_id, is_active=True))


class ForModerators(ForumKind):
    """News for who keeps the forum friendly."""

    def concerns(self, user: User) -> bool:
        """Moderators."""
        return may_moderate(user)


@news
class Reports(ForModerators):
    """Somebody asks moderators to look at a post. Its subject is the report."""

    name = shown.REPORT
    label: Any = gettext_lazy("Posts that wait for a moderator")
    order = 70

    def audience(self, subject_id: int) -> Audience | None:
        """Moderators, as long as nobody decided."""
        if not Report.objects.filter(pk=subject_id, decided=None).exists():
            return None
        return Audience(moderators())


@news
class Reviews(ForModerators):
    """Somebody asks for another look at a decision. Its subject is the request."""

    name = shown.REVIEW
    label: Any = gettext_lazy("Decisions that ask for another look")
    order = 80

    def audience(self, subject_id: int) -> Audience | None:
        """Moderators other than whom it concerns, as long as nobody answered."""
        request = ReviewRequest.objects.filter(pk=subject_id, decided=None).first()
        return Audience(moderators().exclude(pk=request.person_id)) if request else None
