"""Telling a search server what changed, and healing it when it was away or lost what it had."""

import logging
import threading

from django.conf import settings
from django.db import connection

from search.engines import uses_a_server
from search.engines.server import server
from search.engines.server_index import AT_A_TIME, Say, named_by_alias, rebuild, texts, write
from search.engines.transport import NOT_FOUND, PATIENT, QUICK
from search.engines.trust import trust
from search.engines.wanted import EngineDown
from search.models import PendingPush

logger = logging.getLogger(__name__)
HURRIED = 5.0  # seconds that a node may take for changes while somebody waits
_one_healer = threading.Lock()


def push_soon() -> bool:
    """push_pending() while somebody waits for it: nothing is sent to a server that does not answer at once.

    One node is asked: a change that waits costs nobody anything, and who publishes should not wait for a second one.
    """
    if not uses_a_server():
        return True
    if not trust.may_ask():
        return False
    address, send = server()
    try:
        send("GET", f"/_alias/{address.prefix}", seconds=QUICK, tries=1)
    except EngineDown as down:
        logger.warning("The search server was not told of changes yet: %s", down)
        if down.status != NOT_FOUND:
            trust.failed()
        return False
    if trust.answered():
        heal_later()
    return push_pending(seconds=HURRIED)


def push_pending(*, seconds: float = PATIENT) -> bool:
    """Push every change that the server has not confirmed; returns whether nothing is left.

    seconds: that one node may take for a request. A server that does not answer costs nothing: what it was not told
    waits in the database. What it refuses waits too, and does not keep it from being told the rest.
    """
    if not uses_a_server():
        return True
    try:
        while push_round(seconds):  # what changes meanwhile is pushed in the next one
            pass
    except EngineDown as down:
        logger.warning("The search server was not told of changes yet: %s", down)
        return False
    return not PendingPush.objects.exists()


def push_round(seconds: float) -> bool:
    """Push all changes there are, each once; returns whether any was confirmed. Raises EngineDown."""
    address, _send = server()
    last = 0
    any_confirmed = False
    while batch := list(PendingPush.objects.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        last = batch[-1].pk
        changes = {pending.document_id: pending.change for pending in batch}
        changed = list(texts().filter(pk__in=changes))
        there = {text.pk for text in changed}
        confirmed = write(address.prefix, changed, [pk for pk in changes if pk not in there], seconds=seconds)
        forget_confirmed({pk: change for pk, change in changes.items() if pk in confirmed})
        any_confirmed = any_confirmed or bool(confirmed)
    return any_confirmed


def forget_confirmed(changes: dict[int, str]) -> None:
    """Forget changes that the server confirmed; a document that changed again meanwhile keeps its row."""
    known = PendingPush.objects.filter(document_id__in=changes).values_list("pk", "document_id", "change")
    PendingPush.objects.filter(pk__in=[pk for pk, document, change in known if changes[document] == change]).delete()


def rebuild_server(say: Say = lambda _done: None) -> int:
    """Build the server's index anew; returns the number of documents. Raises EngineDown."""
    number = rebuild(say)
    push_pending()
    return number


def heal() -> bool:
    """Bring a server that is back up to date, or build anew what it lost; returns whether it is well."""
    try:
        if not named_by_alias():
            rebuild_server()
        return push_pending()
    except EngineDown as down:
        logger.warning("The search server could not be brought up to date: %s", down)
        return False


def heal_later() -> None:
    """Heal in the background, once at a time in this process. Two processes at once do double work and no harm."""
    if settings.SEARCH_HEALS_ITSELF and _one_healer.acquire(blocking=False):
        threading.Thread(target=_heal_and_let_go, daemon=True).start()


def _heal_and_let_go() -> None:
    try:
        heal()
    except Exception:  # whatever it is, the next search tries again
        logger.exception("Healing the search server failed")
    finally:
        connection.close()
        _one_healer.release()
