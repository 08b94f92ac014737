"""What a fact makes wait, and what it ends waiting for.

Codes of `what`; their words are in the edge's catalogues:

    assess_urgency     a child welfare notification's urgency, on the day of receipt (R-I6), where it came
                       by web and no worker has heard it
    first_decision     its first decision, by the 7th working day (R-I6)
    tell_decision      the client or a guardian is to be told of it by then; `item` is who (R-I6)
    assessment         its assessment, within three months; next_working_day where the end is none (R-I6)
    duty_to_report     a report to make or explain (R-I10)
    resolve_duplicate  a person decides whether two contacts are one; `item` is the other referral (R-I7)
    next_step          the first open step of the contact; `item` is the step
    close              everything is done and evaluated: close it
    step_report        a plan's step; waits for its sector until its day; `item` is the step's id (R-I5)
    evaluation         the day agreed for the plan's evaluation
    expertise          expertise was asked for and has not come; `item` is the match request

and in cases, where days pass without a fact, found when the queue is asked for (queries/case_queue.py):

    write_up_meeting   a scheduled meeting passed and nothing was written of it
    monthly_report     a month's report is due from its last day, overdue from the 8th (R-C7)
    read_report        a report was sent to a buyer's sector and not read
    joint_meeting      the buyer was not met for 12 weeks (R-C5)
    cadence            the last whole week had fewer regular meetings than is usual (R-C5)

and of both (queries/glass_queue.py):

    glass_broken       somebody who takes no part opened the matter in an emergency: look why, for 14 days

and in follow-ups, of the newest wave that somebody was to be asked in (queries/feedback_queue.py):

    feedback_unreachable  there is no safe way to ask somebody (R-F7)
    feedback_missed       somebody did not answer twice in a row (R-F2)
    decline_noticed       somebody's answers are getting worse (R-F4)
    wave_to_hand_over     questions on paper are to be handed over, by the last day to answer

An item goes when it is done. An ended contact's items are hidden, but for what the law or a person still
waits for, and come back with a reopening.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from uuid import UUID

from shared.contracts import intake
from shared.contracts.envelope import PublicFact

ENDED = ("closed", "declined", "redirected", "withdrawn")


@dataclass(frozen=True)
class Item:
    """One thing that waits.

    behind: the kind of item it is hidden behind: nobody is told of a decision before it is made.
    outlasts: the endings after which it waits all the same.
    once: when it was done, naming it again does not make it wait again.
    """

    what: str
    item: str = ""
    due: date | None = None
    next_working_day: date | None = None
    for_role: str = "coordinator"
    sector: str | None = None
    behind: str | None = None
    outlasts: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Change:
    """What a fact does to its referral's queue.

    waits: added, or given new days where they wait already.
    done: (what, item), or (what, None) for all of a kind.
    whole: kinds of which `waits` is all there is: others of the kind go.
    """

    waits: tuple[Item, ...] = ()
    done: tuple[tuple[str, str | None], ...] = ()
    whole: tuple[str, ...] = ()


ENDS: dict[type[PublicFact], str] = {
    intake.UrgencyAssessed: "assess_urgency",
    intake.DutyToReportRecorded: "duty_to_report",
    intake.AssessmentRecorded: "assessment",
    intake.ConsultationHeld: "expertise",
    intake.ConsultationEvaluated: "evaluation",
}
"""Facts that end one kind of waiting and do no more."""


@singledispatch
def change(fact: PublicFact) -> Change:
    """What the fact makes wait and ends, its next step left aside."""
    over = ENDS.get(type(fact))
    return Change(done=((over, None),) if over else ())


@change.register
def _(fact: intake.ReferralReceived) -> Change:
    return Change(waits=(*_statutory(fact), *_duplicates(fact.possible_duplicates)))


def _statutory(fact: intake.ReferralReceived) -> Iterable[Item]:
    if fact.child_welfare_notification:
        if not fact.urgency_assessed:
            yield Item("assess_urgency", due=fact.received_on)
        due = fact.first_decision_due
        yield Item("first_decision", due=due, outlasts=ENDED)
        for whom in ("client", "guardian"):
            yield Item("tell_decision", whom, due, behind="first_decision", outlasts=ENDED)
        yield Item("assessment", due=fact.assessment_due, next_working_day=fact.assessment_next_working_day)
    if fact.duty_to_report_asked:
        yield Item("duty_to_report", outlasts=ENDED)


def _duplicates(others: Iterable[UUID]) -> Iterable[Item]:
    return (Item("resolve_duplicate", str(other), outlasts=ENDED, once=True) for other in others)


@change.register
def _(fact: intake.SubjectIdentified) -> Change:
    return Change(waits=tuple(_duplicates(fact.possible_duplicates)))


@change.register
def _(fact: intake.DuplicateResolved) -> Change:
    which = None if fact.same or fact.of is None else str(fact.of)
    return Change(done=(("resolve_duplicate", which),))


@change.register
def _(fact: intake.FirstDecisionRecorded) -> Change:
    return Change(done=(("first_decision", None), *(("tell_decision", whom) for whom in fact.informed)))


@change.register
def _(fact: intake.ExpertiseRequested) -> Change:
    return Change(waits=(Item("expertise", str(fact.match_request_id)),))


@change.register
def _(fact: intake.ExpertiseAssigned) -> Change:
    return Change(done=(("expertise", str(fact.match_request_id)),))


@change.register
def _(fact: intake.StepSkipped) -> Change:
    return Change(done=((fact.step, None),) if fact.step == "expertise" else ())


def _step(step: intake.PlannedStep) -> Item:
    """Steps of a contact that was closed on its plan are still reported, through their links."""
    due, sector = step.due, step.sector
    return Item("step_report", str(step.step_id), due, sector=sector, outlasts=("closed",), once=True)


@change.register(intake.ConsultationPlanAgreed)
@change.register(intake.ConsultationPlanRevised)
def _(fact: intake.ConsultationPlanAgreed | intake.ConsultationPlanRevised) -> Change:
    steps = (_step(step) for step in fact.steps)
    return Change(
        waits=(*steps, Item("evaluation", due=fact.evaluate_on)),
        whole=("step_report", "evaluation"),
    )


@change.register
def _(fact: intake.StepReported) -> Change:
    if fact.outcome == "moved":
        return Change(waits=(Item("step_report", str(fact.step_id), fact.due),))
    return Change(done=(("step_report", str(fact.step_id)),))


def next_step(fact: intake.ReferralFact) -> Change:
    """The step that is next, whatever the fact was: nothing lies forgotten."""
    if fact.next_step:
        return Change(
            waits=(Item("next_step", fact.next_step, behind=fact.next_step),), whole=("next_step", "close")
        )
    closing = (Item("close"),) if fact.state == "evaluated" else ()
    return Change(waits=closing, whole=("next_step", "close"))
