"""A services process as small as can be, for the length of a block."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def echo(url: str, socket: Path | None = None, keys: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """The process, ready, for the length of a block; killed at its end."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.echo_process", url]
    command += [str(socket or ""), str(keys or "")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
