"""What cases' facts say in other words in public: sectors for people, ids for goals, counts for texts."""

from typing import Any

from services.intake.domain.case import facts
from services.intake.publication.translating import translated
from shared.plumbing.keys import RegionKey

Said = dict[str, Any]


@translated.register
def _(fact: facts.CaseOpened, key: RegionKey) -> Said:
    return {
        "subject": key.pseudonym(fact.person_id),
        "base_services": len(fact.base_services),
        "restricted_to": _users(fact.restricted_to, key),
    }


@translated.register
def _(fact: facts.RestrictionChanged, key: RegionKey) -> Said:
    return {"restricted_to": _users(fact.restricted_to, key)}


def _users(users: tuple[str, ...], key: RegionKey) -> tuple[str, ...]:
    """In the pseudonyms' own order: that of the names tells nothing then."""
    return tuple(sorted(key.user_pseudonym(user) for user in users))


@translated.register
def _(fact: facts.NetworkMemberAdded, key: RegionKey) -> Said:
    member = fact.member
    user = member.user and key.user_pseudonym(member.user)
    named = {"id": member.id, "role": member.role, "sector": member.sector, "pair_of": member.pair_of}
    return {"member": named | {"user": user}}


@translated.register
def _(fact: facts.ChildViewRecorded, _key: RegionKey) -> Said:
    return {"asked": fact.view is not None}


@translated.register(facts.PlanAgreed)
@translated.register(facts.PlanRevised)
def _(fact: Any, _key: RegionKey) -> Said:
    goals = (
        {
            "goal_id": goal.goal_id,
            "area": goal.area,
            "weight": goal.weight,
            "steps": tuple(step.step_id for step in goal.steps),
        }
        for goal in fact.goals
    )
    often = fact.intensity
    usual = {"meetings_per_week": often.meetings_per_week, "minutes": often.minutes} if often else {}
    return {"goals": tuple(goals), **usual}


@translated.register
def _(fact: facts.GoalStepTaken, _key: RegionKey) -> Said:
    return {"into": tuple(step.step_id for step in fact.into)}


@translated.register
def _(fact: facts.RiskAssessed, _key: RegionKey) -> Said:
    return {"absent": tuple(absent.sector for absent in fact.absent)}


@translated.register
def _(fact: facts.MonthlyReportWritten, _key: RegionKey) -> Said:
    named = (sector for section in fact.sections for sector in section.for_sectors)
    return {"sectors": tuple(dict.fromkeys(named))}
