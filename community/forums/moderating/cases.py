"""What waits for a moderator, oldest first: posts that were reported or wait, and requests for another look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from community.forums.models import Forum, ModerationAction, Post, Report, ReviewRequest, Visibility
from community.forums.moderating.actions.reviews import may_review
from community.forums.moderating.places import Place, after
from community.forums.reading.moments import Moment, moment
from community.forums.writing.rendering import rendered
from community.members.queries import Person, people_shown

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Complaint:
    """One report of a post; without a person it comes from the software."""

    reason: str
    text: str
    who: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing to decide.

    url: where its decision is sent. is_waiting: the post is not visible yet. action: the decision to look at again,
    with `asked`, why its person asks for that. is_own: this moderator took that decision, so another one looks.
    """

    pk: int
    made: Moment
    url: str
    author: Person
    author_url: str
    forum: str = ""
    title: str = ""
    post_url: str = ""
    post_menu: str = ""
    html: str = ""  # safe
    state: str = ""
    is_waiting: bool = False
    complaints: tuple[Complaint, ...] = field(default=())
    action: ModerationAction | None = None
    asked: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits; next_place is "" on the last one."""

    cases: tuple[Case, ...]
    next_place: str


def waiting_reports() -> QuerySet[Report]:
    """The first open report of each post: one decision is about all of them."""
    opened = Report.objects.filter(decided=None)
    earlier = opened.filter(post=OuterRef("post")).filter(
        Q(made__lt=OuterRef("made")) | Q(made=OuterRef("made"), pk__lt=OuterRef("pk"))
    )
    return opened.filter(~Exists(earlier))


def waiting_reviews() -> QuerySet[ReviewRequest]:
    """The requests that nobody answered yet."""
    return ReviewRequest.objects.filter(decided=None)


def waiting_count() -> int:
    """How many things wait."""
    return waiting_reports().count() + waiting_reviews().count()


def queue_after(place: Place | None, *, to: Any) -> Queue:
    """A page of what waits, in a number of queries that does not depend on how much that is."""
    reports = list(waiting_reports().filter(after(place, "made")).order_by("made", "pk")[: PAGE_SIZE + 1])
    reviews = list(
        waiting_reviews()
        .filter(after(place, "made"))
        .select_related("action__post__topic__forum", "action__topic__forum")
        .order_by("made", "pk")[: PAGE_SIZE + 1]
    )
    rows: list[Report | ReviewRequest] = [*reports, *reviews]
    both = sorted(rows, key=lambda row: (row.made, row.pk))
    shown = both[:PAGE_SIZE]
    more = str(Place(shown[-1].made, shown[-1].pk)) if len(both) > PAGE_SIZE else ""
    return Queue(tuple(cases_of(shown, to=to)), more)


def cases_of(rows: Sequence[Report | ReviewRequest], *, to: Any) -> Iterable[Case]:
    """These as a moderator sees them."""
    keys = [row.post_id if isinstance(row, Report) else row.action.post_id for row in rows]
    posts = Post.objects.select_related("topic__forum").in_bulk([key for key in keys if key is not None])
    complaints = Report.objects.filter(post__in=posts, decided=None).order_by("made", "pk")
    by_post: dict[int, list[Report]] = {}
    for report in complaints:
        by_post.setdefault(report.post_id, []).append(report)
    people = people_shown(
        {
            *(post.author_id for post in posts.values()),
            *(report.reporter_id for found in by_post.values() for report in found),
            *(row.person_id for row in rows if isinstance(row, ReviewRequest)),
        },
        to=to,
    )
    html = rendered({pk: post.body for pk, post in posts.items()}, to=to)
    for row in rows:
        if isinstance(row, Report):
            post = posts[row.post_id]
            told = tuple(
                Complaint(
                    str(report.get_reason_display()),
                    report.text,
                    people[report.reporter_id] if report.reporter_id else None,
                )
                for report in by_post[post.pk]
            )
            url = reverse("moderation_decide", args=(row.pk,))
            yield Case(
                pk=row.pk,
                made=moment(row.made),
                url=url,
                author=people[post.author_id],
                author_url=person_url(post.author_id),
                complaints=told,
                **about(post, html[post.pk]),
            )
        else:
            found = posts.get(row.action.post_id or 0)
            topic = row.action.topic
            yield Case(
                pk=row.pk,
                made=moment(row.made),
                url=reverse("moderation_answer", args=(row.pk,)),
                author=people[row.person_id],
                author_url=person_url(row.person_id),
                action=row.action,
                asked=row.text,
                is_own=not may_review(to, row.action),
                **(about(found, html[found.pk]) if found else {"title": topic.title} if topic else {}),
            )


def about(post: Post, html: SafeString) -> dict[str, Any]:
    """What a case says of a post."""
    forum: Forum = post.topic.forum
    return {
        "forum": forum.shown_name,
        "title": post.topic.title,
        "post_url": post.get_absolute_url(),
        "post_menu": reverse("moderate_post", args=(post.pk,)),
        "html": html,
        "state": "" if post.visibility == Visibility.VISIBLE else str(post.get_visibility_display()),
        "is_waiting": post.visibility == Visibility.WAITING,
    }


def person_url(user_id: int | None) -> str:
    """Where a moderator sees all about somebody; "" for who is gone."""
    return reverse("moderation_person", args=(user_id,)) if user_id else ""
