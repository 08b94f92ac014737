"""A log of matching's public facts in memory, as a reader is given it; and searches made up by chance."""

import random
from datetime import date
from typing import Any
from uuid import UUID

from shared.contracts.envelope import PublicFact
from shared.contracts.matching import (
    CandidatesProposed,
    CapacitySet,
    HoursReleased,
    HoursReserved,
    MatchConfirmed,
    MatchEnded,
    MatchFact,
    MatchOffered,
    MatchRequested,
    OfferDeclined,
    ProfessionalPaused,
    ProfessionalRegistered,
    ProfessionalResumed,
    ProfileUpdated,
    SearchWidened,
)
from tests.support.billing_log import OFFICE, REGIONS, ToldLog

COMPETENCES = ("autism_spectrum", "trauma", "immigration")
DAY = date(2025, 9, 1)


class MatchingLog(ToldLog):
    """Facts of one request belong together, and those of one professional."""

    service = "matching"
    of = ("match_request_id", "professional_id")

    def _subject(self, fact: PublicFact) -> str:
        """Hours are the professional's, though a request takes them; offers are the request's."""
        name = "match_request_id" if isinstance(fact, MatchFact) else "professional_id"
        return f"{name.removesuffix('_id')}/{getattr(fact, name)}"


class Sought:
    """A professional and a request from its opening on, as matching could tell them.

    seed: the same seed gives the same facts.
    """

    def __init__(self, seed: int, steps: int = 6) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.region = self.chance.choice(REGIONS)
        self.professional_id, self.request_id = self._id(), self._id()
        self.facts: list[PublicFact] = [self._registered(), self._requested()]
        for _ in range(steps):
            self.chance.choice((self._propose, self._match, self._decline, self._change, self._widen))()

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _known(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(COMPETENCES, self.chance.randint(1, 3)))

    def _of_professional(self, kind: type[PublicFact], state: str = "active", **said: Any) -> PublicFact:
        return kind.model_validate({"professional_id": self.professional_id, "state": state, **said})

    def _of_request(self, kind: type[PublicFact], state: str, **said: Any) -> PublicFact:
        return kind.model_validate({"match_request_id": self.request_id, "state": state, **said})

    def _registered(self) -> PublicFact:
        return self._of_professional(
            ProfessionalRegistered, roles=("expert",), employer=OFFICE, field="health", county="08",
            counties=("16", "08"), competences=self._known(), languages=("fi",), modes=("virtual",),
            hours_per_week=self.chance.choice((7.5, 10, 37.25)), on=DAY,
        )  # fmt: skip

    def _requested(self) -> PublicFact:
        matter = self.chance.choice(("referral_id", "case_id"))
        return self._of_request(
            MatchRequested, "open", number="2025-00001", role="expert", county="08", languages=("fi",),
            competences=self._known(), mode=self.chance.choice((None, "virtual", "on_site")),
            hours_per_week=1.5, starts_on=DAY, team=self.chance.choice((None, {"size": 2})), scope="county",
            on=DAY, **{matter: self._id()},
        )  # fmt: skip

    def _propose(self) -> None:
        found = self.chance.random() < 0.5
        self.facts.append(self._of_request(
            CandidatesProposed, "proposed", ranked=(self.professional_id,) if found else (), ruled_out={},
            scope="region", virtual=False, team=(self.professional_id,) if found else None,
            uncovered=() if found else self._known(), rules_version="1", on=DAY,
        ))  # fmt: skip

    def _widen(self) -> None:
        scope = self.chance.choice(("region", "national"))
        self.facts.append(self._of_request(SearchWidened, "open", scope=scope, virtual=True, owner="08"))

    def _match(self) -> None:
        """Somebody is confirmed, and the match may end again."""
        taken: dict[str, Any] = {
            "hours_per_week": 1.5,
            "starts_on": DAY,
            "ends_on": self.chance.choice((None, DAY)),
        }
        ids = {"professional_ids": (self.professional_id,)}
        self.facts += [
            self._of_request(MatchConfirmed, "confirmed", ranks=(1,), first=True, on=DAY, **taken, **ids),
            self._of_professional(HoursReserved, match_request_id=self.request_id, **taken),
        ]
        if self.chance.random() < 0.5:
            end: dict[str, Any] = {"ended_on": date(2025, 10, self.chance.randint(1, 31))}
            self.facts += [
                self._of_request(MatchEnded, "ended", **ids, **end),
                self._of_professional(HoursReleased, match_request_id=self.request_id, **end),
            ]

    def _decline(self) -> None:
        who = {"professional_id": self.professional_id, "on": DAY}
        self.facts += [
            self._of_request(MatchOffered, "offered", **who),
            self._of_request(OfferDeclined, "proposed", declined_for="workload", **who),
        ]

    def _change(self) -> None:
        self.facts.append(self.chance.choice((self._capacity, self._learned, self._paused, self._resumed))())

    def _capacity(self) -> PublicFact:
        return self._of_professional(CapacitySet, hours_per_week=self.chance.randrange(1, 40))

    def _learned(self) -> PublicFact:
        return self._of_professional(ProfileUpdated, competences=self._known())

    def _paused(self) -> PublicFact:
        return self._of_professional(ProfessionalPaused, "paused", until=self.chance.choice((None, DAY)))

    def _resumed(self) -> PublicFact:
        return self._of_professional(ProfessionalResumed)
