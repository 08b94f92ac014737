"""What matching says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; what the contract names otherwise
(an organisation as a pseudonym, counts for who was ruled out) is translated here. The fact is taken as it is
written: no text has to be opened to be left out.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from services.matching.domain.match_request import facts as match_facts
from services.matching.domain.professional import facts as professional_facts
from shared.contracts import matching as public
from shared.contracts.envelope import Message, PublicFact
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written, written
from shared.plumbing.store.recorder import StoredFact

Said = dict[str, Any]
"""Fields of a public fact by name."""
Translation = Callable[[Written, RegionKey], Said]


class Publication:
    """Translates the log of matching. region: of the installation, for facts that belong to no matter."""

    def __init__(self, key: RegionKey, region: str) -> None:
        self._key = key
        self._region = region

    def __call__(self, stored: StoredFact) -> Message[Any]:
        fact = written(stored.event)
        meta = fact.meta
        standing = meta["standing"]
        return Message(
            body=_body(fact, self._key),
            service="matching",
            region=standing["region"] or meta["region"] or self._region,
            subject=standing["subject"],
            at=datetime.fromisoformat(meta["occurred_at"]),
            recorded_at=stored.recorded_at,
            log_id=stored.log_id,
            position=stored.position,
            previous=stored.previous,
            sequence=stored.event.originator_version,
            actor_role=meta["role"],
            correlation_id=meta["correlation_id"],
            causation_id=meta["causation_id"],
            **(standing["keeping"] or {}),
        )


def _profile(fact: Written, key: RegionKey) -> Said:
    organisation = fact.data["organisation"]
    return {"employer": organisation and key.organisation_pseudonym(organisation)}


def _requested(fact: Written, _key: RegionKey) -> Said:
    need = fact.data["need"]
    own = {name: need[name] for name in ("role", "county", "hours_per_week", "starts_on", "ends_on", "team")}
    must = {name: need["must"][name] for name in ("competences", "languages", "mode")}
    return {**fact.data["matter"], **own, **must}


def _declined(fact: Written, _key: RegionKey) -> Said:
    return {"declined_for": fact.data["reason"]}


def _proposed(fact: Written, _key: RegionKey) -> Said:
    team = fact.data["team"]
    kinds = ({why["code"] for why in each["because"]} for each in fact.data["ruled_out"])
    codes = Counter(code for of_one in kinds for code in of_one)
    return {
        "ranked": tuple(each["professional_id"] for each in fact.data["ranked"]),
        "ruled_out": dict(sorted(codes.items())),
        "team": team and tuple(team["professional_ids"]),
    }


TRANSLATIONS: dict[type[Any], Translation] = {
    professional_facts.ProfessionalRegistered: _profile,
    professional_facts.ProfileUpdated: _profile,
    match_facts.MatchRequested: _requested,
    match_facts.CandidatesProposed: _proposed,
    match_facts.OfferDeclined: _declined,
}
"""Where a public fact says something in other words than the stored one."""
_IDS = (
    (public.ProfessionalFact, "professional_id"),
    (public.TeamFact, "team_id"),
    (public.CoreUnitFact, "core_unit_id"),
    (public.ContactPersonFact, "post_id"),
    (public.MatchFact, "match_request_id"),
    (public.PlanFact, "plan_id"),
)
"""The contracts, and how each calls the id of its fact's stream."""


@dataclass(frozen=True)
class Way:
    """How a kind of fact becomes public: its contract, how it calls its stream, what is said otherwise."""

    contract: type[PublicFact]
    id_of: str
    translation: Translation | None


@cache
def _way(kind: Any) -> Way:
    """Found by the bases of a kind as well: the library makes each aggregate subclasses of its facts."""
    contract: type[PublicFact] = getattr(public, kind.__name__)
    return Way(
        contract,
        next(name for base, name in _IDS if issubclass(contract, base)),
        next((TRANSLATIONS[base] for base in kind.__mro__ if base in TRANSLATIONS), None),
    )


def _body(fact: Written, key: RegionKey) -> PublicFact:
    """The public fact of the same name."""
    way = _way(fact.kind)
    # Its contract names those that it takes, and leaves out the others.
    fields = {**fact.data, way.id_of: fact.stream, "state": fact.meta["standing"]["state"]}
    if way.translation:
        fields |= way.translation(fact, key)
    return way.contract.model_validate(fields)
