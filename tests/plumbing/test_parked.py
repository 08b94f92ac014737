"""A fact that cannot become rows stops its own matter and nobody else's (architecture.md, 7)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from services.reporting.projections import PROJECTIONS
from services.reporting.service import ReportingDesk
from shared.contracts.envelope import Message
from shared.contracts.intake import FACTS, AdviceGiven
from shared.plumbing.applying import Applier
from shared.plumbing.facts_read import read_fact
from shared.plumbing.keys import RegionKey, signing_key
from shared.plumbing.parked import TRIES
from shared.plumbing.tokens import Verifier, issue
from tests.plumbing.test_relay import running
from tests.plumbing.test_subscription import Reader
from tests.support.installation import wait_for
from tests.support.intake_store import ADVICE, IntakeStore

CONTACTS, *OTHERS = PROJECTIONS


class Mended:
    """The contacts' projection with a fault in it: advice cannot be written, until it is mended."""

    def __init__(self) -> None:
        self.broken = True

    def apply(self, message: Message[Any], rows: Any) -> None:
        if self.broken and isinstance(message.body, AdviceGiven):
            raise ValueError("Keksitty Henkilö")
        CONTACTS.apply(message, rows)


class Parking(Reader):
    """A reader with the fault, and the desk by which an operator acts on it."""

    def __init__(self, store: IntakeStore, database: str) -> None:
        super().__init__(store, database)
        self.fault = Mended()
        faulty = (replace(CONTACTS, apply=self.fault.apply, apply_all=None), *OTHERS)
        self.loop.applier = Applier("intake", self.database, FACTS, faulty)
        self.key = signing_key(store.settings.keys)
        self.desk = ReportingDesk(
            self.database, Verifier(self.key, play=False), RegionKey(b"k" * 32), [self.loop]
        )

    def advise(self, referral: str) -> None:
        assert self.store.send("give_advice", {"referral_id": referral, **ADVICE})["status"] == 200

    def skip(self, referral: str) -> None:
        background = {"referral_id": referral, "summary": "Ei mitään.", "agencies": []}
        assert self.store.send("gather_background", background)["status"] == 200

    def receive(self) -> str:
        referral = str(uuid4())
        assert self.store.receive(referral_id=referral)["status"] == 200
        return referral

    def operate(self, name: str, data: dict[str, Any] | None = None, role: str = "operator") -> Any:
        token = issue(self.key, {"sub": "yllapitaja-1", "role": role, "region": "sisa-suomi"})
        return self.desk.operate({"name": name, "data": data or {}, "token": token})

    def parked(self) -> list[dict[str, Any]]:
        return list(self.operate("list_parked")["result"]["parked"])

    def given_up_on(self) -> bool:
        return [row["tries"] for row in self.parked()] == [TRIES]

    def states(self) -> dict[str, str]:
        with self.database.rows() as rows:
            found = rows.execute("SELECT referral_id, state FROM contacts WHERE valid_to = 'infinity'")
            return {str(row["referral_id"]): row["state"] for row in found.fetchall()}

    def support(self, referral: str) -> list[str]:
        with self.database.rows() as rows:
            found = rows.execute(
                "SELECT support_kinds FROM contacts WHERE valid_to = 'infinity' AND referral_id = %s",
                (referral,),
            ).fetchone()
        return list(found["support_kinds"]) if found else []

    def count(self, sql: str) -> int:
        with self.database.rows() as rows:
            row = rows.execute(sql).fetchone()
        return int(next(iter(row.values()))) if row else 0


@pytest.fixture
def reader(database: str, tmp_path: Path) -> Iterator[Parking]:
    made = Parking(IntakeStore(tmp_path, database), database)
    yield made
    made.database.close()


def read_all(reader: Parking) -> None:
    """What a turn of the subscription does, without waiting for anything."""
    applier = reader.loop.applier
    facts = reader.store.facts_after(applier.place().position)["facts"]
    place = applier.place()
    start = place if place.log_id else replace(place, log_id=read_fact(facts[0]).log_id)
    applier.apply(start, [read_fact(event) for event in facts])


def test_its_own_matter_waits_and_every_other_goes_on(reader: Parking) -> None:
    """The later facts of the same matter wait behind it, in order."""
    stuck, other = reader.receive(), reader.receive()
    reader.advise(stuck)
    reader.skip(other)
    reader.skip(stuck)
    read_all(reader)
    assert reader.states() == {stuck: "received", other: "background_gathered"}
    assert reader.position() == reader.store.head()
    (row,) = reader.parked()
    assert (row["position"], row["behind"], row["tries"]) == (3, 1, 1)
    reader.skip(other)
    reader.skip(stuck)
    read_all(reader)
    assert reader.parked()[0]["behind"] == 2


def test_what_is_kept_of_an_error_is_its_kind_and_place(reader: Parking) -> None:
    """R-P1: an error's own words may quote what was in the fact."""
    reader.advise(reader.receive())
    read_all(reader)
    (row,) = reader.parked()
    assert row["error"] == "ValueError"
    assert row["place"].startswith("applying.py:")
    assert "Keksitty" not in str(reader.operate("show_parked", {"source": "intake", "position": 2}))


def test_after_the_mend_a_retry_brings_all_of_it_in_order(reader: Parking) -> None:
    stuck = reader.receive()
    reader.advise(stuck)
    reader.skip(stuck)
    read_all(reader)
    failed = reader.operate("retry_parked", {"source": "intake", "position": 2})["result"]
    assert (failed["applied"], failed["parked"][0]["tries"]) == (0, 2)
    reader.fault.broken = False
    done = reader.operate("retry_parked")["result"]
    assert done == {"applied": 2, "parked": []}
    assert reader.states() == {stuck: "background_gathered"}
    assert reader.support(stuck) == ["coordination"]
    assert reader.count("SELECT count(*) FROM timeline") == 3


def test_what_was_discarded_is_on_record_and_the_rest_goes_on(reader: Parking) -> None:
    stuck = reader.receive()
    reader.advise(stuck)
    reader.skip(stuck)
    read_all(reader)
    behind = reader.operate("discard_parked", {"source": "intake", "position": 3, "reason": "Ei tätä."})
    assert (behind["status"], behind["problem"]["sentence"]) == (
        409,
        "this fact only waits behind another one of {subject}",
    )
    done = reader.operate("discard_parked", {"source": "intake", "position": 2, "reason": "Testin oma."})
    assert done["result"] == {"applied": 1, "parked": []}
    assert reader.states() == {stuck: "background_gathered"}
    with reader.database.rows() as rows:
        (kept,) = rows.execute("SELECT * FROM discarded").fetchall()
    assert (kept["position"], kept["discarded_by"]) == (2, "yllapitaja-1")
    assert "Testin oma." not in kept["reason"], "what an operator writes is sealed"
    (told,) = reader.operate("discarded_parked")["result"]["discarded"]
    assert (told["position"], told["discarded_by"], told["reason"]) == (2, "yllapitaja-1", "Testin oma.")


def test_a_body_that_cannot_be_read_is_parked_as_well(reader: Parking) -> None:
    """Else one wrong fact of a source would stop everybody."""
    first, second = reader.receive(), reader.receive()
    events = reader.store.facts_after(0)["facts"]
    events[0]["data"] = {"number": "2023-00001"}
    applier = reader.loop.applier
    facts = [read_fact(event) for event in events]
    applier.apply(replace(applier.place(), log_id=facts[0].log_id), facts)
    assert set(reader.states()) == {second}
    assert [row["error"] for row in reader.parked()] == ["ValidationError"]
    assert first != second


def test_a_table_that_is_not_there_is_no_fault_of_the_facts(reader: Parking) -> None:
    """Else a database that was not migrated yet would have every matter parked."""
    reader.receive()
    with reader.database.rows() as rows:
        rows.execute("ALTER TABLE timeline RENAME TO timeline_away")
    with pytest.raises(Exception, match="timeline"):
        read_all(reader)
    assert reader.parked() == []
    assert reader.position() == 0


def test_five_tries_with_growing_pauses_then_it_waits_for_somebody(reader: Parking) -> None:
    """The subscription does it by itself, and the gauge and `status` say how many wait."""
    stuck = reader.receive()
    reader.advise(stuck)
    reader.skip(stuck)
    with running(reader.loop):
        reader.seen_all()
        wait_for("it is given up on", reader.given_up_on)
        assert reader.loop.standing()["parked"] == 2
        assert reader.loop.standing()["ready"]
        labels = {"service": "reporting", "source": "intake"}
        wait_for("it is told", lambda: REGISTRY.get_sample_value("tukiverkko_parked_facts", labels) == 2)
        reader.fault.broken = False
        assert reader.operate("retry_parked")["result"]["applied"] == 2
        wait_for("none is told", lambda: REGISTRY.get_sample_value("tukiverkko_parked_facts", labels) == 0)
    assert reader.states() == {stuck: "background_gathered"}


def test_mended_in_time_it_comes_by_itself(reader: Parking) -> None:
    stuck = reader.receive()
    reader.advise(stuck)
    with running(reader.loop):
        wait_for("it failed", lambda: bool(reader.parked()))
        reader.fault.broken = False
        wait_for("it came", lambda: reader.support(stuck) == ["coordination"])
    assert reader.parked() == []


def test_only_operators_may(reader: Parking) -> None:
    reader.receive()
    for name in ("list_parked", "show_parked", "retry_parked", "discard_parked"):
        assert reader.operate(name, role="coordinator")["status"] == 403
    unknown = reader.operate("show_parked", {"source": "intake", "position": 99})
    assert unknown["status"] == 404
    assert reader.operate("lose_parked")["status"] == 404
