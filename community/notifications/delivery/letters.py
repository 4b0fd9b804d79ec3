"""Writing the mail of a parcel: in the language of its reader, with what that reader may see at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.follows.queries import described, follows_of
from community.members.mailing import site_url
from community.members.models import User
from community.members.writing import one_line
from community.notifications.addresses import bounce_address
from community.notifications.delivery import headers
from community.notifications.delivery.claiming import Parcel
from community.notifications.delivery.texts import as_plain, for_mail
from community.notifications.kinds import News, news_kind
from community.notifications.models import Channel, Notification
from community.notifications.queries import shown_news
from community.notifications.unsubscribing import Scope, token_of, unsubscribe_url

MOST_WHOLE = 5  # pieces of news of a thread that one mail has with their text
MOST_IN_DIGEST = 30  # things in a digest
LONGEST_SUBJECT = 150  # characters

Told = tuple[Notification, News]


@dataclass(slots=True)
class Entry:
    """One thing in a digest: all that is new in one thread."""

    title: str
    url: str
    lines: list[str] = field(default_factory=list)  # who did what
    more: int = 0  # lines that are left out
    excerpt: str = ""


@dataclass(slots=True)
class Group:
    """The things of one part of the site, in a digest."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def letter(parcel: Parcel) -> EmailMultiAlternatives | None:
    """The mail; None where nothing is left that its reader may see."""
    user = parcel.recipient
    with translation.override(user.language):
        news = shown_news(parcel.notifications, to=user)
        told = [(row, news[row.pk]) for row in parcel.notifications if row.pk in news]
        if not told:
            return None
        is_digest = parcel.channel != Channel.AT_ONCE
        token = token_of(user, scope_of(parcel))
        context = {
            "site_name": settings.WAGTAIL_SITE_NAME,
            "base_url": settings.WAGTAILADMIN_BASE_URL,
            "unsubscribe_url": unsubscribe_url(token),
            "settings_url": site_url(reverse("notification_settings")),
            "news_url": site_url(reverse("notifications")),
            **(digest_of(parcel, told) if is_digest else news_at_once(told, texts_of(told, to=user))),
        }
        name = "notifications/mail/digest" if is_digest else "notifications/mail/news"
        mail = EmailMultiAlternatives(
            context["subject"], render_to_string(f"{name}.txt", context).strip() + "\n", to=[user.email]
        )
        mail.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    sender = headers.sender("" if is_digest else sender_of(told))
    mail.from_email = bounce_address(user) or sender  # whom mail servers tell that it did not arrive
    mail.extra_headers = {"From": sender, **headers.by_a_program(), **headers.unsubscribing(token)}
    mail.extra_headers["Message-ID"] = headers.message_id(parcel.notifications[0].pk)
    if is_digest:
        mail.extra_headers["List-Id"] = headers.list_id(f"digest-{parcel.channel}", context["subject"])
    else:
        say_where_it_belongs(mail, told)
    return mail


def say_where_it_belongs(mail: EmailMultiAlternatives, told: Sequence[Told]) -> None:
    """The list, the thread, and where an answer goes."""
    row, news = told[-1]
    kind = news_kind(row.kind)
    title = news.where or str(kind.label if kind else "")
    mail.extra_headers["List-Id"] = headers.list_id(news.mailing_list or row.kind, title)
    if row.thread:
        root = headers.thread_id(row.thread)
        mail.extra_headers |= {"In-Reply-To": root, "References": root}
    if news.reply_to:
        mail.reply_to = [one_line(news.reply_to)]


def sender_of(told: Sequence[Told]) -> str:
    """The name of who did it, where it was one person."""
    names = {news.who.name if news.who else "" for _row, news in told}
    return names.pop() if len(names) == 1 else ""


def scope_of(parcel: Parcel) -> Scope:
    """What stops when its reader stops this mail."""
    if parcel.channel == Channel.AT_ONCE:
        rows = parcel.notifications
        return Scope(
            kinds=tuple(dict.fromkeys(row.kind for row in rows if row.follow_id is None)),
            follows=tuple(dict.fromkeys(row.follow_id for row in rows if row.follow_id is not None)),
        )
    if parcel.follow_id is not None:
        return Scope(follows=(parcel.follow_id,))
    return Scope(digest=parcel.channel)


def texts_of(told: Sequence[Told], *, to: User) -> dict[int, SafeString]:
    """The texts that a mail about one thing has, as HTML."""
    found: dict[int, SafeString] = {}
    whole = [row for row, _news in told[-MOST_WHOLE:]]
    for name in dict.fromkeys(row.kind for row in whole):
        kind = news_kind(name)
        if kind is not None:
            found |= kind.texts([row for row in whole if row.kind == name], to=to)
    return {pk: for_mail(html) for pk, html in found.items()}


def news_at_once(told: Sequence[Told], texts: Mapping[int, SafeString]) -> dict[str, Any]:
    """What a mail about one thing says: its texts, the oldest first."""
    last = told[-1][1]
    whole = told[-MOST_WHOLE:]
    subject = one_line(last.title)[:LONGEST_SUBJECT]
    return {
        "subject": _("Re: %(title)s") % {"title": subject} if last.is_reply else subject,
        "title": one_line(last.title),
        "where": one_line(last.where),
        "items": [
            {
                "line": line_of(news),
                "html": texts.get(row.pk) or for_mail(linebreaks(news.excerpt, autoescape=True)),
                "plain": as_plain(texts[row.pk]) if row.pk in texts else news.excerpt,
            }
            for row, news in whole
        ],
        "more": len(told) - len(whole),
        "url": site_url(whole[0][1].url),
        "can_reply": bool(last.reply_to),
    }


def digest_of(parcel: Parcel, told: Sequence[Told]) -> dict[str, Any]:
    """What a digest says: what is new, by part of the site and thread, the newest of each first."""
    entries: dict[tuple[str, str], Entry] = {}
    groups: dict[str, Group] = {}
    for row, news in reversed(told):
        key = (news.where, row.thread or f"{row.pk}")
        if key not in entries:
            if len(entries) >= MOST_IN_DIGEST:
                continue
            entries[key] = Entry(one_line(news.title), site_url(news.url), excerpt=one_line(news.excerpt))
            group = groups.setdefault(news.where, Group(one_line(news.where)))
            group.entries.append(entries[key])
        add_line(entries[key], news)
    total = len({(news.where, row.thread or f"{row.pk}") for row, news in told})
    return {
        "subject": subject_of(parcel, total),
        "groups": list(groups.values()),
        "more": total - len(entries),
    }


def add_line(entry: Entry, news: News) -> None:
    """Say who did what; the same once. Whoever reads wants the first new thing before them: the address is of that."""
    entry.url = site_url(news.url)
    line = line_of(news)
    if line not in entry.lines and len(entry.lines) < MOST_WHOLE:
        entry.lines.append(line)
    else:
        entry.more += 1


def subject_of(parcel: Parcel, total: int) -> str:
    """What a digest is called."""
    followed = follows_of(parcel.recipient).filter(pk=parcel.follow_id) if parcel.follow_id is not None else []
    title = next((one_line(thing.title) for thing in described(list(followed))), "")
    if title:
        return ngettext("%(title)s: %(n)s new thing", "%(title)s: %(n)s new things", total) % {
            "title": title,
            "n": total,
        }
    if parcel.channel == Channel.WEEKLY:
        return ngettext("This week: %(n)s new thing for you", "This week: %(n)s new things for you", total) % {
            "n": total
        }
    return ngettext("Today: %(n)s new thing for you", "Today: %(n)s new things for you", total) % {"n": total}


def line_of(news: News) -> str:
    """Who did what."""
    return one_line(f"{news.who.name} {news.sentence}" if news.who else news.sentence)
