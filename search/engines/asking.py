"""Asking the engine of choice, and the database where a search server does not answer."""

import logging
from collections.abc import Sequence

from search.engines import database_engine, server, uses_a_server
from search.engines.pushing import heal_later
from search.engines.transport import NOT_FOUND, REFUSED
from search.engines.trust import trust
from search.engines.wanted import EngineDown, Found, Wanted

logger = logging.getLogger(__name__)


def ask(wanted: Wanted) -> tuple[Found, bool]:
    """The answer, and whether it had to come from the database because the search server did not give one."""
    found, fallen_back = ask_all([wanted])
    return found[0], fallen_back


def ask_all(wanted: Sequence[Wanted]) -> tuple[list[Found], bool]:
    """The answers to several questions, which a server gets at once; and whether they had to come from the database."""
    if not uses_a_server() or not all(map(server.leafs_to, wanted)):
        return from_database(wanted), False
    if trust.may_ask():
        try:
            found = server.ServerEngine().find_all(wanted)
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
    return from_database(wanted), True


def from_database(wanted: Sequence[Wanted]) -> list[Found]:
    """The answers of the database itself."""
    return [database_engine().find(one) for one in wanted]
