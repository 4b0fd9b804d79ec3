"""What notifications of the forum say, each to its reader: asked when it is shown, so that it never tells too much."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.forums.models import Forum, ModerationAction, Post, Report, ReviewRequest, Topic
from community.forums.permissions import may_moderate, may_read_forum, may_read_post, may_reply
from community.forums.reading.progress import post_address
from community.forums.writing.text import plain_text, rendered
from community.members.models import User
from community.members.queries import Person, people_shown
from community.notifications.addresses import reply_address
from community.notifications.kinds import News
from community.notifications.models import Notification

TOPIC, REPLY, MENTION, ANSWER = "forum-topic", "forum-reply", "forum-mention", "forum-answer"
THANKS, DECISION, REPORT, REVIEW = "forum-thanks", "forum-decision", "forum-report", "forum-review"
OF_POSTS = (REPLY, MENTION, ANSWER, THANKS)
BY_THE_ACTOR = (ANSWER, THANKS)  # where who did it is not who wrote the post
FIRST = 1  # the number of the post a topic begins with
EXCERPT = 200  # characters

People = Mapping[int | None, Person]
Verb = ModerationAction.Verb


@dataclass(frozen=True, slots=True)
class Talk:
    """The posts that notifications are about, as far as their reader may read them."""

    posts: dict[int, Post]  # by primary key
    first_posts: dict[int, Post]  # by that of the topic

    def post_of(self, notification: Notification) -> Post | None:
        """What it is about."""
        if notification.kind == TOPIC:
            return self.first_posts.get(notification.subject_id)
        return self.posts.get(notification.subject_id)


def shown_news(notifications: Sequence[Notification], *, to: User) -> dict[int, News]:
    """All of these that this reader may see, by primary key: at most six queries."""
    talk = talk_of(notifications, to=to)
    told = [(each, post) for each in notifications if (post := talk.post_of(each)) is not None]
    wanted = {each.actor_id if each.kind in BY_THE_ACTOR else post.author_id for each, post in told}
    people = people_shown(wanted, to=to)
    found = {each.pk: news_of_post(each, post, people, to=to) for each, post in told}
    found |= dict(news_of_decisions([each for each in notifications if each.kind == DECISION], to=to))
    found |= dict(news_of_reports([each for each in notifications if each.kind == REPORT], to=to))
    found |= dict(news_of_reviews([each for each in notifications if each.kind == REVIEW], to=to))
    return found


def texts(notifications: Sequence[Notification], *, to: User) -> dict[int, SafeString]:
    """The whole posts that these are about, for this reader."""
    talk = talk_of([each for each in notifications if each.kind != THANKS], to=to)
    bodies = {each.pk: post.body for each in notifications if (post := talk.post_of(each)) is not None}
    return rendered(bodies, to=to)


def talk_of(notifications: Iterable[Notification], *, to: User) -> Talk:
    """The posts that these are about, in one query."""
    topics = [each.subject_id for each in notifications if each.kind == TOPIC]
    posts = [each.subject_id for each in notifications if each.kind in OF_POSTS]
    if not topics and not posts:
        return Talk({}, {})
    found = Post.objects.filter(Q(pk__in=posts) | Q(topic__in=topics, number=FIRST)).select_related("topic__forum")
    readable = [post for post in found if may_read_post(to, post)]
    return Talk(
        {post.pk: post for post in readable}, {post.topic_id: post for post in readable if post.number == FIRST}
    )


def news_of_post(notification: Notification, post: Post, people: People, *, to: User) -> News:
    """What one about a post says."""
    topic = post.topic
    is_by_actor = notification.kind in BY_THE_ACTOR
    return News(
        who=people[notification.actor_id if is_by_actor else post.author_id],
        sentence=sentence_of(notification.kind, post),
        title=topic.title,
        url=topic.get_absolute_url() if post.number == FIRST else post_address(topic, post.number),
        excerpt=Truncator(plain_text(post.body)).chars(EXCERPT),
        is_reply=notification.kind != TOPIC,
        reply_to=reply_address(to, topic) if may_reply(to, topic) else "",
        **place_of(topic.forum),
    )


def sentence_of(kind: str, post: Post) -> str:
    """What happened, after the name of who did it."""
    if kind == TOPIC:
        return {
            Topic.Kind.QUESTION: _("asked a question"),
            Topic.Kind.CONVERSATION: _("began a conversation"),
            Topic.Kind.ANNOUNCEMENT: _("announced something"),
        }[Topic.Kind(post.topic.kind)]
    if kind == REPLY:
        return pgettext("somebody", "answered")
    if kind == MENTION:
        return _("mentioned you")
    if kind == ANSWER:
        return _("was helped by what you wrote")
    others = post.thanks_count - 1
    if others < 1:
        return pgettext("somebody", "thanks you for what you wrote")
    words = ngettext(
        "and one other thank you for what you wrote", "and %(n)s others thank you for what you wrote", others
    )
    return words % {"n": others}


def place_of(forum: Forum) -> dict[str, str]:
    """Where it happened, and the list that its mails are of."""
    return {"where": forum.shown_name, "mailing_list": f"forum-{forum.slug}"}


def news_of_decisions(notifications: Sequence[Notification], *, to: User) -> Iterator[tuple[int, News]]:
    """What moderators decided about this reader; who they are is not told."""
    if not notifications:
        return
    actions = ModerationAction.objects.filter(pk__in=[each.subject_id for each in notifications], person=to)
    found = actions.select_related("topic__forum", "post__topic__forum", "forum").in_bulk()
    for each in notifications:
        action = found.get(each.subject_id)
        if action is None:
            continue
        topic = action.topic or (action.post.topic if action.post else None)
        forum = topic.forum if topic else action.forum
        may_know = forum is not None and may_read_forum(to, forum)
        yield (
            each.pk,
            News(
                sentence=decided(action.verb),
                title=topic.title if topic and may_know else _("Forum"),
                url=reverse("forum_decision", args=(action.pk,)),
                excerpt=Truncator(action.reason).chars(EXCERPT),
                where=forum.shown_name if forum and may_know else "",
                mailing_list=DECISION,
            ),
        )


def decided(verb: str) -> str:
    """What a moderator did."""
    known: dict[str, Any] = {
        Verb.HIDE: _("A moderator hid what you wrote"),
        Verb.RESTORE: _("A moderator made what you wrote visible again"),
        Verb.APPROVE: _("A moderator let through what you wrote"),
        Verb.LOCK: _("A moderator closed your topic"),
        Verb.UNLOCK: _("A moderator opened your topic again"),
        Verb.MOVE: _("A moderator moved what you wrote"),
        Verb.SPLIT: _("A moderator made a topic of its own of what you wrote"),
        Verb.MERGE: _("A moderator put your topic together with another"),
        Verb.RENAME: _("A moderator changed the title of your topic"),
        Verb.EDIT: _("A moderator changed what you wrote"),
        Verb.WARN: _("A moderator warned you"),
        Verb.SILENCE: _("A moderator decided that you may not write for some time"),
        Verb.BLOCK: _("A moderator decided that you may not use the forum for some time"),
        Verb.LIFT: _("A moderator ended a measure against you"),
        Verb.REVIEW: _("A moderator looked again at a decision about you"),
    }
    return str(known.get(verb) or _("A moderator decided something about you"))


def news_of_reports(notifications: Sequence[Notification], *, to: User) -> Iterator[tuple[int, News]]:
    """What moderators are asked to look at."""
    if not notifications or not may_moderate(to):
        return
    reports = Report.objects.select_related("post__topic__forum")
    found = reports.in_bulk([each.subject_id for each in notifications])
    for each in notifications:
        report = found.get(each.subject_id)
        if report is not None:
            yield (
                each.pk,
                News(
                    sentence=_("A post asks for a look: %(reason)s") % {"reason": report.get_reason_display()},
                    title=report.post.topic.title,
                    url=reverse("moderation_queue"),
                    excerpt=Truncator(report.text or plain_text(report.post.body)).chars(EXCERPT),
                    where=report.post.topic.forum.shown_name,
                    mailing_list=REPORT,
                ),
            )


def news_of_reviews(notifications: Sequence[Notification], *, to: User) -> Iterator[tuple[int, News]]:
    """Which decisions moderators are asked to look at again."""
    if not notifications or not may_moderate(to):
        return
    requests = ReviewRequest.objects.select_related("action__topic__forum", "action__forum")
    found = requests.in_bulk([each.subject_id for each in notifications])
    people = people_shown({request.person_id for request in found.values()}, to=to)
    for each in notifications:
        request = found.get(each.subject_id)
        if request is not None:
            action = request.action
            forum = action.topic.forum if action.topic else action.forum
            yield (
                each.pk,
                News(
                    who=people[request.person_id],
                    sentence=_("asks for another look at a decision: %(decision)s")
                    % {"decision": action.get_verb_display()},
                    title=action.topic.title if action.topic else _("Forum"),
                    url=reverse("moderation_queue"),
                    excerpt=Truncator(request.text).chars(EXCERPT),
                    where=forum.shown_name if forum else "",
                    mailing_list=REVIEW,
                ),
            )
