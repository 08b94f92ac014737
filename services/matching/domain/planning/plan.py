"""A joint plan (R-M6): asked for once, made once, however often the service stops meanwhile."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from services.matching.domain.planning.problem import Solution
from shared.kernel.facts import Stream
from shared.kernel.refused import Refused


class MatchPlanAsked(Stream.Created):
    """A coordinator asked for one proposal for many requests."""

    TOPIC = "matching.match-plan-asked"
    region: str
    match_request_ids: tuple[UUID, ...]
    on: date


class MatchesPlanned(Stream.Event):
    """Who would be given to which request; people confirm it, one request at a time (R-M3, R-M6).

    worth, bound: what it is worth, and what no plan exceeds. proved: nothing is better. rules_version: of
    the points and limits; solver: by what it was found, with its version.
    """

    TOPIC = "matching.matches-planned"
    assigned: Mapping[str, tuple[UUID, ...]]
    unserved: tuple[UUID, ...]
    worth: int
    bound: int
    proved: bool
    solver: str
    rules_version: str
    on: date


class MatchPlan(Stream):
    """A job: it is answered at once, done exactly once, and asked after by its id."""

    TOPIC = "matching.plan"
    kind: ClassVar[str] = "plan"
    MatchPlanAsked = MatchPlanAsked
    MatchesPlanned = MatchesPlanned

    @classmethod
    def plan_matches(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        region: str,
        match_request_ids: tuple[UUID, ...],
        on: date,
    ) -> Self:
        """Asks for a plan. Refused for no request at all."""
        wanted = tuple(dict.fromkeys(match_request_ids))
        if not wanted:
            raise Refused("say for which requests the plan is")
        return cls._create(cls.MatchPlanAsked, id=id, region=region, match_request_ids=wanted, on=on)

    def finish(self, solution: Solution, *, rules_version: str, on: date) -> None:
        """The plan is made. A bug where it was made before."""
        if self.state == "done":
            msg = f"plan {self.id} was made already"
            raise RuntimeError(msg)
        self.trigger_event(
            self.MatchesPlanned,
            assigned={request: tuple(map(UUID, ids)) for request, ids in solution.assigned.items()},
            unserved=tuple(map(UUID, solution.unserved)),
            worth=solution.worth,
            bound=solution.bound,
            proved=solution.proved,
            solver=solution.solver,
            rules_version=rules_version,
            on=on,
        )

    @event(MatchPlanAsked)
    def __init__(self, *, region: str, match_request_ids: tuple[UUID, ...], on: date) -> None:
        self.region, self.match_request_ids, self.asked_on = region, match_request_ids, on
        self.state = "waiting"
        self.assigned: Mapping[str, tuple[UUID, ...]] = {}
        self.unserved: tuple[UUID, ...] = ()
        self.worth = self.bound = 0
        self.proved = False

    @event(MatchesPlanned)
    def _planned(
        self,
        *,
        assigned: Mapping[str, tuple[UUID, ...]],
        unserved: tuple[UUID, ...],
        worth: int,
        bound: int,
        proved: bool,
    ) -> None:
        self.state = "done"
        self.assigned, self.unserved = assigned, unserved
        self.worth, self.bound, self.proved = worth, bound, proved
