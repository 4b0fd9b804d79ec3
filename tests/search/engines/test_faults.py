"""Search servers that stop, hang, lose what they had or do not let us in: the site goes on, and nothing is lost.

The servers of these tests are their own: nobody else's are stopped.
"""

import base64
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from foundation.audiences import PUBLIC
from knowledge.models import KnowledgeTool
from search import checking
from search.engines import pushing, server, server_index
from search.engines.pushing import heal, push_pending, rebuild_server
from search.engines.trust import Trust, trust
from search.engines.wanted import EngineDown, Wanted
from search.models import PendingPush, SearchDocument, SearchText
from tests.factories import ToolFactory
from tests.search.engines.conftest import SERVERS, need_servers
from tests.search.engines.faults import FAULTS, eventually, gate, start_again
from tests.search.things import ask, thing, things_that_can_be_found
from tests.search_servers.processes import HOST, Server
from tests.search_servers.servers import elasticsearch, opensearch

SOON = 2.0  # seconds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def own_servers() -> Iterator[Callable[[str], Server]]:
    """Servers that may be broken, each started when it is first asked for."""
    running: dict[str, Server] = {}
    with ExitStack() as stack:

        def of_kind(kind: str) -> Server:
            need_servers()
            if kind not in running:
                running[kind] = stack.enter_context({"elasticsearch": elasticsearch, "opensearch": opensearch}[kind]())
            return running[kind]

        yield of_kind


@pytest.fixture(params=SERVERS)
def machine(
    request: pytest.FixtureRequest, own_servers: Callable[[str], Server], settings: Settings, transactional_db: None
) -> Iterator[Server]:
    """A server that runs and has what is on the site: two tools."""
    running = own_servers(request.param)
    settings.SEARCH_URL = f"{request.param}://{HOST}:{running.port}/faults"
    ToolFactory(title="Molens malen")
    ToolFactory(title="Oude molens")
    rebuild_server()
    server_index.refresh()
    yield running
    wait_for_healers()
    if not running.is_running():
        start_again(running)
    running.resume()


def wait_for_healers() -> None:
    """Wait until nobody heals any more."""
    with pushing._one_healer:
        pass


def is_whole() -> bool:
    """Whether the server confirmed everything, and has everything once and as it is."""
    if PendingPush.objects.exists():
        return False
    try:
        there = server_index.inventory()
    except EngineDown:
        return False
    return there == dict(SearchDocument.objects.values_list("pk", "digest"))


def seconds_of(work: Callable[[], Any]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def change_the_site() -> None:
    """Publish a tool, change one and withdraw one; none of it may take long."""
    changed = KnowledgeTool.objects.get(title="Molens malen", alias_of=None)
    changed.title = "Nieuwe molens malen"
    gone = KnowledgeTool.objects.get(title="Oude molens", alias_of=None)
    assert seconds_of(lambda: ToolFactory(title="Windmolen bouwen")) < SOON
    assert seconds_of(changed.save_revision().publish) < SOON
    assert seconds_of(gone.unpublish) < SOON


def titles(text: str = "molens") -> set[str]:
    """The titles of what is found."""
    return {result.title for result in ask(text).results}


CHANGED = {"Nieuwe molens malen", "Windmolen bouwen"}


@pytest.mark.parametrize("fault", FAULTS)
def test_site_goes_on_without_its_server_and_heals_it(fault: str, machine: Server, settings: Settings) -> None:
    breaks, comes_back = FAULTS[fault]
    assert not ask("molens").from_database
    assert is_whole()
    breaks(machine)
    change_the_site()
    started = time.perf_counter()
    answer = ask("molens")
    assert time.perf_counter() - started < SOON
    assert answer.from_database
    assert {result.title for result in answer.results} == CHANGED
    assert seconds_of(lambda: ask("molens")) < SOON
    assert PendingPush.objects.count() >= 3
    settings.SEARCH_HEALS_ITSELF = True
    comes_back(machine)
    assert eventually(lambda: not ask("molens").from_database and is_whole())
    assert titles() == CHANGED
    assert list(checking.check().lines()) == []


@pytest.mark.parametrize("fault", ["wiped", "paused"])
def test_healing_can_be_asked_for(fault: str, machine: Server) -> None:
    breaks, comes_back = FAULTS[fault]
    breaks(machine)
    change_the_site()
    comes_back(machine)
    assert not is_whole()
    assert heal()
    assert is_whole()
    assert titles() == CHANGED


def test_server_that_is_away_is_not_healed(machine: Server) -> None:
    machine.kill()
    ToolFactory(title="Windmolen bouwen")
    waiting = set(PendingPush.objects.values_list("document_id", "change"))
    assert len(waiting) == 1
    assert not heal()
    assert not push_pending()
    assert set(PendingPush.objects.values_list("document_id", "change")) == waiting


def test_a_change_during_a_push_is_pushed_as_well(machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = KnowledgeTool.objects.get(title="Molens malen", alias_of=None)
    written: list[int] = []

    def write_while_it_changes(*args: Any, **options: Any) -> set[int]:
        confirmed = server_index.write(*args, **options)
        written.append(len(confirmed))
        if len(written) == 1:
            PendingPush.objects.update(change="newer")
            SearchDocument.objects.filter(object_id=tool.pk).update(digest="newer")
        return confirmed

    monkeypatch.setattr(pushing, "write", write_while_it_changes)
    PendingPush.objects.create(document_id=SearchDocument.objects.get(object_id=tool.pk).pk, change="older")
    assert push_pending()
    assert is_whole()
    assert len(written) == 2


def test_a_document_that_the_server_refuses_holds_up_no_other(machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    refused, taken = SearchDocument.objects.order_by("pk")[:2]
    SearchText.objects.filter(pk=refused.pk).update(labels="x" * 40_000)  # longer than a label may be there
    monkeypatch.setattr(pushing, "AT_A_TIME", 1)
    PendingPush.objects.bulk_create(
        [PendingPush(document_id=document.pk, change="new") for document in (refused, taken)]
    )
    assert not push_pending()
    assert list(PendingPush.objects.values_list("document_id", flat=True)) == [refused.pk]


def test_confirming_an_older_change_keeps_a_newer_one() -> None:
    PendingPush.objects.create(document_id=1, change="newer")
    PendingPush.objects.create(document_id=2, change="same")
    pushing.forget_confirmed({1: "older", 2: "same"})
    assert list(PendingPush.objects.values_list("document_id", "change")) == [(1, "newer")]


class TestRebuilding:
    """Building the index anew, while it is in use."""

    def outcomes_during(self, work: Callable[[], Any]) -> set[int | str]:
        """What the server answers meanwhile: how many it finds, or that it cannot."""
        wanted = Wanted(language="nl", audiences=frozenset({PUBLIC}))
        outcomes: set[int | str] = set()
        done = threading.Event()
        searches = 0

        def keep_asking() -> None:
            nonlocal searches
            while not done.is_set():
                try:
                    outcomes.add(server.ServerEngine().find(wanted).total)
                except EngineDown:
                    outcomes.add("down")
                searches += 1

        thread = threading.Thread(target=keep_asking)
        thread.start()
        try:
            work()
        finally:
            done.set()
            thread.join()
        assert searches > 5
        return outcomes

    def test_searches_go_on(self, machine: Server) -> None:
        with things_that_can_be_found(*(thing(number, f"Molen {number}") for number in range(200))):
            rebuild_server()
            server_index.refresh()
            everything = SearchDocument.objects.count()

            def rebuild_thrice() -> None:
                for _number in range(3):
                    rebuild_server()

            assert self.outcomes_during(rebuild_thrice) == {everything}

    def test_an_index_that_is_made_again_would_be_empty_for_a_while(self, machine: Server) -> None:
        """The control of the test above."""

        def make_again() -> None:
            for name in server_index.named_by_alias():
                server_index.drop(name)
            time.sleep(0.1)
            rebuild_server()

        assert "down" in self.outcomes_during(make_again)

    def test_failure_leaves_the_old_index(self, machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        before = server_index.named_by_alias()
        writes = 0

        def fail_the_second_time(*args: Any) -> None:
            nonlocal writes
            writes += 1
            if writes > 1:
                raise EngineDown("full")
            server_index.write(args[0], args[1], alias=False)

        monkeypatch.setattr(server_index, "AT_A_TIME", 1)
        monkeypatch.setattr(server_index, "write_all", fail_the_second_time)
        with pytest.raises(EngineDown, match="full"):
            rebuild_server()
        with pytest.raises(CommandError, match="The search server did not take the index: full"):
            call_command("rebuild_search")
        _address, send = server.server()
        assert list(send("GET", "/faults-*/_alias")) == server_index.named_by_alias() == before
        answer = ask("molens")
        assert (answer.total, answer.from_database) == (2, False)

    def test_index_that_lost_a_shard_is_begun_anew(self, machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        """Once. Control: with one beginning it fails."""
        write_all = server_index.write_all
        names: list[str] = []

        def lose_a_shard(name: str, batch: Any) -> None:
            if not names or name == names[0]:
                names.append(name)
                raise EngineDown("a shard has no node")
            write_all(name, batch)

        before = server_index.named_by_alias()
        monkeypatch.setattr(server_index, "write_all", lose_a_shard)
        with monkeypatch.context() as once:
            once.setattr(server_index, "BEGINNINGS", 1)
            with pytest.raises(EngineDown, match="a shard has no node"):
                rebuild_server()
        assert server_index.named_by_alias() == before
        names.clear()
        rebuild_server()
        _address, send = server.server()
        assert list(send("GET", "/faults-*/_alias")) == server_index.named_by_alias() != before
        assert titles() == {"Molens malen", "Oude molens"}

    def test_server_that_goes_meanwhile(self, machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(server_index, "TRIES", 1)
        monkeypatch.setattr(server_index, "make_index", lambda _name: machine.kill())
        with pytest.raises(EngineDown):
            rebuild_server()
        assert titles() == {"Molens malen", "Oude molens"}

    def test_what_changes_meanwhile_is_there_afterwards(self, machine: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        swap = server_index.swap

        def change_and_swap(name: str) -> None:
            change_the_site()
            swap(name)

        monkeypatch.setattr(server_index, "swap", change_and_swap)
        rebuild_server()
        assert is_whole()
        assert titles() == CHANGED

    def test_indexes_of_others_are_left_alone(self, machine: Server, settings: Settings) -> None:
        own = settings.SEARCH_URL
        settings.SEARCH_URL = f"{own}-of-somebody-else"
        rebuild_server()
        other = server_index.named_by_alias()
        settings.SEARCH_URL = own
        rebuild_server()
        settings.SEARCH_URL = f"{own}-of-somebody-else"
        assert server_index.named_by_alias() == other
        server_index.drop(other[0])

    def test_earlier_indexes_are_dropped(self, machine: Server) -> None:
        for _number in range(2):
            rebuild_server()
        _address, send = server.server()
        assert list(send("GET", "/faults-*/_alias")) == server_index.named_by_alias()


class TestGettingIn:
    """Servers that do not let us in."""

    @pytest.fixture
    def behind_a_gate(self, machine: Server) -> Iterator[tuple[str, int]]:
        """Kind and port of a server that asks who we are."""
        secret = base64.b64encode(b"editor:s3cret").decode()
        with gate(machine, opens_for=f"Basic {secret}") as port:
            yield server.server()[0].kind, port

    def test_right_password(self, behind_a_gate: tuple[str, int], settings: Settings) -> None:
        kind, port = behind_a_gate
        settings.SEARCH_URL = f"{kind}://editor:s3cret@{HOST}:{port}/faults"
        answer = ask("molens")
        assert (answer.total, answer.from_database) == (2, False)

    @pytest.mark.parametrize("who", ["", "editor:wrong@", "nobody:s3cret@", "editor:@"])
    def test_wrong_password(
        self, who: str, behind_a_gate: tuple[str, int], settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        kind, port = behind_a_gate
        settings.SEARCH_URL = f"{kind}://{who}{HOST}:{port}/faults"
        answer = ask("molens")
        assert (answer.total, answer.from_database) == (2, True)
        assert not heal()
        ToolFactory(title="Windmolen bouwen")
        assert PendingPush.objects.count() == 1
        assert "401 security_exception" in caplog.text
        assert "s3cret" not in caplog.text

    def test_key(self, machine: Server, settings: Settings) -> None:
        kind = server.server()[0].kind
        with gate(machine, opens_for="ApiKey k3y==") as port:
            settings.SEARCH_URL = f"{kind}://{HOST}:{port}/faults?api_key=k3y%3D%3D"
            assert not ask("molens").from_database
            settings.SEARCH_URL = f"{kind}://{HOST}:{port}/faults?api_key=other"
            assert ask("molens").from_database

    def test_server_without_encryption_where_it_is_asked_for(self, machine: Server, settings: Settings) -> None:
        settings.SEARCH_URL += "?tls=yes"
        answer = ask("molens")
        assert (answer.total, answer.from_database) == (2, True)
        assert not push_pending() or not PendingPush.objects.exists()


class TestTries:
    """How often a server that hangs up is asked."""

    @pytest.fixture
    def calls(self, settings: Settings) -> Iterator[list[str]]:
        """A port where every call is ended at once, and who called."""
        taken: list[str] = []

        class HangUp(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                taken.append(self.client_address[0])

        with socketserver.ThreadingTCPServer((HOST, 0), HangUp) as listener:
            threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            settings.SEARCH_URL = f"elasticsearch://{HOST}:{listener.server_address[1]}/busy"
            yield taken
            listener.shutdown()

    def test_who_searches_is_worth_a_second_try(self, calls: list[str]) -> None:
        assert ask("molens").from_database
        assert len(calls) == 2

    def test_who_publishes_does_not_wait_for_one(self, calls: list[str]) -> None:
        assert not pushing.push_soon()
        assert len(calls) == 1


class TestTrust:
    """Leaving a server alone that does not answer."""

    @pytest.fixture
    def questions(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """A port where nobody listens, and when it was asked."""
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            settings.SEARCH_URL = f"elasticsearch://{HOST}:{probe.getsockname()[1]}/nobody"
        asked: list[float] = []
        find_all = server.ServerEngine.find_all

        def counted(self: server.ServerEngine, wanted: Sequence[Wanted]) -> Any:
            asked.append(time.monotonic())
            return find_all(self, wanted)

        monkeypatch.setattr(server.ServerEngine, "find_all", counted)
        return asked

    def test_one_search_per_rest_asks(self, questions: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("search.engines.trust.REST", 3600.0)
        for _number in range(10):
            assert ask("molens").from_database
        assert len(questions) == 1
        trust.again_at = 0.0  # an hour later
        for _number in range(10):
            ask("molens")
        assert len(questions) == 2

    def test_one_of_many_at_once_asks(self, questions: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("search.engines.trust.REST", 3600.0)
        ask("molens")
        trust.again_at = 0.0

        def search(_number: int) -> bool:
            try:
                return ask("molens").from_database
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(search, range(24))) == [True] * 24
        assert len(questions) == 2

    def test_answers_restore_trust(self) -> None:
        fresh = Trust()
        assert fresh.may_ask()
        fresh.failed()
        assert not fresh.may_ask()
        assert fresh.answered()
        assert fresh.may_ask()
        assert not fresh.answered()


class TestCheckSearch:
    """`manage.py check_search` where there is a server."""

    def differ(self) -> None:
        """Let the server lack a document, have one too many and one in an older state."""
        first, second = SearchText.objects.select_related("document").order_by("pk")
        server_index.write(
            "faults", [too_many := SearchText(document=SearchDocument(pk=second.pk + 1_000))], [first.pk]
        )
        second.document.digest = "older"
        server_index.write("faults", [second, too_many])

    def test_finds_and_repairs_what_differs(self, machine: Server, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("check_search")
        self.differ()
        with pytest.raises(SystemExit, match="1"):
            call_command("check_search")
        call_command("check_search", fix=True)
        assert is_whole()
        call_command("check_search")
        assert capsys.readouterr().out.splitlines() == [
            "The index is as it should be.",
            "different: search server (3)",
            "different: search server (3)",
            "Put right.",
            "The index is as it should be.",
        ]

    def test_gives_a_server_its_index_back(self, machine: Server, capsys: pytest.CaptureFixture[str]) -> None:
        server_index.drop(server_index.named_by_alias()[0])
        call_command("check_search", fix=True)
        assert is_whole()
        assert capsys.readouterr().out == "different: search server (2)\nPut right.\n"

    def test_tells_of_a_server_that_is_away(self, machine: Server, capsys: pytest.CaptureFixture[str]) -> None:
        machine.kill()
        with pytest.raises(SystemExit, match="1"):
            call_command("check_search", fix=True)
        assert capsys.readouterr().out == "not answering: search server (1)\n"
