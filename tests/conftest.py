"""What all tests share: a database with the network's tree in it, the demo, people to sign in as.

Every test that uses the database starts with what `manage.py setup_network` makes, and its changes are rolled back (or
with `django_db(transaction=True)` thrown away). A module that wants the demo says

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

and then all its tests work in the loaded demo.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale

from community.initiatives.models import InitiativeDirectory
from community.members.models import User
from community.themes.models import ThemeOverview
from events.models import Calendar
from foundation.generation import forget_everything
from home.models import FrontPage, StakeholderIndex
from home.setup import EDITORS, MODERATORS, PARTNERS, SUPPORT_WORKERS, WRITERS
from knowledge.models import Library
from tests.databases import DEMO, NETWORK, Databases
from tests.factories import UserFactory

# Playwright keeps an event loop running in the main thread; Django would take every later query for an async one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

OF_THIS_WORKER = pytest.StashKey[Databases]()
ROLES = {
    "editor": EDITORS,
    "writer": WRITERS,
    "moderator": MODERATORS,
    "support": SUPPORT_WORKERS,
    "partner": PARTNERS,
}


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Databases]:
    """The databases of this worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if worker else base) / "databases"
    shared.mkdir(exist_ok=True)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    between_runs = request.config.cache.mkdir("databases")
    mine = Databases(shared, between_runs, run=run, worker=worker or "main", blocker=django_db_blocker)
    request.config.stash[OF_THIS_WORKER] = mine
    yield mine
    mine.close()


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> Iterator[None]:
    """Start with the network's tree, in place of pytest-django's empty database."""
    databases.use(NETWORK)
    with pytest.MonkeyPatch.context() as patch:
        # Emptying all tables after a test that committed takes long, and the whole copy is thrown away anyway.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: None)
        yield


@pytest.fixture(scope="module")
def demo(databases: Databases, django_db_setup: None) -> Iterator[None]:
    """Let all tests of this module work in the loaded demo."""
    databases.use(DEMO)
    yield
    databases.use(NETWORK)


@pytest.fixture(scope="module")
def made_once(databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """A context in which a fixture of the module makes what all its tests share.

    Used as `with made_once(): InitiativeFactory()`. That is thrown away after the module; what a test changes is rolled
    back as ever.
    """
    yield django_db_blocker.unblock
    databases.restore()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the database back after a test that really committed: pytest-django has emptied it by now."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        committed = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(
            getattr(item, "fixturenames", ())
        )
        if committed and nextitem is not None:
            item.config.stash[OF_THIS_WORKER].restore()


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Start without anything remembered: no cached page or query, and in the source language."""
    cache.clear()
    forget_everything()
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@dataclass(frozen=True, slots=True)
class Network:
    """The tree in the source language, and the locales."""

    front: FrontPage
    directory: InitiativeDirectory
    library: Library
    calendar: Calendar
    overview: ThemeOverview
    stakeholders: StakeholderIndex
    dutch: Locale
    english: Locale


@pytest.fixture
def network(db: None) -> Network:
    """The sections of the network, fresh from the database."""
    dutch = Locale.objects.get(language_code="nl")

    def section(model: type[Any]) -> Any:
        return model.objects.get(locale=dutch)

    return Network(
        front=section(FrontPage),
        directory=section(InitiativeDirectory),
        library=section(Library),
        calendar=section(Calendar),
        overview=section(ThemeOverview),
        stakeholders=section(StakeholderIndex),
        dutch=dutch,
        english=Locale.objects.get(language_code="en"),
    )


@pytest.fixture
def person_with_role(db: None) -> Callable[[str], User]:
    """Make a person: "editor", "writer", "moderator", "support", "partner", "member" or "administrator"."""

    def make(role: str) -> User:
        user = UserFactory(is_superuser=role == "administrator", is_staff=role == "administrator")
        if role in ROLES:
            user.groups.add(Group.objects.get(name=ROLES[role]))
        return user

    return make


@pytest.fixture
def signed_in(person_with_role: Callable[[str], User]) -> Callable[[str], Client]:
    """Give a client that is signed in as somebody with this role; "anonymous" gives one that is not."""

    def sign_in(role: str) -> Client:
        client = Client()
        if role != "anonymous":
            client.force_login(person_with_role(role))
        return client

    return sign_in
