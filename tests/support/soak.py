"""`make soak`: kills and other harm for as long as one likes, while people work; then the account.

    python -m tests.support.soak [--kills 100] [--minutes 0] [--away 60]

Exit 0 where nothing was lost, doubled or different from a fold over the log, else 1.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.support.harness import harness


def soak() -> int:
    asked = argparse.ArgumentParser(description="Harms an installation of its own and gives an account.")
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--minutes", type=float, default=0)
    asked.add_argument("--away", type=float, default=60, help="seconds without PostgreSQL, at the end")
    wanted = asked.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="tukiverkko-soak-", ignore_cleanup_errors=True) as folder,
        harness(Path(folder), lambda line: print(line, flush=True)) as harmed,
    ):
        account = harmed.run(wanted.kills, wanted.minutes, wanted.away)
        print("\n".join(account.lines()), flush=True)
        return 0 if account.good() else 1


if __name__ == "__main__":
    sys.exit(soak())
