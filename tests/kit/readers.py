"""Subscribers and what they have written down, as the tests see them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from tests.kit.system import System, in_order
from tests.support.installation import wait_for


class Reader:
    """A subscriber of this name. What it has written is a program's own matter."""

    def __init__(self, system: System, name: str, events: str, folder: Path) -> None:
        self.name = name
        self.system = system
        self.given = system.subscribe(name, events, folder)
        self.queue = f"subscriber.{name}"

    def written(self) -> list[dict[str, Any]]:
        """Every event, as it was handled."""
        raise NotImplementedError

    def has_all(self) -> None:
        """Waits until it has as many as there are; then they are these, each once, in order."""
        told = self.system.told(self.given)
        patience = 120 + len(told) / 20
        wait_for(f"{self.name} has {len(told)}", lambda: len(self.written()) >= len(told), patience)
        assert sorted(each["id"] for each in self.written()) == sorted(each["id"] for each in told)
        assert in_order(self.written())


class WithTheKit(Reader):
    """It writes into a table of the kit's own file (writing_down.py)."""

    def __init__(self, system: System, name: str, events: str, folder: Path) -> None:
        super().__init__(system, name, events, folder)
        self.state = folder / "state.sqlite"

    def written(self) -> list[dict[str, Any]]:
        return [json.loads(row[0]) for row in self.rows("SELECT event FROM written ORDER BY number")]

    def rows(self, sql: str) -> list[Any]:
        if not self.state.exists():
            return []
        with sqlite3.connect(self.state, timeout=30) as db:
            try:
                return list(db.execute(sql).fetchall())
            except sqlite3.OperationalError:  # not made yet
                return []


class InNode(Reader):
    """It writes lines into a file (shared/kit/examples/node)."""

    def __init__(self, system: System, name: str, events: str, folder: Path) -> None:
        super().__init__(system, name, events, folder)
        self.lines = folder / "lines.jsonl"

    def written(self) -> list[dict[str, Any]]:
        if not self.lines.exists():
            return []
        whole, _, _cut_short = self.lines.read_bytes().rpartition(b"\n")
        return [json.loads(line) for line in whole.splitlines()]
