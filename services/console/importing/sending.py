"""A checked file carried out: what is known is looked up first, then line after line is sent as commands.

Every id is made of the line's key, so that a file that was interrupted is finished by giving it again, and
the same file twice adds nothing. A line that is known with other data is told, and nothing is changed by it.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from services.console.importing.checking import Checked, Fault, Line
from services.console.importing.kinds import Kind, Step
from services.console.operating import SaidNo
from services.console.progress import bar
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

OK, UNKNOWN, REFUSED, MISFIT, NOT_YET = 200, 404, 409, 422, 503
TRIES, PAUSE = 5, 0.5
ENDED = frozenset({"closed", "declined", "redirected", "withdrawn"})
"""States in which no other end is accepted, so that to send a line's last command again is safe."""
CHANGED = (
    "its key is known with other data: a file changes nothing; change it where it is, or give the line"
    " a key of its own"
)
Ask = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Asks the kind's service: method and request → the reply."""


@dataclass(frozen=True)
class Told:
    """What came of a file. new, known: lines; carried_out: whether the new ones were added, or would be."""

    checked: Checked
    faults: tuple[Fault, ...]
    new: int = 0
    known: int = 0
    carried_out: bool = False


def asking(services: SyncServices, settings: Settings, kind: Kind, user: str) -> Ask:
    """Asks as a coordinator, again where there is no answer: the same id is the same command."""
    claims = {"sub": user, "role": "coordinator", "region": settings.region}
    token = issue(signing_key(settings.keys), claims)

    def ask(method: str, request: dict[str, Any]) -> dict[str, Any]:
        for tried in range(TRIES):
            time.sleep(PAUSE if tried else 0)
            try:
                reply = services.ask(kind.service, method, {**request, "token": token, "correlation": None})
            except NoAnswer:
                continue
            if reply["status"] != NOT_YET:
                return dict(reply)
        start = "start it with `tukiverkko up` or `serve`, and give the file again"
        raise SaidNo(f"{kind.service} does not answer: {start}")

    return ask


def bring(checked: Checked, ask: Ask, *, dry_run: bool) -> Told:
    """Carries out a good file; of a bad one, and in a dry run, nothing. SaidNo where it stops midway."""
    if checked.faults:
        return Told(checked, checked.faults)
    found = _looked_up(checked, ask)
    known = len(checked.lines) - len(found.new)
    told = Told(checked, tuple(found.faults), len(found.new), known)
    if found.faults or dry_run:
        return told
    _carry_out(checked.kind, [*found.begun, *found.new], ask)
    return replace(told, carried_out=True)


@dataclass(frozen=True)
class _LookedUp:
    """Lines that are new; of the known those that were interrupted; and the faults of those that changed."""

    new: list[Line] = field(default_factory=list)
    begun: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _looked_up(checked: Checked, ask: Ask) -> _LookedUp:
    looked = _LookedUp()
    with bar("looked up", len(checked.lines)) as tell:
        for done, line in enumerate(checked.lines, start=1):
            found = _found(checked.kind, line, ask)
            if found is None:
                looked.new.append(line)
            else:
                _look_closer(line, looked, ask, ended=found.get("state") in ENDED)
            tell(done)
    return looked


def _look_closer(line: Line, looked: _LookedUp, ask: Ask, *, ended: bool) -> None:
    """Of a known line: whether it is as it was, and whether all of it was carried out.

    What is known can be sent again and adds nothing: it is answered as before, or refused.
    """
    if refusal := _refused(line.steps[:1], ask, known=True):
        looked.faults.append(Fault(line.number, (refusal,)))
    elif not ended and len(line.steps) > 1:
        looked.begun.append(line)
    elif ended and (refusal := _refused(line.steps[-1:], ask, known=True)):
        looked.faults.append(Fault(line.number, (refusal,)))


def _found(kind: Kind, line: Line, ask: Ask) -> dict[str, Any] | None:
    """What is known under the line's id; None where nothing is."""
    reply = ask("answer", {"name": kind.question, "data": {kind.id_field: str(line.named.id)}})
    if reply["status"] not in {OK, UNKNOWN}:
        raise SaidNo(_sentences(reply["problem"]))
    return dict(reply["result"]) if reply["status"] == OK else None


def _carry_out(kind: Kind, lines: list[Line], ask: Ask) -> None:
    """Line after line; where one is refused after all, it and those behind it wait for a mended file."""
    with bar(kind.name, len(lines)) as tell:
        for done, line in enumerate(lines, start=1):
            if refusal := _refused(line.steps, ask):
                left = len(lines) - done + 1
                raise SaidNo(
                    f"line {line.number}: {refusal} ({done - 1} lines are carried out, {left} are not:"
                    " mend it, and give the file again)"
                )
            tell(done)


def _refused(steps: Iterable[Step], ask: Ask, *, known: bool = False) -> str | None:
    """Sends commands until one is refused; why it was, None where none is.

    known: they were all carried out, or their line is another than it was.
    """
    for step in steps:
        reply = ask("carry_out", {"name": step.name, "data": step.data, "id": str(step.id)})
        if reply["status"] == OK:
            continue
        # What was checked by the command's own model fits: this is the same id with other data.
        misfit = reply["status"] == MISFIT and not reply["problem"]["fields"]
        changed = misfit or (known and reply["status"] == REFUSED)
        return CHANGED if changed else _sentences(reply["problem"])
    return None


def _sentences(problem: dict[str, Any]) -> str:
    fields = [each["sentence"].format(**each.get("values", {})) for each in problem["fields"]]
    return "; ".join([problem["sentence"].format(**problem["values"]), *fields])


def as_dict(told: Told) -> dict[str, Any]:
    """For programs."""
    return {
        "what": told.checked.kind.name,
        "lines": told.checked.rows,
        "new": told.new,
        "known": told.known,
        "bad": [{"line": fault.line, "reasons": list(fault.reasons)} for fault in told.faults],
        "carried_out": told.carried_out,
        "encoding": told.checked.encoding,
    }


def lines_of(told: Told) -> list[str]:
    """For people: a line each that is bad, and a sum."""
    read = f"{told.checked.rows} lines"
    if told.faults:
        return [*map(str, told.faults), f"{read}, {len(told.faults)} faults: nothing was carried out"]
    if told.carried_out:
        return [f"{read}: {told.new} added, {told.known} were known before"]
    return [f"{read} fit: {told.new} would be added, {told.known} are known; nothing was carried out"]
