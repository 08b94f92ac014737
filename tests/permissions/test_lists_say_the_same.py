"""Lists are filtered in SQL, single matters by policies: on worlds made by chance both say the same."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.intake.application.cases import SEEN_BY, case_matter_for, seen_by
from services.intake.application.closed_off import closed_off
from services.intake.application.matters import matter_for
from services.intake.queries.listing import WHOSE
from services.reporting.queries.case_sight import VISIBLE, sight_of_cases
from services.reporting.queries.sight import closed_off as closed_off_here
from services.reporting.queries.sight import sight_of
from services.reporting.queries.whose import about_case, about_contact
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Unknown
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import connection_arguments
from tests.permissions.matrix import policy_of
from tests.support.servers import create_database, drop_database

SEEDS = range(3)
NOW = datetime(2025, 9, 1, 9, tzinfo=UTC)
REGIONS, COUNTIES, SECTORS = ("sisa-suomi", "ita-suomi"), ("07", "08", "12"), ("education", "police")
USERS = ("anna", "bertta", "cecilia")
SEATS = ("worker", "work_pair", "buyer", "other", "guardian")
ROLES = ("coordinator", "contact_person", "professional", "worker", "expert", "buyer", "finance")
MATTERS, ASKERS = 25, 60
Rows = Connection[DictRow]


def askers(chance: random.Random) -> list[Asker]:
    """Some of everybody, in every role, with and without a county and a sector."""
    places = product(REGIONS, (*COUNTIES[:2], None), (*SECTORS, None))
    everybody = [
        Asker(user=user, role=role, region=region, now=NOW, county=county, sector=sector)
        for (region, county, sector), user, role in product(places, USERS, ROLES)
    ]
    return chance.sample(everybody, ASKERS)


@pytest.fixture(params=SEEDS)
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)  # noqa: S311 - made up, and the same each time


@pytest.fixture(scope="module")
def urls(postgres: Postgres) -> Iterator[dict[str, str]]:
    made = {service: create_database(postgres, f"lists_of_{service}") for service in ("intake", "reporting")}
    for service, url in made.items():
        migrate(url, service, play=False)
    yield made
    for service in made:
        drop_database(postgres, f"lists_of_{service}")


def rows_in(url: str, service: str) -> Iterator[Rows]:
    connection = psycopg.connect(**connection_arguments(url, service), row_factory=dict_row)
    with connection as rows, rows.transaction(force_rollback=True):
        yield rows


@pytest.fixture
def intake(urls: dict[str, str]) -> Iterator[Rows]:
    yield from rows_in(urls["intake"], "intake")


@pytest.fixture
def reporting(urls: dict[str, str]) -> Iterator[Rows]:
    yield from rows_in(urls["reporting"], "reporting")


def new_id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def some(chance: random.Random, among: tuple[str, ...], often: float) -> list[str]:
    return [each for each in among if chance.random() < often]


def place(chance: random.Random) -> dict[str, Any]:
    return {"region": chance.choice(REGIONS), "county": chance.choice(COUNTIES)}


def insert(rows: Rows, table: str, values: dict[str, Any]) -> None:
    names = ", ".join(values)
    marks = ", ".join(f"%({name})s" for name in values)
    rows.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - of this file


def restriction(chance: random.Random) -> list[str]:
    return some(chance, USERS, 0.5) if chance.random() < 0.4 else []


def seats(chance: random.Random) -> Iterator[dict[str, Any]]:
    for _ in range(chance.randrange(5)):
        yield {
            "member_id": new_id(chance),
            "role": chance.choice(SEATS),
            "sector": chance.choice((*SECTORS, None)),
            "user": chance.choice((*USERS, None)),
        }


def fill_intake(rows: Rows, chance: random.Random) -> tuple[list[UUID], list[UUID]]:
    """Contacts, and cases behind most of them, a glass broken here and there: their ids."""
    contacts, cases = [], []
    for number in range(MATTERS):
        where, contact, case, person = place(chance), new_id(chance), new_id(chance), new_id(chance)
        insert(rows, "referrals", {
            "referral_id": contact, "number": f"2025-{number:05}", "state": "received", **where,
            "received_at": NOW, "received_on": NOW.date(), "received_by": chance.choice(USERS),
            "waiting_for": [], "sectors": some(chance, SECTORS, 0.4), "person_id": person,
            "referrer_keys": [], "subject_keys": [],
        })  # fmt: skip
        contacts.append(contact)
        if chance.random() < 0.7:
            insert(rows, "cases", {
                "case_id": case, "number": f"2025-{number:05}", "state": "open", **where, "service_line": "x",
                "process_lead": "x", "referral_id": contact, "person_id": person, "opened_on": NOW.date(),
                "restricted_to": restriction(chance),
            })  # fmt: skip
            for seat in seats(chance):
                insert(rows, "case_members", {"case_id": case, "user_name": seat.pop("user"), **seat})
            cases.append(case)
        if chance.random() < 0.2:
            about = {"case_id": case} if chance.random() < 0.5 else {"referral_id": contact}
            insert(
                rows, "broken_glasses", {"user_name": chance.choice(USERS), "until": "2099-01-01", **about}
            )
    return contacts, cases


def allowed(question: Any, *told: Any) -> bool:
    try:
        question(policy_of("intake"), *told)
    except Unknown:
        return False
    return True


def test_intakes_lists_have_what_the_policies_let_one_see(intake: Rows, chance: random.Random) -> None:
    """R-C10, and who may do what: in each list just those, and a broken glass puts nothing into one."""
    contacts, cases = fill_intake(intake, chance)
    seen = 0
    for who in askers(chance):
        of_contacts = f"SELECT referral_id AS id FROM referrals WHERE {WHOSE.get(who.role, 'false')}"  # noqa: S608
        of_contacts += f" AND NOT {closed_off('referrals.referral_id')}"
        of_cases = f"SELECT case_id AS id FROM cases WHERE {SEEN_BY.get(who.role, 'false')}"  # noqa: S608
        for question, ids, listed, name in (
            (matter_for, contacts, of_contacts, "referrals"),
            (case_matter_for, cases, of_cases, "cases"),
        ):
            asking = Asker(**{**vars(who), "asks": name})
            by_sql = {row["id"] for row in intake.execute(listed, seen_by(who)).fetchall()}
            by_policy = {each for each in ids if allowed(question, asking, intake, each)}
            assert by_sql == by_policy, (who, name)
            seen += len(by_sql)
    assert seen > MATTERS, "a world in which nobody sees anything would prove nothing"


def fill_reporting(rows: Rows, chance: random.Random) -> tuple[list[UUID], list[UUID]]:
    """As the facts told them, with versions that hold no longer."""
    contacts, cases = [], []
    for number in range(MATTERS):
        where, contact, case = place(chance), new_id(chance), new_id(chance)
        held = {"position": number + 1, "valid_from": NOW}
        insert(rows, "contacts", {
            "referral_id": contact, **held, "number": f"referral/2025-{number:05}", **where,
            "received_on": NOW.date(), "source": "x", "channel": "x", "service_line": "x", "situations": [],
            "state": "received", "support_kinds": [], "identified_otherwise": False, "duplicate": False,
        })  # fmt: skip
        contacts.append(contact)
        told = {
            "case_id": case, "number": f"case/2025-{number:05}", **where, "service_line": "x",
            "process_lead": "x", "opened_on": NOW.date(), "state": "open", "pauses": "[]", "written": [],
            "sent": [], "referral_id": contact,
        }  # fmt: skip
        if chance.random() < 0.3:
            earlier = {"position": 10_000 + number, "valid_from": NOW, "valid_to": NOW, "restricted_to": []}
            insert(rows, "cases", told | earlier)
        insert(rows, "cases", told | held | {"restricted_to": restriction(chance)})
        for seat in seats(chance):
            until = chance.choice((None, "2025-08-31", "2025-09-01"))
            told = {"case_id": case, "who": seat.pop("user"), "since": NOW.date(), "until": until}
            insert(rows, "case_members", told | seat | held)
        cases.append(case)
    return contacts, cases


def contacts_by_sql(who: Asker, rows: Rows) -> set[UUID]:
    try:
        seen = sight_of(who)
    except NotAllowed:
        return set()
    question = SQL(
        """SELECT referral_id FROM contacts WHERE valid_to = 'infinity' AND region = %(region)s
           AND (%(county)s::text IS NULL OR county = %(county)s) AND NOT {}"""
    ).format(closed_off_here(SQL("contacts.referral_id")))
    found = rows.execute(question, {"region": seen.region, "county": seen.county, "me": who.user}).fetchall()
    return {row["referral_id"] for row in found}


def cases_by_sql(who: Asker, rows: Rows) -> set[UUID]:
    try:
        values = sight_of_cases(who)
    except NotAllowed:
        return set()
    found = rows.execute(SQL("SELECT c.case_id FROM cases c WHERE {}").format(VISIBLE), values).fetchall()
    return {row["case_id"] for row in found}


def test_reportings_figures_have_what_the_policies_let_one_see(
    reporting: Rows, chance: random.Random
) -> None:
    """R-C10: also in figures, which count in SQL."""
    contacts, cases = fill_reporting(reporting, chance)
    policy, seen = policy_of("reporting"), 0
    for who in askers(chance):
        for by_sql, ids, about in (
            (contacts_by_sql(who, reporting), contacts, about_contact),
            (cases_by_sql(who, reporting), cases, about_case),
        ):
            told = {each: about(who, each, reporting) for each in ids}
            by_policy = {
                each for each, it in told.items() if it and policy.decide(who, it, "timeline").allowed
            }
            assert by_sql == by_policy, who
            seen += len(by_sql)
    assert seen > MATTERS, "a world in which nobody sees anything would prove nothing"
