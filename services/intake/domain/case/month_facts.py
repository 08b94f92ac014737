"""A month's report drafts itself: what happened in the month, from the case's facts alone (R-C7).

The worker writes the words; the numbers stand here. Days are Finland's: a meeting after midnight is the next
month's. Pure.
"""

from dataclasses import dataclass
from uuid import UUID

from services.intake.domain.case.language import (
    WORKERS,
    Goal,
    Meeting,
    Member,
    Progress,
    Revision,
    StepTaken,
)
from services.intake.domain.case.report_months import first_day, last_day, month_of
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date


@dataclass(frozen=True)
class InOnePlace:
    """The meetings held in one place, and their minutes in all."""

    place: str
    meetings: int
    minutes: int


@dataclass(frozen=True)
class GoalInMonth:
    """What the month brought a goal. meetings: at which it was worked on.

    attainment: -2 to +2, as it was rated last in the reports to this month; rated_in: in which of them.
    """

    goal: Goal
    meetings: int
    steps: tuple[StepTaken, ...]
    attainment: int | None
    rated_in: str | None


@dataclass(frozen=True)
class MonthFacts:
    """What a month was. meetings: the three kinds together, in order; those still scheduled are none of them.

    for_sectors: the buyers' whom its report goes to; provider: whose workers they are, where it is known.
    """

    month: str
    meetings: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    not_attended: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    minutes: int
    travel_km: int
    places: tuple[InOnePlace, ...]
    contacts: int
    goals: tuple[GoalInMonth, ...]
    for_sectors: tuple[str, ...]
    provider: str | None

    @property
    def nothing_happened(self) -> bool:
        """Such a month has its report as well, and it says so."""
        return not (self.meetings or self.contacts or any(goal.steps for goal in self.goals))


def month_facts(case: CaseState, month: str) -> MonthFacts:
    """What the case's facts say of a month ("2025-09")."""
    of_month = [each for each in _in_order(case) if month_of(local_date(each.starts_at)) == month]
    held = tuple(each for each in of_month if each.state == "held")
    return MonthFacts(
        month=month,
        meetings=tuple(each for each in of_month if each.state != "scheduled"),
        held=held,
        not_attended=tuple(each for each in of_month if each.state == "not_attended"),
        cancelled=tuple(each for each in of_month if each.state == "cancelled"),
        minutes=sum(each.minutes for each in held),
        travel_km=sum(each.travel_km or 0 for each in held),
        places=_places(held),
        contacts=sum(month_of(local_date(contact.at)) == month for contact in case.contacts),
        goals=_goals(case, month, held),
        for_sectors=_sectors(case, month),
        provider=_provider(case, month),
    )


def _in_order(case: CaseState) -> list[Meeting]:
    return sorted(case.meetings.values(), key=lambda meeting: (meeting.starts_at, meeting.meeting_id))


def _places(held: tuple[Meeting, ...]) -> tuple[InOnePlace, ...]:
    names = sorted({meeting.place for meeting in held})
    by_place = {name: [meeting for meeting in held if meeting.place == name] for name in names}
    return tuple(
        InOnePlace(name, len(there), sum(meeting.minutes for meeting in there))
        for name, there in by_place.items()
    )


def plan_in(case: CaseState, month: str) -> Revision | None:
    """The plan in force at the month's end: the newest revision that had taken effect by then."""
    in_force = [each for each in case.revisions if each.effective_from <= last_day(month)]
    return in_force[-1] if in_force else None


def _goals(case: CaseState, month: str, held: tuple[Meeting, ...]) -> tuple[GoalInMonth, ...]:
    plan = plan_in(case, month)
    return tuple(_goal(case, month, goal, held) for goal in (plan.goals if plan else ()))


def _goal(case: CaseState, month: str, goal: Goal, held: tuple[Meeting, ...]) -> GoalInMonth:
    rated_in, attainment = _newest_rating(case, month, goal.goal_id)
    return GoalInMonth(
        goal=goal,
        meetings=sum(goal.goal_id in meeting.goals_touched for meeting in held),
        steps=tuple(
            step for step in case.steps_taken if step.goal_id == goal.goal_id and month_of(step.on) == month
        ),
        attainment=attainment,
        rated_in=rated_in,
    )


def _newest_rating(case: CaseState, month: str, goal_id: UUID) -> tuple[str | None, int | None]:
    for written in sorted((each for each in case.reports if each <= month), reverse=True):
        rated = [
            each.attainment
            for each in _progress(case, written)
            if each.goal_id == goal_id and each.attainment is not None
        ]
        if rated:
            return written, rated[-1]
    return None, None


def _progress(case: CaseState, month: str) -> list[Progress]:
    return [each for section in case.reports[month].sections for each in section.progress]


def _members(case: CaseState, month: str) -> list[Member]:
    """Who was in the network on any day of a month, in the words of that time."""
    spells = [spell for ship in case.network.values() for spell in ship.spells]
    return [spell.member for spell in spells if spell.within(first_day(month), last_day(month))]


def _sectors(case: CaseState, month: str) -> tuple[str, ...]:
    buyers = (member for member in _members(case, month) if member.role == "buyer")
    return tuple(sorted({member.sector for member in buyers if member.sector}))


def _provider(case: CaseState, month: str) -> str | None:
    organisations = (member.organisation for member in _members(case, month) if member.role in WORKERS)
    return next((organisation for organisation in organisations if organisation), None)
