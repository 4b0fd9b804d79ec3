"""Stopping mail without signing in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.forums.models import Forum, Topic
from community.members.models import Follow, User
from community.notifications.choosing import chosen_channels
from community.notifications.delivery.sending import send_due
from community.notifications.models import FollowChoice, KindChoice, Notification
from community.notifications.unsubscribing import Scope, opened, token_of, unsubscribe
from tests.community.notifications.conftest import AT_ONCE, DAILY, SILENT, SITE, WEEKLY, follows, wants

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def address(topic: Topic, reader: User, answered: Callable[..., Any]) -> str:
    """Of the header of a mail."""
    follows(reader, topic)
    answered()
    send_due()
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    return str(header.strip("<>").removeprefix("http://localhost:8000"))


def strict() -> Client:
    """A mail program: no session, no form token."""
    return Client(enforce_csrf_checks=True)


class TestByLink:
    """One click, as mail programs do it."""

    def test_post_without_session_or_token_stops_it(self, address: str, reader: User) -> None:
        answer = strict().post(address, ONE_CLICK)
        assert (answer.status_code, chosen_channels(reader)["forum-reply"]) == (200, SITE)
        assert "Gedaan" in answer.content.decode()

    def test_it_can_be_asked_again(self, address: str, reader: User) -> None:
        assert [strict().post(address, ONE_CLICK).status_code for _each in range(2)] == [200, 200]
        assert KindChoice.objects.get().channel == SITE

    def test_get_shows_a_button_and_stops_nothing(self, address: str, reader: User) -> None:
        answer = strict().get(address)
        assert (answer.status_code, KindChoice.objects.count()) == (200, 0)
        assert '<form method="post"' in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]

    def test_mail_that_waits_is_not_sent_any_more(
        self, address: str, answered: Callable[..., Any], reader: User
    ) -> None:
        answered()
        strict().post(address, ONE_CLICK)
        Notification.objects.filter(mailed__isnull=False).update(mailed=None)
        send_due()
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("change", [lambda token: token[:-4], lambda token: "x" + token, lambda token: "é"])
    def test_what_we_did_not_make_is_answered_clearly(
        self, address: str, reader: User, change: Callable[[str], str]
    ) -> None:
        prefix, token = address.rstrip("/").rsplit("/", 1)
        for answer in (strict().get(f"{prefix}/{change(token)}/"), strict().post(f"{prefix}/{change(token)}/")):
            assert (answer.status_code, "niet heel" in answer.content.decode()) == (404, True)
        assert KindChoice.objects.count() == 0

    def test_account_that_is_gone(self, address: str, reader: User) -> None:
        reader.delete()
        assert strict().post(address, ONE_CLICK).status_code == 404

    def test_other_addresses_want_a_form_token(self, reader: User) -> None:
        """The control: only this address does without."""
        client = strict()
        client.force_login(reader)
        assert client.post(reverse("read_notifications"), {"until": "1"}).status_code == 403

    def test_address_tells_nobody_whose_it_is(self, reader: User) -> None:
        token = token_of(reader, Scope(kinds=("forum-reply",)))
        assert reader.email not in token
        assert token != token_of(reader, Scope(kinds=("forum-reply",)))

    def test_older_key_still_opens_it(self, reader: User, settings: Any) -> None:
        token = token_of(reader, Scope(digest=DAILY))
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
        assert opened(token) == (reader, Scope(digest=DAILY))
        settings.SECRET_KEY_FALLBACKS = []
        assert opened(token) is None


class TestWhatStops:
    """Only what the mail was about."""

    def test_digest_stops_all_that_comes_in_it(self, reader: User, forum: Forum) -> None:
        wants(reader, DAILY, "forum-reply")
        wants(reader, WEEKLY, "forum-mention")
        follows(reader, forum)
        FollowChoice.objects.create(follow=Follow.objects.get(), channel=DAILY)
        unsubscribe(token_of(reader, Scope(digest=DAILY)))
        channels = chosen_channels(reader)
        assert {name: channels[name] for name in ("forum-topic", "forum-reply", "forum-mention", "forum-answer")} == {
            "forum-topic": SITE,  # daily by default
            "forum-reply": SITE,
            "forum-mention": WEEKLY,
            "forum-answer": AT_ONCE,
        }
        assert FollowChoice.objects.get().channel == SITE

    def test_digest_of_a_followed_thing_stops_that(self, reader: User, forum: Forum, topic: Topic) -> None:
        follows(reader, forum, topic)
        for follow in Follow.objects.all():
            FollowChoice.objects.create(follow=follow, channel=WEEKLY)
        of_forum = Follow.objects.get(content_type__model="forum")
        unsubscribe(token_of(reader, Scope(follows=(of_forum.pk,))))
        assert dict(FollowChoice.objects.values_list("follow", "channel")) == {
            each.pk: SITE if each == of_forum else WEEKLY for each in Follow.objects.all()
        }

    def test_of_somebody_else_nothing_stops(self, reader: User, writer: User, forum: Forum) -> None:
        follows(writer, forum)
        FollowChoice.objects.create(follow=Follow.objects.get(), channel=WEEKLY)
        unsubscribe(token_of(reader, Scope(follows=(Follow.objects.get().pk,), kinds=("forum-reply",))))
        assert FollowChoice.objects.get().channel == WEEKLY
        assert chosen_channels(writer)["forum-reply"] == AT_ONCE

    def test_silence_stays_silence(self, reader: User) -> None:
        wants(reader, SILENT)
        unsubscribe(token_of(reader, Scope(kinds=("forum-reply",))))
        assert chosen_channels(reader)["forum-reply"] == SILENT
