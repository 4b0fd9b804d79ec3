"""Asking owners whether what they look for or offer still stands, once for each before it ends."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from community.initiatives.locks import hold
from community.initiatives.models import Initiative, NeedOrOffer, NeedReminder
from community.initiatives.people.mails import about
from community.initiatives.people.queries import owners_of
from community.members.mailing import mail, site_url
from foundation.generation import next_generation
from foundation.locales import default_locale_id

AHEAD = timedelta(days=14)  # that owners are asked before the end
LATEST = timedelta(days=30)  # after the end; whoever published something older knows


def remind_owners(day: date | None = None, *, dry_run: bool = False) -> int:
    """Mail the owners of what ends soon or just ended, and take what ended off the pages; returns how many mails.

    Run every day; run again, it mails nobody twice about the same end of the same need or offer.
    """
    day = day or timezone.localdate()
    # What ended yesterday still stands on pages that are kept: they are made anew.
    if not dry_run and NeedOrOffer.objects.filter(until=day - timedelta(days=1), page__live=True).exists():
        next_generation()
    ending = NeedOrOffer.objects.filter(
        until__gte=day - LATEST, until__lt=day + AHEAD, page__live=True, page__locale_id=default_locale_id()
    )
    by_page: dict[int, list[NeedOrOffer]] = defaultdict(list)
    for entry in ending.order_by("page_id", "until", "sort_order", "pk"):
        by_page[entry.page_id].append(entry)
    return sum(remind_of(page_id, entries, dry_run=dry_run) for page_id, entries in by_page.items())


@transaction.atomic
def remind_of(initiative_pk: int, entries: Iterable[NeedOrOffer], *, dry_run: bool) -> int:
    """Mail the owners of one initiative about those of its entries they got no mail about; returns how many mails."""
    hold(initiative_pk)
    initiative = Initiative.objects.get(pk=initiative_pk)
    owners = list(owners_of(initiative))
    if not owners:
        return 0
    new = [entry for entry in entries if note(initiative_pk, entry)]
    if dry_run:
        transaction.set_rollback(True)
        return len(owners) if new else 0
    if not new:
        return 0
    for user in owners:
        with translation.override(user.language):
            context: dict[str, Any] = about(
                initiative,
                first_name=user.first_name,
                needs_url=site_url(reverse("initiative_needs", args=(initiative_pk,))),
                entries=[
                    {"title": entry.title, "until": date_format(entry.until, "j F Y") if entry.until else ""}
                    for entry in new
                ],
            )
        mail(user, "initiatives/mail/needs_end", context)
    return len(owners)


def note(initiative_pk: int, entry: NeedOrOffer) -> bool:
    """Remember that this was asked, of an entry that ends; returns whether it is the first time."""
    until: Any = entry.until
    _reminder, is_new = NeedReminder.objects.get_or_create(
        initiative_id=initiative_pk,
        direction=entry.direction,
        kind=entry.kind,
        title=entry.title,
        until=until,
    )
    return is_new
