"""A start that comes to no end: the process says where it stands, and ends, so that it is started again."""

import json
import subprocess
import sys


def started(how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.support.start_process", how]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=45)


def test_who_waits_for_what_never_comes_says_where() -> None:
    ended = started("green")
    assert ended.returncode == 1
    (line,) = map(json.loads, ended.stdout.splitlines())
    assert line["event"] == "does not start"
    assert any("wait_for_what_never_comes" in place for place in line["waiting"])


def test_a_process_that_is_held_as_a_whole_says_so_too() -> None:
    ended = started("held")
    assert ended.returncode == 1
    assert "hold_the_process" in ended.stderr


def test_who_is_up_in_time_is_left_alone() -> None:
    ended = started("up")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
