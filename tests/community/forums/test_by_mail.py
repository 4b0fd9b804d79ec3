"""Answering and beginning topics by e-mail."""

import io
import logging
import sys
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail as mailbox
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from community.forums import by_mail
from community.forums.models import Attachment, Forum, Post, Standing, Topic, Visibility
from community.forums.models.moderation import Sanction
from community.members.models import User
from community.notifications.addresses import bounce_address, new_topic_address, reply_address
from community.notifications.delivery.headers import mail_domain
from community.notifications.incoming import receiving
from community.notifications.incoming.receiving import MOST_AN_HOUR, Outcome, receive
from community.notifications.models import Channel, IncomingMail, Notification
from tests.at_once import at_once
from tests.community.notifications.incoming.letters import DOMAIN, mail
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domain(settings: Any) -> None:
    settings.INCOMING_MAIL_DOMAIN = DOMAIN


@pytest.fixture
def topic(network: object) -> Topic:
    return TopicFactory(title="Hoe doen jullie dat?")


@pytest.fixture
def joke(network: object) -> User:
    user = UserFactory(email="joke@voorbeeld.example")
    Standing.objects.update_or_create(user=user, defaults={"fixed": Standing.Trust.TRUSTED})
    return user


@pytest.fixture
def sent(
    joke: User, topic: Topic, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Callable[..., Outcome | None]:
    """Give a function that sends a mail of Joke to the topic and says what became of it."""

    def send(**fields: Any) -> Outcome | None:
        content = mail(**{"sender": "Joke <joke@voorbeeld.example>", "to": reply_address(joke, topic), **fields})
        with django_capture_on_commit_callbacks(execute=True):
            return receive(content)

    return send


def answers(topic: Topic) -> list[str]:
    """What stands in the topic, besides its first post."""
    return list(Post.objects.filter(topic=topic, number__gt=1).order_by("number").values_list("body", flat=True))


def told() -> list[tuple[list[str], str]]:
    """To whom we wrote what, on one line."""
    return [
        (each.to, " ".join(str(each.body).split())) for each in mailbox.outbox if "answer-" in str(each.extra_headers)
    ]


def picture() -> bytes:
    """A photo."""
    file = io.BytesIO()
    Image.effect_noise((90, 90), 90).convert("RGB").save(file, "JPEG", quality=95)
    return file.getvalue()


class TestAnswer:
    def test_becomes_a_post(self, sent: Any, topic: Topic, joke: User) -> None:
        text = "Bij **ons** werkte dat.\n\nGroet,\nJoke\n\nOp 28-11-2026 om 19:30 schreef Jan:\n> Wie weet dit?"
        assert sent(text=text) == Outcome.POSTED
        post = Post.objects.get(topic=topic, number=2)
        assert (post.body, post.author, post.source) == ("<p>Bij <b>ons</b> werkte dat.</p>", joke, Post.Source.MAIL)
        assert told() == []

    def test_is_read_from_html_where_there_is_nothing_else(self, sent: Any, topic: Topic) -> None:
        html = (
            "<html><head><style>p{}</style><title>x</title></head><body><div>Zie <a href='https://x.example/a'>hier</a></div>"
            "<ul><li>een<li>twee</ul><script>alert(1)</script><br><div class='gmail_quote'><div>Op za 28 nov 2026 "
            "om 19:30 schreef Jan &lt;a@x.example&gt;:<br></div><blockquote>Wie?</blockquote></div></body></html>"
        )
        assert sent(text="", html=html) == Outcome.POSTED
        assert answers(topic) == ['<p>Zie <a href="https://x.example/a">hier</a></p><ul><li>een</li><li>twee</li></ul>']

    def test_answers_the_post_that_the_mail_was_about(self, sent: Any, topic: Topic, joke: User) -> None:
        post = PostFactory(topic=topic)
        fields = {"recipient": joke, "kind": "forum-reply", "subject_id": post.pk, "channel": Channel.AT_ONCE}
        about = Notification.objects.create(**fields)
        sent(more=[("In-Reply-To", f"<news-{about.pk}@{mail_domain()}>")])
        assert Post.objects.get(topic=topic, number=3).reply_to == post

    def test_does_not_answer_what_somebody_else_was_told(self, sent: Any, topic: Topic) -> None:
        post = PostFactory(topic=topic)
        fields = {"recipient": UserFactory(), "kind": "forum-reply", "subject_id": post.pk, "channel": Channel.AT_ONCE}
        about = Notification.objects.create(**fields)
        sent(more=[("In-Reply-To", f"<news-{about.pk}@{mail_domain()}>")])
        assert Post.objects.get(topic=topic, number=3).reply_to is None

    def test_comes_from_any_address_that_is_proven(self, sent: Any, topic: Topic, joke: User) -> None:
        EmailAddress.objects.create(user=joke, email="joke@werk.example", verified=True)
        assert sent(sender="JOKE@Werk.example") == Outcome.POSTED

    def test_keeps_files_of_the_kinds_that_are_taken_and_tells_of_others(self, sent: Any, topic: Topic) -> None:
        files = [("foto.jpg", "image/jpeg", picture()), ("raar.exe", "application/x-msdownload", b"MZ")]
        assert sent(files=files) == Outcome.POSTED
        assert [(each.name, each.post.topic) for each in Attachment.objects.all()] == [("foto.jpg", topic)]
        [(_to, words)] = told()
        assert "“raar.exe” is van een soort" in words

    def test_keeps_pictures_of_its_text_and_not_those_of_the_signature(
        self, sent: Any, joke: User, topic: Topic
    ) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Message-ID"] = joke.email, reply_address(joke, topic), "<a@b.example>"
        message.set_content("Kijk:\n\nGroet,\nJoke")
        message.add_alternative(
            'Kijk: <img src="cid:foto@x"><p>Groet,<br>Joke<br><img src="cid:logo@x">', subtype="html"
        )
        for name in ("foto", "logo"):
            html = message.get_payload()[1]
            html.add_related(
                picture(), "image", "jpeg", cid=f"<{name}@x>", filename=f"{name}.jpg", disposition="inline"
            )
        assert receive(message.as_bytes()) == Outcome.POSTED
        assert list(Attachment.objects.values_list("name", flat=True)) == ["foto.jpg"]

    @pytest.mark.parametrize("text", ["Verstuurd vanaf mijn iPhone", "> Wie weet dit?", " \n"])
    def test_that_is_empty_is_told_so(self, sent: Any, topic: Topic, text: str) -> None:
        assert sent(text=text) == Outcome.EMPTY
        assert (answers(topic), len(told())) == ([], 1)


class TestRefusal:
    """The forum says no: the writer hears why and gets back what they wrote."""

    @pytest.fixture
    def refused(self, sent: Any, topic: Topic) -> Callable[..., str]:
        def send(**fields: Any) -> str:
            assert sent(**fields) == Outcome.REFUSED
            assert answers(topic) == []
            [(to, words)] = told()
            assert to == ["joke@voorbeeld.example"]
            assert mailbox.outbox[-1].extra_headers["Auto-Submitted"] == "auto-replied"
            return words

        return send

    def test_of_a_locked_topic(self, refused: Any, topic: Topic) -> None:
        Topic.objects.filter(pk=topic.pk).update(is_locked=True)
        assert "Bij ons werkte dat." in refused()

    def test_of_a_topic_that_is_gone(self, refused: Any, topic: Topic) -> None:
        Topic.objects.filter(pk=topic.pk).update(visibility=Visibility.DELETED)
        assert "Bij ons werkte dat." in refused()

    def test_of_a_forum_they_may_read_no_longer(self, refused: Any, topic: Topic) -> None:
        Forum.objects.filter(pk=topic.forum_id).update(read_by="stakeholders", post_by="stakeholders")
        assert "Bij ons werkte dat." in refused()

    def test_of_who_is_silenced(self, refused: Any, joke: User) -> None:
        until = timezone.now() + timedelta(days=3)
        Sanction.objects.create(person=joke, kind=Sanction.Kind.SILENCE, until=until, reason="Even rust.")
        words = refused()
        assert "Even rust." in words
        assert "Bij ons werkte dat." in words

    def test_of_a_text_that_is_too_long(self, refused: Any) -> None:
        assert "Lang verhaal." in refused(text="Lang verhaal. " * 2000)

    def test_of_what_waits_for_a_moderator_is_none(self, sent: Any, topic: Topic, joke: User, settings: Any) -> None:
        Standing.objects.filter(user=joke).update(fixed=None)
        settings.FORUM_FIRST_POSTS_WAIT = True
        assert sent() == Outcome.WAITING
        assert Post.objects.get(topic=topic, number=2).visibility == Visibility.WAITING
        assert len(told()) == 1


class TestSender:
    """Nobody posts in another's name."""

    @pytest.mark.parametrize(
        "sender",
        [
            "kwaad@elders.example",
            '"joke@voorbeeld.example" <kwaad@elders.example>',
            "joke@voorbeeld.example, kwaad@elders.example",
            "joke@werk.example",
        ],
    )
    def test_that_is_somebody_else_is_refused_and_told_to_whose_address_it_is(
        self, sent: Any, topic: Topic, joke: User, sender: str
    ) -> None:
        EmailAddress.objects.create(user=joke, email="joke@werk.example", verified=False)
        assert sent(sender=sender) == Outcome.WRONG_SENDER
        assert answers(topic) == []
        [(to, words)] = told()
        assert to == [joke.email]
        assert "Bij ons werkte dat." not in words

    def test_hears_of_it_once_a_day(self, sent: Any) -> None:
        for number in range(5):
            assert sent(sender="kwaad@elders.example", message_id=f"<{number}@x.example>") == Outcome.WRONG_SENDER
        assert len(told()) == 1

    def test_that_our_own_server_says_is_forged_is_refused(self, sent: Any, topic: Topic, settings: Any) -> None:
        settings.INCOMING_MAIL_SERVER = "mx.netwerk.example"
        results = [
            ("Authentication-Results", "mx.netwerk.example; spf=pass; dmarc=fail (p=reject) header.from=x"),
            ("Authentication-Results", "mx.netwerk.example; dmarc=pass"),
        ]
        assert sent(more=results) == Outcome.WRONG_SENDER
        assert answers(topic) == []

    @pytest.mark.parametrize("result", ["mx.elders.example; dmarc=fail", "mx.netwerk.example; dmarc=pass"])
    def test_is_believed_whatever_other_servers_say(self, sent: Any, settings: Any, result: str) -> None:
        settings.INCOMING_MAIL_SERVER = "mx.netwerk.example"
        assert sent(more=[("Authentication-Results", result)]) == Outcome.POSTED

    def test_whose_account_is_closed_is_nobody(self, sent: Any, joke: User, topic: Topic) -> None:
        User.objects.filter(pk=joke.pk).update(is_active=False)
        assert (sent(), answers(topic), told()) == (Outcome.UNKNOWN, [], [])

    def test_without_our_check_would_post_in_the_name_of_another(
        self, sent: Any, topic: Topic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(receiving, "is_from", lambda *_args: True)
        assert sent(sender="kwaad@elders.example") == Outcome.POSTED


class TestMachine:
    """Answering machines and lists are not answered."""

    @pytest.mark.parametrize(
        "header",
        [
            ("Auto-Submitted", "auto-replied"),
            ("Precedence", "bulk"),
            ("X-Auto-Response-Suppress", "All"),
            ("List-Id", "<buurt.lijst.example>"),
            ("Return-Path", "<>"),
            ("X-Autoreply", "yes"),
        ],
    )
    def test_is_known_by_its_headers(self, sent: Any, topic: Topic, header: tuple[str, str]) -> None:
        assert (sent(more=[header]), answers(topic), told()) == (Outcome.AUTOMATIC, [], [])

    @pytest.mark.parametrize(
        "subject",
        ["Automatisch antwoord: Re: Hoe", "Out of office: Re: Hoe", "Afwezigheidsbericht", "Afwezig: Re: Hoe"],
    )
    def test_is_known_by_its_subject(self, sent: Any, subject: str) -> None:
        assert sent(subject=subject) == Outcome.AUTOMATIC

    def test_is_known_when_it_is_ourselves(self, sent: Any) -> None:
        assert sent(message_id=f"<news-12@{mail_domain()}>") == Outcome.AUTOMATIC

    @pytest.mark.parametrize(
        "subject", ["Re: Automatisch antwoord op mails?", "Re: Out of office", "Afwezige bestuursleden"]
    )
    def test_is_no_person_who_writes_of_one(self, sent: Any, subject: str) -> None:
        assert (
            sent(subject=subject, more=[("Auto-Submitted", "no"), ("Return-Path", "<joke@x.example>")])
            == Outcome.POSTED
        )


class TestOnce:
    """However often a mail comes, it is one post."""

    def test_by_the_pipe_and_from_the_mailbox(self, sent: Any, topic: Topic, joke: User) -> None:
        assert sent() == Outcome.POSTED
        assert sent(more=[("Received", "from elsewhere"), ("Delivered-To", "x@y.example")]) is None
        assert len(answers(topic)) == 1

    def test_also_when_a_server_wrote_it_anew(self, sent: Any, topic: Topic) -> None:
        sent()
        assert sent(text="Bij ons  werkte dat.\r\n\r\n-- \r\nScanned") == Outcome.POSTED
        assert len(answers(topic)) == 1

    def test_but_two_mails_under_one_id_are_two(self, sent: Any, topic: Topic) -> None:
        sent()
        sent(text="En nog iets.")
        assert len(answers(topic)) == 2

    def test_what_fails_is_not_done_and_comes_again(
        self, sent: Any, topic: Topic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("community.forums.by_mail.done", lambda *_args: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                sent()
        assert (answers(topic), IncomingMail.objects.count()) == ([], 0)
        assert sent() == Outcome.POSTED

    def test_without_record_and_key_it_would_be_two(
        self, sent: Any, topic: Topic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(receiving, "taken_up", lambda _letter: IncomingMail(digest=str(uuid.uuid4())))
        sent()
        sent()
        assert len(answers(topic)) == 1
        monkeypatch.setattr(by_mail, "key_of", lambda _letter: uuid.uuid4())
        sent()
        assert len(answers(topic)) == 2

    def test_of_one_person_only_so_many_in_an_hour(self, sent: Any, joke: User) -> None:
        IncomingMail.objects.bulk_create(
            IncomingMail(message_id=f"<{number}>", digest="", user=joke, outcome=Outcome.POSTED)
            for number in range(MOST_AN_HOUR)
        )
        assert [sent(message_id=f"<a{number}@x.example>") for number in range(3)] == [Outcome.TOO_MANY] * 3
        assert len(told()) == 1
        with time_machine.travel(time.time() + 3700):
            assert sent(message_id="<later@x.example>") == Outcome.POSTED


@pytest.mark.django_db(transaction=True)
def test_same_mail_at_the_same_moment_is_one_post(joke: User, topic: Topic) -> None:
    content = mail(sender=joke.email, to=reply_address(joke, topic))
    outcomes = at_once(*[lambda: receive(content)] * 4)
    assert sorted(map(str, outcomes)) == ["None", "None", "None", "posted"]
    assert len(answers(topic)) == 1


class TestNewTopic:
    def test_has_the_subject_for_its_title(self, sent: Any, joke: User) -> None:
        forum = ForumFactory()
        assert sent(to=new_topic_address(joke, forum), subject="Fwd: Wie kent een notaris?") == Outcome.POSTED
        topic = Topic.objects.get(forum=forum)
        assert (topic.title, topic.kind, topic.author) == ("Wie kent een notaris?", Topic.Kind.QUESTION, joke)
        assert topic.posts.get().source == Post.Source.MAIL

    def test_without_a_subject_is_refused(self, sent: Any, joke: User) -> None:
        forum = ForumFactory()
        assert sent(to=new_topic_address(joke, forum), subject="") == Outcome.REFUSED
        assert (Topic.objects.filter(forum=forum).count(), len(told())) == (0, 1)

    def test_where_they_may_not_post_is_refused(self, sent: Any, joke: User) -> None:
        forum = ForumFactory(read_by="members", post_by="stakeholders")
        assert sent(to=new_topic_address(joke, forum)) == Outcome.REFUSED
        assert not Topic.objects.filter(forum=forum).exists()


class TestCommand:
    """`manage.py receive_mail`, as the pipe of a mail server uses it."""

    @pytest.fixture
    def piped(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
        def pipe(content: bytes, *options: str) -> int:
            monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
            try:
                call_command("receive_mail", *options, stdout=io.StringIO())
            except CommandError as error:
                return error.returncode
            return 0

        return pipe

    def test_posts(self, piped: Any, joke: User, topic: Topic) -> None:
        assert (
            piped(
                mail(sender=joke.email, to="Antwoord <iets@anders.example>"), "--recipient", reply_address(joke, topic)
            )
            == 0
        )
        assert len(answers(topic)) == 1

    def test_drops_what_is_for_nobody(self, piped: Any, joke: User, topic: Topic) -> None:
        assert piped(mail(sender=joke.email, to=f"reply+aaaaaaaaaaaaaaaaaaaaaaaa@{DOMAIN}")) == 0
        assert answers(topic) == []

    def test_says_of_what_is_no_mail_that_it_never_will_be(self, piped: Any) -> None:
        assert piped(b"\x00\x01 niets") == 65

    def test_asks_to_come_again_when_something_is_in_the_way(
        self, piped: Any, joke: User, topic: Topic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        content = mail(sender=joke.email, to=reply_address(joke, topic))
        with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
            patch.setattr(receiving, "outcome_of", lambda *_args, **_options: 1 / 0)
            assert piped(content) == 75
        assert piped(content) == 0
        assert len(answers(topic)) == 1

    def test_answers_clearly_to_what_is_too_large(
        self, piped: Any, joke: User, topic: Topic, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        content = mail(sender=joke.email, to=reply_address(joke, topic)) + b"a" * 25_000_000
        with django_capture_on_commit_callbacks(execute=True):
            assert piped(content) == 0
        assert answers(topic) == []
        [(to, words)] = told()
        assert to == [joke.email]
        assert "20 MB" in words


def test_answer_to_a_mail_returns_to_an_address_of_its_reader(sent: Any, joke: User) -> None:
    sent(text="> niets")
    assert mailbox.outbox[-1].from_email == bounce_address(joke)
