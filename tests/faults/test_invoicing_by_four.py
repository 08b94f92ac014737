"""Four instances of billing while a month is invoiced, and whoever works at it is killed: R-V1, R-V4.

Runs are asked for at once and again, and invoices are credited meanwhile, so that all of them number at once.
What must come out is counted by itself (services/console/bench/counted_bills.py).
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import uuid4
from zlib import crc32

import pytest

from services.console.bench.counted_bills import due_of, wrong_numbers
from services.console.bench.log_of_orders import MONTH, fill, rows_of_billing
from services.console.bench.one_order import FINANCE
from shared.plumbing.embedded.postgres import Postgres
from tests.support.installation import Installation, Instance, wait_for
from tests.support.servers import create_database, drop_database
from tests.support.world import World

pytestmark = pytest.mark.timeout(300)
ORDERS, SELLERS, INSTANCES = 400, 3, 4
PATIENCE = 150.0  # seconds for all runs, on a busy machine
OCTOBER = "2025-10-01T09:00:00+03:00"
STEP = "invoicing"
"""What a process writes of some orders that it has invoiced."""


@pytest.fixture
def four(
    standing_world: World, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with orders of three sellers, and four instances of billing."""
    name = f"four_{uuid4().hex}"
    bus = standing_world.node.create_vhost(name)
    with Installation(tmp_path_factory.mktemp("four"), create_database(postgres, name), bus) as installation:
        fill(installation.settings, ORDERS, SELLERS)
        for instance in [launched(installation) for _ in range(INSTANCES)]:
            installation.serves(instance)
        yield installation
    drop_database(postgres, name)


def launched(installation: Installation) -> Instance:
    return installation.launch("billing", installation.serving("billing"))


# What people do.


def ask_for_a_run(installation: Installation) -> str:
    reply = installation.command("billing.run_invoicing", {"month": MONTH}, clock=OCTOBER, **FINANCE)
    assert reply["status"] == 200, reply
    return str(reply["result"]["job"])


def credit_one(installation: Installation) -> str | None:
    """An invoice that nobody has credited is; its number. None where there is none yet."""
    found = installation.rows(ANY_INVOICE, "billing")
    if not found:
        return None
    told = {"number": found[0]["number"], "reason": "Väärä laskutusosoite."}
    reply = installation.command("billing.credit_invoice", told, clock=OCTOBER, **FINANCE)
    assert reply["status"] == 200, reply
    return str(told["number"])


ANY_INVOICE = """
SELECT number FROM invoices WHERE kind = 'invoice' AND state = 'issued' ORDER BY random() LIMIT 1
"""


@contextmanager
def crediting(installation: Installation) -> Iterator[list[str]]:
    """Somebody credits one invoice after another; the numbers of those."""
    stop, credited = Event(), list[str]()

    def go_on() -> None:
        while not stop.is_set():
            credited.extend(filter(None, [credit_one(installation)]))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(go_on)
        try:
            yield credited
        finally:
            stop.set()
        done.result()


# What happens to whoever works at a run.


def steps(installation: Installation) -> list[tuple[str, Instance]]:
    """What was written of steps by instances that run, the newest last."""
    running = installation.running("billing")
    return sorted(
        ((line["timestamp"], one) for one in running for line in one.lines(STEP)), key=lambda each: each[0]
    )


def working(installation: Installation) -> Instance:
    """Who has done the newest step, once another one is done."""
    before = len(steps(installation))
    wait_for("some more orders are invoiced", lambda: len(steps(installation)) > before)
    return steps(installation)[-1][1]


def is_killed(installation: Installation) -> None:
    working(installation).kill9()


def is_killed_and_comes_back(installation: Installation) -> None:
    is_killed(installation)
    launched(installation)


def loses_its_lock(installation: Installation) -> None:
    """Its connection ends that says that it alone works; it may be in the midst of a step."""
    working(installation)
    installation.rows(END_OF_LOCK, "billing", crc32(b"billing:jobs"))


END_OF_LOCK = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
HARMS: list[Callable[[Installation], None]] = [is_killed, loses_its_lock, is_killed_and_comes_back]


# What must come out.


def all_done(installation: Installation) -> bool:
    return not installation.rows("SELECT FROM jobs WHERE state <> 'done'", "billing")


def test_each_order_is_invoiced_once_and_numbers_have_no_gap(four: Installation) -> None:
    """R-V1, R-V4: whoever stops, wherever in its work, another one goes on where it was."""
    moments = random.Random()  # noqa: S311 - another each time, no secret
    with ThreadPoolExecutor(INSTANCES) as pool:
        asked = list(pool.map(ask_for_a_run, [four] * INSTANCES))
    with crediting(four) as credited:
        for harm in HARMS:
            time.sleep(moments.uniform(0, 0.2))  # a random moment is what is wanted here, not a condition
            harm(four)
        asked.append(ask_for_a_run(four))
    asked.append(ask_for_a_run(four))
    wait_for("every run is done, by the others", lambda: all_done(four), PATIENCE)
    assert credited, "somebody else numbered meanwhile"
    _the_runs_were_done_once(four, asked)
    _invoices_are_as_counted(four, Counter(credited))


def _the_runs_were_done_once(installation: Installation, asked: list[str]) -> None:
    jobs = installation.rows("SELECT job_id, orders, bills FROM jobs", "billing")
    assert sorted(str(job["job_id"]) for job in jobs) == sorted(asked)
    assert {job["orders"] for job in jobs} == {ORDERS}
    invoices = installation.rows("SELECT number FROM invoices WHERE kind = 'invoice'", "billing")
    assert sum(job["bills"] for job in jobs) == len(invoices)
    told = installation.rows(FACTS, "billing")
    assert {row["topic"]: row["n"] for row in told} == {
        "billing.invoicing-asked": len(asked), "billing.invoicing-done": len(asked),
        "billing.invoice-issued": len(installation.rows("SELECT FROM invoice_numbers", "billing")),
    }  # fmt: skip


FACTS = """
SELECT topic, count(*) AS n FROM stored_events
WHERE topic LIKE 'billing.invoicing-%' OR topic = 'billing.invoice-issued' GROUP BY topic
"""


def _invoices_are_as_counted(installation: Installation, credited: Counter[str]) -> None:
    standing: Counter[tuple[str, str]] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for row in installation.rows(INVOICES, "billing"):
        standing[row["order"], row["payer_id"]] += row["kind"] == "invoice" and row["state"] != "credited"
        sums[row["order"], row["payer_id"]] += row["net"]
    corrected = installation.rows("SELECT corrects FROM invoices WHERE kind = 'credit'", "billing")
    with rows_of_billing(installation.settings) as rows:
        due, wrong = due_of(rows), wrong_numbers(rows)
    assert wrong == []
    assert dict(sums) == due
    assert standing == Counter(dict.fromkeys(due, 1)), "each part stands on one invoice"
    assert Counter(row["corrects"] for row in corrected) == credited


INVOICES = """
SELECT o.number AS order, payer_id, kind, state, net FROM invoices JOIN orders AS o USING (order_id)
"""
