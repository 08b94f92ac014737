"""A bank's file, read so that nobody else waits for it: a large one in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json

from services.billing.application.bank_files.reading import read
from services.billing.domain.payments.credits import Credit
from shared.kernel.refused import Misfit, NotYet

AT_ONCE = 250_000
"""Bytes that are read here: a twentieth of a second. A process of its own takes most of one to begin."""
PATIENCE = 55.0
"""Seconds; twenty megabytes take five."""
ROOT = Path(__file__).parents[4]
SURROUNDINGS = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
"""All that the process is told of where it runs: no setting of ours, no secret."""
CREDITS = TypeAdapter(tuple[Credit, ...])


def read_apart(content: bytes) -> tuple[Credit, ...]:
    """What `read` gives and refuses. NotYet where it takes too long."""
    return read(content) if len(content) <= AT_ONCE else told_by_process(content)


def told_by_process(content: bytes) -> tuple[Credit, ...]:
    """The same by a process of its own. RuntimeError where that broke: a bug; it says nothing of the file."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "services.billing.application.bank_files"],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
            timeout=PATIENCE, cwd=ROOT, env=SURROUNDINGS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotYet("the file could not be read in time: try again") from None
    if done.returncode:
        msg = f"reading a bank's file broke: exit code {done.returncode}"
        raise RuntimeError(msg)
    told: dict[str, Any] = from_json(done.stdout)
    if "misfit" in told:
        raise Misfit(told["misfit"], **told["values"])
    return CREDITS.validate_python(told["credits"])
