"""The bell, the page of notifications, and the settings."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.forums.models import Audience, Forum, Topic
from community.members.models import Follow, User
from community.notifications.models import FollowChoice, KindChoice, MailStop, Notification, NotificationSettings
from community.notifications.queries import unread_notifications
from tests.community.notifications.conftest import AT_ONCE, DAILY, SITE, WEEKLY, follows, wants
from tests.factories import MemberProfileFactory, ThemeFactory
from tests.factories.forum import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

PAGE, SETTINGS = "/mijn/meldingen/", "/mijn/meldingen/instellingen/"


@pytest.fixture
def client(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def page(client: Client, url: str = PAGE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of(client: Client, url: str) -> list[str]:
    """What a page asks of the database, once menus and the like are remembered."""
    page(client, url)
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    return [each["sql"] for each in queries]


def tell(reader: User, number: int, *, kind: str = "forum-reply", **fields: Any) -> list[Notification]:
    """So many notifications, each about a post of a writer of its own."""
    made = []
    for each in range(number):
        author = MemberProfileFactory().user
        topic = TopicFactory(author=author, title=f"Onderwerp nummer {each}")
        post = PostFactory(topic=topic, author=author)
        moment = timezone.now() - timedelta(minutes=number - each)
        made.append(
            Notification.objects.create(
                recipient=reader,
                kind=kind,
                subject_id=post.pk,
                thread=f"topic:{topic.pk}",
                actor=author,
                channel=SITE,
                **{"made": moment, **fields},
            )
        )
    return made


class TestBell:
    """The lamp in the header."""

    def test_it_counts_news_and_conversations(self, client: Client, reader: User) -> None:
        assert 'class="bell"' in page(client, reverse("search"))
        assert "</b></span>" not in page(client, reverse("search")).split('class="bell"')[1][:400]
        tell(reader, 2)
        assert ">2</b>" in "".join(page(client, reverse("search")).split('class="bell"')[1][:400].split())
        assert unread_notifications(reader) == 2

    def test_it_costs_one_query_whatever_waits(self, client: Client, reader: User) -> None:
        before = queries_of(client, reverse("search"))
        tell(reader, 5)
        after = queries_of(client, reverse("search"))
        assert (len(after), sum("notifications_notification" in sql for sql in after)) == (len(before), 1)

    def test_visitors_have_none(self) -> None:
        assert 'class="bell"' not in page(Client(), reverse("search"))


class TestPage:
    """What somebody was told."""

    def test_it_shows_the_newest_first_with_what_is_new(self, client: Client, reader: User) -> None:
        old, new = tell(reader, 2)
        Notification.objects.filter(pk=old.pk).update(read=timezone.now())
        text = page(client)
        assert text.index("Onderwerp nummer 1") < text.index("Onderwerp nummer 0")
        assert text.count('<span class="status">Nieuw</span>') == 1
        assert "Eén nieuwe melding" in text
        assert f'href="/mijn/meldingen/{new.pk}/"' in text

    def test_it_costs_the_same_for_1_and_30(self, client: Client, reader: User) -> None:
        tell(reader, 1)
        one = queries_of(client, PAGE)
        tell(reader, 29)
        assert len(queries_of(client, PAGE)) == len(one)

    def test_pages_go_on_where_the_last_one_ended(self, client: Client, reader: User) -> None:
        tell(reader, 31)
        Notification.objects.update(made=timezone.now())  # of one moment
        first = page(client)
        older = first.split('href="?voor=')[1].split('"')[0]
        tell(reader, 1, made=timezone.now() + timedelta(minutes=1))  # what comes meanwhile shifts nothing
        second = page(client, f"{PAGE}?voor={older}")
        assert [text.count("Onderwerp nummer") for text in (first, second)] == [30, 1]
        assert ['rel="next"' in text for text in (first, second)] == [True, False]

    @pytest.mark.parametrize("voor", ["x", "1", "-", "1-x", "9" * 40 + "-1", "1-" + "9" * 40, "9" * 18 + "-1", "²-1"])
    def test_damaged_address_is_not_there(self, client: Client, voor: str) -> None:
        assert client.get(PAGE, {"voor": voor}).status_code == 404

    def test_what_may_not_be_read_any_more_is_left_out_and_no_longer_counts(self, client: Client, reader: User) -> None:
        tell(reader, 1)
        Forum.objects.update(read_by=Audience.STAKEHOLDERS)
        assert "Onderwerp nummer" not in page(client)
        assert unread_notifications(reader) == 0

    def test_of_others_nothing_is_shown(self, client: Client, writer: User) -> None:
        tell(writer, 1)
        assert "Onderwerp nummer" not in page(client)

    def test_my_page_has_the_newest_that_is_unread(self, client: Client, reader: User) -> None:
        tell(reader, 4)
        text = page(client, reverse("my_page"))
        assert [f"Onderwerp nummer {each}" in text for each in range(4)] == [False, True, True, True]
        Notification.objects.update(read=timezone.now())
        assert "Onderwerp nummer" not in page(client, reverse("my_page"))


class TestReading:
    """What marks news as read."""

    def test_following_the_link_reads_the_thread(self, client: Client, reader: User) -> None:
        first, other = tell(reader, 2)
        same = Notification.objects.create(
            recipient=reader, kind="forum-mention", subject_id=first.subject_id, thread=first.thread, channel=SITE
        )
        answer = client.get(f"{PAGE}{first.pk}/")
        assert (answer.status_code, answer["Location"].endswith("#bericht-2")) == (302, True)
        unread = set(Notification.objects.filter(read=None).values_list("pk", flat=True))
        assert (unread, same.pk in unread) == ({other.pk}, False)

    def test_that_of_somebody_else_is_not_there(self, client: Client, writer: User) -> None:
        theirs = tell(writer, 1)[0]
        assert client.get(f"{PAGE}{theirs.pk}/").status_code == 404
        assert unread_notifications(writer) == 1
        assert client.get(f"{PAGE}{10**30}/").status_code == 404

    def test_what_is_gone_leads_back(self, client: Client, reader: User) -> None:
        row = tell(reader, 1)[0]
        Topic.objects.all().update(visibility="hidden")
        answer = client.get(f"{PAGE}{row.pk}/", follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert "Dit is er niet meer." in answer.content.decode()

    def test_mark_all_leaves_what_came_since(self, client: Client, reader: User) -> None:
        seen = tell(reader, 2)
        late = tell(reader, 1)[0]
        client.post(f"{PAGE}gelezen/", {"until": max(each.pk for each in seen)})
        assert list(Notification.objects.filter(read=None)) == [late]

    @pytest.mark.parametrize("until", ["", "x", "-1", "9" * 30, "²"])
    def test_mark_all_with_nonsense_marks_nothing(self, client: Client, reader: User, until: str) -> None:
        tell(reader, 1)
        assert client.post(f"{PAGE}gelezen/", {"until": until}).status_code == 302
        assert unread_notifications(reader) == 1

    def test_others_are_not_marked(self, client: Client, writer: User) -> None:
        theirs = tell(writer, 1)[0]
        client.post(f"{PAGE}gelezen/", {"until": theirs.pk})
        assert unread_notifications(writer) == 1


class TestSettings:
    """How somebody wants to hear of news."""

    @pytest.fixture
    def sent(self, reader: User, forum: Forum) -> dict[str, Any]:
        """What the form sends when nothing is changed, with a followed forum and theme."""
        follows(reader, forum, ThemeFactory())
        kinds = {
            "topic": DAILY,
            "reply": AT_ONCE,
            "mention": AT_ONCE,
            "answer": AT_ONCE,
            "thanks": SITE,
            "decision": AT_ONCE,
        }
        return {
            **{f"kind-forum-{name}": channel for name, channel in kinds.items()},
            **{f"follow-{follow.pk}": "" for follow in Follow.objects.all()},
            "quiet_from": "",
            "quiet_until": "",
            "weekday": "0",
        }

    def test_nothing_is_kept_of_what_is_the_default(self, client: Client, sent: dict[str, Any]) -> None:
        assert client.post(SETTINGS, sent)["Location"] == SETTINGS
        assert (KindChoice.objects.count(), FollowChoice.objects.count()) == (0, 0)

    def test_choices_are_kept_and_shown(self, client: Client, sent: dict[str, Any], reader: User) -> None:
        follow = Follow.objects.get(content_type__model="theme")
        changed = {
            "kind-forum-reply": WEEKLY,
            f"follow-{follow.pk}": WEEKLY,
            "quiet_from": "22:00",
            "quiet_until": "07:30",
            "weekday": "4",
            "is_paused": "on",
        }
        client.post(SETTINGS, {**sent, **changed})
        kept = NotificationSettings.objects.get(user=reader)
        assert (kept.quiet_from, kept.quiet_until, kept.weekday, kept.is_paused) == (time(22), time(7, 30), 4, True)
        assert (KindChoice.objects.get().channel, FollowChoice.objects.get().channel) == (WEEKLY, WEEKLY)
        text = page(client, SETTINGS)
        assert text.count('value="weekly" selected') == 2
        assert "Je krijgt nu even geen mail" in text

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"quiet_from": "22:00"}, "Vul allebei de tijden in, of geen van beide."),
            ({"quiet_from": "22:00", "quiet_until": "22:00"}, "Kies twee verschillende tijden."),
            ({"quiet_from": "laat", "quiet_until": "07:00"}, "Schrijf een tijd zo: 22:00."),
            ({"weekday": "7"}, "Kies een van de zeven dagen."),
            ({"kind-forum-reply": "duif"}, "Kies iets uit de lijst."),
            ({"kind-forum-reply": ""}, "Kies iets uit de lijst."),
            ({"kind-forum-thanks": "at_once"}, "Kies iets uit de lijst."),
        ],
    )
    def test_wrong_input_says_what_is_wrong_and_keeps_nothing(
        self, client: Client, sent: dict[str, Any], wrong: dict[str, str], message: str
    ) -> None:
        answer = client.post(SETTINGS, {**sent, **wrong})
        assert (answer.status_code, message in answer.content.decode()) == (200, True)
        assert (KindChoice.objects.count(), NotificationSettings.objects.count()) == (0, 0)

    def test_only_moderators_choose_about_reports(
        self, client: Client, person_with_role: Callable[[str], User]
    ) -> None:
        moderator = Client()
        moderator.force_login(person_with_role("moderator"))
        assert ["kind-forum-report" in page(each, SETTINGS) for each in (client, moderator)] == [False, True]

    def test_mail_that_waits_goes_by_the_new_choice(
        self, client: Client, sent: dict[str, Any], topic: Topic, reader: User, answered: Callable[..., Any]
    ) -> None:
        follows(reader, topic)
        wants(reader, DAILY)
        answered()
        client.post(SETTINGS, {**sent, "kind-forum-reply": SITE})
        row = Notification.objects.get()
        assert (row.channel, row.due) == (SITE, None)

    def test_stop_of_mail_is_shown_and_can_be_lifted(self, client: Client, reader: User) -> None:
        MailStop.objects.create(user=reader)
        assert ["We mailen je geen nieuws" in page(client, url) for url in (PAGE, SETTINGS)] == [True, True]
        answer = client.post(f"{SETTINGS}opnieuw/", follow=True)
        assert (MailStop.objects.count(), "Vanaf nu krijg je weer mail" in answer.content.decode()) == (0, True)


def test_visitors_are_asked_to_sign_in() -> None:
    for name in ("notifications", "notification_settings"):
        assert reverse("account_login") in Client().get(reverse(name))["Location"]


def test_topic_title_is_escaped(client: Client, reader: User) -> None:
    row = tell(reader, 1)[0]
    Topic.objects.update(title="<script>alert(1)</script>")
    assert "<script>alert" not in page(client)
    assert row.pk
