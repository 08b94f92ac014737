"""What of the work is new to an account: entries to add, and what is held back and why.

Work that is billed as it still is brings nothing. Where it has become other work (a correction, another
price, no longer this order's) what was billed is undone by an entry of its own and it is billed anew:
nothing that stands on a bill is changed (R-B3, R-V1).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.ceilings import Room
from services.billing.domain.invoicing.entries import Days, Entry, Key, Line
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.lines import lines_of
from services.billing.domain.invoicing.months import month_of, months_until
from services.billing.domain.invoicing.outcome import Held, Why
from services.billing.domain.invoicing.work import WorkItem
from shared.kernel.money import split_by_weight


class Candidate(NamedTuple):
    """A line, or what a ceiling left of it, that is not billed yet. cents, seconds: what is."""

    on: date
    recorded: int
    line: Line
    cents: int = 0
    seconds: int = 0


class NewWork(NamedTuple):
    """entries: in the order in which they are billed. before_agreement: some of the work is (R-A1)."""

    entries: list[Entry]
    held: list[Held]
    before_agreement: bool


def new_work(account: Account, force: InForce, work: Iterable[WorkItem], month: str, last: date) -> NewWork:
    """Of all work up to the month's last day."""
    held: list[Held] = []
    wanted = {line.key: Candidate(line.on, recorded, line) for line, recorded in _timed(force, work, last)}
    for line in _monthly(account, force, month, held):
        wanted[line.key] = Candidate(line.on, 0, line)
    undone, candidates = _compare(account, wanted, last)
    entries = undone + list(_admitted(account, force, undone, candidates, held))
    months = account.months
    named = [entry._replace(late=True) if entry.line.month in months else entry for entry in entries]
    named.sort(key=lambda entry: (entry.late, entry.line.on, entry.recorded, entry.undoes is None))
    return NewWork(named, held, any(_is_before(force, each.line) for each in wanted.values()))


def _is_before(force: InForce, line: Line) -> bool:
    return force.agreed(line.days[0][0] if line.days else line.on) == "before"


def _timed(force: InForce, work: Iterable[WorkItem], last: date) -> Iterator[tuple[Line, int]]:
    for item in work:
        on = item.on
        if on <= last and force.is_ordered(on) and (price := force.prices.on(on)):
            for line in lines_of(item, on, price):
                yield line, item.recorded


def _monthly(account: Account, force: InForce, until: str, held: list[Held]) -> Iterator[Line]:
    for each in months_until(until, force):
        line, waiting = month_of(each, force, _days_billed(account, each))
        held += waiting
        if line:
            yield line


def _days_billed(account: Account, month: str) -> Days:
    live = account.live.get((month, "month"))
    return account.entries[live[0]].line.days if live else ()


def _compare(
    account: Account, wanted: Mapping[Key, Candidate], last: date
) -> tuple[list[Entry], list[Candidate]]:
    """What of the account is undone, and what of the work is not, or not all, in it."""
    entries, undone, candidates = account.entries, [], []
    for key, now in wanted.items():
        numbers = account.live.get(key)
        if not numbers:
            candidates.append(now)
        elif now.line != entries[numbers[0]].line:
            undone += [_undoing(number, entries[number], now.recorded) for number in numbers]
            candidates.append(now)
        else:
            cents = sum(entries[number].cents for number in numbers)
            if cents < now.line.cents:
                seconds = sum(entries[number].seconds for number in numbers)
                candidates.append(now._replace(cents=cents, seconds=seconds))
    for key, numbers in account.live.items():
        if key not in wanted and numbers and entries[numbers[0]].line.on <= last:
            undone += [_undoing(number, entries[number], entries[number].recorded) for number in numbers]
    return undone, candidates


def _undoing(number: int, entry: Entry, recorded: int) -> Entry:
    return entry._replace(recorded=recorded, cents=-entry.cents, seconds=-entry.seconds, undoes=number)


def _admitted(
    account: Account, force: InForce, undone: list[Entry], candidates: list[Candidate], held: list[Held]
) -> Iterator[Entry]:
    """The first by date, then by recording, gets what room there is (R-B6)."""
    ceilings = force.terms.ceilings
    room = Room(ceilings, [*account.entries, *undone]) if ceilings and candidates else None
    for each in sorted(candidates, key=lambda each: (each.on, each.recorded)):
        line = each.line
        rest, seconds = line.cents - each.cents, line.seconds - each.seconds
        if waiting := _waiting(force, line, rest):
            held += waiting
            continue
        fits, long = room.fitting(line, each.cents, each.seconds) if room else (rest, seconds)
        if fits < rest:
            held.append(Held(line.of, line.what, line.on, rest - fits, "ceiling"))
        vat = force.vat(each.on)
        if fits and vat:
            entry = Entry(line, each.recorded, fits, long, *vat)
            if room:
                room.add(entry)
            yield entry


def _waiting(force: InForce, line: Line, cents: int) -> list[Held]:
    """Why nobody is billed for a line: nothing where somebody is."""
    weights = force.weights_of(line)
    if (why := _why(force, line)) or weights is None:
        return [Held(line.of, line.what, line.on, cents, why or "no_shares")]
    paying = [payer for payer, weight in zip(force.terms.payers, weights, strict=True) if weight]
    if any(force.has_committed(payer, line.on) for payer in paying):
        return []
    parts = split_by_weight(cents, [weight for weight in weights if weight])
    return [
        Held(line.of, line.what, line.on, part, "commitment", payer)
        for payer, part in zip(paying, parts, strict=True)
    ]


def _why(force: InForce, line: Line) -> Why | None:
    """A month's days were looked at one by one when its line was made."""
    agreed = force.agreed(line.on)
    if agreed in {"no_agreement", "agreement_over"} and not line.days:
        return agreed
    if force.weights_of(line) is None:
        return "no_shares"
    return "vat_evidence" if force.vat(line.on) is None else None
