"""What facts of several matters are counted by together: they come in any order, and count the same.

A contact's first meeting may be its case's; a goal is rated in a follow-up and has its area by a plan. So
what was told is kept, and all entries are made of it anew, in the order in which it was recorded; those that
would not have been made so are taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from services.reporting.projections.year.contacts import days_from
from services.reporting.projections.year.entries import (
    Count,
    Counted,
    Entry,
    Place,
    Stamp,
    Whose,
    changes,
    stamp_of,
)
from services.reporting.projections.year.matters import Known, Matter, Which
from shared.contracts.envelope import Message

Told = dict[str, Any]
"""What one fact told. by: its stamp, as JSON has it."""


class Together(NamedTuple):
    """How what was told of a kind is counted. counted: of all told up to a fact. whose: likewise.

    parts: what is counted apart, because it may be somebody else's.
    """

    counted: Callable[[Which, Sequence[Told]], Counted]
    whose: Callable[[Which, Sequence[Told]], Whose | None]
    parts: Callable[[Sequence[Told]], Iterable[Sequence[Told]]] = lambda told: [told]

    def entries(self, which: Which, told: Sequence[Told]) -> Iterable[Entry]:
        """All entries, those of each part in the order of recording."""
        for part in self.parts(told):
            yield from self._entries(which, part)

    def _entries(self, which: Which, told: Sequence[Told]) -> Iterable[Entry]:
        before: Counted = {}
        for upto, each in enumerate(told, start=1):
            known = told[:upto]
            if (whose := self.whose(which, known)) is not None:
                after = self.counted(which, known)
                yield from changes(before, after, _stamp(each), whose)
                before = after


class Gathering:
    """What a batch of facts tells of such matters: gathered first, and made entries of at its end."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._before: dict[Which, list[Told]] = {}

    def add(self, which: Which, message: Message[Any], **said: Any) -> None:
        """Keeps what a fact told of a matter; the same fact again changes nothing."""
        matter = self._known.get(which) or Matter(which, {"told": []})
        told: list[Told] = matter.stands["told"]
        by = _written(stamp_of(message))
        if any(each["by"] == by and each["what"] == said["what"] for each in told):
            return
        self._before.setdefault(which, told)
        now = sorted([*told, {"by": by, **said}], key=_order)
        self._known.keep(Matter(which, {"told": KINDS[which.kind].pruned(now)}))

    def entries(self) -> tuple[list[Entry], list[Entry]]:
        """Those to add and those to take back."""
        added: list[Entry] = []
        taken_back: list[Entry] = []
        for which, told in self._before.items():
            matter = self._known.get(which)
            kind = KINDS[which.kind].together
            before = dict.fromkeys(kind.entries(which, told))
            after = dict.fromkeys(kind.entries(which, matter.stands["told"] if matter else ()))
            added += [entry for entry in after if entry not in before]
            taken_back += [entry for entry in before if entry not in after]
        return added, taken_back


def _written(stamp: Stamp) -> list[Any]:
    return [stamp.recorded_at.isoformat(), stamp.service, stamp.position]


def _stamp(told: Told) -> Stamp:
    recorded_at, service, position = told["by"]
    return Stamp(datetime.fromisoformat(recorded_at), service, position)


def _order(told: Told) -> tuple[Any, ...]:
    return *_stamp(told), told["what"]


# A contact's first meeting: a consultation, or one of the case that followed.


def _first_meeting(_which: Which, told: Sequence[Told]) -> Counted:
    received, met, same = None, None, False
    for each in told:
        if each["what"] == "received":
            received = each["on"]
        elif each["what"] == "same":
            same = each["same"]
        else:
            met = min(met or each["day"], each["day"])
    if received is None or met is None or same:
        return {}
    days = days_from(received, date.fromisoformat(met))
    return {Place(int(received[:4]), "wait_meeting", str(days)): Count()}


def _whose_contact(which: Which, told: Sequence[Told]) -> Whose | None:
    """Nobody's before it was received."""
    region = next((each["region"] for each in told if each["what"] == "received"), None)
    return Whose(region, referral_id=which.id) if region else None


def _without_later_meetings(told: Sequence[Told]) -> list[Told]:
    """A meeting that was recorded after an earlier one can never be the first."""
    kept: list[Told] = []
    earliest = None
    for each in told:
        if each["what"] == "met":
            if earliest is not None and each["day"] >= earliest:
                continue
            earliest = each["day"]
        kept.append(each)
    return kept


def first_meeting_of(referral_id: UUID) -> Which:
    """The place among the matters of a contact's first meeting."""
    return Which("first_meeting", referral_id)


# A goal: its area is that of its case's newest plan which has it, its rating the newest of each year.


def _attained(which: Which, told: Sequence[Told]) -> Counted:
    areas: dict[str, str] = {}
    newest: dict[int, Told] = {}
    for each in told:
        if each["what"] == "planned":
            areas[each["case_id"]] = each["area"] or ""
            continue
        year = int(each["on"][:4])
        if year not in newest or each["on"] >= newest[year]["on"]:
            newest[year] = each
    return {
        Place(
            year,
            "attained",
            f"{areas.get(rated['case_id'] or '', '')} {rated['attainment']}",
            f"{which.id} {rated['follow_up']}",
        ): Count()
        for year, rated in newest.items()
    }


def _by_follow_up(told: Sequence[Told]) -> Iterable[Sequence[Told]]:
    """A goal may be rated in several follow-ups, each of its own matter."""
    for follow_up in sorted({each["follow_up"] for each in told if each["what"] == "rated"}):
        yield [each for each in told if each.get("follow_up", follow_up) == follow_up]


def _whose_goal(_which: Which, told: Sequence[Told]) -> Whose | None:
    """Its follow-up's matter's; nobody's before it was rated."""
    rated = next((each for each in told if each["what"] == "rated"), None)
    if rated is None:
        return None
    ids = {name: UUID(rated[name]) for name in ("referral_id", "case_id") if rated.get(name)}
    return Whose(rated["region"], **ids)


def _all(told: Sequence[Told]) -> list[Told]:
    return list(told)


def goal_of(goal_id: UUID) -> Which:
    """The goal's place among the matters."""
    return Which("goal", goal_id)


class Kind(NamedTuple):
    """A kind of such matter. pruned: without what can never count."""

    together: Together
    pruned: Callable[[Sequence[Told]], list[Told]]


KINDS = {
    "first_meeting": Kind(Together(_first_meeting, _whose_contact), _without_later_meetings),
    "goal": Kind(Together(_attained, _whose_goal, _by_follow_up), _all),
}
