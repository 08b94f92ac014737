"""A bank and requests of the size that a whole installation may have, made up the same each time."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.matching.domain.language import Candidate, Must, Need, Role, TeamWish
from services.matching.domain.planning.preparing import Asked
from services.matching.domain.proposing.circumstances import Circumstances
from shared.kernel.reference import codes
from tests.specs.matching.bank import NEED, RULES, TODAY, somebody, taken

ROLES: tuple[Role, ...] = ("expert", "support_person", "coach")
FIRST_OF_AUTUMN = date(2025, 9, 15)


def bank_of(size: int, rng: random.Random) -> list[Candidate]:
    """Professionals all over the country with one to four competences, some of their hours taken."""
    return [_professional(number, rng) for number in range(size)]


def requests_of(size: int, rng: random.Random) -> list[Asked]:
    """Requests from every county over two months; each tenth is for a team."""
    now = Circumstances(TODAY, RULES)
    return [Asked(UUID(int=500_000 + number), _need(rng), "county", now) for number in range(size)]


def _professional(number: int, rng: random.Random) -> Candidate:
    county = rng.choice(codes("counties"))
    return somebody(
        number,
        roles=(rng.choice(ROLES),),
        field=rng.choice(codes("fields_of_core_unit")),
        county=county,
        counties=(county,),
        competences=tuple(rng.sample(codes("competences"), rng.randint(1, 4))),
        languages=rng.choice([("fi",), ("fi", "sv"), ("sv",)]),
        hours_per_week=rng.choice([0.0, 2.0, 4.0, 5.0, 10.0, 20.0]),
        reservations=(taken(rng.choice([0.0, 0.0, 1.0, 2.0])),),
    )


def _need(rng: random.Random) -> Need:
    team = TeamWish() if rng.random() < 0.1 else None
    competences = rng.sample(codes("competences"), rng.randint(2, 4) if team else rng.choice([1, 1, 2]))
    starts = FIRST_OF_AUTUMN + timedelta(days=rng.randint(0, 60))
    return replace(
        NEED,
        role=rng.choice(ROLES),
        county=rng.choice(codes("counties")),
        must=Must(tuple(competences), (rng.choice(["fi", "fi", "sv"]),)),
        hours_per_week=rng.choice([2.0, 4.0, 5.0, 7.5, 10.0]),
        starts_on=starts,
        ends_on=rng.choice([None, starts + timedelta(days=120)]),
        team=team,
    )
