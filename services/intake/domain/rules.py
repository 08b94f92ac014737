"""Intake's rules by name: what must be there first, and what the law asks for.

Each `refusal_to_…` gives the sentence that refuses, or None where nothing stands in the way.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from shared.kernel.calendar import Due, assessment_due, first_decision_due

SITUATIONS_TO_REPORT: Final = frozenset({"sexual_crime_or_neglect", "violence_against_children"})
"""R-I10 speaks of sexual or other serious violence against a child. How serious it is nobody knows when a
contact comes in, so both situations ask; where there is nothing to report, saying so closes the matter."""

SETTLED: Final = frozenset({"done", "skipped"})
TOLD_OF_THE_FIRST_DECISION: Final = frozenset({"client", "guardian"})


ASSESSED_BY_NOBODY_YET: Final = frozenset({"web", "api"})
"""R-I6: on these channels no worker of the centre has heard how urgent a contact is."""


def asks_for_report(situations: Collection[str]) -> bool:
    """R-I10: whether the duty to report (Child Welfare Act 417/2007, section 25) is asked for."""
    return not SITUATIONS_TO_REPORT.isdisjoint(situations)


def deadlines(received_on: date, *, child_welfare_notification: bool) -> tuple[date | None, Due | None]:
    """R-I6: the days by which the first decision and the assessment are due; None where no law says one."""
    if not child_welfare_notification:
        return None, None
    return first_decision_due(received_on), assessment_due(received_on)


def refusal_to_work(ended: str | None) -> str | None:
    """No work on a contact that has ended; each end in its own words, for each language."""
    match ended:
        case "closed":
            return "the contact is closed: reopen it first"
        case "declined":
            return "the contact was declined: reopen it first"
        case "redirected":
            return "the contact was redirected: reopen it first"
        case "withdrawn":
            return "the contact was withdrawn: reopen it first"
    return None


def refusal_to_skip(step: str, how: str) -> str | None:
    """R-I2: only a step that is open is skipped."""
    match step, how:
        case "structuring", "done":
            return "the situation is structured already"
        case "structuring", "skipped":
            return "structuring is skipped already"
        case "expertise", "done":
            return "expertise was found or a consultation held already"
        case "expertise", "skipped":
            return "expertise is skipped already"
    return None


def refusal_to_assess(steps: Mapping[str, str]) -> str | None:
    """R-I2: an assessment needs structuring done or skipped."""
    if steps["structuring"] not in SETTLED:
        return "an assessment needs the situation structured first, or structuring skipped with a reason"
    return None


def refusal_to_plan(steps: Mapping[str, str]) -> str | None:
    """R-I1 and R-I2: background and assessment done, structuring and expertise done or skipped."""
    if steps["buffer"] != "done":
        return "a plan needs the background first"
    if steps["structuring"] not in SETTLED:
        return "a plan needs the situation structured first, or structuring skipped with a reason"
    if steps["assessment"] != "done":
        return "a plan needs an assessment first"
    if steps["expertise"] not in SETTLED:
        return "a plan needs expertise found or a consultation held, or expertise skipped with a reason"
    return None


def refusal_to_close(*, advised: bool, planned: bool, evaluated: bool) -> str | None:
    """R-I9: close is allowed after advice, a plan or an evaluation, with or without a name."""
    if advised or planned or evaluated:
        return None
    return "a contact is closed after advice, a plan or an evaluation: give one, or withdraw or decline it"
