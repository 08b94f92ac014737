"""A region's year, counted as facts come: entries, and sums of them that open as fast after many years.

Each fact is counted with what is known of its matter (`matters.py`): contacts, meetings, invoices, requests
for feedback and T-scores in the order of their log, first meetings and goals of several matters together
(`together.py`). What a redelivered fact counts was counted before.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.year.contacts import CONTACT, contact_of
from services.reporting.projections.year.entries import Entry, write
from services.reporting.projections.year.feedback import (
    FOLLOW_UP,
    GOALS,
    REQUEST,
    begun,
    follow_up_of,
    goals_of,
    request_of,
)
from services.reporting.projections.year.matters import Known, Matter, Stands, Turn, Which
from services.reporting.projections.year.together import Gathering, first_meeting_of, goal_of
from services.reporting.projections.year.work import (
    CASE,
    INVOICE,
    MEETING,
    case_of,
    invoice_of,
    meeting_of,
)
from shared.contracts import billing, feedback, intake
from shared.contracts.envelope import Message
from shared.kernel.calendar import local_date

PLANS = (intake.PlanAgreed, intake.PlanRevised)
GOAL_FACTS = (feedback.GoalRated, feedback.GoalScaleSet)
COUNTED = (
    intake.ReferralFact, intake.CaseOpened, intake.MeetingFact, *PLANS, billing.InvoiceIssued,
    feedback.FollowUpStarted, feedback.RequestFact, *GOAL_FACTS,
)  # fmt: skip
GOALS_ARE_MINE = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' goals of the year'))"
"""Plans and ratings come from two logs at once: whoever counts a goal sees what the other has counted."""


def apply(message: Message[Any], rows: Rows) -> None:
    """Counts the fact. TooEarly for one of a contact or a case whose beginning is not here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in few statements."""
    about = [message for message in messages if isinstance(message.body, COUNTED)]
    if not about:
        return
    if any(isinstance(message.body, (*PLANS, feedback.GoalRated)) for message in about):
        rows.execute(GOALS_ARE_MINE)
    known = _known(about, rows)
    gathering = Gathering(known)
    entries: list[Entry] = []
    for message in about:
        entries += _counted(message, known, gathering)
    added, taken_back = gathering.entries()
    write(rows, known.changed, [*entries, *added], taken_back)


def _known(about: Sequence[Message[Any]], rows: Rows) -> Known:
    """All matters that the facts are about; a meeting's contact is known by its case."""
    known = Known(rows)
    known.read(which for message in about for which in _named(message.body))
    openings = {
        message.body.case_id: message.body for message in about if isinstance(message.body, intake.CaseOpened)
    }
    behind = set()
    for message in about:
        if isinstance(message.body, intake.MeetingHeld):
            case = known.get(case_of(message.body.case_id))
            if case:
                behind.add(UUID(case.stands["referral_id"]))
            elif opening := openings.get(message.body.case_id):
                behind.add(opening.referral_id)
    known.read(map(first_meeting_of, behind))
    return known


def _named(fact: Any) -> Iterable[Which]:
    if isinstance(fact, intake.ReferralFact):
        yield contact_of(fact.referral_id)
        if isinstance(fact, FIRST_MEETINGS):
            yield first_meeting_of(fact.referral_id)
    elif isinstance(fact, billing.InvoiceIssued):
        yield invoice_of(fact)
    elif isinstance(fact, feedback.FollowUpFact):
        yield from (follow_up_of(fact.follow_up_id), goals_of(fact.follow_up_id))
        if isinstance(fact, feedback.RequestFact):
            yield request_of(fact)
        elif isinstance(fact, feedback.GoalRated):
            yield goal_of(fact.goal_id)
    else:
        yield case_of(fact.case_id)
        if isinstance(fact, intake.MeetingFact):
            yield meeting_of(fact)
        elif isinstance(fact, PLANS):
            yield from (goal_of(goal.goal_id) for goal in fact.goals)


FIRST_MEETINGS = (intake.ReferralReceived, intake.DuplicateResolved, intake.ConsultationHeld)


def _counted(message: Message[Any], known: Known, gathering: Gathering) -> Iterable[Entry]:
    fact = message.body
    _gather(message, known, gathering)
    if isinstance(fact, intake.ReferralFact):
        which = contact_of(fact.referral_id)
        if known.get(which) is None and not isinstance(fact, intake.ReferralReceived):
            raise TooEarly(message)
        if known.get(which) and isinstance(fact, intake.ReferralReceived):
            return ()
        return CONTACT.take(message, which, known)
    if isinstance(fact, billing.InvoiceIssued):
        return INVOICE.take(message, invoice_of(fact), known)
    if isinstance(fact, feedback.FollowUpFact):
        return _of_follow_up(message, known)
    return _of_case(message, known)


def _of_follow_up(message: Message[Any], known: Known) -> Iterable[Entry]:
    fact, which = message.body, follow_up_of(message.body.follow_up_id)
    if isinstance(fact, feedback.FollowUpStarted):
        return () if known.get(which) else FOLLOW_UP.take(message, which, known)
    whole = _begun(message, known)
    if isinstance(fact, feedback.RequestFact):
        part, role = request_of(fact), whole["roles"].get(fact.recipient, "")
        stands = {"state": "none", "role": role, "part": f"{fact.follow_up_id} {part.item}"}
        return _from_the_start(REQUEST, message, part, begun(whole, **stands), known)
    stands = {"weights": {}, "rated": {}, "part": str(fact.follow_up_id)}
    return _from_the_start(GOALS, message, goals_of(fact.follow_up_id), begun(whole, **stands), known)


def _begun(message: Message[Any], known: Known) -> Stands:
    """What the start of the fact's follow-up says."""
    whole = known.get(follow_up_of(message.body.follow_up_id))
    if whole is None:
        raise TooEarly(message)
    return whole.stands


def _from_the_start(
    turn: Turn, message: Message[Any], which: Which, begun_as: Stands, known: Known
) -> Iterable[Entry]:
    if known.get(which) is None:
        known.keep(Matter(which, begun_as))
    return turn.take(message, which, known)


def _of_case(message: Message[Any], known: Known) -> Iterable[Entry]:
    fact = message.body
    if isinstance(fact, intake.CaseOpened):
        return () if known.get(case_of(fact.case_id)) else CASE.take(message, case_of(fact.case_id), known)
    if isinstance(fact, intake.MeetingFact):
        which = meeting_of(fact)
        if known.get(which) is None and not isinstance(fact, intake.MeetingScheduled):
            raise TooEarly(message)
        return MEETING.take(message, which, known)
    return ()


def _gather(message: Message[Any], known: Known, gathering: Gathering) -> None:
    """What the fact tells of a first meeting or of goals."""
    fact = message.body
    if isinstance(fact, intake.ReferralReceived):
        told = {"on": fact.received_on.isoformat(), "region": message.region}
        gathering.add(first_meeting_of(fact.referral_id), message, what="received", **told)
    elif isinstance(fact, intake.DuplicateResolved):
        gathering.add(first_meeting_of(fact.referral_id), message, what="same", same=fact.same)
    elif isinstance(fact, intake.ConsultationHeld):
        _met(first_meeting_of(fact.referral_id), message, fact.held_at, gathering)
    elif isinstance(fact, intake.MeetingHeld):
        case = known.get(case_of(fact.case_id))
        if case is None:
            raise TooEarly(message)
        _met(first_meeting_of(UUID(case.stands["referral_id"])), message, fact.started_at, gathering)
    elif isinstance(fact, PLANS):
        for goal in fact.goals:
            case_id = str(fact.case_id)
            gathering.add(goal_of(goal.goal_id), message, what="planned", case_id=case_id, area=goal.area)
    elif isinstance(fact, feedback.GoalRated):
        told = {"follow_up": str(fact.follow_up_id), "on": fact.rated_on.isoformat()}
        of = begun(_begun(message, known), attainment=fact.attainment, **told)
        gathering.add(goal_of(fact.goal_id), message, what="rated", **of)


def _met(which: Which, message: Message[Any], at: Any, gathering: Gathering) -> None:
    gathering.add(which, message, what="met", day=local_date(at).isoformat())


YEAR = Projection("year", ("year_entries", "year_sums", "year_matters"), apply, apply_all=apply_all)
__all__ = ["YEAR"]
