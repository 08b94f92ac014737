"""Processor time and memory of a service and of the PostgreSQL that works for it."""

import os
import re
from pathlib import Path
from typing import Any

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
MEBIBYTE = 1024.0
AT_WORK = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Processor:
    """Adds up what a process and all connections to its database have used since this was made."""

    def __init__(self, pid: int, rows: psycopg.Connection[Any]) -> None:
        self._pid = pid
        self._rows = rows
        self._before: dict[int, float] = {}
        self._now: dict[int, float] = {}
        self._before = dict(self._look())

    def seconds(self) -> float:
        """Of the process and of PostgreSQL together; a connection's last hundredths may be missing."""
        return sum(used - self._before.get(pid, 0.0) for pid, used in self._look().items())

    def _look(self) -> dict[int, float]:
        at_work = [int(row[0]) for row in self._rows.execute(AT_WORK).fetchall()]
        self._now |= {pid: used for pid in (self._pid, *at_work) if (used := _used(pid))}
        return self._now


def _used(pid: int) -> float:
    """Seconds, in user and in system mode; 0 for a process that has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    fields = told.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def most_resident(pid: int) -> float:
    """The most mebibytes of a process that were in memory at any time."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) / MEBIBYTE if found else 0.0
