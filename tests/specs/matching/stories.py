"""What people do with professionals and match requests, ready for scenarios."""

from datetime import date
from typing import Any

from services.matching.domain.language import ConflictWith, Contact
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from tests.specs.matching.bank import (
    CHILD,
    KEEPING,
    MATTER,
    NEED,
    OTHER_REQUEST,
    REQUEST,
    RULES,
    TODAY,
    id_of,
    somebody,
)
from tests.specs.matching.scenario import does

REGISTERED: dict[str, Any] = {
    "id": id_of(1),
    "name": "Asta Asiantuntija",
    "roles": ("expert",),
    "organisation": "Esimerkkilän yksikkö",
    "field": "social",
    "county": "08",
    "counties": ("08",),
    "competences": ("trauma",),
    "languages": ("fi",),
    "education": ("socionomi",),
    "background": ("lastensuojelu",),
    "modes": ("virtual", "on_site"),
    "hours_per_week": 10.0,
    "contact": Contact(email="asta@yksikko.example"),
    "on": date(2025, 3, 1),
}


def professional(**told: Any) -> Professional:
    """Somebody registered in March, with these words."""
    return Professional.register_professional(**{**REGISTERED, **told})


ATTEST = does(
    "attest_vetting",
    by="Esimerkkilän yksikkö",
    extract_issued_on=date(2025, 8, 4),
    checked_on=date(2025, 8, 20),
    on=TODAY,
)
PAUSE = does("pause", reason="Vapaalla.", on=TODAY)
RESUME = does("resume")
RETIRE = does("retire", reason="Eläkkeelle.")
CONFLICT = does("declare_conflict", conflict=ConflictWith(person_id=CHILD), reason="Sukulainen.")
PARK = does("park", match_request_id=REQUEST, on=TODAY)
RESERVE = does(
    "reserve_hours",
    match_request_id=REQUEST, hours_per_week=6.0, starts_on=date(2025, 9, 15), ends_on=None,
)  # fmt: skip
RESERVE_MORE = RESERVE.but(match_request_id=OTHER_REQUEST)
RELEASE = does("release_hours", match_request_id=REQUEST, ended_on=date(2025, 10, 31))

FIRST, SECOND = somebody(1), somebody(2)
BANK = (FIRST, SECOND)


def request(**told: Any) -> MatchRequest:
    """A trauma expert is sought for a case in Pirkanmaa, with these words."""
    asked = {
        "id": REQUEST, "number": "2025-00001", "region": "sisa-suomi", "keeping": KEEPING, "matter": MATTER,
        "need": NEED, "on": TODAY,
    }  # fmt: skip
    return MatchRequest.open_match_request(**{**asked, **told})


def offers(number: int, **told: Any) -> Any:
    return does("offer_match", professional_id=id_of(number), on=TODAY, **told)


def confirms(*numbers: int, **told: Any) -> Any:
    return does("confirm_match", professional_ids=tuple(map(id_of, numbers)), on=TODAY, **told)


def declines(number: int, reason: str) -> Any:
    return does("decline_offer", professional_id=id_of(number), reason=reason, on=TODAY)


def accepts(number: int) -> Any:
    return does("accept_offer", professional_id=id_of(number))


PROPOSE = does("propose_candidates", bank=BANK, rules=RULES, on=TODAY)
WIDEN = does("widen_search")
END = does("end_match", reason="Perhe muutti.", ended_on=date(2025, 10, 31))
