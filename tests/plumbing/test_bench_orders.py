"""The orders that the bench invoices are orders, what comes of them is counted, and a wrong count is told."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from services.billing.application import InvoicingJobs
from services.billing.commands import RunInvoicing
from services.billing.domain.order import Order
from services.console.bench.copies import id_of
from services.console.bench.counted_bills import disagreements, parts_of
from services.console.bench.invoicing import Moment, figures
from services.console.bench.log_of_orders import MONTH, business_ids, fill, rows_of_billing
from services.console.bench.one_order import FINANCE, Ordering
from services.console.bench.processor import Processor, most_resident
from shared.kernel.asker import Asker
from shared.kernel.identifiers import is_business_id
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import signing_key
from shared.plumbing.migrations import migrate
from shared.plumbing.sealing.key_store import make_key_store
from shared.plumbing.settings import Settings
from shared.plumbing.store.application import Carrying
from tests.support.servers import create_database, drop_database

ORDERS, SELLERS = 30, 4
OCTOBER = datetime(2025, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    name = f"bench_{uuid4().hex}"
    url = create_database(postgres, name)
    made = Settings(data=tmp_path_factory.mktemp("data"), database_url=url, keys_database_url=url)
    make_key_store(url)
    migrate(url, "billing", play=True)
    signing_key(made.keys)
    yield made
    drop_database(postgres, name)


@pytest.fixture(scope="module")
def invoiced(settings: Settings) -> Ordering:
    """Orders whose month was invoiced."""
    template = fill(settings, ORDERS, SELLERS)
    with rows_of_billing(settings) as rows:
        assert len(disagreements(rows)) == 3 * ORDERS, "nothing is invoiced yet"
    billing = template.desk._billing  # noqa: SLF001 - below the desk
    asker = Asker(FINANCE["sub"], FINANCE["role"], FINANCE["region"], OCTOBER)
    billing.carry_out(RunInvoicing(month=MONTH), Carrying(uuid4(), asker, "test"))
    jobs = InvoicingJobs(billing)
    while jobs.step():
        pass
    return template


def test_a_copy_is_an_order_of_its_own(invoiced: Ordering) -> None:
    order = invoiced.desk._billing.load(Order, id_of(invoiced.order_id, 7))  # noqa: SLF001 - below the desk
    assert (order.number, order.case_number) == ("2025-00007", "2025-00007")
    assert order.case_id == id_of(invoiced.case_id, 7)
    assert order.provider.business_id == business_ids(SELLERS)[7 % SELLERS]
    assert [each.decision_ref for each in order.commitments] == 3 * ["Päätös 12/2025"]


def test_what_comes_of_them_is_as_it_is_counted(invoiced: Ordering, settings: Settings) -> None:
    with rows_of_billing(settings) as rows:
        assert disagreements(rows) == []
        (found,) = rows.execute("SELECT count(*), count(DISTINCT net), min(net) FROM invoices").fetchall()
        sellers = rows.execute("SELECT DISTINCT seller FROM invoice_numbers").fetchall()
    invoices, amounts, least = found
    assert (invoices, least > 0) == (3 * ORDERS, True)
    assert amounts > ORDERS, "amounts differ from order to order"
    assert len(sellers) == SELLERS


A_CENT = "UPDATE invoices SET net = net + 1 WHERE place = 5"
A_DOUBLE = """
INSERT INTO invoices SELECT (jsonb_populate_record(i, jsonb_build_object(
    'invoice_id', gen_random_uuid(), 'place', 1000, 'number', 'x'))).* FROM invoices AS i WHERE place = 5
"""
ONE_LESS = """
WITH gone AS (DELETE FROM invoice_numbers WHERE seller = '23456780' AND n = (
    SELECT max(n) FROM invoice_numbers WHERE seller = '23456780') RETURNING invoice_id)
DELETE FROM invoices USING gone WHERE invoices.invoice_id = gone.invoice_id
"""
A_STEP = """
UPDATE invoice_numbers SET n = n + 1 WHERE seller = '23456780' AND n = (
    SELECT max(n) FROM invoice_numbers WHERE seller = '23456780')
"""


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (A_CENT, ["not invoiced", "invoiced though it is not due"]),
        (A_DOUBLE, ["invoiced though it is not due", "numbers of None"]),
        (ONE_LESS, ["not invoiced"]),
    ],
    ids=["a cent", "a double without a number", "none"],
)
def test_a_harm_is_told(invoiced: Ordering, settings: Settings, harm: str, said: list[str]) -> None:
    with rows_of_billing(settings) as rows, rows.transaction(force_rollback=True):
        rows.execute(harm)
        assert [each.partition(":")[0] for each in disagreements(rows)] == said


def test_a_gap_in_the_numbers_is_told(invoiced: Ordering, settings: Settings) -> None:
    """It takes two harms: the table itself refuses a number without the one before it."""
    with rows_of_billing(settings) as rows, rows.transaction(force_rollback=True):
        with pytest.raises(psycopg.errors.ForeignKeyViolation), rows.transaction():
            rows.execute(A_STEP)
        rows.execute("ALTER TABLE invoice_numbers DROP CONSTRAINT invoice_numbers_seller_previous_fkey")
        rows.execute(A_STEP)
        (told,) = disagreements(rows)
    assert told == "numbers of 23456780: 24, 24 different, 1 to 25"


def test_parts_sum_to_the_whole() -> None:
    assert parts_of(10_000) == {"fsw": 3334, "edu": 3333, "psy": 3333}
    assert parts_of(10_001) == {"fsw": 3334, "edu": 3334, "psy": 3333}


def test_sellers_have_business_ids_of_their_own() -> None:
    ids = business_ids(20)
    assert len(set(ids)) == 20
    assert all(map(is_business_id, ids))


def test_the_last_fifth_is_measured_against_the_first() -> None:
    """Each by the processor time between the places where it begins and ends."""
    moments = [Moment(0, 0, 0), Moment(200, 2, 4), Moment(400, 3, 6), Moment(800, 7, 10), Moment(1000, 9, 15)]
    whole, processor, fifths, memory = figures(1000, moments, 120.0)
    assert (whole.ours, whole.peer, whole.holds) == (9, 6, False)
    assert (processor.ours, processor.peer, processor.holds) == (15, 12, False)
    assert (fifths.ours, fifths.peer, fifths.holds) == (40, 50, False)
    assert (memory.ours, memory.holds) == (120.0, True)


def test_processor_time_is_of_the_process_and_of_postgresql(settings: Settings) -> None:
    """Both work here; what either used before does not count."""
    with rows_of_billing(settings) as beside, rows_of_billing(settings) as rows:
        processor = Processor(os.getpid(), rows)
        mine = time.process_time()
        beside.execute("SELECT count(*) FROM generate_series(1, 2000000)")
        while time.process_time() < mine + 0.2:
            sum(range(1000))
        used = time.process_time() - mine
        assert processor.seconds() > used + 0.05
    assert 20 < most_resident(os.getpid()) < 4000
