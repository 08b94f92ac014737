"""Studies of tests, and contacts of made-up people told one after the other."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from services.reporting.queries.research.studies import Studies, read_studies
from shared.contracts.intake import PersonErased, PersonProtected, PersonsMerged
from shared.kernel.asker import Asker
from tests.specs.reporting.story import Story, coordinator, received

STUDY = UUID("5b0d8f0e-3c55-4a2f-9d0b-6f3c1d2e4a90")
RESEARCHER = "tutkija-1"
TOLD: Mapping[str, Any] = {
    "study_id": str(STUDY),
    "name": "Keksitty tutkimus",
    "controller": "Keksitty yliopisto",
    "permit": {
        "number": "KEKSITTY/1/2023", "authority": "Keksitty viranomainen",
        "granted_on": "2023-01-15", "valid_until": "2026-12-31",
    },
    "researchers": [RESEARCHER],
    "columns": ["received", "county", "source", "situations", "tier", "state"],
    "period": {"from": "2023-01-01", "to": "2023-12-31"},
    "region": "sisa-suomi",
    "purpose": "Mikä auttaa jumiutuneessa tilanteessa",
}  # fmt: skip


def studies_in(folder: Path, **changes: Any) -> Studies:
    """The one study, as its file says it; users as they are."""
    (folder / "study.json").write_text(json.dumps({**TOLD, **changes}), encoding="utf-8")
    return read_studies(folder, str)


def researcher(day: str = "2024-02-10", **changes: Any) -> Asker:
    person = {"user": RESEARCHER, "role": "researcher", "asks": "research_file"}
    return coordinator(day, **(person | changes))


def person(n: int) -> str:
    """The pseudonym of the n-th made-up person."""
    return f"{n:032x}"


def contacts_of(story: Story, people: int = 30) -> Story:
    """A contact of each, in one of two counties."""
    for n in range(people):
        story.tell(received(n, on=f"2023-0{n % 3 + 3}-07", subject=person(n), county=("08", "07")[n % 2]))
    return story


def protected(n: int, until: str | None = None) -> PersonProtected:
    told = {"person": person(n), "order": "non_disclosure", "since": "2023-06-01", "until": until}
    return PersonProtected.model_validate(told)


def erased(n: int) -> PersonErased:
    told = {"person": person(n), "basis": "authority_order", "on": "2023-09-01"}
    return PersonErased.model_validate(told)


def merged(n: int, into: int) -> PersonsMerged:
    return PersonsMerged(person=person(n), into=person(into))
