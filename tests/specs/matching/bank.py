"""Named examples: made-up professionals, a need, days."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.matching.domain.hours import Reservation
from services.matching.domain.language import Candidate, Matter, Must, Need, Proposal, Scope, Should
from services.matching.domain.proposing import Search, propose
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.rules import rules_for
from shared.kernel.facts import Keeping

TODAY = date(2025, 9, 2)
RULES = rules_for("sisa-suomi", TODAY)
KEEPING = Keeping("08", "social_welfare_client_register", "family_services")
CHILD = UUID("99999999-0000-4000-8000-000000000001")
CASE = UUID("99999999-0000-4000-8000-000000000002")
REFERRAL = UUID("99999999-0000-4000-8000-000000000003")
REQUEST = UUID("88888888-0000-4000-8000-000000000001")
OTHER_REQUEST = UUID("88888888-0000-4000-8000-000000000002")
MATTER = Matter(case_id=CASE)


def id_of(number: int) -> UUID:
    """The id of the n-th professional: of equals the lower number comes first."""
    return UUID(int=number)


def somebody(number: int = 1, **known: Any) -> Candidate:
    """A free, vetted trauma expert in Pirkanmaa, unless told otherwise."""
    return replace(
        Candidate(
            professional_id=id_of(number),
            roles=("expert",),
            field="social",
            county="08",
            counties=("08",),
            competences=("trauma",),
            languages=("fi",),
            education=("socionomi",),
            background=("lastensuojelu",),
            modes=("virtual", "on_site"),
            hours_per_week=10.0,
            confirmed_on=date(2025, 8, 1),
            vetted_on=date(2025, 8, 20),
        ),
        **known,
    )


NEED = Need(
    role="expert",
    county="08",
    must=Must(competences=("trauma",), languages=("fi",)),
    should=Should(),
    hours_per_week=2.0,
    starts_on=date(2025, 9, 15),
)


def taken(hours: float, starts: str = "2025-01-01", ends: str | None = None, number: int = 1) -> Reservation:
    """Hours that another match takes."""
    last = None if ends is None else date.fromisoformat(ends)
    return Reservation(UUID(int=10_000 + number), hours, date.fromisoformat(starts), last)


def proposal(
    *bank: Candidate, need: Need = NEED, scope: Scope = "county", on: date = TODAY, **circumstances: Any
) -> Proposal:
    """What a search in a bank comes to."""
    now = Circumstances(**{"on": on, "rules": RULES, **circumstances})
    return propose(Search(need, scope, now), bank)


def who(found: Proposal) -> list[int]:
    """The numbers of who is proposed, the first-ranked first."""
    return [each.professional_id.int for each in found.ranked]


def why_not(found: Proposal) -> dict[int, list[str]]:
    """The codes of why others are not, by their number."""
    return {each.professional_id.int: [it.code for it in each.because] for each in found.ruled_out}
