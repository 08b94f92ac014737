"""`tukiverkko up` and `status`: what an operator sees when it starts, stands, is doubled, stops and dies."""

import json
import os
import signal
from pathlib import Path

import httpx
import pytest

from shared.plumbing.embedded.ports import free_ports
from tests.support.processes import TUKIVERKKO, says, started, tukiverkko, wait_for, working_with

pytestmark = pytest.mark.timeout(300)
ANSWERS = "Tukiverkko answers"


def test_it_says_where_the_pages_are_once_they_answer_and_stands_alone_on_its_folder(tmp_path: Path) -> None:
    data, log, port = tmp_path / "data", tmp_path / "up.log", free_ports(1)[0]
    away = tukiverkko("status", "--data", data)
    assert away.returncode == 1
    assert f"tukiverkko up --data {data}" in away.stderr
    with started(log, TUKIVERKKO, "up", "--data", data, "--port", str(port)) as running:
        wait_for("up", lambda: says(log, ANSWERS), log)
        assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200

        told = tukiverkko("status", "--data", data, "--json")
        standing = json.loads(told.stdout)
        assert (told.returncode, standing["ready"]) == (0, True)
        assert standing["services"]["intake"]["behind"] == {"relay": 0, "seals": 0, "from-matching": 0}
        assert standing["services"]["reporting"]["behind"] == {
            "from-intake": 0, "from-billing": 0, "from-matching": 0, "from-feedback": 0,
        }  # fmt: skip
        assert "reporting  yes" in tukiverkko("status", "--data", data).stdout

        again = tukiverkko("up", "--data", data, "--port", str(free_ports(1)[0]))
        assert again.returncode == 1
        assert "runs on" in again.stderr
        same_port = tukiverkko("up", "--data", tmp_path / "other", "--port", str(port))
        assert same_port.returncode == 1
        assert f"port {port} of 127.0.0.1 is taken" in same_port.stderr

        kill_the_services(data)
        wait_for("the services' end", lambda: says(log, "services.console.serving ended with -9"), log)
        wait_for("the services again", lambda: tukiverkko("status", "--data", data).returncode == 0, log)
        assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200

        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0
    assert working_with(data) == []


def kill_the_services(data: Path) -> None:
    (process,) = [each for each in working_with(data) if "services.console.serving" in each]
    os.kill(int(process.split()[0]), signal.SIGKILL)


def test_a_killed_supervisor_leaves_nothing_that_keeps_the_next_from_starting(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_ports(1)[0]
    command = (TUKIVERKKO, "up", "--data", data, "--port", str(port))
    with started(tmp_path / "first.log", *command) as first:
        wait_for("up", lambda: says(tmp_path / "first.log", ANSWERS), tmp_path / "first.log")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        wait_for("no process is left", lambda: working_with(data) == [])
    with started(tmp_path / "second.log", *command):
        wait_for("up again", lambda: says(tmp_path / "second.log", ANSWERS), tmp_path / "second.log")
        assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
    assert working_with(data) == []


@pytest.mark.parametrize(
    "wrong",
    [("serve", "nothing"), ("serve", "intake"), ("token", "king"), ("play", "no-such-file"), ("no-such",)],
)
def test_wrong_use_is_exit_2_with_a_sentence(wrong: tuple[str, ...]) -> None:
    ended = tukiverkko(*wrong)
    assert ended.returncode == 2
    assert ended.stderr.strip()
