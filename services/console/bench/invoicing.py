"""A month of many orders, invoiced by the running service: how long it takes, and in how much memory.

Asked over RPC as the gateway asks; the relay, the sealers and the subscription are at work beside it.
"""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from services.console.bench.counted_bills import disagreements
from services.console.bench.figures import Figure
from services.console.bench.log_of_orders import MEETINGS, MONTH, fill, rows_of_billing
from services.console.bench.one_order import FINANCE
from services.console.bench.place import Place, measured
from services.console.bench.processor import Processor, most_resident
from services.console.progress import say
from shared.plumbing.keys import signing_key
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

ORDERS, ORDERS_IN_SHORT = 10_000, 500
SHORT_LOG = 20_000
SECONDS = 60.0
"""For ORDERS on two cores; for fewer as much less."""
MOST_MEMORY = 500_000_000 / 2**20
LOOK = 0.02
STANDS_STILL = 120.0
OK = 200
JOB = "SELECT state, orders FROM jobs"


@dataclass(frozen=True)
class Moment:
    """How far the run was: orders looked at, seconds and processor seconds since it was asked for."""

    orders: int
    seconds: float
    processor: float


def invoicing(place: Place) -> list[Figure]:
    """Three payers an order, shares, an agreement with its evidence, ten meetings.

    RuntimeError where it comes out otherwise than it is counted.
    """
    orders = ORDERS if place.facts >= SHORT_LOG else ORDERS_IN_SHORT
    settings = place.fresh()
    measured("invoicing", "filled", settings, orders=orders)
    with place.serving(settings, "intake", "billing") as running:
        pid = running["billing"].pid
        moments = _run(settings, pid)
        memory = most_resident(pid)
    with rows_of_billing(settings) as rows:
        if wrong := disagreements(rows):
            raise RuntimeError(len(wrong), wrong[:5])
    return figures(orders, moments, memory)


def filled(orders: int) -> int:
    """So many orders with their work; in a process of its own."""
    fill(Settings(), orders)
    return orders


def figures(orders: int, moments: list[Moment], memory: float) -> list[Figure]:
    """moments: from the asking to the end, some in each fifth. memory: MiB."""
    end, limit = moments[-1], SECONDS * orders / ORDERS
    name = f"a month of {orders:,} orders with {MEETINGS * orders:,} meetings"
    against = f"{SECONDS:g} s for {ORDERS:,} orders"
    first, last = (_per_second(moments, orders * part // 5, orders * (part + 1) // 5) for part in (0, 4))
    return [
        Figure(f"{name} invoiced", end.seconds, limit, "s", against, 1.0, at_most=True),
        Figure(
            "its processor time, billing and PostgreSQL", end.processor, 2 * limit, "s",
            f"two cores for {against}", 1.0, at_most=True,
        ),
        Figure("its last fifth", last, first, "orders a processor second", "its first fifth", 0.9),
        Figure("memory of billing, the most of it", memory, MOST_MEMORY, "MiB", "500 MB", 1.0, at_most=True),
    ]  # fmt: skip


def _per_second(moments: list[Moment], after: int, upto: int) -> float:
    """Orders a processor second between two places in the run, each where it was next looked at."""
    first, last = (next(each for each in moments if each.orders >= place) for place in (after, upto))
    return (last.orders - first.orders) / max(last.processor - first.processor, LOOK)


def _run(settings: Settings, pid: int) -> list[Moment]:
    with rows_of_billing(settings) as rows:
        processor, begun = Processor(pid, rows), time.monotonic()
        _ask(settings)
        moments, state = [Moment(0, 0.0, 0.0)], ""
        while state != "done":
            time.sleep(LOOK)
            state, orders = _job(rows)
            now = Moment(orders, time.monotonic() - begun, processor.seconds())
            if orders > moments[-1].orders or state == "done":
                moments.append(now)
            elif now.seconds > moments[-1].seconds + STANDS_STILL:
                raise RuntimeError("the run stands still", now)
    say(f"invoiced in {now.seconds:.1f} s with {now.processor:.1f} s of processor time")
    return moments


def _job(rows: psycopg.Connection[Any]) -> tuple[str, int]:
    (found,) = rows.execute(JOB).fetchall()
    return str(found[0]), int(found[1])


def _ask(settings: Settings) -> None:
    services = RpcServices(str(settings.amqp_url), asker="bench", letters=letters_of(settings))
    token = issue(signing_key(settings.keys), FINANCE)
    request = {"name": "run_invoicing", "data": {"month": MONTH}, "id": str(uuid4()), "token": token}
    try:
        reply = services.ask("billing", "carry_out", request)
    finally:
        services.close()
    if reply["status"] != OK:
        raise RuntimeError(reply)
