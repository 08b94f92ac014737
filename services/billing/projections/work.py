"""Work that may be billed: what became of each meeting, a row each time intake told it (R-V1).

The newest row of a meeting counts; the older ones stay, so that one can say what was known on a day (R-T1).
"""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from services.billing.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message, PublicFact


@singledispatch
def became(_fact: PublicFact) -> dict[str, Any] | None:
    """What the fact says became of its meeting; None where it is about nothing that may be billed."""
    return None


@became.register(intake.MeetingHeld)
@became.register(intake.MeetingCorrected)
def _(fact: intake.MeetingHeld | intake.MeetingCorrected) -> dict[str, Any]:
    return {
        "what": "held", "starts_at": fact.started_at, "minutes": fact.minutes, "travel_km": fact.travel_km,
    }  # fmt: skip


@became.register
def _(fact: intake.MeetingNotAttended) -> dict[str, Any]:
    return {"what": "no_show", "starts_at": fact.starts_at, "by": fact.by}


@became.register
def _(fact: intake.MeetingCancelled) -> dict[str, Any]:
    told = {"what": "cancelled", "starts_at": fact.starts_at}
    return told | {"by": fact.cancelled_by, "cancelled_at": fact.cancelled_at}


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """Writes a row for each fact that says what became of a meeting; again it changes nothing."""
    made = [row for message in messages if (row := _row(message))]
    if made:
        rows.executemany(_ROW, made)


def apply(message: Message[Any], rows: Rows) -> None:
    """The same for one."""
    apply_all([message], rows)


def _row(message: Message[Any]) -> dict[str, Any] | None:
    fact = message.body
    now = became(fact)
    if now is None:
        return None
    nothing = {"minutes": 0, "travel_km": None, "by": None, "cancelled_at": None}
    return nothing | now | {
        "meeting_id": fact.meeting_id, "position": message.position, "recorded_at": message.recorded_at,
        "case_id": fact.case_id, "service_line": fact.service_line, "kind": fact.kind,
        "planned_minutes": fact.planned_minutes,
    }  # fmt: skip


_ROW = """
INSERT INTO work (
    meeting_id, position, recorded_at, case_id, service_line, kind, what, starts_at, minutes, planned_minutes,
    travel_km, by, cancelled_at)
VALUES (
    %(meeting_id)s, %(position)s, %(recorded_at)s, %(case_id)s, %(service_line)s, %(kind)s, %(what)s,
    %(starts_at)s, %(minutes)s, %(planned_minutes)s, %(travel_km)s, %(by)s, %(cancelled_at)s)
ON CONFLICT DO NOTHING
"""

WORK = Projection("work", ("work",), apply, apply_all=apply_all)
