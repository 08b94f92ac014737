"""Everything that people tell matching in words: of a professional, of a search for the siblings' case."""

from collections.abc import Iterator
from typing import Any

from services.matching.commands import COMMANDS as OF_MATCHING
from tests.support.everything_said import SIBLINGS, Said, an_id, example, said
from tests.support.planting import MARK, mark_in, own, personal_fields

PROFESSIONAL, SEARCH = an_id("professional"), an_id("search")
LET_OUT = ("confirm_match", "end_match")
"""What is told of a search goes with the matter that it was for; what is told of a professional stays."""
STAYS = tuple(
    mark_in("0", path) if path.endswith("phone") else f"{MARK}{own(path)}"
    for name, command in OF_MATCHING.items()
    if name not in LET_OUT
    for path in sorted(personal_fields(command))
)
"""The marks of what is told of professionals."""


def matched() -> Iterator[Said]:
    """All of it, of which matching has to have heard of the case."""
    yield from (said("2026-01-14", *each) for each in (*of_a_professional(), *of_a_search()))


def of_a_professional() -> Iterator[tuple[Any, ...]]:
    """Entered, kept alive, vetted, away and back."""
    who = {"professional_id": PROFESSIONAL}
    contact = {"email": "keksitty@esimerkki.example", "phone": "040 0000000", "user": "asiantuntija-9"}
    yield example("register_professional", **who, contact=contact)
    yield "update_profile", {**who, "name": "Keksitty Toisin", "contact": contact}
    yield "confirm_profile", {**who, "contact": contact}
    vetted = {"extract_issued_on": "2026-01-07", "checked_on": "2026-01-08"}
    yield example("attest_vetting", **who, **vetted)
    yield example("declare_conflict", **who, **{"with": {"person_id": an_id("somebody")}})
    yield example("pause", **who, until=None)
    yield "resume", {**who, "reason": "Palasi."}
    yield example("retire", **who)
    yield "resume", {**who, "reason": "Palasi taas."}


def of_a_search() -> Iterator[tuple[Any, ...]]:
    """Somebody is sought for the case, chosen with a reason, and let go with one."""
    about = {"match_request_id": SEARCH}
    sought = {
        "for": {"case_id": SIBLINGS}, "role": "expert", "county": "08", "starts_on": "2026-01-19",
        "must": {"competences": ["trauma"], "languages": ["fi"]}, "should": {}, "hours_per_week": 1,
    }  # fmt: skip
    yield "open_match_request", about | sought
    yield "propose_candidates", about
    yield "confirm_match", {**about, "professional_ids": [PROFESSIONAL], "reason": "Tuntee asian."}
    yield "end_match", {**about, "reason": "Työ päättyi.", "ended_on": "2026-01-14"}


def without_professionals(text: str) -> str:
    """What a text says of others than professionals."""
    for mark in STAYS:
        text = text.replace(mark, "")
    return text
