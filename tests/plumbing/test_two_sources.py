"""Rows of two sources: each log has its queue and cursor, the tables and their versions are the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.reporting.projections import PROJECTIONS
from services.reporting.projections.costs import COSTS
from shared.contracts import billing, intake
from shared.plumbing.completeness import Completeness
from shared.plumbing.facts_read import read_fact
from shared.plumbing.migrations import migrate
from shared.plumbing.rebuild import Rebuild, Source
from shared.plumbing.renewal import Renewal
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import Subscription
from shared.plumbing.versions import OtherVersion, Projection, of_code
from tests.plumbing.test_relay import running
from tests.support.billing_log import BillingLog, Paid
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore
from tests.support.reading import Figures, rows_of

KINDS = {"intake": intake.FACTS, "billing": billing.FACTS}
BEFORE = tuple(projection for projection in PROJECTIONS if projection is not COSTS)
"""What the release had that read one source."""


class Two:
    """Intake's log and billing's, and reporting's readers of both."""

    def __init__(self, store: IntakeStore, url: str) -> None:
        migrate(url, "reporting")
        self.store, self.url = store, url
        self.bills = BillingLog()
        self.pulls = {"intake": store.facts_after, "billing": self.bills.facts_after}
        self.database = ServiceDatabase(url, "reporting")
        self.store.receive()
        for seed in range(3):
            order = Paid(seed)
            self.bills.tell(order.facts, order.region)

    def reader(self, source: str, projections: tuple[Projection, ...] = PROJECTIONS) -> Subscription:
        return Subscription(
            source, self.database, f"memory://two/{id(self)}", pull=self.pulls[source], kinds=KINDS[source],
            projections=projections,
        )  # fmt: skip

    @contextmanager
    def reading(self) -> Iterator[None]:
        with running(*map(self.reader, KINDS)):
            self.seen_all()
            yield

    def seen_all(self) -> None:
        heads = {"intake": self.store.head(), "billing": self.bills.head}
        wait_for("both are in the rows", lambda: self.positions() == heads)

    def positions(self) -> dict[str, int]:
        with self.database.rows() as rows:
            found = rows.execute("SELECT source, position FROM subscriptions").fetchall()
        return {row["source"]: int(row["position"]) for row in found}

    def rebuild(self, chosen: list[str] | None = None) -> Rebuild:
        sources = [Source(name, pull, KINDS[name]) for name, pull in self.pulls.items()]
        return Rebuild(self.url, "reporting", sources, PROJECTIONS, chosen)

    def rows(self) -> Figures:
        return rows_of(self.url)

    def change(self, sql: str) -> None:
        with self.database.rows() as rows:
            rows.execute(sql)


@pytest.fixture
def two(database: str, tmp_path: Path) -> Iterator[Two]:
    made = Two(IntakeStore(tmp_path, database), database)
    yield made
    made.database.close()


def test_costs_are_made_anew_row_by_row(two: Two) -> None:
    """R-R4: whole, and of the one projection, from the first fact of each log."""
    with two.reading():
        assert two.rebuild().run().differences == 0
    right = two.rows()
    assert all(right[table] for table in ("contacts", *COSTS.tables))
    two.change("UPDATE costs SET net = net + 1")
    two.change("DELETE FROM cost_orders WHERE valid_to = 'infinity'")
    report = two.rebuild(["costs"]).run()
    assert report.differences > 0
    assert report.positions == two.positions()
    assert two.rows() == right


def test_a_source_that_a_release_adds_waits_for_the_rows_of_that_release(two: Two) -> None:
    """Its cursor is new, the tables are not: they are first made anew, then both are read on."""
    with running(two.reader("intake", BEFORE)):
        wait_for("the release before has read", lambda: two.positions() == {"intake": two.store.head()})
    added = two.reader("billing")
    assert not added.may_lead()
    with pytest.raises(OtherVersion):
        added.applier.apply(added.applier.place(), [read_fact(event) for event in two.bills.events])
    renewal = Renewal(two.database, of_code(PROJECTIONS), lambda chosen, _: two.rebuild(list(chosen)), {})
    assert renewal.look() == ["costs"]
    assert added.may_lead()
    with two.reading():
        assert two.rebuild().run(compare_only=True).differences == 0


def test_a_log_cut_short_stops_its_own_reader_and_no_other(two: Two) -> None:
    with two.reading():
        pass
    del two.bills.events[-1]
    intakes, billings = two.reader("intake"), two.reader("billing")
    with running(intakes, billings):
        wait_for("it stands still", lambda: billings.standing()["stopped"] is not None)
        two.store.receive()
        wait_for("intake's is read on", lambda: two.positions()["intake"] == two.store.head())
    assert intakes.standing()["ready"]


def test_each_log_has_its_own_account_of_what_became_rows(two: Two) -> None:
    """What billing's position 7 became is no hole of intake's."""
    with two.reading():
        pass
    with two.database.rows() as rows:
        found = rows.execute("SELECT source, sum(facts) AS facts FROM applied GROUP BY 1").fetchall()
    counted = {row["source"]: int(row["facts"]) for row in found}
    assert counted == {
        "intake": len(two.store.facts_after(0)["facts"]), "billing": len(two.bills.events),
    }  # fmt: skip
    look = Completeness("intake", lambda after, upto: two.store.desk.tally({"after": after, "upto": upto}))
    with two.database.rows() as rows:
        assert look.look(rows) == 0
