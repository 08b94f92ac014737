"""What a contact counts in the year of its receipt: how it came, how long it waited, where it stands."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

from services.reporting.projections.waiting import ENDED
from services.reporting.projections.year.entries import Count, Counted, Place, Whose
from services.reporting.projections.year.matters import Stands, Turn, Which
from shared.contracts import intake
from shared.contracts.envelope import Message, PublicFact
from shared.kernel.calendar import local_date

CLOSE = "close"
"""Where a contact waits that is evaluated and not closed."""


def _after(message: Message[Any], stood: Stands | None) -> Stands:
    fact = message.body
    if stood is None:
        return _received(message, fact)
    stands = {**stood, "state": fact.state, **_changed(fact, stood, message.at)}
    step = _step(fact)
    if step != stood["step"]:
        stands |= {"step": step, "since": local_date(message.at).isoformat()}
    return stands


def _received(message: Message[Any], fact: intake.ReferralReceived) -> Stands:
    on = fact.received_on
    return {
        "region": message.region, "on": on.isoformat(), "source": fact.source,
        "themes": sorted(set(fact.situations)), "state": fact.state, "step": _step(fact),
        "since": on.isoformat(), "tier": None, "same": False, "waits": {}, "steps": {}, "reported": [],
        "asked": {}, "assigned": [], "held": {},
    }  # fmt: skip


def _step(fact: intake.ReferralFact) -> str | None:
    return fact.next_step or (CLOSE if fact.state == "evaluated" else None)


@singledispatch
def _changed(_fact: PublicFact, _stood: Stands, _at: datetime) -> Stands:
    """What the fact changes beside the state and the step."""
    return {}


@_changed.register
def _(fact: intake.TierDecided, _stood: Stands, _at: datetime) -> Stands:
    return {"tier": fact.tier}


@_changed.register
def _(fact: intake.DuplicateResolved, _stood: Stands, _at: datetime) -> Stands:
    return {"same": fact.same}


@_changed.register
def _(_fact: intake.AssessmentRecorded, stood: Stands, at: datetime) -> Stands:
    return _waited("assessment", stood, at)


@_changed.register(intake.ConsultationPlanAgreed)
@_changed.register(intake.ConsultationPlanRevised)
def _(
    fact: intake.ConsultationPlanAgreed | intake.ConsultationPlanRevised, stood: Stands, at: datetime
) -> Stands:
    steps = {str(step.step_id): [step.sector, step.due.isoformat()] for step in fact.steps}
    return {"steps": steps, **_waited("plan", stood, at)}


@_changed.register
def _(fact: intake.StepReported, stood: Stands, _at: datetime) -> Stands:
    step = str(fact.step_id)
    if step not in stood["steps"]:
        return {}
    if fact.outcome == "moved":
        sector, due = stood["steps"][step]
        return {"steps": {**stood["steps"], step: [sector, fact.due.isoformat() if fact.due else due]}}
    return {"reported": sorted({*stood["reported"], step})}


@_changed.register
def _(fact: intake.ExpertiseRequested, stood: Stands, _at: datetime) -> Stands:
    return {"asked": {**stood["asked"], str(fact.match_request_id): sorted(set(fact.competences))}}


@_changed.register
def _(fact: intake.ExpertiseAssigned, stood: Stands, at: datetime) -> Stands:
    assigned = sorted({*stood["assigned"], str(fact.match_request_id)})
    return {"assigned": assigned, **_waited("expertise", stood, at)}


@_changed.register
def _(fact: intake.ConsultationHeld, stood: Stands, _at: datetime) -> Stands:
    told = {"mode": fact.mode, "sectors": sorted(set(fact.sectors))}
    return {"held": {**stood["held"], str(fact.meeting_id): told}}


def _waited(what: str, stood: Stands, at: datetime) -> Stands:
    """Days from the receipt to the first of its kind."""
    if what in stood["waits"]:
        return {}
    return {"waits": {**stood["waits"], what: days_from(stood["on"], local_date(at))}}


def days_from(received_on: str, day: date) -> int:
    """Whole days; none where something was done before the contact was written down."""
    return max((day - date.fromisoformat(received_on)).days, 0)


def _counted(stands: Stands) -> Counted:
    if stands["same"]:
        return {}
    year = int(stands["on"][:4])
    return {Place(year, *place): Count() for place in _places(stands)}


def _places(stands: Stands) -> Iterator[tuple[str, ...]]:
    """(figure, key, item?): where the contact counts."""
    yield "by_month", stands["on"][:7]
    yield "by_source", stands["source"]
    for theme in stands["themes"]:
        yield "by_theme", theme
    if stands["tier"] is not None:
        yield "by_tier", str(stands["tier"])
    for what, days in stands["waits"].items():
        yield f"wait_{what}", str(days)
    ended = stands["state"] in ENDED
    if stands["step"] and not ended:
        yield "waits_at", f"{stands['step']} {stands['since']}"
    if not ended or stands["state"] == "closed":  # steps of a closed contact are reported all the same
        for step, (sector, due) in stands["steps"].items():
            if step not in stands["reported"]:
                yield "step_due", f"{sector} {due}", step
    yield from _expertise(stands)


def _expertise(stands: Stands) -> Iterator[tuple[str, ...]]:
    for request, competences in stands["asked"].items():
        yield "expertise", "asked", request
        for competence in competences:
            yield "by_competence", competence, request
    for request in stands["assigned"]:
        yield "expertise", "assigned", request
    for meeting, told in stands["held"].items():
        yield "consultations", told["mode"], meeting
        for sector in told["sectors"]:
            yield "consulted_sectors", sector, meeting


def _whose(which: Which, stands: Stands) -> Whose:
    return Whose(stands["region"], referral_id=which.id)


CONTACT = Turn(_after, _counted, _whose)


def contact_of(referral_id: UUID) -> Which:
    """The contact's place among the matters."""
    return Which("contact", referral_id)
