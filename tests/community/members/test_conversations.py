"""Messages: between those who take part and nobody else, once each, and never with an address."""

import random
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.members.conversations import actions, views
from community.members.conversations.actions import NobodyToWriteTo, TooManyMessages, answer, start_conversation
from community.members.models import (
    BlockedMember,
    Conversation,
    MemberProfile,
    Message,
    Participation,
    User,
    Visibility,
)
from community.members.queries import UNREAD, open_participations
from tests.at_once import at_once, needs_postgresql
from tests.factories import MemberProfileFactory, UserFactory

pytestmark = pytest.mark.django_db

SUBJECT, TEXT = "Mogen wij jullie sleutelplan zien?", "Dag buren,\n\nwij openen in het voorjaar."


def unread_count(user: User) -> int:
    """How many conversations have something new for this person."""
    return open_participations(user).filter(UNREAD).count()


@pytest.fixture
def joke(network: object) -> User:
    """Somebody who writes."""
    return MemberProfileFactory(
        user__first_name="Joke", user__last_name="Klaassen", user__email="joke@geheim.example"
    ).user


@pytest.fixture
def peter(network: object) -> User:
    """Somebody who is written to."""
    return MemberProfileFactory(
        user__first_name="Peter", user__last_name="Boersma", user__email="peter@geheim.example"
    ).user


@pytest.fixture
def talk(joke: User, peter: User) -> Conversation:
    """Joke wrote to Peter."""
    return start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)


def browser(user: User) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


def page(user: User, url: str) -> str:
    """What somebody sees."""
    return " ".join(browser(user).get(url).content.decode().split())


def url_of(talk: Conversation, act: str = "") -> str:
    """The address of a conversation, or of something to do with it."""
    return (
        reverse("conversation_act", args=(talk.public_id, act))
        if act
        else reverse("conversation", args=(talk.public_id,))
    )


class TestStarting:
    """The first message."""

    def test_message_arrives(self, talk: Conversation, joke: User, peter: User) -> None:
        assert (talk.subject, Message.objects.get().text) == (SUBJECT, TEXT)
        assert (unread_count(joke), unread_count(peter)) == (0, 1)
        assert SUBJECT in page(peter, reverse("conversations"))
        assert "wij openen in het voorjaar." in page(peter, url_of(talk))

    def test_form_sends_it(self, joke: User, peter: User) -> None:
        url = reverse("message_to", args=(peter.profile.public_id,)) + "?over=/initiatieven/"
        client = browser(joke)
        form = client.get(url).context["form"]
        data = {
            "subject": SUBJECT,
            "text": TEXT,
            "form_key": form["form_key"].value(),
            "about_url": form["about_url"].value(),
        }
        sent = client.post(url, data)
        talk = Conversation.objects.get()
        assert sent["Location"] == url_of(talk)
        assert (talk.about_url, talk.started, talk.latest) == ("/initiatieven/", *[Message.objects.get().sent] * 2)
        assert set(talk.participations.values_list("user", flat=True)) == {joke.pk, peter.pk}

    def test_mail_has_the_text_and_no_address(
        self, joke: User, peter: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            talk = start_conversation(by=joke, to=[peter], subject="Een vraag & <b>meer</b>", text=TEXT)
        [sent] = mail.outbox
        assert (sent.to, sent.cc, sent.bcc, sent.reply_to) == (["peter@geheim.example"], [], [], [])
        assert sent.subject == "Joke Klaassen schreef je: Een vraag & <b>meer</b>"
        assert TEXT in sent.body
        assert url_of(talk) in sent.body
        [(html, _type)] = sent.alternatives
        assert "<h1>Een vraag &amp; &lt;b&gt;meer&lt;/b&gt;</h1>" in html
        assert "joke@geheim.example" not in sent.message().as_string()

    def test_mail_is_in_the_language_of_its_reader(
        self, joke: User, peter: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        User.objects.filter(pk=peter.pk).update(language="en")
        with django_capture_on_commit_callbacks(execute=True):
            talk = start_conversation(by=joke, to=[User.objects.get(pk=peter.pk)], subject=SUBJECT, text=TEXT)
        assert mail.outbox[0].subject == f"Joke Klaassen wrote to you: {SUBJECT}"
        assert f"/en/my/messages/{talk.public_id}/" in mail.outbox[0].body

    def test_hidden_name_is_in_no_mail(self, joke: User, peter: User, django_capture_on_commit_callbacks: Any) -> None:
        MemberProfile.objects.filter(user=joke).update(name_visibility=Visibility.PRIVATE)
        with django_capture_on_commit_callbacks(execute=True):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        assert mail.outbox[0].subject == f"Lid van het netwerk schreef je: {SUBJECT}"
        assert "Klaassen" not in mail.outbox[0].message().as_string()

    def test_nothing_is_mailed_when_it_fails(
        self, joke: User, peter: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text="  ")
        assert (mail.outbox, Conversation.objects.count()) == ([], 0)

    @pytest.mark.parametrize(
        ("subject", "text"), [("", TEXT), ("  ", TEXT), ("x" * 121, TEXT), (SUBJECT, "\u200b"), (SUBJECT, "x" * 4001)]
    )
    def test_empty_and_endless_are_refused(self, subject: str, text: str, joke: User, peter: User) -> None:
        with pytest.raises(ValidationError):
            start_conversation(by=joke, to=[peter], subject=subject, text=text)
        url = reverse("message_to", args=(peter.profile.public_id,))
        shown = browser(joke).post(url, {"subject": subject, "text": text})
        assert shown.status_code == 200
        assert 'class="error"' in shown.content.decode()
        assert f">\n{text}</textarea>" in shown.content.decode()
        assert Conversation.objects.count() == 0

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("/initiatieven/de-schakel/", "/initiatieven/de-schakel/"),
            ("https://elders.example/", ""),
            ("//elders.example/", ""),
            ("javascript:alert(1)", ""),
            ("/\\elders.example", ""),
            ("/" + "x" * 400, ""),
        ],
    )
    def test_it_is_about_a_page_of_this_site(self, address: str, kept: str, joke: User, peter: User) -> None:
        talk = start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT, about_url=address)
        assert talk.about_url == kept
        assert (f'href="{address}"' in page(peter, url_of(talk))) == bool(kept)

    def test_closed_accounts_get_and_send_nothing(self, joke: User, peter: User) -> None:
        User.objects.filter(pk=peter.pk).update(is_active=False)
        with pytest.raises(NobodyToWriteTo):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        joke.is_active = False
        with pytest.raises(PermissionDenied):
            start_conversation(by=joke, to=[UserFactory()], subject=SUBJECT, text=TEXT)

    def test_nobody_writes_to_themselves(self, joke: User) -> None:
        with pytest.raises(NobodyToWriteTo):
            start_conversation(by=joke, to=[joke], subject=SUBJECT, text=TEXT)
        assert browser(joke).get(reverse("message_to", args=(joke.profile.public_id,))).status_code == 404

    def test_closed_profile_cannot_be_written_to(self, joke: User, peter: User) -> None:
        """Nor does the form tell that the address exists."""
        url = reverse("message_to", args=(peter.profile.public_id,))
        levels = {f"{part}_visibility": Visibility.PRIVATE for part in MemberProfile.PARTS}
        MemberProfile.objects.filter(user=peter).update(**levels)
        client = browser(joke)
        assert client.get(url).status_code == 404
        assert client.post(url, {"subject": SUBJECT, "text": TEXT}).status_code == 404
        assert Conversation.objects.count() == 0


class TestOnce:
    """A form that is sent again, and again."""

    def test_same_form_makes_one_message(self, joke: User, peter: User) -> None:
        key = uuid.uuid4()
        talks = {
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT, form_key=key).pk for _time in range(50)
        }
        said = {
            answer(Conversation.objects.get(), by=peter, text="Ja!", form_key=peter_key).pk
            for peter_key in [uuid.uuid4()] * 50
        }
        assert (len(talks), len(said), Message.objects.count(), Conversation.objects.count()) == (1, 1, 2, 1)

    def test_control_without_a_key(self, joke: User, peter: User) -> None:
        for _time in range(3):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        assert Conversation.objects.count() == 3

    def test_form_changed_after_going_back_is_a_new_message(self, talk: Conversation, peter: User) -> None:
        key = uuid.uuid4()
        texts = ["Ja!", "Ja!", "Nee, toch niet.", "Ja!"]
        for text in texts:
            answer(talk, by=peter, text=text, form_key=key)
        assert [each.text for each in talk.messages.all()] == [TEXT, "Ja!", "Nee, toch niet."]

    def test_key_of_somebody_else_is_no_way_in(self, talk: Conversation, joke: User, peter: User) -> None:
        key = Message.objects.get().form_key
        other = UserFactory()
        started = start_conversation(by=other, to=[peter], subject="Anders", text=TEXT, form_key=key)
        assert started.pk != talk.pk
        assert Message.objects.count() == 2

    @pytest.mark.parametrize("key", ["", "x", "1", "\x00"])
    def test_broken_key_counts_as_none(self, key: str, talk: Conversation, peter: User) -> None:
        sent = browser(peter).post(url_of(talk), {"text": "Ja!", "form_key": key, "seen": key})
        assert sent.status_code == 302
        assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """Fifty clicks at once."""

    def test_fifty_posts_make_one_message(self, joke: User, peter: User) -> None:
        talk = start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        key = uuid.uuid4()
        results = at_once(*[lambda: answer(talk, by=peter, text="Ja!", form_key=key)] * 50)
        assert [type(result) for result in results if not isinstance(result, Message)] == []
        assert len({result.pk for result in results}) == 1
        assert Message.objects.filter(text="Ja!").count() == 1

    def test_fifty_posts_start_one_conversation(self, joke: User, peter: User) -> None:
        key = uuid.uuid4()
        results = at_once(
            *[lambda: start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT, form_key=key)] * 50
        )
        assert {type(result) for result in results} == {Conversation}
        assert (Conversation.objects.count(), Message.objects.count()) == (1, 1)

    def test_limit_holds(self, joke: User, peter: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "CONVERSATIONS_A_DAY", 3)
        results = at_once(*[lambda: start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)] * 8)
        assert Conversation.objects.count() == 3
        assert sum(isinstance(result, TooManyMessages) for result in results) == 5


@pytest.mark.django_db(transaction=True)
class TestWithoutLocks:
    """The control of the tests above."""

    pytestmark = needs_postgresql

    def test_more_come_through(self, joke: User, peter: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "CONVERSATIONS_A_DAY", 3)
        monkeypatch.setattr(actions, "lock", lambda _user: None)
        at_once(*[lambda: start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)] * 8)
        assert Conversation.objects.count() > 3


class TestReading:
    """Those who take part, and nobody else."""

    @pytest.mark.parametrize("role", ["member", "editor", "moderator", "support", "administrator"])
    def test_nobody_else_gets_in(self, role: str, talk: Conversation, person_with_role: Callable[[str], User]) -> None:
        client = browser(person_with_role(role))
        assert client.get(url_of(talk)).status_code == 404
        assert client.post(url_of(talk), {"text": "Hoi"}).status_code == 404
        for act in ("gelezen", "stil", "hoorbaar", "verlaten", "blokkeren"):
            assert client.post(url_of(talk, act), {"seen": "1"}).status_code == 404
        assert SUBJECT not in client.get(reverse("conversations")).content.decode()
        assert SUBJECT not in client.get(reverse("my_page")).content.decode()
        assert Message.objects.count() == 1

    def test_control_without_the_check(self, talk: Conversation, peter: User, monkeypatch: pytest.MonkeyPatch) -> None:
        stranger = browser(UserFactory())
        assert stranger.get(url_of(talk)).status_code == 404
        everybody = Participation.objects.select_related("conversation").get(user=peter)
        monkeypatch.setattr(views, "participation_of", lambda _user, _public_id: everybody)
        assert stranger.get(url_of(talk)).status_code == 200

    def test_action_asks_itself(self, talk: Conversation) -> None:
        with pytest.raises(PermissionDenied):
            answer(talk, by=UserFactory(), text="Hoi")

    def test_unknown_conversation_answers_as_somebody_elses(self, talk: Conversation) -> None:
        client = browser(UserFactory())
        theirs, nobodys = client.get(url_of(talk)), client.get(reverse("conversation", args=(uuid.uuid4(),)))
        assert theirs.status_code == nobodys.status_code == 404

        def bare(text: str) -> str:
            return re.sub(r"[0-9a-f-]{36}", "", text)

        assert bare(theirs.content.decode()) == bare(nobodys.content.decode())

    def test_stranger_has_to_sign_in(self, talk: Conversation, peter: User) -> None:
        urls = [reverse("conversations"), url_of(talk), reverse("message_to", args=(peter.profile.public_id,))]
        for url in urls:
            for sent in (Client().get(url), Client().post(url, {"text": "Hoi"})):
                assert (sent.status_code, sent["Location"]) == (302, f"{reverse('account_login')}?next={url}")
        for url in (url_of(talk, "verlaten"), reverse("unblock", args=(1,))):
            assert Client().post(url).status_code == 302
        assert Participation.objects.filter(left=None).count() == 2

    def test_looking_changes_nothing(self, talk: Conversation, peter: User) -> None:
        client = browser(peter)
        for url in (url_of(talk), reverse("conversations"), reverse("my_page")):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            assert [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
        assert unread_count(peter) == 1
        for act in ("gelezen", "stil", "verlaten", "blokkeren"):
            assert client.get(url_of(talk, act)).status_code == 405

    def test_address_is_nowhere(self, talk: Conversation, joke: User, peter: User) -> None:
        for url in (url_of(talk), reverse("conversations"), reverse("my_page")):
            assert "joke@geheim.example" not in page(peter, url)

    def test_hidden_name_is_nowhere(self, talk: Conversation, joke: User, peter: User) -> None:
        assert "Klaassen" in page(peter, url_of(talk))
        MemberProfile.objects.filter(user=joke).update(name_visibility=Visibility.PRIVATE)
        for url in (url_of(talk), reverse("conversations"), reverse("my_page")):
            assert "Klaassen" not in page(peter, url)
            assert "Lid van het netwerk" in page(peter, url)

    def test_former_member_has_no_name(self, talk: Conversation, joke: User, peter: User) -> None:
        joke.delete()
        shown = page(peter, url_of(talk))
        assert "wij openen in het voorjaar." in shown
        assert "Oud-lid" in shown
        assert "Klaassen" not in shown
        assert "Niemand anders doet nog mee aan dit gesprek." in shown

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ('<img src=x onerror="alert(1)">', "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"),
            (
                "Kijk op https://voorbeeld.nl/a?b=1&c=2 !",
                '<a href="https://voorbeeld.nl/a?b=1&amp;c=2" rel="nofollow">',
            ),
            ("een\n\ntwee\ndrie", "<p>een</p> <p>twee<br>drie</p>"),
            ("{{ form }}{% csrf_token %}", "{{ form }}{% csrf_token %}"),
        ],
    )
    def test_text_is_shown_as_typed(self, text: str, shown: str, talk: Conversation, joke: User, peter: User) -> None:
        answer(talk, by=joke, text=text)
        assert shown in page(peter, url_of(talk))

    def test_any_text_at_all_does_no_harm(self, talk: Conversation, joke: User, peter: User) -> None:
        """Letters of every kind, in every order."""
        chance, client, reader = random.Random(7), browser(peter), browser(joke)  # noqa: S311 - nothing to keep secret
        nasty = [0, 9, 10, 13, 0x1B, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x5C, 0x7B, 0x25, 0x200B, 0x202E, 0xD800, 0xFFFE]
        for _time in range(50):
            points = [chance.choice((chance.choice(nasty), chance.randrange(0x11000))) for _each in range(60)]
            text = "".join(map(chr, points)).encode("utf-8", "replace").decode()
            assert client.post(url_of(talk), {"text": text}).status_code == 302
            assert reader.get(url_of(talk)).status_code == 200

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "data:text/html,x", "jAvAsCrIpT://%0aalert(1)", "vbscript:x"]
    )
    def test_script_becomes_no_link(self, link: str, talk: Conversation, joke: User, peter: User) -> None:
        answer(talk, by=joke, text=f"Kijk: {link} of <a href='{link}'>hier</a>")
        assert not re.search(r'href="\s*(javascript|data|vbscript)', page(peter, url_of(talk)), re.IGNORECASE)


class TestUnread:
    """What is new, and when it is not any more."""

    def test_answer_is_new_for_the_other(self, talk: Conversation, joke: User, peter: User) -> None:
        answer(talk, by=peter, text="Ja!", seen=Message.objects.get().pk)
        assert (unread_count(joke), unread_count(peter)) == (1, 0)

    def test_marking_as_read_counts_up_to_what_was_seen(self, talk: Conversation, joke: User, peter: User) -> None:
        seen = Message.objects.get().pk
        answer(talk, by=joke, text="O ja, nog iets.")
        client = browser(peter)
        client.post(url_of(talk, "gelezen"), {"seen": seen})
        assert unread_count(peter) == 1
        client.post(url_of(talk, "gelezen"), {"seen": Message.objects.latest("sent").pk})
        assert unread_count(peter) == 0
        client.post(url_of(talk, "gelezen"), {"seen": seen})  # never back
        assert unread_count(peter) == 0

    def test_what_is_said_meanwhile_stays_new(self, talk: Conversation, joke: User, peter: User) -> None:
        """Peter answers from a page that did not have Joke's second message yet."""
        seen = Message.objects.get().pk
        answer(talk, by=joke, text="Laat maar, al gevonden.")
        answer(talk, by=peter, text="Ja!", seen=seen)
        assert unread_count(peter) == 1
        assert page(peter, url_of(talk)).count('<span class="status">Nieuw</span>') == 1

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "999999", "\x00", "1.5"])
    def test_broken_mark_does_nothing(self, seen: str, talk: Conversation, peter: User) -> None:
        assert browser(peter).post(url_of(talk, "gelezen"), {"seen": seen}).status_code == 302
        assert unread_count(peter) == 1

    def test_message_of_another_conversation_marks_nothing(self, talk: Conversation, joke: User, peter: User) -> None:
        other = start_conversation(by=joke, to=[UserFactory()], subject=SUBJECT, text=TEXT)
        browser(peter).post(url_of(talk, "gelezen"), {"seen": other.messages.get().pk})
        assert unread_count(peter) == 1

    def test_new_ones_come_first(self, talk: Conversation, joke: User, peter: User) -> None:
        start_conversation(by=peter, to=[joke], subject="Gelezen", text=TEXT)
        shown = page(peter, reverse("conversations"))
        assert shown.index(SUBJECT) < shown.index("Gelezen")
        assert shown.count('<span class="status">Nieuw</span>') == 1

    def test_header_tells_members_only(self, talk: Conversation, peter: User, django_assert_num_queries: Any) -> None:
        assert re.search(r"Meldingen:\s*één nieuwe\s*</span", page(peter, reverse("search")))
        assert "Meldingen" not in Client().get(reverse("search")).content.decode()
        with django_assert_num_queries(1):
            assert unread_count(peter) == 1

    def test_my_page_shows_it(self, talk: Conversation, joke: User, peter: User) -> None:
        assert SUBJECT in page(peter, reverse("my_page"))
        assert SUBJECT not in page(joke, reverse("my_page"))


class TestLimits:
    """How much one person may send."""

    def test_conversations_a_day(self, joke: User, peter: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "CONVERSATIONS_A_DAY", 2)
        for _number in range(2):
            talk = start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        with pytest.raises(TooManyMessages):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        answer(talk, by=joke, text="Antwoorden mag.")
        start_conversation(by=peter, to=[joke], subject=SUBJECT, text=TEXT)  # others may
        # A day later, again.
        earlier = timezone.now() - timedelta(days=1, seconds=1)
        Message.objects.update(sent=earlier)
        Conversation.objects.update(started=earlier)
        start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)

    def test_messages_an_hour(self, talk: Conversation, joke: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "MESSAGES_AN_HOUR", 3)
        for number in range(2):
            answer(talk, by=joke, text=f"En {number}")
        with pytest.raises(TooManyMessages):
            answer(talk, by=joke, text="En nog iets")
        Message.objects.update(sent=timezone.now() - timedelta(hours=1, seconds=1))
        answer(talk, by=joke, text="En nog iets")

    def test_form_tells_and_keeps_the_text(
        self, talk: Conversation, joke: User, peter: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "MESSAGES_AN_HOUR", 1)
        words = "Je hebt in korte tijd veel berichten gestuurd. Je tekst staat er nog: probeer het later opnieuw."
        for url in (url_of(talk), reverse("message_to", args=(peter.profile.public_id,))):
            refused = browser(joke).post(url, {"subject": SUBJECT, "text": "Dit wil ik niet kwijt."})
            assert refused.status_code == 429
            assert words in refused.content.decode()
            assert ">\nDit wil ik niet kwijt.</textarea>" in refused.content.decode()
        assert Message.objects.count() == 1

    def test_the_same_form_again_is_not_counted(self, joke: User, peter: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "MESSAGES_AN_HOUR", 1)
        key = uuid.uuid4()
        for _time in range(3):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT, form_key=key)
        assert Message.objects.count() == 1


class TestLeaving:
    """Muting, leaving, blocking."""

    def test_muted_gets_no_mail(
        self, talk: Conversation, joke: User, peter: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = browser(peter)
        client.post(url_of(talk, "stil"))
        with django_capture_on_commit_callbacks(execute=True):
            answer(talk, by=joke, text="Hoi")
        assert (len(mail.outbox), unread_count(peter)) == (0, 1)
        client.post(url_of(talk, "hoorbaar"))
        with django_capture_on_commit_callbacks(execute=True):
            answer(talk, by=joke, text="Hoi")
        assert [sent.to for sent in mail.outbox] == [["peter@geheim.example"]]

    def test_who_left_reads_nothing_and_gets_nothing(
        self, talk: Conversation, joke: User, peter: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = browser(peter)
        assert client.post(url_of(talk, "verlaten"))["Location"] == reverse("conversations")
        assert client.get(url_of(talk)).status_code == 404
        assert unread_count(peter) == 0
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(NobodyToWriteTo):
            answer(talk, by=joke, text="Hallo?")
        assert mail.outbox == []
        refused = browser(joke).post(url_of(talk), {"text": "Hallo?"}).content.decode()
        assert "Niemand anders doet nog mee aan dit gesprek." in refused

    def test_last_one_takes_it_along(self, talk: Conversation, joke: User, peter: User) -> None:
        actions.leave(talk, by=peter)
        assert Conversation.objects.count() == 1
        actions.leave(talk, by=joke)
        assert (Conversation.objects.count(), Message.objects.count()) == (0, 0)

    def test_blocked_member_cannot_begin_again(self, talk: Conversation, joke: User, peter: User) -> None:
        client = browser(peter)
        client.post(url_of(talk, "blokkeren"))
        with pytest.raises(NobodyToWriteTo):
            start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        url = reverse("message_to", args=(peter.profile.public_id,))
        refused = browser(joke).post(url, {"subject": SUBJECT, "text": TEXT}).content.decode()
        assert "Niemand zou dit bericht krijgen: de ander is weg, of krijgt nu geen berichten." in refused
        start_conversation(by=peter, to=[joke], subject=SUBJECT, text=TEXT)  # the other way round
        start_conversation(by=UserFactory(), to=[peter], subject=SUBJECT, text=TEXT)

    def test_block_can_be_undone_by_its_owner_only(self, talk: Conversation, joke: User, peter: User) -> None:
        actions.block_and_leave(talk, by=peter)
        block = BlockedMember.objects.get()
        browser(joke).post(reverse("unblock", args=(block.pk,)))
        assert BlockedMember.objects.count() == 1
        assert "Joke Klaassen" in page(peter, reverse("conversations"))
        browser(peter).post(reverse("unblock", args=(block.pk,)))
        assert BlockedMember.objects.count() == 0
        start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)

    def test_blocking_twice_is_blocking_once(self, talk: Conversation, joke: User, peter: User) -> None:
        other = start_conversation(by=joke, to=[peter], subject=SUBJECT, text=TEXT)
        for each in (talk, other):
            actions.block_and_leave(each, by=peter)
        assert BlockedMember.objects.count() == 1

    def test_group_is_left_without_blocking(self, joke: User, peter: User) -> None:
        talk = start_conversation(by=joke, to=[peter, UserFactory()], subject=SUBJECT, text=TEXT)
        actions.block_and_leave(talk, by=peter)
        assert BlockedMember.objects.count() == 0
        assert Participation.objects.get(user=peter).left is not None

    def test_unknown_act_is_not_there(self, talk: Conversation, peter: User) -> None:
        assert browser(peter).post(url_of(talk, "wissen")).status_code == 404


class TestCost:
    """As many queries for one as for many."""

    def queries(self, client: Client, url: str) -> int:
        """How many queries the page takes, after a first time."""
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    def test_list(self, peter: User) -> None:
        client, url, counts = browser(peter), reverse("conversations"), []
        for number in (1, 19):
            for _each in range(number):
                start_conversation(by=MemberProfileFactory().user, to=[peter], subject=SUBJECT, text=TEXT)
            counts.append(self.queries(client, url))
        assert counts[0] == counts[1]
        assert counts[0] <= 12

    def test_conversation(self, talk: Conversation, peter: User, joke: User) -> None:
        client, counts = browser(peter), []
        for number in (1, 29):
            for _each in range(number):
                answer(talk, by=joke, text="En nog iets.")
            counts.append(self.queries(client, url_of(talk)))
        assert counts[0] == counts[1]
        assert counts[0] <= 14

    def test_pages(self, talk: Conversation, peter: User, joke: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(views, "MESSAGES_A_PAGE", 2)
        monkeypatch.setattr(views, "CONVERSATIONS_A_PAGE", 1)
        for number in range(3):
            answer(talk, by=joke, text=f"Bericht nummer {number}.")
        client = browser(peter)
        latest, before = (client.get(url_of(talk) + query).content.decode() for query in ("", "?pagina=2"))
        assert [f"nummer {number}." in latest for number in range(3)] == [False, True, True]
        assert [f"nummer {number}." in before for number in range(3)] == [True, False, False]
        assert latest.index("nummer 1.") < latest.index("nummer 2.")
        start_conversation(by=joke, to=[peter], subject="Een tweede", text=TEXT)
        first, second = (client.get(reverse("conversations") + query).content.decode() for query in ("", "?pagina=2"))
        assert [("Een tweede" in each, SUBJECT in each) for each in (first, second)] == [(True, False), (False, True)]
        for number in ("0", "3", "x", "-1", "9" * 30):
            assert client.get(f"{reverse('conversations')}?pagina={number}").status_code == 404
