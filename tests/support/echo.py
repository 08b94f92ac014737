"""A services process as small as can be, for the length of a block."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def echo(url: str, socket: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """The process, ready, for the length of a block."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.echo_process", url]
    command += [str(socket)] if socket else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
