"""R-P4: the access log is only added to, sealed like the facts, and no answer leaves without its line."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row

from services.billing.service import open_billing
from services.feedback.service import open_feedback
from services.matching.service import open_matching
from services.reporting.service import ReportingDesk
from shared.plumbing.access.books import ACCESS_BOOK, DISCLOSURE_BOOK
from shared.plumbing.access.log import AccessLog
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import region_key, seal_key
from shared.plumbing.migrations import migrate
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.seal import Book
from shared.plumbing.seals.verifying import Finding, verify
from shared.plumbing.store.database import ServiceDatabase
from tests.support.installation import wait_for
from tests.support.intake_store import EXAMPLE, IntakeStore, Reply
from tests.support.servers import create_database, drop_database

ADMIN = {"sub": "paakayttaja-1", "role": "admin"}
LOGS = ("access_log", "disclosures")
Rows = psycopg.Connection[DictRow]


class Read:
    """A store with a contact, read ten times."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.store = IntakeStore(home, url)
        self.database = ServiceDatabase(url, "intake")
        self.person_id = str(uuid4())
        told = {**EXAMPLE["subject"], "person_id": self.person_id}
        received = self.store.send(
            "receive_referral", EXAMPLE | {"referral_id": str(uuid4()), "subject": told}
        )
        self.referral_id = received["result"]["referral_id"]
        for _ in range(10):
            assert self.read()["status"] == 200

    def read(self, **more: Any) -> Reply:
        return self.store.ask("referral", {"referral_id": self.referral_id}, **more)

    def chain(self, book: Book = ACCESS_BOOK) -> Chain:
        known = KnownSeals(self.home / "seals")
        return Chain(self.database, seal_key(self.home / "keys"), known, most=4, book=book)

    def findings(self, rows: Rows, book: Book = ACCESS_BOOK) -> list[Finding]:
        chain = self.chain(book)
        return verify(rows, chain.key.public_key(), chain.known, book).findings

    def lines(self) -> int:
        with self.database.rows() as rows:
            return int(rows.execute("SELECT count(*) AS n FROM access_log").fetchall()[0]["n"])

    @contextmanager
    def tampered(self) -> Iterator[Rows]:
        """The database's owner, past the triggers; what is done is given up at the end."""
        with psycopg.connect(str(self.store.settings.database_url), row_factory=dict_row) as rows:
            rows.execute("SET search_path = intake; SET session_replication_role = replica")
            yield rows
            rows.rollback()


@pytest.fixture
def read(database: str, tmp_path: Path) -> Iterator[Read]:
    """A store of the test's own."""
    read = Read(tmp_path, database)
    yield read
    read.database.close()


@pytest.fixture(scope="module")
def sealed(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Ten lines under three seals. Tests of it leave it as it is: they change it in what is given up."""
    name = f"access_{uuid4().hex}"
    sealed = Read(tmp_path_factory.mktemp("access"), create_database(postgres, name))
    list(sealed.chain().seal())
    yield sealed
    sealed.database.close()
    drop_database(postgres, name)


# Only added to.


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("change", ["UPDATE {} SET role = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_services_own_role_may_only_add(sealed: Read, log: str, change: str) -> None:
    """R-P4: it may read the log and add to it, and nothing else."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege), sealed.database.own_connection() as rows:
        rows.execute(change.format(log))


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("change", ["UPDATE {} SET role = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_who_may_more_is_refused_too(sealed: Read, log: str, change: str) -> None:
    """R-P4: whoever owns the database has to set the trigger aside, and then the seals tell."""
    url = str(sealed.store.settings.database_url)
    with pytest.raises(psycopg.errors.RaiseException, match="only added to"), psycopg.connect(url) as owner:
        owner.execute(change.format(f"intake.{log}"))


# Sealed.


def test_what_is_as_it_was_sealed_is_found_so(read: Read) -> None:
    assert [seal.last for seal in read.chain().seal()] == [4, 8, 10]
    with read.tampered() as rows:
        assert read.findings(rows) == []


@pytest.mark.parametrize(
    "column", ["at = at + interval '1 second'", "user_name = 'joku muu'", "role = 'worker'", "fields = '{}'",
               "persons = '{}'", "matters = '{}'", "purpose = 'quality'", "organisation = ''",
               "legal_basis = 'consent'", "correlation = 'x'"],
)  # fmt: skip
def test_a_changed_line_is_found_by_its_place(sealed: Read, column: str) -> None:
    """R-P4: whatever of it was changed."""
    with sealed.tampered() as rows:
        rows.execute(f"UPDATE access_log SET {column} WHERE position = 7")  # noqa: S608
        assert sealed.findings(rows) == [Finding("fact", 7, "was changed")]


def test_a_removed_line_is_found(sealed: Read) -> None:
    with sealed.tampered() as rows:
        rows.execute("DELETE FROM access_log WHERE position = 5")
        assert sealed.findings(rows) == [Finding("fact", 5, "was removed")]


def test_a_line_that_was_slipped_in_is_found(sealed: Read) -> None:
    with sealed.tampered() as rows:
        names = (
            "at, user_name, role, region, purpose, legal_basis, persons, matters, fields, mentioned, query"
        )
        rows.execute(
            f"INSERT INTO access_log (position, {names}) SELECT 0, {names} FROM access_log WHERE position = 3"  # noqa: S608
        )
        assert sealed.findings(rows) == [Finding("fact", 0, "was inserted")]


def test_removing_the_newest_lines_with_their_seal_is_found(sealed: Read) -> None:
    with sealed.tampered() as rows:
        rows.execute("DELETE FROM access_log WHERE position > 8")
        rows.execute("DELETE FROM access_log_seals WHERE number = 3")
        assert Finding("seal", 3, "was removed") in sealed.findings(rows)


def test_disclosures_are_sealed_as_well(read: Read) -> None:
    """R-P4: a log of its own, with its own seals."""
    read.store.ask("access_log_copy", {"person_id": read.person_id}, who=ADMIN)
    assert [seal.last for seal in read.chain(DISCLOSURE_BOOK).seal()] == [1]
    with read.tampered() as rows:
        rows.execute("UPDATE disclosures SET recipient_kind = 'buyer'")
        assert read.findings(rows, DISCLOSURE_BOOK) == [Finding("fact", 1, "was changed")]


# No answer without its line.


def test_what_cannot_be_written_down_is_not_told(read: Read) -> None:
    """R-P4: 503, and nothing of the answer."""
    url = str(read.store.settings.database_url)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ALTER TABLE intake.access_log RENAME TO away")
        refused = read.read()
        owner.execute("ALTER TABLE intake.away RENAME TO access_log")
    assert refused["status"] == 503
    assert "result" not in refused
    assert "cannot be written down" in refused["problem"]["sentence"]
    assert read.read()["status"] == 200


def test_a_connection_that_was_cut_costs_no_answer(read: Read) -> None:
    """R-P4: the log's connection is made anew, and each answer has its line."""
    its_own = (
        "FROM pg_stat_activity WHERE query LIKE '%%INSERT INTO access_log%%'"
        " AND datname = current_database() AND pid <> pg_backend_pid()"
    )
    before = read.lines()
    with psycopg.connect(str(read.store.settings.database_url), autocommit=True) as owner:
        cut = owner.execute(f"SELECT pg_terminate_backend(pid) {its_own}", ()).fetchall()
        assert len(cut) == 1
        wait_for("it is gone", lambda: owner.execute(f"SELECT {its_own}", ()).fetchone() is None, 10)
    assert [read.read()["status"] for _ in range(3)] == [200] * 3
    assert read.lines() == before + 3


def test_each_of_many_answers_at_once_has_its_line(read: Read) -> None:
    """R-P4: they share transactions, and each line is there once, in the order of positions."""
    before = read.lines()
    with ThreadPoolExecutor(16) as readers:
        replies = list(readers.map(lambda n: read.read(correlation=f"r-{n}"), range(100)))
    assert {reply["status"] for reply in replies} == {200}
    assert read.lines() == before + 100
    with read.database.rows() as rows:
        counted = rows.execute(
            "SELECT count(DISTINCT correlation) AS lines, count(DISTINCT xmin::text) AS transactions"
            " FROM access_log WHERE correlation LIKE 'r-%'"
        ).fetchall()[0]
    assert counted["lines"] == 100
    assert counted["transactions"] < 100


def test_a_closed_log_tells_nothing(read: Read) -> None:
    log = AccessLog(read.database)
    log.close()
    read.store.desk.readings = log
    assert read.read()["status"] == 503


# Two services, one log.


class Reporting(ReportingDesk):
    """Its desk beside intake's, and its rows."""

    def rows(self) -> AbstractContextManager[Rows]:
        return self._database.rows()


@pytest.fixture
def reporting(read: Read) -> Iterator[Reporting]:
    url = str(read.store.settings.database_url)
    migrate(url, "reporting", play=True)
    database = ServiceDatabase(url, "reporting")
    yield Reporting(database, read.store.desk.verifier, region_key(read.home / "keys"), [])
    database.close()


@pytest.fixture
def billing(read: Read) -> Iterator[ServiceDatabase]:
    """Its desk stands beside intake's; its rows."""
    url = str(read.store.settings.database_url)
    migrate(url, "billing", play=True)
    read.store.beside.desks["billing"] = open_billing(read.store.settings, read.store.beside)
    database = ServiceDatabase(url, "billing")
    yield database
    database.close()


@pytest.fixture
def matching(read: Read) -> Iterator[ServiceDatabase]:
    """Its desk stands beside intake's; its rows."""
    url = str(read.store.settings.database_url)
    migrate(url, "matching", play=True)
    read.store.beside.desks["matching"] = open_matching(read.store.settings, read.store.beside)
    database = ServiceDatabase(url, "matching")
    yield database
    database.close()


@pytest.fixture
def feedback(read: Read) -> Iterator[ServiceDatabase]:
    """Its desk stands beside intake's; its rows."""
    url = str(read.store.settings.database_url)
    migrate(url, "feedback", play=True)
    read.store.beside.desks["feedback"] = open_feedback(read.store.settings, read.store.beside)
    database = ServiceDatabase(url, "feedback")
    yield database
    database.close()


def test_the_lines_of_all_services_are_told_together(
    read: Read,
    reporting: Reporting,
    billing: ServiceDatabase,
    matching: ServiceDatabase,
    feedback: ServiceDatabase,
) -> None:
    """R-P4: the others know the matter and no person; intake knows whose it is."""
    read.store.beside.desks["reporting"] = reporting
    for rows_of, query in (
        (reporting, "timeline"),
        (feedback, "follow_up"),
        (matching, "match_request"),
        (billing, "order"),
    ):
        with rows_of.rows() as rows:
            rows.execute(
                "INSERT INTO access_log (at, user_name, role, region, purpose, legal_basis, persons, matters,"
                " fields, mentioned, query) VALUES (now(), 'koordinaattori-2', 'coordinator', 'sisa-suomi',"
                " 'client_work', 'statutory_task', '{}', %s, '{events}', '{}', %s)",
                ([read.referral_id], query),
            )
    assert read.read()["status"] == 200
    told = read.store.ask("access_log", {"person_id": read.person_id, "limit": 6}, who=ADMIN)["result"]
    assert told["away"] == []
    assert [(each["service"], each["query"]) for each in told["entries"]] == [
        ("intake", "referral"), ("billing", "order"), ("matching", "match_request"),
        ("feedback", "follow_up"), ("reporting", "timeline"), ("intake", "referral"),
    ]  # fmt: skip
    further = {"person_id": read.person_id, "limit": 1000, "cursor": told["next"]}
    rest = read.store.ask("access_log", further, who=ADMIN)["result"]["entries"]
    assert [each["service"] for each in rest] == ["intake"] * 9


def test_another_services_lines_are_for_admins(read: Read, reporting: Reporting) -> None:
    """R-P4: whoever asks a service for its lines shows who they are."""
    token = read.store.token_of({})
    asked = {"name": "accesses", "token": token, "persons": [], "matters": [], "limit": 1}
    assert reporting.accesses(asked)["status"] == 403
    admin = {**asked, "token": read.store.token_of(ADMIN)}
    assert reporting.accesses(admin)["status"] == 422
    whole = {**admin, "since": None, "before": None}
    assert reporting.accesses(whole)["result"] == {"lines": []}
