"""Asking the engine of choice, and the database where a search server does not answer."""

import logging
import threading
import time

from search.engines import database_engine, server, uses_a_server
from search.engines.pushing import heal_later
from search.engines.transport import NOT_FOUND
from search.engines.wanted import EngineDown, Found, Wanted

logger = logging.getLogger(__name__)
REFUSED = 400
REST = 5.0  # seconds that a server which did not answer is left alone


class Trust:
    """Whether to ask the server: not for a while after it failed, so that only one search in five seconds waits."""

    def __init__(self) -> None:
        """Begin with trust."""
        self.lock = threading.Lock()
        self.again_at = 0.0
        self.is_down = False

    def may_ask(self) -> bool:
        """Whether this search asks the server; of those that come after a rest only the first one does."""
        with self.lock:
            now = time.monotonic()
            if now < self.again_at:
                return False
            if self.is_down:
                self.again_at = now + REST
            return True

    def failed(self) -> None:
        """Leave the server alone for a while."""
        with self.lock:
            self.is_down = True
            self.again_at = time.monotonic() + REST

    def answered(self) -> bool:
        """Trust it; returns whether it was down before."""
        with self.lock:
            was_down, self.is_down, self.again_at = self.is_down, False, 0.0
            return was_down


trust = Trust()


def ask(wanted: Wanted) -> tuple[Found, bool]:
    """The answer, and whether it had to come from the database because the search server did not give one."""
    if not uses_a_server():
        return database_engine().find(wanted), False
    if not server.leafs_to(wanted):
        return database_engine().find(wanted), False
    if trust.may_ask():
        try:
            found = server.ServerEngine().find(wanted)
        except EngineDown as down:
            logger.warning("The search server did not answer, the database does: %s", down)
            if down.status != REFUSED:  # a question that it does not take says nothing of the next one
                trust.failed()
            if down.status == NOT_FOUND:  # it answers, and has lost its index
                heal_later()
        else:
            if trust.answered():
                heal_later()
            return found, False
    return database_engine().find(wanted), True
