"""A referral as it stands: what its facts have told so far, and what follows from that."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.intake.domain.language import (
    STATES,
    STEPS,
    Advice,
    Assessment,
    Background,
    Consultation,
    FirstDecision,
    Glass,
    Referrer,
    Screened,
    Structure,
)
from services.intake.domain.plan import Plan
from services.intake.domain.rules import (
    SETTLED,
    TOLD_OF_THE_FIRST_DECISION,
    asks_for_report,
    refusal_to_work,
)
from shared.kernel.calendar import local_date
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class ReferralState(ABC):
    """What a referral's decisions look at; its facts alone change it (referral.py)."""

    number: str
    region: str
    received_at: datetime
    source: str
    source_other: str | None
    channel: str
    county: str
    service_line: str
    situations: tuple[str, ...]
    trigger: str
    urgency: str
    urgency_assessed: bool
    referrer: Referrer
    legal_basis: str
    child_welfare_notification: bool
    person_id: UUID | None
    glasses: tuple[Glass, ...]
    offered_duplicates: tuple[UUID, ...]
    duplicate_of: UUID | None
    first_decision_due: date | None
    assessment_due: date | None
    assessment_next_working_day: date | None
    first_decision: FirstDecision | None
    report_settled: str | None
    screening: Screened | None
    identified_otherwise: bool
    tier: int | None
    advice: tuple[Advice, ...]
    background: Background | None
    structure: Structure | None
    skipped: dict[str, str]
    assessment: Assessment | None
    consultations: tuple[Consultation, ...]
    expertise: dict[UUID, bool]
    plan: Plan | None
    evaluation: str | None
    ended: str | None
    kept: Keeping

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Records a decision as a fact of this referral."""

    @property
    @abstractmethod
    def stream_id(self) -> UUID:
        """The referral's id."""

    @property
    def received_on(self) -> date:
        """The day of receipt in Finland: months and deadlines go by it."""
        return local_date(self.received_at)

    @property
    def keeping(self) -> Keeping:
        """R-T2: the county, register and service task its facts belong to."""
        return self.kept

    @property
    def state(self) -> str:
        """How it ended, or else the furthest step reached."""
        return self.ended or self.reached

    @property
    def reached(self) -> str:
        """The furthest step reached: what a reopened referral returns to."""
        steps = self.steps
        marks = ("trigger", "buffer", "structuring", "assessment", "plan", "evaluation")
        return max(
            (state for state, step in zip(STATES, marks, strict=True) if steps[step] == "done"),
            key=STATES.index,
        )

    @property
    def steps(self) -> dict[str, str]:
        """Each step: done, skipped or open. Expertise is done once assigned or a consultation was held."""
        found = bool(self.consultations) or any(self.expertise.values())
        done = {
            "trigger": True,
            "buffer": self.background is not None,
            "structuring": self.structure is not None,
            "assessment": self.assessment is not None,
            "expertise": found,
            "plan": self.plan is not None,
            "evaluation": self.evaluation is not None,
        }
        return {
            step: "done" if done[step] else "skipped" if step in self.skipped else "open" for step in STEPS
        }

    @property
    def next_step(self) -> str | None:
        """The first open step; None where it ended or nothing is open."""
        if self.ended:
            return None
        return next((step for step, how in self.steps.items() if how not in SETTLED), None)

    @property
    def possible_duplicates(self) -> tuple[UUID, ...]:
        """R-I7: contacts this one may repeat, until a person has decided."""
        return self.offered_duplicates

    @property
    def duty_to_report(self) -> str:
        """R-I10: not_asked, open, made or explained."""
        if self.report_settled:
            return self.report_settled
        return "open" if asks_for_report(self.situations) else "not_asked"

    @property
    def first_decision_open(self) -> bool:
        """R-I6: a notification whose decision is missing, or not told to the client and a guardian."""
        if self.first_decision_due is None:
            return False
        told = self.first_decision.informed if self.first_decision else frozenset()
        return not told >= TOLD_OF_THE_FIRST_DECISION

    @property
    def assessment_open(self) -> bool:
        """R-I6: a notification that is not assessed yet."""
        return self.assessment_due is not None and self.assessment is None

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """What somebody has to do next; what the law asks for outlasts the referral's end."""
        waits = {
            "duplicate": bool(self.offered_duplicates),
            "duty_to_report": self.duty_to_report == "open",
            "first_decision": self.first_decision_open,
            "urgency": not self.ended and self.child_welfare_notification and not self.urgency_assessed,
            "steps": self.ended in {None, "closed"} and self.plan is not None and self.plan.waits,
        }
        work = (self.next_step,) if self.next_step else ()
        return tuple(what for what, open_ in waits.items() if open_) + work

    def must_be_open(self) -> None:
        """Refuses work on a referral that has ended."""
        if refusal := refusal_to_work(self.ended):
            raise Refused(refusal)
