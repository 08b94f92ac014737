"""What one installation has for itself: its data folder, its port, and when it is told to stop."""

import errno
import fcntl
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.plumbing.embedded.ports import free_ports

LOCK = "running.lock"


class Occupied(Exception):
    """Something else has what we need; the text says what, and what to do."""


class Stopped(KeyboardInterrupt):
    """Somebody told this process to stop: Ctrl-C or SIGTERM."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The data folder is ours as long as this lasts: the kernel frees it whatever happens to us.

    Occupied where another installation runs on it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(
                f"Tukiverkko runs on {folder} already: stop it first, or give another --data"
            ) from None
        yield


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """The first SIGTERM or SIGINT raises Stopped inside; later ones do not break off the ending."""

    def tell(*_: object) -> None:
        for number in before:
            # Not SIG_IGN: a child that is started meanwhile would inherit that, and never be told.
            signal.signal(number, lambda *_: None)
        raise Stopped

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there. Occupied where we may not listen at all."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise Occupied(f"cannot listen on port {port} of {host}: {error.strerror}") from None
        return True


def refuse_a_taken_port(host: str, port: int) -> None:
    """Occupied where something else listens there."""
    if not is_free(host, port):
        raise Occupied(f"port {port} of {host} is taken: give another with --port")


def a_free_port(host: str, wanted: int) -> int:
    """The wanted port, or another one that is free."""
    return wanted if is_free(host, wanted) else free_ports(1)[0]
