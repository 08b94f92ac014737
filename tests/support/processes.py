"""Our command line as people and init systems start it, and what is left of it afterwards."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.plumbing.embedded.child import end

TUKIVERKKO = str(Path(sys.executable).with_name("tukiverkko"))
PATIENCE = 110.0
ENDS_WITHIN = 40.0
GLANCE = 0.1


def environment(**settings: str) -> dict[str, str]:
    """Ours without any setting of the product, and with these (`DATABASE_URL="…"`)."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TUKIVERKKO_")}
    return bare | {f"TUKIVERKKO_{name}": value for name, value in settings.items()}


def tukiverkko(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, run to its end."""
    return subprocess.run(
        [TUKIVERKKO, *map(str, arguments)],
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@contextmanager
def started(log: Path, *command: str | Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until it is told to stop, or at last killed; what it says goes to the log."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end(process, signal.SIGTERM, patience=ENDS_WITHIN)


def wait_for(what: str, is_so: Callable[[], object], log: Path | None = None) -> None:
    """Looks until the condition holds. AssertionError, with the log's end, where it does not in time."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            said = log.read_text(errors="replace")[-3000:] if log else ""
            raise AssertionError(f"{what}: not within {PATIENCE:.0f} s\n{said}")
        time.sleep(GLANCE)


def says(log: Path, words: str) -> bool:
    """Whether the log holds these words by now."""
    return log.exists() and words in log.read_text(errors="replace")


def address_in(log: Path) -> str:
    """The address that a greeting in the log gives."""
    found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
    assert found
    return found[0]


def working_with(folder: Path) -> list[str]:
    """The processes that have to do with a folder: named in their command or environment, or in it now."""
    others = [p for p in Path("/proc").iterdir() if p.name.isdigit() and int(p.name) != os.getpid()]
    return [f"{p.name} {_text(p / 'cmdline')}" for p in others if _has_to_do_with(p, folder)]


def _has_to_do_with(process: Path, folder: Path) -> bool:
    if not _text(process / "cmdline"):
        return False  # it has ended, and waits to be counted
    try:
        inside = (process / "cwd").readlink().is_relative_to(folder)
    except OSError:
        inside = False
    return (
        inside or str(folder) in _text(process / "cmdline") or f"DATA={folder}" in _text(process / "environ")
    )


def _text(file: Path) -> str:
    try:
        return file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
