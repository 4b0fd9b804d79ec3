"""What the page of a topic shows."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.forums.models import Audience, Topic, Visibility
from community.forums.notification_kinds import thread_of
from community.forums.permissions import may_moderate
from community.forums.reading.around import side_of
from community.forums.reading.cards import PostView
from community.forums.reading.facts import Facts, facts_of
from community.forums.reading.feeds import feed_of
from community.forums.reading.posts import Talk, talk_of
from community.forums.reading.progress import note_read, numbers_on, page_address, page_of, post_address
from community.forums.reading.rooms import all_rooms
from community.forums.reading.rows import theme_of
from community.forums.writing.composing import composer_for
from community.notifications.actions import mark_read
from foundation.listing import Link
from foundation.paging import Pages

LONG_TITLE = 50  # characters, past which it is set smaller
NEARBY = 1  # pages beside this one that the pager names, besides the first and the last


def topic_context(request: HttpRequest, topic: Topic, page: int) -> dict[str, Any]:
    """One page of the topic; a member has read it from now on. Raises Http404 for a page that is not there."""
    last = page_of(topic.last_number)
    if page > last:
        raise Http404(_("There is no such page."))
    user = request.user
    facts = facts_of(topic, to=user)
    talk = talk_of(topic, page, facts, to=user)
    if request.method == "GET":
        remember(user, topic, page, facts)
    forum = topic.forum
    return {
        "title": topic.title,
        "topic": topic,
        "forum": forum,
        "badge": theme_of(topic, all_rooms().get(forum.pk)),
        "kind": topic.get_kind_display(),
        "is_long": len(topic.title) > LONG_TITLE,
        "first": talk.first,
        "answer": talk.answer,
        "answer_title": answer_title(topic, talk),
        "answer_place": post_address(topic, talk.answer.number) if talk.answer else "",
        "posts": talk.posts,
        "answers_title": answers_title(topic),
        "notices": notices_for(topic, talk.first),
        "side": side_of(request, topic, facts),
        "page_number": page,
        "last_page": last,
        "pager": pager_of(topic, page, last),
        "feed_url": feed_of(topic),
        "canonical": request.build_absolute_uri(page_address(topic, page)),
        "crumbs": [Link(_("Forum"), reverse("forum_index")), Link(forum.shown_name, forum.get_absolute_url())],
        "login_to_reply": login_to_reply(topic, user),
        "composer": composer_for(user, topic, me=talk.me, has_draft=facts.has_draft),
        "may_moderate": may_moderate(user),
    }


def login_to_reply(topic: Topic, user: Any) -> str:
    """Where visitors sign in to answer; "" for members, and where members cannot."""
    forum = topic.forum
    is_open = forum.post_by == Audience.MEMBERS and not forum.is_archived and not topic.is_locked
    if user.is_authenticated or not is_open:
        return ""
    return redirect_to_login(f"{topic.get_absolute_url()}#antwoord", reverse("account_login")).url


def remember(user: Any, topic: Topic, page: int, facts: Facts) -> None:
    """Note that a member has this page before them."""
    number = min(numbers_on(page)[1], topic.last_number)
    if user.is_authenticated and (facts.read_until is None or facts.read_until < number):
        note_read(user, topic, number)
    if facts.has_news:
        mark_read(user, thread_of(topic.pk))


def answers_title(topic: Topic) -> str:
    """How many answers there are, or reactions to what is no question."""
    number = max(topic.post_count - 1, 0)
    if topic.kind == Topic.Kind.QUESTION:
        return ngettext("%(n)s answer", "%(n)s answers", number) % {"n": number}
    return ngettext("%(n)s reaction", "%(n)s reactions", number) % {"n": number}


def answer_title(topic: Topic, talk: Talk) -> str:
    """Whom the answer helped, where this reader may know the name."""
    if talk.answer is None:
        return ""
    asker = talk.first.author if talk.first else None
    if asker is None or not asker.initials:
        return _("This answer helped")
    return _("This answer helped %(name)s") % {"name": asker.name}


def notices_for(topic: Topic, first: PostView | None) -> list[tuple[str, str, str]]:
    """What somebody has to know about the topic: kind of message, title, text."""
    notices = []
    if topic.visibility == Visibility.WAITING:
        text = _("A moderator looks at it first. Until then nobody else sees it.")
        notices.append(("info", _("This topic waits for a moderator"), text))
    elif topic.visibility == Visibility.HIDDEN:
        reason = first.reason if first else ""
        notices.append(("warning", _("A moderator has hidden this topic. Only you and moderators see it."), reason))
    elif topic.visibility == Visibility.DELETED:
        notices.append(("warning", _("This topic is deleted. Only moderators see it."), ""))
    if topic.forum.is_archived:
        notices.append(
            ("info", _("This forum is closed"), _("Everything stays to be read; nobody can answer any more."))
        )
    elif topic.is_locked:
        notices.append(("info", _("This topic is closed"), _("You can read it; nobody can answer any more.")))
    return notices


def pager_of(topic: Topic, page: int, last: int) -> Pages[Any] | None:
    """The way to the other pages; None for a topic of one page."""
    if last == 1:
        return None
    named = sorted({1, last, *range(max(page - NEARBY, 1), min(page + NEARBY, last) + 1)})
    links: list[Link] = []
    for before, number in zip([0, *named], named, strict=False):
        if number > before + 1:
            links.append(Link("…", ""))
        links.append(Link(str(number), page_address(topic, number), current=number == page, number=number))
    return Pages(
        items=[],
        total=topic.last_number,
        number=page,
        pages=tuple(links),
        previous_url=page_address(topic, page - 1) if page > 1 else "",
        next_url=page_address(topic, page + 1) if page < last else "",
    )
