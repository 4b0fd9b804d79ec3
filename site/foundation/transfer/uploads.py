"""Uploads between the look at what would happen and the confirmation."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from foundation.models import PendingImport

KEPT_FOR = timedelta(hours=1)
SALT = "foundation.transfer.uploads"
LONGEST_NAME = 200


def keep_upload(content: bytes, *, name: str, transfer: str, by: Any) -> str:
    """Keep an upload for its owner, in place of an earlier one; returns the token that takes it back once."""
    stale = PendingImport.objects.filter(made_at__lt=timezone.now() - KEPT_FOR)
    mine = PendingImport.objects.filter(user=by, transfer=transfer)
    with transaction.atomic():
        (stale | mine).delete()
        kept = PendingImport.objects.create(user=by, transfer=transfer, name=name[-LONGEST_NAME:], content=content)
    return signing.dumps({"upload": kept.pk, "user": by.pk}, salt=SALT)


def take_upload(token: str, *, transfer: str, by: Any) -> PendingImport | None:
    """Take an upload back, which uses it up. None for a token of somebody else, of another kind, old or used.

    Call it inside the transaction that imports: when that fails, the upload is still there.
    """
    try:
        claimed = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if claimed["user"] != by.pk:
        return None
    found = PendingImport.objects.select_for_update().filter(pk=claimed["upload"], user=by, transfer=transfer).first()
    if found is not None:
        PendingImport.objects.filter(pk=found.pk).delete()
    return found
