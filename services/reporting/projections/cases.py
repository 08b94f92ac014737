"""Cases as rows: how each stands, its network, its meetings, its months and its plans, in versions (R-T1)."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.reporting.projections.case_changes import CASES as CASE_ROWS
from services.reporting.projections.case_changes import MEETINGS, MEMBERS, REPORTS, changes
from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.versioned import Change, Newest, Row, insert
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what the fact makes of its case. TooEarly for a case that was never opened here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in as many statements as for one."""
    about = [message for message in messages if isinstance(message.body, intake.CaseFact)]
    if not about:
        return
    made = [(message, list(changes(message))) for message in about]
    newest = Newest(rows, (change for _, of_one in made for change in of_one))
    for message, of_one in made:
        _follow(message, of_one, newest)
    newest.write()
    _append(rows, "case_plans", _plans(about))
    _append(rows, "case_steps", _steps(about))


def _follow(message: Message[Any], of_one: list[Change], newest: Newest) -> None:
    opens = isinstance(message.body, intake.CaseOpened)
    if opens and newest.of(CASE_ROWS, message.body.case_id) is not None:
        return
    begins = opens or isinstance(message.body, (intake.NetworkMemberAdded, intake.MeetingScheduled))
    for change in of_one:
        before = newest.of(change.table, *change.key)
        if before is None and not (opens if change.table is CASE_ROWS else begins or change.table is REPORTS):
            raise TooEarly(message)
        newest.follow(change, message)


def _append(rows: Rows, table: str, made: Iterable[Row]) -> None:
    if told := list(made):
        insert(rows, table, told)


def _plans(messages: Iterable[Message[Any]]) -> Iterable[Row]:
    """A row for each revision of a plan: it never changes (R-C3)."""
    for message in messages:
        fact = message.body
        if isinstance(fact, (intake.PlanAgreed, intake.PlanRevised)):
            goals = [
                {"goal_id": goal.goal_id, "area": goal.area, "weight": goal.weight, "steps": len(goal.steps)}
                for goal in fact.goals
            ]
            yield {
                "case_id": fact.case_id,
                "revision": fact.revision,
                "recorded_at": message.recorded_at,
                "agreed_on": fact.agreed_on,
                "effective_from": fact.effective_from,
                "goals": goals,
                "changed_goals": len(getattr(fact, "changed_goals", ())),
            }


def _steps(messages: Iterable[Message[Any]]) -> Iterable[Row]:
    for message in messages:
        fact = message.body
        if isinstance(fact, intake.GoalStepTaken):
            yield {
                "case_id": fact.case_id,
                "position": message.position,
                "recorded_at": message.recorded_at,
                "goal_id": fact.goal_id,
                "step_id": fact.step_id,
                "outcome": fact.outcome,
                "into_steps": len(fact.into),
                "taken_on": fact.on,
            }


TABLES = (*(table.name for table in (CASE_ROWS, MEMBERS, MEETINGS, REPORTS)), "case_plans", "case_steps")
CASES = Projection("cases", TABLES, apply, version=2, apply_all=apply_all)
