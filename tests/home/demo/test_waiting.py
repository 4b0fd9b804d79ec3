"""What waits in the demo: enough to decide, and news for its accounts; never anything that was decided."""

import pytest
from django.utils import timezone

from community.forums.checking import check
from community.forums.models import ModerationAction, Post, Report, ReviewRequest, Topic, Visibility
from community.forums.moderating.actions import decide_report, decide_review
from community.forums.moderating.cases import queue_after, waiting_count
from community.members.models import User
from community.notifications.models import Announcement, Notification
from community.notifications.queries import shown_news, waiting_for
from home.demo.loader import ACCOUNTS
from home.demo.waiting import load_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
READERS = [account.email for account in ACCOUNTS[1:]]


def account(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def load() -> None:
    load_waiting({user.email: user for user in User.objects.all()}, readers=READERS)


def test_moderator_has_something_of_each_kind_to_decide() -> None:
    moderator = account("moderatie")
    cases = queue_after(None, to=moderator).cases
    assert len(cases) == waiting_count() == 4
    assert sum(case.is_waiting for case in cases) == 1
    assert [(case.author.name, case.is_own) for case in cases if case.action] == [("Kees Verbaan", False)]
    assert max(len(case.complaints) for case in cases) == 2
    held = Topic.objects.get(visibility=Visibility.WAITING)
    assert (held.author, held.posts.get().visibility) == (account("nieuw"), Visibility.WAITING)
    assert list(check()) == []


def test_accounts_find_news_that_they_may_see_and_nothing_is_mailed() -> None:
    for email in READERS:
        user = User.objects.get(email=email)
        rows = list(Notification.objects.filter(recipient=user))
        assert len(shown_news(rows, to=user)) == len(rows) > 2
        assert waiting_for(user).news > 0
    kinds = Notification.objects.filter(recipient=account("moderatie")).values_list("kind", flat=True)
    assert {"forum-report", "forum-review", "forum-topic"} <= set(kinds)
    assert "forum-report" not in Notification.objects.filter(recipient=account("lid")).values_list("kind", flat=True)
    assert "forum-reply" in Notification.objects.filter(recipient=account("lid")).values_list("kind", flat=True)
    assert not Notification.objects.filter(due__isnull=False).exists()
    assert not Notification.objects.filter(made__gt=timezone.now()).exists()
    assert not Announcement.objects.exists()


def test_loading_again_brings_nothing_back_that_was_decided() -> None:
    moderator = account("moderatie")
    for report in Report.objects.filter(decided=None).order_by("pk"):
        report.refresh_from_db()
        waits = report.post.visibility == Visibility.WAITING
        decide_report(report, by=moderator, outcome=Report.Outcome.APPROVED if waits else Report.Outcome.KEPT)
    decide_review(ReviewRequest.objects.get(), by=moderator, granted=True, answer="Het was een grap.")
    Notification.objects.filter(recipient=account("lid")).update(read=timezone.now())
    models = (Report, ReviewRequest, ModerationAction, Notification, Topic, Post)
    before = [model.objects.count() for model in models]
    load()
    assert [model.objects.count() for model in models] == before
    assert waiting_count() == 0
    assert waiting_for(account("lid")).news == 0
    assert list(check()) == []
