"""Whatever was invoiced and credited, costs are a plain count of the public facts, later as then."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from services.reporting.projections import apply
from services.reporting.queries import Costs
from services.reporting.queries.answers import ANSWERS
from shared.contracts.billing import FACTS
from shared.contracts.reading import from_cloud_event
from shared.kernel.asker import HELSINKI, Asker
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import connection_arguments
from tests.support.billing_log import PAYERS, REGIONS, BillingLog, Event, Paid
from tests.support.servers import passing_database

KEYS = {
    "sector": "sector", "payer": "payer_id", "county": "county", "service_line": "service_line",
}  # fmt: skip
LATER = datetime(2026, 3, 1, 12, tzinfo=HELSINKI)
seeds = st.lists(st.integers(0, 10_000), min_size=1, max_size=4, unique=True)
some_months = st.sampled_from((("2025-08", "2025-11"), ("2025-09", "2025-10"), ("2025-10", "2025-10")))
askers = st.tuples(st.sampled_from(REGIONS), st.sampled_from((None, *PAYERS)))
questions = st.tuples(st.sampled_from((*KEYS, "month")), some_months, askers)


@pytest.fixture(scope="module")
def rows(postgres: Postgres) -> Iterator[Connection[DictRow]]:
    with passing_database(postgres) as url:
        migrate(url, "reporting", play=False)
        with psycopg.connect(**connection_arguments(url, "reporting"), row_factory=dict_row) as connection:
            yield connection


def counted(events: list[Event], by: str, months: tuple[str, str], who: tuple[str, str | None]) -> Any:
    """The plain count: every invoice of the asker's region, and payer, once, as its fact says it."""
    (first, last), (region, payer) = months, who
    nets, taxes = Counter[str](), Counter[str]()
    for event in events:
        said = event["data"]
        if ".invoice-issued." not in event["type"] or event["source"] != f"/regions/{region}/billing":
            continue
        for part in said["work"]:
            if first <= part["month"] <= last and payer in {None, said["payer_id"]}:
                key = part["month"] if by == "month" else said[KEYS[by]]
                nets[key] += part["net"]
                taxes[key] += part["vat"]
    return [
        {
            "key": key,
            "net": cents(nets[key]),
            "vat": cents(taxes[key]),
            "total": cents(nets[key] + taxes[key]),
        }
        for key in sorted(nets)
    ]


def cents(amount: int) -> str:
    sign, whole = "-" if amount < 0 else "", abs(amount)
    return f"{sign}{whole // 100}.{whole % 100:02}"


def told(rows: Connection[DictRow], by: str, months: Any, who: Any, now: datetime, **more: Any) -> Any:
    asker = Asker("talous-1", "finance", who[0], now, payer_id=who[1])
    query = Costs.model_validate({"from": months[0], "to": months[1], "by": by, **more})
    return ANSWERS["costs"](query, asker, rows)


def read(rows: Connection[DictRow], events: list[Event]) -> None:
    with rows.cursor() as cursor:
        for event in events:
            apply(from_cloud_event(event, FACTS), cursor)


@settings(max_examples=40)
@given(some=seeds, asked=questions, then=st.integers(0, 60))
def test_costs_are_a_plain_count_of_the_facts(
    rows: Connection[DictRow], some: list[int], asked: tuple[str, Any, Any], then: int
) -> None:
    """R-B4, R-R3, R-T1: invoices less credits, each once though it comes twice, and as of any moment."""
    by, months, who = asked
    log = BillingLog()
    for seed in some:
        order = Paid(seed)
        log.tell(order.facts, order.region)
    before = log.events[: then % (len(log.events) + 1)]
    with rows.transaction(force_rollback=True):
        read(rows, before)
        moment = datetime.fromisoformat(before[-1]["recordedat"]) if before else LATER - timedelta(days=365)
        known = told(rows, by, months, who, moment)
        assert known["rows"] == counted(before, by, months, who)
        read(rows, log.events)
        now = told(rows, by, months, who, LATER)
        assert now["rows"] == counted(log.events, by, months, who)
        assert now["sum"]["net"] == cents(sum(int(row["net"].replace(".", "")) for row in now["rows"]))
        again = told(rows, by, months, who, LATER, as_of=moment.isoformat())
        assert {**again, "positions": {}} == {**known, "positions": {}}


@settings(max_examples=40)
@given(some=seeds, who=askers, month=st.integers(1, 12))
def test_a_forecast_is_the_same_by_every_key(
    rows: Connection[DictRow], some: list[int], who: Any, month: int
) -> None:
    """R-B3: no cent of it is lost, whatever it is told by; and no key has less than nothing to come."""
    log = BillingLog()
    for seed in some:
        order = Paid(seed)
        log.tell(order.facts, order.region)
    now = datetime(2025, month, 10, 12, tzinfo=HELSINKI)
    with rows.transaction(force_rollback=True):
        read(rows, log.events)
        said = [told(rows, by, ("2025-08", "2025-11"), who, now).get("forecast") for by in (*KEYS, "month")]
        if said[0] is None:
            assert said == [None] * len(said)
            return
        assert len({one["net"] for one in said}) == 1
        for one in said:
            amounts = [int(row["net"].replace(".", "")) for row in one["rows"]]
            assert all(amount > 0 for amount in amounts)
            assert cents(sum(amounts)) == one["net"]
