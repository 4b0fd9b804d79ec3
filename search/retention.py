"""How long it is known what was searched for."""

from datetime import timedelta

from django.utils import timezone

from community.members.retention import retention_rule
from search.models import AskedQuery
from search.usage import KEEP_DAYS, forget_older


@retention_rule("searches", f"What people searched for over {KEEP_DAYS} days ago")
def old_searches(*, dry_run: bool) -> int:
    """Delete it, as `purge_searches` does."""
    if dry_run:
        return AskedQuery.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEEP_DAYS)).count()
    return forget_older(KEEP_DAYS)
