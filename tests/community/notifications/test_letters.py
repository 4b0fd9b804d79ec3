"""What mails with news say, to people and to programs."""

import re
from collections.abc import Callable
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from community.forums.models import Audience, Forum, Post, Topic
from community.members.models import Follow, User
from community.notifications.delivery import letters
from community.notifications.delivery.sending import send_due
from community.notifications.models import FollowChoice, Notification
from tests.community.notifications.conftest import AT_ONCE, DAILY, TITLE, WEEKLY, follows, wants
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

CANARY = "kanariepiet"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://netwerk.example"
    settings.WAGTAIL_SITE_NAME = "Kennisnetwerk"
    settings.DEFAULT_FROM_EMAIL = "post@netwerk.example"


def sent() -> list[EmailMultiAlternatives]:
    """The mails that are due, all of them now."""
    Notification.objects.filter(due__isnull=False).update(due=timezone.now())
    send_due()
    return list(mail.outbox)  # type: ignore[arg-type] # each of ours has both shapes


def html(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


@pytest.fixture
def answer(topic: Topic, reader: User, answered: Callable[..., Any]) -> EmailMultiAlternatives:
    """The mail about an answer."""
    follows(reader, topic)
    answered('<p>Bij <b>ons</b> ligt hij bij <a href="https://bakker.example/a?b=1&amp;c=2">de bakker</a>.</p>')
    return sent()[0]


class TestAtOnce:
    """The mail about one thing."""

    def test_it_tells_who_said_what_where(self, answer: EmailMultiAlternatives, topic: Topic) -> None:
        address = f"https://netwerk.example/forum/onderwerp/{topic.pk}/aanhanger/#bericht-2"
        assert answer.subject == f"Re: {TITLE}"
        name, sender = parseaddr(str(make_header(decode_header(answer.extra_headers["From"]))))
        assert (name, sender) == ("Peter Boersma · Kennisnetwerk", "post@netwerk.example")
        body = str(answer.body)
        for words in (
            "Groen in de buurt",
            "Peter Boersma antwoordde",
            "Bij ons ligt hij bij de bakker (https://bakker.example/a?b=1&c=2).",
            address,
        ):
            assert words in body
        assert "Bij <b>ons</b> ligt hij" in html(answer)
        assert address in html(answer)

    def test_it_says_to_programs_what_it_is(self, answer: EmailMultiAlternatives, topic: Topic) -> None:
        row = Notification.objects.get()
        headers = answer.extra_headers
        root = f"<topic-{topic.pk}@netwerk.example>"
        assert {name: headers[name] for name in headers if not name.startswith(("List-U", "From"))} == {
            "Auto-Submitted": "auto-generated",
            "Precedence": "list",
            "X-Auto-Response-Suppress": "All",
            "Message-ID": f"<news-{row.pk}@netwerk.example>",
            "List-Id": '"Groen in de buurt" <forum-groen.netwerk.example>',
            "In-Reply-To": root,
            "References": root,
        }
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(r"<https://netwerk\.example/meldingen/afmelden/[\w-]+/>", headers["List-Unsubscribe"])

    def test_mail_address_to_stop_it_where_there_is_one(
        self, topic: Topic, reader: User, answered: Callable[..., Any], settings: Any
    ) -> None:
        settings.UNSUBSCRIBE_ADDRESS = "stop@netwerk.example"
        follows(reader, topic)
        answered()
        assert re.fullmatch(
            r"<https://[^>]+>, <mailto:stop@netwerk\.example\?subject=[\w-]+>",
            sent()[0].extra_headers["List-Unsubscribe"],
        )

    def test_it_is_in_the_language_of_its_reader(
        self, topic: Topic, reader: User, answered: Callable[..., Any]
    ) -> None:
        User.objects.filter(pk=reader.pk).update(language="en")
        follows(reader, topic)
        answered()
        message = sent()[0]
        assert "Peter Boersma answered" in str(message.body)
        assert f"/en/forum/topic/{topic.pk}/" in str(message.body)
        assert '<html lang="en">' in html(message)

    @pytest.mark.parametrize("title", ["Regel\r\nBcc: x@kwaad.example", "Regel\nX-Kwaad: ja", "Regel\u2028kwaad"])
    def test_lines_in_a_title_or_name_make_no_header(  # noqa: PLR0913 - each by its fixture
        self, topic: Topic, forum: Forum, reader: User, writer: User, answered: Callable[..., Any], title: str
    ) -> None:
        Topic.objects.filter(pk=topic.pk).update(title=title)
        Forum.objects.filter(pk=forum.pk).update(name=f"Forum {title}")
        User.objects.filter(pk=writer.pk).update(last_name=title)
        follows(reader, topic)
        answered()
        message = sent()[0].message()
        assert sorted(set(message.keys()) & {"Bcc", "X-Kwaad"}) == []
        assert len(message.get_all("Subject") or []) == 1
        assert message.get_all("To") == [reader.email]

    def test_what_people_type_runs_nowhere(
        self, topic: Topic, reader: User, writer: User, answered: Callable[..., Any]
    ) -> None:
        evil = '<script>alert(1)</script><img src=x onerror="alert(1)">'
        Topic.objects.filter(pk=topic.pk).update(title=f"Hoi {evil}"[:150])
        User.objects.filter(pk=writer.pk).update(last_name=evil)
        follows(reader, topic)
        answered(f'<p>{evil}<a href="javascript:alert(1)">x</a></p>')
        text = html(sent()[0])
        for bad in ("<script", "<img", "javascript:"):
            assert bad not in text.lower()

    def test_name_that_is_kept_private_stands_nowhere(
        self, topic: Topic, reader: User, writer: User, answered: Callable[..., Any]
    ) -> None:
        writer.profile.name_visibility = "private"
        writer.profile.save()
        follows(reader, topic)
        answered()
        message = sent()[0]
        assert "Boersma" not in str(message.message())
        assert "Boersma" not in str(message.body) + html(message)


class TestAccess:
    """What a private forum holds stays in it."""

    def fill(self, topic: Topic, reader: User, answered: Callable[..., Any]) -> None:
        """News by every way, with a word that stands nowhere else."""
        Forum.objects.filter(pk=topic.forum_id).update(name=f"{CANARY} forum")
        Topic.objects.filter(pk=topic.pk).update(title=f"{CANARY} titel")
        follows(reader, topic)
        for channel in (AT_ONCE, DAILY, WEEKLY):
            wants(reader, channel)
            answered(f"<p>{CANARY} tekst</p>")

    def test_news_reaches_who_reads_the_forum(self, topic: Topic, reader: User, answered: Callable[..., Any]) -> None:
        """The control of the next test."""
        self.fill(topic, reader, answered)
        assert [CANARY in str(each.message()) + str(each.body) for each in sent()] == [True, True, True]

    def test_news_of_a_forum_is_in_no_mail_of_who_lost_access(
        self, topic: Topic, reader: User, answered: Callable[..., Any]
    ) -> None:
        self.fill(topic, reader, answered)
        open_topic = TopicFactory(author=topic.author)
        follows(reader, open_topic)
        answered("<p>Wel te lezen.</p>", topic=open_topic)
        Forum.objects.filter(pk=topic.forum_id).update(read_by=Audience.STAKEHOLDERS)
        messages = sent()
        assert [CANARY in str(each.message()) + str(each.body) for each in messages] == [False]
        assert "Wel te lezen" in str(messages[0].body)


class TestDigest:
    """The mail about several things."""

    def test_it_is_grouped_by_forum_and_topic(
        self, topic: Topic, reader: User, answered: Callable[..., Any], writer: User
    ) -> None:
        other = TopicFactory(
            forum=ForumFactory(name="Energie", slug="energie"),
            author=writer,
            title="Wie heeft er een warmtebeeldcamera?",
        )
        follows(reader, topic, other)
        wants(reader, DAILY)
        for where in (topic, other, topic):
            answered(topic=where)
        message = sent()[0]
        body = str(message.body)
        assert message.subject == "Vandaag: 2 nieuwe dingen voor jou"
        assert [body.count(words) for words in ("Groen in de buurt", "Energie", TITLE, other.title)] == [1, 1, 1, 1]
        assert "#bericht-2" in body  # the first that is new
        assert "In-Reply-To" not in message.extra_headers
        assert message.extra_headers["List-Id"].endswith("<digest-daily.netwerk.example>")

    def test_it_is_bounded(self, forum: Forum, reader: User, writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(letters, "MOST_IN_DIGEST", 3)
        topics = [TopicFactory(forum=forum, author=writer) for _each in range(5)]
        Notification.objects.bulk_create(
            Notification(
                recipient=reader,
                kind="forum-topic",
                subject_id=each.pk,
                thread=f"topic:{each.pk}",
                channel=DAILY,
                due=timezone.now(),
            )
            for each in topics
        )
        message = sent()[0]
        assert message.subject == "Vandaag: 5 nieuwe dingen voor jou"
        assert [each.title in str(message.body) for each in topics] == [False, False, True, True, True]
        assert "en nog 2" in str(message.body)
        assert "en nog 2" in html(message)

    def test_followed_forum_has_a_digest_of_its_own(
        self, topic: Topic, forum: Forum, reader: User, happens: Callable[..., None], answered: Callable[..., Any]
    ) -> None:
        follows(reader, forum, topic)
        follow = Follow.objects.get(user=reader, object_id=forum.pk, content_type__model="forum")
        FollowChoice.objects.create(follow=follow, channel=WEEKLY)
        wants(reader, WEEKLY, "forum-topic")
        wants(reader, WEEKLY)
        Notification.objects.create(
            recipient=reader, kind="forum-topic", subject_id=topic.pk, channel=WEEKLY, follow=follow, due=timezone.now()
        )
        answered()
        assert sorted(each.subject for each in sent()) == [
            "Deze week: 1 nieuw ding voor jou",
            "Groen in de buurt: 1 nieuw ding",
        ]


def test_decision_tells_the_reason_and_not_the_moderator(
    topic: Topic, writer: User, person_with_role: Callable[[str], User], happens: Callable[..., None]
) -> None:
    from community.forums.models import ModerationAction  # noqa: PLC0415 - only here

    moderator = person_with_role("moderator")
    post = Post.objects.get(topic=topic)
    action = ModerationAction.objects.create(
        actor=moderator, verb="hide", post=post, person=writer, reason="Dit is reclame."
    )
    happens("forum-decision", action.pk, actor=moderator)
    message = sent()[0]
    assert message.to == [writer.email]
    assert "Dit is reclame." in str(message.body)
    assert moderator.last_name not in str(message.body) + message.extra_headers["From"]


def test_text_of_thanks_needs_no_mail(topic: Topic, writer: User, reader: User, happens: Callable[..., None]) -> None:
    post = PostFactory(topic=topic, author=writer)
    happens("forum-thanks", post.pk, actor=reader)
    assert (Notification.objects.get().due, sent()) == (None, [])
