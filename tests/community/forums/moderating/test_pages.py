"""The pages of moderators, and of those whom they decide about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from community.forums.models import (
    ModerationAction,
    Post,
    Report,
    ReviewRequest,
    Sanction,
    Standing,
    Topic,
    Visibility,
)
from community.forums.moderating import actions
from community.forums.moderating.cases import PAGE_SIZE
from community.members.models import User
from tests.factories import UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db

QUEUE = "/forum/beheer/"


def browser(user: User) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    """What stands on a page, on one line."""
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def reported(number: int = 1, **fields: Any) -> list[Report]:
    """So many posts that somebody reported, each in a topic of its own, oldest first."""
    made = timezone.now() - timedelta(hours=1)
    return [
        Report.objects.create(
            post=PostFactory(topic=TopicFactory(title=f"Onderwerp nummer {place}"), **fields),
            reporter=UserFactory(),
            reason=Report.Reason.UNKIND,
            text="Dit kwetst.",
            made=made + timedelta(seconds=place),
        )
        for place in range(number)
    ]


def test_the_queue_shows_what_waits_oldest_first(moderator: User) -> None:
    """Each post once with all that was said about it, and what waits; one decision takes it away."""
    first, second = reported(2)
    Report.objects.create(post=first.post, reason=Report.Reason.WATCHED, text="gokken")
    client = browser(moderator)
    page = text_of(client.get(QUEUE))
    assert page.index("Onderwerp nummer 0") < page.index("Onderwerp nummer 1")
    assert page.count("Onaardig of kwetsend") == 2
    assert page.count("gokken") == 1
    assert "Er wachten 2 dingen op je." in page
    response = client.post(
        reverse("moderation_decide", args=(first.pk,)), {"outcome": "hidden", "next": QUEUE}, follow=True
    )
    assert response.redirect_chain == [(f"{QUEUE}#eerste", 302)]
    page = text_of(response)
    assert "Onderwerp nummer 0" not in page
    assert "Besloten: verborgen." in page
    assert Post.objects.get(pk=first.post_id).visibility == Visibility.HIDDEN
    assert Post.objects.get(pk=second.post_id).visibility == Visibility.VISIBLE


def test_the_queue_costs_the_same_for_many(moderator: User) -> None:
    """A page of it, whatever stands there."""
    client = browser(moderator)

    def queries() -> int:
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as made:
            assert client.get(QUEUE).status_code == 200
        return len(made)

    def review() -> None:
        action = ModerationAction.objects.create(verb="hide", person=UserFactory(), post=PostFactory())
        ReviewRequest.objects.create(action=action, person=action.person, text="Waarom?")

    reported(1)
    review()
    few = queries()
    reported(9)
    for _n in range(9):
        review()
    assert queries() == few


def test_the_queue_goes_on_where_a_page_ends(moderator: User) -> None:
    """Nothing twice, nothing passed over, what is decided meanwhile neither."""
    rows = reported(PAGE_SIZE + 3)
    client = browser(moderator)
    first = client.get(QUEUE)
    place = first.context["queue"].next_place
    actions.decide_report(rows[0], by=moderator, outcome=Report.Outcome.KEPT)
    second = client.get(QUEUE, {"na": place})
    shown = [case.pk for page in (first, second) for case in page.context["queue"].cases]
    assert shown == [row.pk for row in rows]
    assert second.context["queue"].next_place == ""
    for damaged in ("1", "x-1", "1-", "9" * 30 + "-1", "1-" + "9" * 30, "\u0661-1"):
        assert client.get(QUEUE, {"na": damaged}).status_code == 400


def test_the_queue_names_who_decided_first(moderator: User) -> None:
    """The second one hears what it was."""
    (report,) = reported()
    actions.decide_report(report, by=UserFactory(is_superuser=True), outcome=Report.Outcome.HIDDEN)
    page = text_of(
        browser(moderator).post(reverse("moderation_decide", args=(report.pk,)), {"outcome": "kept"}, follow=True)
    )
    assert "Iemand heeft hier al over besloten: verborgen." in page


@pytest.mark.parametrize("data", [{}, {"outcome": "weg"}, {"outcome": "moved"}, {"outcome": "moved", "to": "x"}])
def test_half_a_decision_changes_nothing(moderator: User, data: dict[str, str]) -> None:
    """The queue says what is missing; another site is no place to go on."""
    (report,) = reported()
    url = reverse("moderation_decide", args=(report.pk,))
    response = browser(moderator).post(url, {**data, "next": "https://kwaad.example/"}, follow=True)
    assert response.redirect_chain == [(f"{QUEUE}#eerste", 302)]
    report.refresh_from_db()
    assert report.decided is None


def test_a_review_is_answered_in_the_queue(moderator: User) -> None:
    """By another one than who decided."""
    post = PostFactory()
    action = actions.hide_post(post, by=UserFactory(is_superuser=True), reason="Te bot.")
    assert action
    asked = actions.ask_for_review(action, by=post.author, text="Zo bot was het niet.")
    client = browser(moderator)
    assert "Zo bot was het niet." in text_of(client.get(QUEUE))
    client.post(reverse("moderation_answer", args=(asked.pk,)), {"granted": "1", "answer": "Klopt."})
    asked.refresh_from_db()
    assert (asked.is_granted, asked.answer) == (True, "Klopt.")
    assert "Er wacht niets" in text_of(client.get(QUEUE))


def test_the_log_is_filtered_and_goes_on(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what was done, by whom, about whom."""
    monkeypatch.setattr("community.forums.moderating.records.PAGE_SIZE", 2)
    topics = [TopicFactory(title=f"Gesprek {number}") for number in range(3)]
    for topic in topics:
        actions.set_locked(topic, by=moderator, locked=True, reason="Klaar.")
    actions.set_pinned(topics[0], by=moderator, pinned=True)
    client, url = browser(moderator), reverse("moderation_log")
    page = client.get(url)
    records = page.context["records"]
    assert [record.verb for record in records.records] == ["vastgezet", "gesloten"]
    rest = client.get(url + page.context["next_url"]).context["records"]
    assert [record.title for record in rest.records] == ["Gesprek 1", "Gesprek 0"]
    one = client.get(url, {"over": str(topics[1].author_id)}).context["records"].records
    assert [record.title for record in one] == ["Gesprek 1"]
    assert client.get(url, {"wat": "pin"}).context["records"].records[0].title == "Gesprek 0"
    assert client.get(url, {"door": str(UserFactory().pk)}).context["records"].records == ()
    for wrong in ({"wat": "x"}, {"door": "x"}, {"over": "1" * 30}):
        assert client.get(url, wrong).status_code == 404


def test_a_person_is_seen_and_stopped(moderator: User) -> None:
    """Posts, reports, measures and trust on one page, and what can be done."""
    (report,) = reported(body="<p>Wat een onzin.</p>")
    person = report.post.author
    client, url = browser(moderator), reverse("moderation_person", args=(person.pk,))
    page = text_of(client.get(url))
    assert "Wat een onzin." in page
    assert "Onaardig of kwetsend" in page
    day = timezone.localdate() + timedelta(days=3)
    assert "Geef de reden" in text_of(client.post(url, {"act": "silence", "until": day.isoformat()}))
    client.post(url, {"act": "silence", "until": day.isoformat(), "reason": "Even rust."})
    sanction = Sanction.objects.get()
    assert (sanction.person, sanction.kind) == (person, "silence")
    assert timezone.localtime(sanction.until).date() == day + timedelta(days=1)
    client.post(url, {"act": "lift"})
    sanction.refresh_from_db()
    assert sanction.ended is not None
    client.post(url, {"act": "trust", "trust": "2"})
    assert Standing.objects.get(user=person).fixed == Standing.Trust.TRUSTED
    client.post(url, {"act": "trust", "trust": ""})
    assert Standing.objects.get(user=person).fixed is None
    assert client.post(url, {"act": "verdwijn"}).status_code == 404
    assert client.get(reverse("moderation_person", args=(10**18,))).status_code == 404


@pytest.mark.parametrize(
    ("act", "data", "verb"),
    [
        ("lock", {"reason": "Klaar."}, "lock"),
        ("pin", {}, "pin"),
        ("rename", {"title": "Wie heeft de sleutel?"}, "rename"),
        ("hide", {"reason": "Reclame."}, "hide"),
    ],
)
def test_a_topic_is_dealt_with(moderator: User, act: str, data: dict[str, str], verb: str) -> None:
    """Each act from its own form; twice is once."""
    topic = TopicFactory()
    client, url = browser(moderator), reverse("moderate_topic", args=(topic.pk,))
    response = client.post(url, {"act": act, **data}, follow=True)
    assert "Gedaan. Het staat in het logboek." in text_of(response)
    assert list(ModerationAction.objects.values_list("verb", flat=True)) == [verb]
    if act != "rename":
        assert client.post(url, {"act": act, **data}).status_code == 404  # it is so already


def test_a_topic_is_merged_by_the_address_of_another(moderator: User) -> None:
    """In either language, or by its number; its own page leads to the other from then on."""
    into = TopicFactory()
    with translation.override("en"):
        english = into.get_absolute_url()
    client = browser(moderator)
    for typed in (f"https://voorbeeld.example{into.get_absolute_url()}?pagina=1", english, f"#{into.pk}"):
        topic = TopicFactory()
        url = reverse("moderate_topic", args=(topic.pk,))
        for wrong in ("", "/kennistools/", "999999", "https://[", into.pk + 10**17):
            assert client.post(url, {"act": "merge", "into": wrong}).status_code == 200
        assert client.post(url, {"act": "merge", "into": typed}).headers["Location"] == reverse(
            "moderate_topic", args=(into.pk,)
        )
        assert client.get(url).status_code == 302
    into.refresh_from_db()
    assert into.post_count == 4


def test_a_post_is_dealt_with(moderator: User) -> None:
    """Split off, its writer warned."""
    post = PostFactory()
    client, url = browser(moderator), reverse("moderate_post", args=(post.pk,))
    client.post(url, {"act": "warn", "reason": "Rustig aan."})
    assert Sanction.objects.get().person == post.author
    response = client.post(url, {"act": "split", "title": "Een eigen verhaal", "kind": "conversation"})
    made = Topic.objects.get(title="Een eigen verhaal")
    assert response.headers["Location"] == reverse("moderate_topic", args=(made.pk,))
    assert client.post(url, {"act": "split", "title": "Nog eens"}).status_code == 404


@pytest.mark.parametrize("role", ["anonymous", "member", "editor", "support", "writer"])
def test_nobody_else_comes_in(signed_in: Callable[[str], Client], role: str) -> None:
    """Nor finds out what is there."""
    client = signed_in(role)
    (report,) = reported()
    names = {
        "moderation_queue": (),
        "moderation_log": (),
        "moderation_person": (report.post.author_id,),
        "moderate_topic": (report.post.topic_id,),
        "moderate_post": (report.post_id,),
    }
    for name, keys in names.items():
        for args in {keys, tuple(key + 10**9 for key in keys)}:
            response = client.get(reverse(name, args=args))
            assert response.status_code == (302 if role == "anonymous" else 403)


def test_a_member_reports_a_post() -> None:
    """Once; own posts, and those that are not to be seen, cannot be."""
    post = PostFactory()
    reader = UserFactory()
    client, url = browser(reader), reverse("report_post", args=(post.pk,))
    assert "Kies wat er aan de hand is." in text_of(client.post(url, {}))
    page = text_of(client.post(url, {"reason": "unkind", "text": "Au"}, follow=True))
    assert "Dank je. Een moderator kijkt ernaar." in page
    client.post(url, {"reason": "spam"})
    assert list(Report.objects.values_list("reporter", "reason", "text")) == [(reader.pk, "unkind", "Au")]
    assert browser(post.author).get(url).status_code == 403
    closed = PostFactory(topic=TopicFactory(forum=ForumFactory(read_by="stakeholders")))
    assert client.get(reverse("report_post", args=(closed.pk,))).status_code == 404


def test_somebody_reads_what_was_decided_and_asks_again() -> None:
    """The reason, what they wrote; once. Nobody else gets to see it."""
    post = PostFactory(body="<p>Wat een flauwekul.</p>")
    action = actions.hide_post(post, by=UserFactory(is_superuser=True), reason="Blijf vriendelijk.")
    assert action
    client, url = browser(post.author), reverse("forum_decision", args=(action.pk,))
    page = text_of(client.get(url))
    for told in ("Een moderator heeft je bericht verborgen.", "Blijf vriendelijk.", "Wat een flauwekul."):
        assert told in page
    client.post(url, {"text": "Het was een grap."})
    client.post(url, {"text": "Echt waar."})
    assert list(ReviewRequest.objects.values_list("action", "text")) == [(action.pk, "Het was een grap.")]
    assert "Een andere moderator kijkt ernaar." in text_of(client.get(url))
    assert browser(UserFactory()).get(url).status_code == 404
    assert browser(UserFactory(is_superuser=True)).get(url).status_code == 404


def test_a_blocked_person_reads_why_until_when() -> None:
    """Also where they no longer see the forum itself."""
    person, until = UserFactory(), timezone.now() + timedelta(days=5)
    actions.block(person, by=UserFactory(is_superuser=True), reason="Te vaak.", until=until)
    action = ModerationAction.objects.get()
    page = text_of(browser(person).get(reverse("forum_decision", args=(action.pk,))))
    assert "Je kunt het forum een tijd niet gebruiken." in page
    assert f"tot {timezone.localtime(until).day} " in page


def test_what_is_not_to_be_reviewed_is_only_told(moderator: User) -> None:
    """Good news, and what is long ago."""
    topic = TopicFactory()
    old = actions.set_locked(topic, by=moderator, locked=True)
    new = actions.set_locked(topic, by=moderator, locked=False)
    assert old
    assert new
    ModerationAction.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=61))
    client = browser(topic.author)
    for action in (old, new):
        url = reverse("forum_decision", args=(action.pk,))
        assert "Vraag om een tweede blik" not in text_of(client.get(url))
        assert client.post(url, {"text": "Waarom?"}).status_code == 404
