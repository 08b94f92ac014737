"""The memory of the services after many facts: what a log's length must not change."""

import re
from pathlib import Path
from subprocess import Popen

from services.console.bench.figures import Figure
from services.console.bench.place import Place, measured, wait_until_seen
from shared.plumbing.settings import Settings

MEBIBYTE = 1024.0
BOUND = 200.0


def memory(place: Place) -> list[Figure]:
    """Resident mebibytes once reporting has read the whole log, and what the second half of it added."""
    settings, each = place.fresh(), place.facts // 2
    with place.serving(settings, "intake", "reporting") as running:
        half = _after(running, settings, facts=each)
        whole = _after(running, settings, facts=each, first=place.facts)
    bound = f"after {place.facts:,} facts, against 200 MiB"
    grown = "against what it was after half of them"
    return [
        figure
        for name in running
        for figure in (
            Figure(f"memory of {name}", whole[name], BOUND, "MiB", bound, 1.0, at_most=True),
            Figure(f"memory of {name}, growing", whole[name], half[name], "MiB", grown, 1.1, at_most=True),
        )
    ]


def _after(
    running: dict[str, Popen[bytes]], settings: Settings, facts: int, first: int = 2
) -> dict[str, float]:
    """Stores so many facts more, and waits until reporting has read them."""
    head = measured("log_of_contacts", "filled", settings, facts=facts, first=first)
    wait_until_seen(settings, head)
    return {name: _resident(process.pid) for name, process in running.items()}


def _resident(pid: int) -> float:
    """Mebibytes of a process that are in memory now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) / MEBIBYTE if found else 0.0
