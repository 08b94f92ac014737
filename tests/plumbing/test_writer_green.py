"""The group-commit writer under eventlet: whoever saves waits, and nobody else does."""

import json
import subprocess
import sys

from shared.plumbing.migrations import migrate


def test_many_green_threads_share_few_transactions_and_hold_nobody(database: str) -> None:
    migrate(database, "intake")
    command = [sys.executable, "-m", "tests.support.green_writer", database]
    out = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    told = json.loads(out)
    assert told["told"] == told["stored"] == 161
    assert told["transactions"] < told["stored"] / 4
    assert told["longest"] < 1.5, "a transaction of two seconds stopped nobody"
