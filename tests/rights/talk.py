"""What people say in the forum, for the world of the rights matrix."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from community.forums.models import (
    Attachment,
    Forum,
    ModerationAction,
    Post,
    Report,
    ReviewRequest,
    Topic,
    WatchedWord,
)
from community.members.models import User
from community.notifications.models import Channel, Notification
from community.notifications.unsubscribing import Scope, token_of
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory


@dataclass
class Talk:
    """What one person has in the forum.

    topic: a question of theirs, with the answer of somebody else; post: an answer of theirs elsewhere; attachment: of
    no post yet; decision: of a moderator about them, with the news of it; token: stops mail without signing in.
    """

    topic: Topic
    answer: Post
    post: Post
    attachment: Attachment
    decision: ModerationAction
    notification: Notification
    token: str


def attach(user: User, post: Post | None = None) -> Attachment:
    """A file of somebody."""
    attachment = Attachment(uploader=user, post=post, name="plan.txt", size=4, content_type="text/plain")
    attachment.file.save("plan.txt", ContentFile(b"plan"))
    return attachment


def talk_of(user: User, forum: Forum, elsewhere: Topic) -> Talk:
    """What this person has; `elsewhere` is a topic of somebody else."""
    topic = TopicFactory(forum=forum, author=user)
    decision = ModerationAction.objects.create(verb=ModerationAction.Verb.WARN, person=user, reason="Rustig aan.")
    return Talk(
        topic=topic,
        answer=PostFactory(topic=topic),
        post=PostFactory(topic=elsewhere, author=user),
        attachment=attach(user),
        decision=decision,
        notification=Notification.objects.create(
            recipient=user, kind="forum-decision", subject_id=decision.pk, channel=Channel.SITE
        ),
        token=token_of(user, Scope(kinds=("forum-reply",))),
    )


def moderated(post: Post) -> dict[str, object]:
    """What waits for moderators, and what they keep in the admin."""
    action = ModerationAction.objects.create(verb=ModerationAction.Verb.HIDE, person=UserFactory(), post=post)
    return {
        "report": Report.objects.create(post=post, reason=Report.Reason.SPAM),
        "review": ReviewRequest.objects.create(action=action, person=action.person, text="Waarom?"),
        "watched_word": WatchedWord.objects.create(text="gokken"),
        "empty_forum": ForumFactory(name="Nog leeg"),
    }
