"""A run of invoicing beside whoever else saves: it gets on, and counts nothing twice."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from services.billing.application import InvoicingJobs, jobs, turns
from services.billing.service import open_billing
from shared.plumbing import jobs as working_off
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.store.application import Decided
from shared.plumbing.store.writer import LOCK
from tests.specs.billing.office import Office, an_office, business_id, done
from tests.support.installation import wait_for

SELLER = business_id(4712)


@pytest.fixture
def own(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that no other spec uses: what is counted is its own."""
    with an_office(postgres, tmp_path_factory) as made:
        yield made


def ordered(office: Office, orders: int) -> list[str]:
    """Orders of one seller, each with a meeting."""
    placed = []
    for _ in range(orders):
        case = office.case()
        provider = {"name": "Esimerkkituottaja Oy", "business_id": SELLER}
        placed.append(office.order(case, "ls", provider=provider))
        office.meet(case, "2025-09-03")
    return placed


def test_a_run_gets_on_while_others_change_its_orders(own: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes one order is quicker than many orders in one save, and not than one."""
    placed = ordered(own, 4)
    billing = own.store.jobs._billing  # noqa: SLF001 - where another is faster
    store_step, tried = billing.store_step, []

    def beaten(decided: Decided, *rest: Any) -> None:
        orders = [each for each in decided.streams if each.kind == "order"]
        tried.append(len(orders))
        if len(orders) > 1:
            done(own.commit(str(orders[-1].id), "ls"))
        store_step(decided, *rest)

    monkeypatch.setattr(jobs, "AT_ONCE", 4)
    monkeypatch.setattr(working_off, "TRIES", 3)
    with monkeypatch.context() as racing:
        racing.setattr(billing, "store_step", beaten)
        job = own.invoice(*placed)
    assert (job["state"], job["orders"], job["bills"]) == ("done", 4, 4)
    assert tried == [4, 2, 1, 2, 1, 2, 1, 1, 0], "the last one writes down that it is done"


def test_who_credits_while_a_run_numbers_waits(own: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-V4: in another process, so that the run does not lose its numbers, however many it takes at once."""
    first, second = ordered(own, 1), ordered(own, 4)
    own.invoice(*first)
    (invoice,) = own.invoices(*first)
    billing = own.store.jobs._billing  # noqa: SLF001 - where the run is about to store
    store_step, tried = billing.store_step, []
    other = open_billing(own.store.intake.settings, own.store.intake.beside)
    asked: dict[str, Any] = {"name": "credit_invoice", "id": str(uuid4()), "token": own.store.token_of({})}
    asked["data"] = {"number": invoice["number"], "reason": "Väärä laskutusosoite."}
    with ThreadPoolExecutor(1) as pool:
        crediting = list[Future[Any]]()

        def beside(decided: Decided, *rest: Any) -> None:
            tried.append(len(decided.streams))
            if not crediting:
                crediting.append(pool.submit(other.carry_out, asked))
                wait_for("it waits for its turn", lambda: waiting_for_a_lock(own))
            store_step(decided, *rest)

        with monkeypatch.context() as racing:
            racing.setattr(billing, "store_step", beside)
            own.invoice(*second)
    done(crediting[0].result())
    assert tried == [8, 1], "four orders with their invoices, and the end"
    numbers = [each["number"] for each in done(own.store.ask("invoices", {}))["invoices"]]
    assert numbers == [f"{SELLER.replace('-', '')}-{n:06d}" for n in range(1, 1 + 4 + 1 + 1)]


def test_who_waits_too_long_is_asked_to_try_again(own: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it waits in its own process or at the database for another one."""
    (order_id,) = ordered(own, 1)
    own.invoice(order_id)
    (invoice,) = own.invoices(order_id)
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    credit = {"number": invoice["number"], "reason": "Väärä laskutusosoite."}
    here = own.store.jobs._billing.turns  # noqa: SLF001 - of this process
    for whose in (here, turns.Turns(own.store.jobs.database)):
        with whose.taken():
            assert own.store.send("credit_invoice", credit)["status"] == 503
    done(own.store.send("credit_invoice", credit))


def test_who_is_not_the_one_any_more_counts_nothing(own: Office) -> None:
    """R-V1: a step by who lost its lock in the midst of it comes too late, also where nothing was due.

    Its save is stored together with somebody else's, which goes through.
    """
    (order_id,) = ordered(own, 1)
    own.invoice(order_id)
    asked = done(own.store.send("run_invoicing", {"month": "2025-09"}))
    billing = own.store.jobs._billing  # noqa: SLF001 - as the loop reads it
    with billing.database.rows() as rows:
        (job,) = rows.execute(InvoicingJobs.oldest).fetchall()
    assert own.store.jobs.step()
    cases = [own.case(), own.case()]
    with ThreadPoolExecutor(3) as pool, the_log_is_held(own):
        first = pool.submit(own.place, cases[0])
        wait_for("the writer waits for the log", lambda: waiting_for_a_lock(own))
        beside = pool.submit(own.place, cases[1])
        wait_for("one stands in the queue", lambda: in_the_queue(own) == 1)
        late = pool.submit(own.store.jobs._on, job)  # noqa: SLF001 - a step that began before
        wait_for("and the late one", lambda: in_the_queue(own) == 2)
    assert isinstance(late.exception(), IntegrityError)
    assert (first.result()["status"], beside.result()["status"]) == (200, 200)
    own.store.work_off()
    told = done(own.store.ask("job", {"job": asked["job"]}))
    assert (told["state"], told["orders"]) == ("done", 3), "each order once, those of the others too"


@contextmanager
def the_log_is_held(office: Office) -> Iterator[None]:
    """Somebody else holds it meanwhile: saves that come stand in the queue, and are stored together."""
    with office.store.jobs.database.own_connection() as other, other.transaction():
        other.execute(LOCK)
        yield


def waiting_for_a_lock(office: Office) -> bool:
    with office.store.jobs.database.rows() as rows:
        return bool(rows.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall())


def in_the_queue(office: Office) -> int:
    return len(office.store.jobs._billing.recorder.writer._waiting)  # noqa: SLF001 - its own queue
