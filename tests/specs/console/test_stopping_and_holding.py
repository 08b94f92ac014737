"""One installation to a folder; one is told to stop once; a port that is taken is said."""

import os
import signal
import socket
from pathlib import Path

import pytest

from services.console.holding import (
    Occupied,
    Stopped,
    a_free_port,
    held,
    refuse_a_taken_port,
    until_told_to_stop,
)


def test_a_folder_has_one_installation_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path / "data"):
        with pytest.raises(Occupied, match="runs on"), held(tmp_path / "data"):
            pass
        with held(tmp_path / "other"):
            pass
    with held(tmp_path / "data"):
        assert (tmp_path / "data").is_dir()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_being_told_again_does_not_break_off_the_ending(told: signal.Signals) -> None:
    before, ended = signal.getsignal(told), []

    def work() -> None:
        try:
            os.kill(os.getpid(), told)
            signal.pause()
        finally:
            os.kill(os.getpid(), told)
            ended.append("in order")

    with pytest.raises(Stopped), until_told_to_stop():
        work()
    assert ended == ["in order"]
    assert signal.getsignal(told) is before


def test_a_taken_port_is_refused_or_another_one_found() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Occupied, match=f"port {port} of 127.0.0.1 is taken"):
            refuse_a_taken_port("127.0.0.1", port)
        assert a_free_port("127.0.0.1", port) != port
    refuse_a_taken_port("127.0.0.1", port)
    assert a_free_port("127.0.0.1", port) == port


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(Occupied, match="cannot listen on port 8080"):
        refuse_a_taken_port("192.0.2.1", 8080)
