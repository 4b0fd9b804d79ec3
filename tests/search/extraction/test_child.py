"""What the reading process does to itself."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from search.extraction.child import gathered
from search.extraction.formats import READERS
from search.extraction.reading import IMPORT_PATH


def printed_by(program: str) -> str:
    command = [sys.executable, "-P", "-c", program]
    return subprocess.check_output(command, text=True, env={"PYTHONPATH": str(IMPORT_PATH)}).strip()


def test_gathered_makes_lines_of_pieces() -> None:
    assert gathered(["een  twee\n\ndrie", " \n", "vier"], 100) == "een twee\ndrie\nvier"


def test_gathered_stops_when_there_is_enough() -> None:
    def pieces() -> Iterator[str]:
        yield "één"
        yield "twee"
        pytest.fail("asked for more than is of use")

    assert gathered(pieces(), 6) == "één\ntw"


def test_the_child_loads_no_django() -> None:
    modules = ["search.extraction.child", *READERS.values()]
    program = (
        "import importlib, sys\n"
        f"for name in {modules}: importlib.import_module(name)\n"
        "print(sorted({'django', 'wagtail'} & set(sys.modules)))"
    )
    assert printed_by(program) == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have other limits")
def test_limits_are_set_for_good() -> None:
    program = (
        "import json, resource\n"
        "from search.extraction.child import set_limits\n"
        "set_limits(7, 1 << 28)\n"
        "names = ['AS', 'CPU', 'CORE', 'FSIZE', 'NPROC']\n"
        "print(json.dumps({name: resource.getrlimit(getattr(resource, f'RLIMIT_{name}')) for name in names}))"
    )
    assert json.loads(printed_by(program)) == {
        "AS": [1 << 28, 1 << 28],
        "CPU": [8, 8],
        "CORE": [0, 0],
        "FSIZE": [0, 0],
        "NPROC": [0, 0],
    }
