"""What cases' facts say in other words in public: sectors for people, ids for goals, counts for texts."""

from collections.abc import Iterable
from uuid import UUID

from services.intake.domain.case import facts
from services.intake.publication.translating import Said, translates
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written


@translates(facts.CaseOpened)
def _(fact: Written, key: RegionKey) -> Said:
    return {
        "subject": key.pseudonym(UUID(fact.data["person_id"])),
        "base_services": len(fact.data["base_services"]),
        "restricted_to": _users(fact.data["restricted_to"], key),
    }


@translates(facts.RestrictionChanged)
def _(fact: Written, key: RegionKey) -> Said:
    return {"restricted_to": _users(fact.data["restricted_to"], key)}


def _users(users: Iterable[str], key: RegionKey) -> tuple[str, ...]:
    """In the pseudonyms' own order: that of the names tells nothing then."""
    return tuple(sorted(key.user_pseudonym(user) for user in users))


@translates(facts.NetworkMemberAdded)
def _(fact: Written, key: RegionKey) -> Said:
    member = fact.data["member"]
    user = member.get("user")
    named = {name: member.get(name) for name in ("id", "role", "sector", "pair_of")}
    return {"member": named | {"user": user and key.user_pseudonym(user)}}


@translates(facts.ChildViewRecorded)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"asked": fact.data["view"] is not None}


@translates(facts.PlanAgreed, facts.PlanRevised)
def _(fact: Written, _key: RegionKey) -> Said:
    often = fact.data["intensity"]
    usual = {"meetings_per_week": often["meetings_per_week"], "minutes": often["minutes"]} if often else {}
    return {"goals": tuple(_goal(goal) for goal in fact.data["goals"]), **usual}


def _goal(goal: Said) -> Said:
    """What of it is written: an old one may lack what has a default, and that is the contract's as well."""
    named = {name: goal[name] for name in ("goal_id", "area", "weight") if name in goal}
    return named | {"steps": tuple(step["step_id"] for step in goal.get("steps", ()))}


@translates(facts.GoalStepTaken)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"into": tuple(step["step_id"] for step in fact.data["into"])}


@translates(facts.RiskAssessed)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"absent": tuple(absent["sector"] for absent in fact.data["absent"])}


@translates(facts.MonthlyReportWritten)
def _(fact: Written, _key: RegionKey) -> Said:
    named = (sector for section in fact.data["sections"] for sector in section["for_sectors"])
    return {"sectors": tuple(dict.fromkeys(named))}
