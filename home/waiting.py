"""What waits for an editor: kinds of pages that need a hand, as counts on the start page and as lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, TaskState
from wagtail.permissions import policy_registry

from community.initiatives.models import Initiative
from community.initiatives.people.queries import initiatives_with_questions, ownerless_initiatives
from events.models import Event
from foundation.locales import default_locale_id
from knowledge.models import KnowledgeTool

REVIEW_AFTER = timedelta(days=365)
REPORT_WITHIN = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of work. `name` stands in the address of its list; `line` says how many there are."""

    name: str
    icon: str
    title: str
    line: Callable[[int], str]
    pages: QuerySet[Page]


def editable_pages(user: Any) -> QuerySet[Page]:
    """The pages this user may change."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def kinds_of_work(user: Any) -> Iterator[Waiting]:
    """Every kind of work with the pages of it that this user may change; nothing is counted yet."""
    yield from own_work(user)
    editable = editable_pages(user).filter(locale_id=default_locale_id())
    yield from content_work(editable)
    for locale in Locale.objects.exclude(pk=default_locale_id()):
        yield untranslated(editable, locale)


def own_work(user: Any) -> Iterator[Waiting]:
    """What waits for this very person: approvals and own drafts."""
    reviewable = TaskState.objects.reviewable_by(user).values(
        page_id=Cast("revision__object_id", output_field=IntegerField())
    )
    yield Waiting(
        "goedkeuren",
        "clipboard-list",
        _("Waits for your approval"),
        lambda n: ngettext("%(n)s page waits for your approval", "%(n)s pages wait for your approval", n) % {"n": n},
        Page.objects.filter(pk__in=reviewable),
    )
    submitted = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision_id")
    drafts = editable_pages(user).filter(has_unpublished_changes=True, latest_revision__user=user)
    yield Waiting(
        "concepten",
        "doc-empty",
        _("Your drafts"),
        lambda n: (
            ngettext("%(n)s draft of yours is not published", "%(n)s drafts of yours are not published", n) % {"n": n}
        ),
        drafts.exclude(latest_revision__in=submitted),
    )


def content_work(editable: QuerySet[Page]) -> Iterator[Waiting]:
    """Pages that miss something or grew old; `editable` holds pages in the source language."""
    today, now = timezone.localdate(), timezone.now()
    old = KnowledgeTool.objects.live().filter(Q(last_reviewed=None) | Q(last_reviewed__lt=today - REVIEW_AFTER))
    yield Waiting(
        "nakijken",
        "date",
        _("Not reviewed for over a year"),
        lambda n: (
            ngettext(
                "%(n)s knowledge tool was not reviewed for over a year",
                "%(n)s knowledge tools were not reviewed for over a year",
                n,
            )
            % {"n": n}
        ),
        editable.filter(pk__in=old.values("pk")),
    )
    past = Event.objects.live().filter(is_cancelled=False, end__lt=now, end__gt=now - REPORT_WITHIN, body=[])
    yield Waiting(
        "verslagen",
        "edit",
        _("Meetings without a report"),
        lambda n: (
            ngettext("%(n)s past meeting has no report yet", "%(n)s past meetings have no report yet", n) % {"n": n}
        ),
        editable.filter(pk__in=past.values("pk")),
    )
    initiatives = Initiative.objects.live()
    yield Waiting(
        "zonder-foto",
        "image",
        _("Initiatives without a photo"),
        lambda n: ngettext("%(n)s initiative has no photo", "%(n)s initiatives have no photo", n) % {"n": n},
        editable.filter(pk__in=initiatives.filter(photo=None).values("pk")),
    )
    yield Waiting(
        "zonder-punt",
        "site",
        _("Initiatives that are not on the map"),
        lambda n: ngettext("%(n)s initiative is not on the map", "%(n)s initiatives are not on the map", n) % {"n": n},
        editable.filter(pk__in=initiatives.filter(latitude=None).values("pk")),
    )
    yield from people_work(editable)
    silent = initiatives.filter(contact_email="", contact_phone="")
    yield Waiting(
        "zonder-contact",
        "mail",
        _("Initiatives without contact details"),
        lambda n: (
            ngettext("%(n)s initiative has no contact details", "%(n)s initiatives have no contact details", n)
            % {"n": n}
        ),
        editable.filter(pk__in=silent.values("pk")),
    )


def people_work(editable: QuerySet[Page]) -> Iterator[Waiting]:
    """Initiatives whose people need a hand: drafts as well as public ones."""
    yield Waiting(
        "zonder-beheerder",
        "warning",
        _("Initiatives that lost their owner"),
        lambda n: (
            ngettext("%(n)s initiative has no owner any more", "%(n)s initiatives have no owner any more", n) % {"n": n}
        ),
        editable.filter(pk__in=ownerless_initiatives().values("pk")),
    )
    yield Waiting(
        "aanmeldingen",
        "group",
        _("Somebody wants to join, and nobody is there to answer"),
        lambda n: (
            ngettext(
                "%(n)s initiative without an owner gets a request to join",
                "%(n)s initiatives without an owner get requests to join",
                n,
            )
            % {"n": n}
        ),
        editable.filter(pk__in=initiatives_with_questions().values("pk")),
    )


def untranslated(editable: QuerySet[Page], locale: Locale) -> Waiting:
    """Live pages that stand in this language only as a copy of the source, or not at all."""
    translation = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale, alias_of=None)
    language = locale.get_display_name()
    return Waiting(
        f"vertalen-{locale.language_code}",
        "wagtail-localize-language",
        _("Not translated into %(language)s") % {"language": language},
        lambda n: (
            ngettext(
                "%(n)s page is not translated into %(language)s", "%(n)s pages are not translated into %(language)s", n
            )
            % {"n": n, "language": language}
        ),
        editable.filter(live=True, depth__gt=1)
        .annotate(translation=Subquery(translation.values("pk")[:1]))
        .filter(translation=None),
    )
