"""R-P4: the access log as a page for the admin, and its copy for the person in their language."""

import csv
from io import StringIO
from typing import Any

import httpx
import pytest

from services.billing import queries as billing_queries
from services.feedback import queries as feedback_queries
from services.gateway.pages.access_rows import as_csv
from services.gateway.pages.access_words import FIELDS, OF_FIELD, QUERIES
from services.intake import queries as intake_queries
from services.intake.queries.safe_contact import SafeContact
from services.matching import queries as matching_queries
from services.reporting import queries as reporting_queries
from shared.contracts.asking import Personal, Query
from tests.specs.gateway.edge import Echo, Reply
from tests.specs.gateway.test_my_meetings_addresses import visit

PERSON = "c68b13c7-1ed3-571c-9320-04ddb61f8d9c"
HERE = f"/people/{PERSON}/access-log"
ENTRY: dict[str, Any] = {
    "at": "2026-03-01T08:30:00Z", "service": "intake", "query": "person", "role": "worker",
    "organisation": "Esimerkkituottaja Oy", "purpose": "client_work", "legal_basis": "statutory_task",
    "matters": ["case/2026-00004"], "fields": ["given_name", "family_name", "guardians"],
}  # fmt: skip
GIVEN: dict[str, Any] = {
    "at": "2026-03-02T08:30:00Z", "what": "copy_out", "recipient": "county_record", "recipient_county": "08",
    "recipient_sector": "child_welfare", "role": "worker", "purpose": "client_work", "legal_basis": "consent",
    "matters": ["case/2026-00004"], "fields": ["text"],
}  # fmt: skip


class Intake(Echo):
    """Answers with two pages of the log, and remembers what it was asked."""

    def __init__(self, **told: Any) -> None:
        super().__init__()
        self.told = {"person_id": PERSON, "disclosures": [GIVEN], "away": [], "withheld": False} | told
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((request["name"], request["data"]))
        last = "cursor" in request["data"]
        user = {"user": "tukihenkilo-1"} if request["name"] == "access_log" else {}
        further: dict[str, Any] = {"disclosures": []} if last else {"next": "c2"}
        page = {"entries": [ENTRY | user], **further}
        return {"status": 200, "result": {**self.told, **page}, "position": {}}


def look(path: str, intake: Intake | None = None, language: str = "fi") -> httpx.Response:
    return visit(path, intake or Intake(), language)  # type: ignore[arg-type]


def test_the_page_shows_who_read_what_and_what_was_given() -> None:
    shown = look(HERE).text
    for words in ("1.3.2026 klo 10.30", "tukihenkilo-1", "Esimerkkituottaja Oy", "2026-00004", "Suostumus"):
        assert words in shown
    assert "cursor=c2" in shown


def test_what_is_older_is_asked_for_with_its_reason() -> None:
    intake = Intake()
    look(f"{HERE}?special_reason=claim&cursor=c2", intake)
    asked = {"person_id": PERSON, "limit": 50, "special_reason": "claim", "cursor": "c2"}
    assert intake.asked == [("access_log", asked)]


def test_a_service_that_is_away_is_named() -> None:
    assert "reporting" in look(HERE, Intake(away=["reporting"])).text


def test_the_way_in_leads_to_the_log() -> None:
    found = look(f"/access-log?person_id={PERSON}")
    assert (found.status_code, found.headers["location"]) == (303, HERE)
    assert look("/access-log?person_id=Lapsi").status_code == 422


@pytest.mark.parametrize(
    ("language", "read", "role"),
    [
        ("fi", "Mitä luettiin", "Työntekijä"),
        ("sv", "Vad som lästs", "Arbetstagare"),
        ("en", "What was read", "Worker"),
    ],
)
def test_the_copy_is_in_the_persons_language(language: str, read: str, role: str) -> None:
    """R-P4: exported for the person in fi, sv and en, whole, by organisation and role."""
    intake = Intake()
    copy = look(f"{HERE}/copy.html?lang={language}", intake, language)
    assert [name for name, _ in intake.asked] == ["access_log_copy"] * 2
    assert f'<html lang="{language}">' in copy.text
    assert read in copy.text
    assert copy.text.count("Esimerkkituottaja Oy") == 2
    assert "tukihenkilo-1" not in copy.text
    assert PERSON not in copy.headers["content-disposition"]


def test_the_copy_as_a_table_has_the_same_rows() -> None:
    text = look(f"{HERE}/copy.csv?lang=en", language="en").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0][:4] == ["When", "What was read", "Role", "Organisation"]
    assert rows[1][1:5] == ["Who the person is", "Worker", "Esimerkkituottaja Oy", "Work with the client"]
    assert rows[1][6] == "name, birth date and place of living, guardians and safe contact"
    assert rows[-1][1] == "A copy for the client record"


def test_a_copy_is_whole_or_it_is_none() -> None:
    assert look(f"{HERE}/copy.csv", Intake(away=["reporting"])).status_code == 503


def test_a_copy_says_that_something_is_left_out() -> None:
    """R-C9, R-C13: and why."""
    assert "to keep somebody safe" in look(f"{HERE}/copy.html?lang=en", Intake(withheld=True), "en").text


@pytest.mark.parametrize("cell", ["=1+1", "+358", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert as_csv([[cell]]) == f"\ufeff'{cell}\r\n"


def test_every_question_and_every_field_has_its_words() -> None:
    """R-P4: a person understands what of theirs was read."""
    asked: list[tuple[str, type[Query]]] = [
        *intake_queries.QUERIES.items(),
        ("safe_contact", SafeContact),
        *feedback_queries.QUERIES.items(),
        *matching_queries.QUERIES.items(),
        *billing_queries.QUERIES.items(),
        *reporting_queries.QUERIES.items(),
    ]
    personal = {name: query.personal for name, query in asked if isinstance(query.personal, Personal)}
    assert set(QUERIES) == set(personal)
    assert set(OF_FIELD) == {field for each in personal.values() for field in each.fields}
    assert sum(len(fields) for fields in FIELDS.values()) == len(OF_FIELD)
