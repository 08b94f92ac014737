"""A year of public facts to measure with: contacts with all that becomes of them, by chance, always the same.

They are applied by reporting's own projections, those that a region's year is answered from.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.reporting.service import ReportingDesk, open_reporting
from shared.contracts import billing, feedback, intake
from shared.contracts.envelope import Message, PublicFact
from shared.kernel.reference import codes
from shared.plumbing.settings import Settings

YEAR, DAYS = 2025, 365
REGION = "sisa-suomi"
READ = ("contacts", "cases", "year")
"""The projections whose rows are read for a year, and for whom it is."""
AT_ONCE = 2_000
ONE_IN_SO_MANY_IS_WORKED_ON, ONE_IN_SO_MANY_IS_RESTRICTED, ONE_IN_SO_MANY_STAYS_OPEN = 10, 50, 20
OFFICE = "4f" * 16
Happened = tuple[date, str, PublicFact]
"""The day, the subject and what happened."""


class Chances:
    """Contacts one after the other; the same number makes the same contacts."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - made up, and the same each time

    def contacts(self, number: int) -> Iterator[Happened]:
        """So many, each with its facts in order."""
        for n in range(1, number + 1):
            yield from self._contact(n)

    def _id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def _contact(self, n: int) -> Iterator[Happened]:
        chance, on = self._chance, date(YEAR, 1, 1) + timedelta(days=n % DAYS)
        number, subject = f"{YEAR}-{n:05}", f"referral/{YEAR}-{n:05}"
        here: dict[str, Any] = {"referral_id": self._id()}
        received: dict[str, Any] = {
            **here, "state": "received", "next_step": "buffer", "number": number,
            "received_at": _moment(on), "received_on": on, "source": chance.choice(codes("contact_sources")),
            "channel": "phone", "county": "08", "service_line": "ot_consultation",
            "situations": chance.sample(codes("situations"), chance.randint(1, 2)), "urgency": "routine",
            "referrer_sector": "education", "legal_basis": "statutory_task",
        }  # fmt: skip
        yield on, subject, intake.ReferralReceived.model_validate(received)
        tier = intake.TierDecided(**here, state="assessed", next_step="plan", tier=chance.randint(1, 4))
        assessed = intake.AssessmentRecorded(
            **here, state="assessed", next_step="plan", with_hypothesis=True, with_overall_assessment=True
        )
        for fact in (tier, assessed):
            on += timedelta(days=chance.randint(0, 40))
            yield on, subject, fact
        yield on, subject, self._plan(here, on)
        if n % ONE_IN_SO_MANY_IS_WORKED_ON == 0:
            yield from self._case(n, here["referral_id"], on)
        if n % ONE_IN_SO_MANY_STAYS_OPEN:
            closed = intake.ReferralClosed(**here, state="closed")
            yield on + timedelta(days=chance.randint(1, 60)), subject, closed

    def _plan(self, here: dict[str, Any], on: date) -> PublicFact:
        chance = self._chance
        step = {
            "step_id": self._id(), "sector": chance.choice(codes("sectors")),
            "due": on + timedelta(days=chance.randint(7, 90)),
        }  # fmt: skip
        said = {"state": "planned", "next_step": "evaluation", "steps": [step], "evaluate_on": on}
        return intake.ConsultationPlanAgreed.model_validate({**here, **said})

    def _case(self, n: int, referral_id: UUID, on: date) -> Iterator[Happened]:
        """A case with a plan of two goals, meetings, an invoice and a follow-up."""
        number, line = f"{YEAR}-{n:05}", "neuropsychiatric_coaching"
        here: dict[str, Any] = {"case_id": self._id(), "state": "open"}
        subject = f"case/{number}"
        restricted = n % (ONE_IN_SO_MANY_IS_WORKED_ON * ONE_IN_SO_MANY_IS_RESTRICTED) == 0
        yield on, subject, intake.CaseOpened.model_validate({
            **here, "number": number, "county": "08", "opened_on": on, "referral_id": referral_id,
            "subject": "subject000000001", "service_line": line, "process_lead": "child_welfare",
            "restricted_to": ("somebody00000001",) if restricted else (),
        })  # fmt: skip
        for week in range(1, 5):
            day = on + timedelta(days=7 * week)
            meeting = {**here, "meeting_id": self._id(), "kind": "regular", "service_line": line}
            told = {**meeting, "starts_at": _moment(day), "minutes": 90, "place": "home"}
            yield day, subject, intake.MeetingScheduled.model_validate({**told, "scheduled_at": _moment(day)})
            held = {**meeting, "started_at": _moment(day), "minutes": 90, "planned_minutes": 90}
            yield day, subject, intake.MeetingHeld.model_validate({**held, "place": "home"})
        goals = [{"goal_id": self._id(), "area": self._chance.choice(codes("goal_areas"))} for _ in range(2)]
        plan = {"revision": 1, "agreed_in": self._id(), "agreed_on": on, "goals": goals}
        yield on, subject, intake.PlanAgreed.model_validate({**here, **plan, "effective_from": on})
        yield on, f"invoice/{number}", self._invoice(here["case_id"], n, on)
        yield from self._follow_up(here["case_id"], number, on, goals)

    def _invoice(self, case_id: UUID, n: int, on: date) -> PublicFact:
        net = 100 * self._chance.randint(100, 900)
        return billing.InvoiceIssued.model_validate({
            "invoice_id": self._id(), "state": "issued", "number": f"23456780-{n:06}", "kind": "invoice",
            "order_id": self._id(), "case_id": case_id, "county": "08", "payer_id": "ls",
            "service_line": "neuropsychiatric_coaching", "sector": self._chance.choice(codes("sectors")),
            "payer_organisation": OFFICE, "month": f"{on:%Y-%m}", "issued_on": on, "net": net, "vat": 0,
            "total": net, "work": [{"month": f"{on:%Y-%m}", "rate": 0, "net": net, "vat": 0}],
        })  # fmt: skip

    def _follow_up(self, case_id: UUID, number: str, on: date, goals: Sequence[Any]) -> Iterator[Happened]:
        who = {"recipient": "recipient0000001", "role": "guardian", "channel": "email"}
        here: dict[str, Any] = {"follow_up_id": self._id(), "state": "running"}
        subject = f"follow-up/{number}"
        yield on, subject, feedback.FollowUpStarted.model_validate({
            **here, "number": number, "case_id": case_id, "every_weeks": 4, "on": on,
            "instruments": [{"instrument": "wellbeing", "version": "1"}], "recipients": [who],
        })  # fmt: skip
        for wave in range(1, 4):
            day = on + timedelta(days=28 * (wave - 1))
            part = {**here, "wave": wave, "recipient": who["recipient"]}
            asked = {"attempt": 1, "on": day, "due": day + timedelta(days=14), "rules_version": "1"}
            yield day, subject, feedback.FeedbackRequested.model_validate({**part, **asked})
            if self._chance.random() < 0.7:  # noqa: PLR2004 - so many answer
                given = {"on_behalf": False, "instruments": ("wellbeing",), "on": day}
                yield day, subject, feedback.FeedbackGiven.model_validate({**part, **given})
        for goal in goals:
            level = self._chance.randint(-2, 2)
            rated = {"goal_id": goal["goal_id"], "attainment": level, "by_role": "worker", "rated_on": on}
            yield on, subject, feedback.GoalRated.model_validate({**here, **rated})


def fill(settings: Settings, contacts: int) -> int:
    """Reporting's rows of a year with so many contacts; how many facts these are."""
    desk = open_reporting(settings)
    projections = [each for each in desk.appliers[0].projections if each.name in READ]
    facts = 0
    for some in _batches(_told(Chances().contacts(contacts))):
        with desk._database.rows() as rows:  # noqa: SLF001 - below the desk
            for projection in projections:
                if projection.apply_all:
                    projection.apply_all(some, rows.cursor())
        facts += len(some)
    _come_to_an_end(desk)
    return facts


def _told(happened: Iterator[Happened]) -> Iterator[Message[Any]]:
    """As if each had been recorded at noon of its day; each service's log in the order of the contacts."""
    heads: dict[str, int] = {}
    logs: dict[str, UUID] = {}
    for day, subject, fact in happened:
        service = fact.FACT.partition(".")[0]
        heads[service] = heads.get(service, 0) + 1
        yield Message(
            body=fact, service=service, region=REGION, subject=subject, at=_moment(day),
            recorded_at=_moment(day), log_id=logs.setdefault(service, uuid4()), position=heads[service],
            previous=heads[service] - 1, sequence=1, actor_role="coordinator", correlation_id="bench",
        )  # fmt: skip


def _batches(told: Iterator[Message[Any]]) -> Iterator[list[Message[Any]]]:
    some: list[Message[Any]] = []
    for message in told:
        some.append(message)
        if len(some) == AT_ONCE:
            yield some
            some = []
    yield some


def _come_to_an_end(desk: ReportingDesk) -> None:
    with desk._database.own_connection() as rows:  # noqa: SLF001 - below the desk
        rows.execute("VACUUM ANALYZE")


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def filled(contacts: int) -> int:
    """The same in a process of its own."""
    return fill(Settings(), contacts)
