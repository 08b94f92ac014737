"""Plays a JSON Lines file of commands and queries: the clock of each line is that line's own.

Nothing of it reaches an installation's data: it runs on a database that was made for playing.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from shared.plumbing.ask import AnswerLate, NoAnswer, ServiceAway, SyncServices
from shared.plumbing.tokens import ROLES, issue

OK = 200
REFUSED = frozenset({403, 404, 409, 422})
AGAIN = frozenset({503})
TRIES = 5
SETTLED_WITHIN = 120.0
LOOK = 0.02


class Unplayable(Exception):
    """A line of the file is not a command, a query or a settle."""


class NotSettled(Exception):
    """The projections did not catch up in time."""


@dataclass
class Played:
    """What came out: counts, what was not as expected, and the answers that were to be saved."""

    ok: int = 0
    refused: int = 0
    unexpected: list[dict[str, Any]] = field(default_factory=list)
    queries: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The one JSON object that `play` prints."""
        commands = {"ok": self.ok, "refused": self.refused, "unexpected": self.unexpected}
        return {"commands": commands, "queries": self.queries}


def lines_of(file: Path) -> list[dict[str, Any]]:
    """The file's lines. Unplayable, with the line's number, where one is not JSON or not of the shape."""
    lines = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError as error:
            raise Unplayable(f"line {number} is not JSON: {error}") from error
        if not isinstance(line, dict):
            raise Unplayable(f"line {number} is no object")
        if not line.get("settle") and (fault := _fault_of(line)):
            raise Unplayable(f"line {number}: {fault}")
        lines.append({**line, "line": number})
    return lines


class Player:
    """Asks the services line by line, as whoever the line names, at the time it names."""

    def __init__(self, services: SyncServices, known: tuple[str, ...], key: OKPKey) -> None:
        self._services = services
        self._known = known
        self._key = key
        self._clock: datetime | None = None
        self._at_that_clock: dict[str, Any] = {}
        self.played = Played()

    def play(self, lines: list[dict[str, Any]], progress: Callable[[int], None]) -> Played:
        """Plays all of it. progress is told the number of lines done."""
        for done, line in enumerate(lines, start=1):
            if line.get("settle"):
                self._settle()
            elif "command" in line:
                self._command(line)
            else:
                self._query(line)
            progress(done)
        return self.played

    def _command(self, line: dict[str, Any]) -> None:
        reply = self._ask(line, "carry_out", line["command"], {"id": line.get("id")})
        expected = "refused" if line.get("expect") == "refused" else "ok"
        came = "ok" if reply["status"] == OK else "refused" if reply["status"] in REFUSED else "broken"
        if came == expected == "ok":
            self.played.ok += 1
        elif came == expected:
            self.played.refused += 1
        else:
            self._note(line, expected, reply)

    def _query(self, line: dict[str, Any]) -> None:
        """A query may be expected to be refused, too; then its refusal is what is saved."""
        reply = self._ask(line, "answer", line["query"], {})
        refused = line.get("expect") == "refused"
        if reply["status"] not in (REFUSED if refused else {OK}):
            self._note(line, "refused" if refused else "ok", reply)
        elif name := line.get("save_as"):
            told = {"status": reply["status"], **reply.get("problem", {})} if refused else reply["result"]
            self.played.queries[name] = told

    def _note(self, line: dict[str, Any], expected: str, reply: dict[str, Any]) -> None:
        told = {"line": line["line"], "asked": line.get("command") or line.get("query"), "expected": expected}
        self.played.unexpected.append({**told, "status": reply["status"], "problem": reply.get("problem")})

    def _ask(self, line: dict[str, Any], method: str, asked: str, more: dict[str, Any]) -> dict[str, Any]:
        service, _, name = asked.partition(".")
        if service not in self._known:
            return {
                "status": 404,
                "problem": {"sentence": "there is no service {service}", "service": service},
            }
        who = self._at_the_clock_of(line)
        request = {
            "name": name, "data": line.get("data", {}), "token": issue(self._key, who),
            "correlation": f"play:{line['line']}", **more,
        }  # fmt: skip
        reply: dict[str, Any] = {"status": 503}
        for _ in range(TRIES):
            # The same id again is safe: a command that was carried out gives its answer again.
            try:
                reply = self._services.ask(service, method, request)
            except (ServiceAway, AnswerLate) as away:
                reply = {"status": 503, "problem": {"sentence": str(away)}}
            if reply["status"] not in AGAIN:
                break
        return reply

    def _at_the_clock_of(self, line: dict[str, Any]) -> dict[str, Any]:
        """Who asks, at the line's own time; the latest is what whatever is done by itself goes by."""
        who = {"sub": line["by"]["user"], **line["by"], "clock": line["at"]}
        at = datetime.fromisoformat(line["at"])
        if self._clock is None or at > self._clock:
            self._clock, self._at_that_clock = at, {"token": issue(self._key, who)}
        return who

    def _settle(self) -> None:
        """Waits until every reader has seen every log to its end, twice in a row without change.

        What is due by then, at the latest clock of the lines so far, is done as well.
        """
        until = time.monotonic() + SETTLED_WITHIN
        before: dict[str, Any] | None = None
        while True:
            positions = self._seen_by_all()
            if positions is not None and positions == before:
                return
            if time.monotonic() > until:
                raise NotSettled(f"the rows did not catch up: {positions}")
            before = positions
            time.sleep(LOOK)

    def _seen_by_all(self) -> dict[str, Any] | None:
        """Each service's positions, where all have seen all; None where one is behind or does not answer."""
        try:
            now = {
                service: self._services.ask(service, "status", self._at_that_clock) for service in self._known
            }
        except NoAnswer:
            return None
        if not all(status["ready"] and not _works_on(status) for status in now.values()):
            return None
        positions = {service: status["positions"] for service, status in now.items()}
        return None if any(_is_behind(status, positions) for status in now.values()) else positions


def _works_on(status: dict[str, Any]) -> bool:
    """Whether a service still works on something that was asked for and answered with a job."""
    return any(loop.get("waiting") for loop in status["loops"].values())


def _is_behind(status: dict[str, Any], positions: dict[str, dict[str, int]]) -> bool:
    """Whether a service has not yet seen all of a log that it follows."""
    sources = [loop.removeprefix("from-") for loop in status["loops"] if loop.startswith("from-")]
    return any(status["positions"].get(s, 0) < positions[s].get(s, 0) for s in sources)


def _fault_of(line: dict[str, Any]) -> str | None:
    """What keeps a line from being played, in words; None where nothing does."""
    if not isinstance(line.get("command") or line.get("query"), str):
        return "there is no command, query or settle"
    by = line.get("by")
    if not isinstance(by, dict) or not isinstance(by.get("user"), str):
        return "by names nobody: it needs a user, a role and a region"
    if by.get("role") not in ROLES:
        return f"there is no role {by.get('role')}: use one of {', '.join(ROLES)}"
    try:
        at = datetime.fromisoformat(line.get("at", ""))
    except (TypeError, ValueError):
        return "at is no moment, as in 2023-03-07T09:00:00+02:00"
    return None if at.tzinfo else "at has no zone, as in 2023-03-07T09:00:00+02:00"
