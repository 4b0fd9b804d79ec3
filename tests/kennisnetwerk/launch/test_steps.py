"""Steps: shown, logged, and a failure in words."""

import sys
from pathlib import Path

import pytest

from kennisnetwerk.launch.steps import Failure, Step, run_step


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_run_step_returns_and_logs_what_the_command_wrote(tmp_path: Path) -> None:
    log = tmp_path / "log"
    output = run_step("Counting", python("print('one'); print('two')"), folder=tmp_path, log=log)
    assert output == "one\ntwo\n"
    assert log.read_text() == output


def test_run_step_shows_title_and_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_step("Counting", python("print('hidden')"), folder=tmp_path)
    assert capsys.readouterr().out == "Counting  0 s\n"


def test_run_step_shows_a_dot_for_each_second(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kennisnetwerk.launch.steps.BETWEEN_DOTS", 0.05)
    run_step("Waiting", python("import time; time.sleep(0.5)"), folder=tmp_path)
    assert capsys.readouterr().out.startswith("Waiting ..")


def test_run_step_fails_with_the_last_lines(tmp_path: Path) -> None:
    code = "import sys; print('\\n'.join(str(number) for number in range(40))); sys.exit(3)"
    with pytest.raises(Failure) as raised:
        run_step("Counting", python(code), folder=tmp_path)
    assert str(raised.value).splitlines() == ["Counting failed:", *(str(number) for number in range(25, 40))]
    assert raised.value.output.splitlines()[0] == "0"


def test_step_runs_beside_others_until_it_is_finished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = Step("Waiting", python("print('done')"), folder=tmp_path)
    step.reader.join()
    assert capsys.readouterr().out == ""
    assert step.finish() == "done\n"


def test_step_that_is_stopped_runs_no_longer(tmp_path: Path) -> None:
    step = Step("Waiting", python("import time; time.sleep(60)"), folder=tmp_path)
    step.stop()
    assert step.process.poll() is not None
