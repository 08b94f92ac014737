"""A server as our child: it ends with us, however we end.

The kernel signals the child when the thread that started it ends (PR_SET_PDEATHSIG), so that even
`kill -9` of the owner leaves nothing running. Start servers from a thread that lives as long as they do.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)
"""Loaded before any fork: nothing may be imported between fork and exec."""


class DidNotStart(Exception):
    """A server did not come up; the text ends with its log's last lines."""


def ending_with_owner(what: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the child this signal when the thread that starts it ends."""
    owner = os.getpid()

    def end_with_owner() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, what)
        if os.getppid() != owner:  # it ended between fork and here
            os._exit(1)

    return end_with_owner


def start_child(
    command: Sequence[str],
    *,
    at_owners_end: signal.Signals,
    log: IO[bytes] | int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
    account: pwd.struct_passwd | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that Ctrl-C in a terminal reaches only its owner.

    at_owners_end: the signal it gets when its owner ends. account: whom it runs as instead of root.
    """
    return subprocess.Popen(  # noqa: S603 - our own servers, by full path
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=dict(env) if env is not None else None,
        start_new_session=True,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        # It calls one loaded C function and nothing else.
        preexec_fn=ending_with_owner(at_owners_end),  # noqa: PLW1509
    )


def end(child: subprocess.Popen[bytes], *signals: signal.Signals, patience: float = 20) -> None:
    """Send the signals in turn, waiting `patience` seconds after each; at last SIGKILL to its session."""
    for each in signals:
        if child.poll() is not None:
            return
        child.send_signal(each)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
            return
    kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """Kill -9: the child and what it started in its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def wait_until(
    true: Callable[[], bool], patience: float, *, child: subprocess.Popen[bytes] | None, log: Path
) -> None:
    """Look every 50 ms until the condition holds.

    DidNotStart when the child ends before, or after `patience` seconds.
    """
    until = time.monotonic() + patience
    while not true():
        ended = child is not None and child.poll() is not None
        if ended or time.monotonic() > until:
            why = "it ended" if ended else f"not ready after {patience:.0f} s"
            raise DidNotStart(f"{why}\n{last_lines(log)}")
        time.sleep(0.05)


def last_lines(log: Path, count: int = 20) -> str:
    """The end of a log, to show beside an error."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
