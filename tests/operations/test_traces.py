"""Traces: one id from the HTTP call to the rows, in the logs too; and who collects them is nobody's worry."""

import json
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.plumbing import tracing
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from tests.support.collector import Collector, Taken, a_collector
from tests.support.installation import wait_for
from tests.support.running import Running, a_running_system, carry_out

CONTACT: dict[str, Any] = {
    "source": "school",
    "channel": "phone",
    "county": "08",
    "service_line": "ot_consultation",
    "situations": ["school_absence"],
    "trigger": "Keksitty teksti, jota ei kuulu jälkiin.",
    "urgency": "routine",
    "received_at": "2026-01-07T09:20:00+02:00",
    "referrer": {"name": "Olli Opettaja", "organisation": "Esimerkkilän koulu", "sector": "education"},
    "legal_basis": "statutory_task",
}
CALL, FACT = "POST /api/v1/intake/receive_referral", "intake.referral-received"
QUICK = 2.0
"""Seconds: an answer that waited for a collector that is away would take longer."""


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    with a_collector(tmp_path_factory.mktemp("traces") / "taken") as made:
        yield made


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("traced")
    with a_running_system(folder / "data", OTLP_URL=collector.url) as system:
        yield system


def contact(system: Running, **headers: str) -> httpx.Response:
    """Somebody makes contact."""
    with system.client() as client:
        answer = carry_out(
            client, "intake.receive_referral", CONTACT | {"referral_id": str(uuid4())}, **headers
        )
    assert answer.status_code == 200, answer.text
    return answer


def whole(collector: Collector, trace: str) -> list[Taken]:
    """The trace's spans, once the call and what came of its fact are there: each process sends its own."""

    def has_all() -> bool:
        return {CALL, f"publish {FACT}", f"rows of {FACT}"} <= {one.name for one in collector.spans(trace)}

    wait_for("the trace is whole", has_all)
    return collector.spans(trace)


def test_from_the_call_to_the_row(traced: Running, collector: Collector) -> None:
    """Each span lies below the one that caused it, and none before it began."""
    answer = contact(traced)
    spans = whole(collector, UUID(answer.headers["X-Correlation-Id"]).hex)
    by_name = {one.name: one for one in spans}
    assert len({one.number for one in spans}) == len(spans), "no span is there twice"
    order = (CALL, "ask intake.carry_out", "intake.receive_referral", FACT)
    assert by_name[order[0]].parent == ""
    for above, below in pairwise(order):
        assert by_name[below].parent == by_name[above].number, (above, below)
        assert by_name[below].began >= by_name[above].began
    for came_of in (f"publish {FACT}", f"rows of {FACT}"):
        assert by_name[came_of].parent == by_name[FACT].number
        assert by_name[came_of].ended >= by_name[FACT].began
    assert by_name[order[0]].process == "gateway"
    assert by_name[order[0]].about["http.response.status_code"] == 200
    assert all(one.ended >= one.began for one in spans)


def test_a_caller_s_trace_goes_on(traced: Running, collector: Collector) -> None:
    """A program outside that traces itself finds ours below its own call (W3C trace context)."""
    trace, caller = uuid4().hex, "00f067aa0ba902b7"
    answer = contact(traced, traceparent=f"00-{trace}-{caller}-01")
    assert answer.headers["X-Correlation-Id"] == str(UUID(trace))
    spans = whole(collector, trace)
    (first,) = (one for one in spans if one.name == CALL)
    assert first.parent == caller


@pytest.mark.parametrize(
    "said", ["", "00-1-2-01", f"00-{'0' * 32}-{'1' * 16}-01", f"00-{'a' * 32}-{'0' * 16}-01", "x" * 5000]
)
def test_what_is_no_trace_context_begins_a_trace(traced: Running, collector: Collector, said: str) -> None:
    spans = whole(collector, UUID(contact(traced, traceparent=said).headers["X-Correlation-Id"]).hex)
    assert [one.name for one in spans if not one.parent] == [CALL]


def test_a_correlation_that_is_given_has_one_trace_as_well(traced: Running, collector: Collector) -> None:
    """Whatever it looks like: the log's lines name the trace."""
    given = f"palvelu-{uuid4()}"
    contact(traced, **{"X-Correlation-Id": given})
    spans = whole(collector, tracing.trace_of(given))
    lines = [json.loads(line) for line in traced.log.read_text("utf-8").splitlines() if given in line]
    assert {line["trace_id"] for line in lines if "correlation" in line} == {spans[0].trace}
    assert {"request", "command", "rows"} <= {line["event"] for line in lines}
    rows = [line for line in lines if line["event"] == "rows"]
    assert all(spans[0].trace in line["trace_ids"] for line in rows)


def test_what_people_told_is_in_no_span(traced: Running, collector: Collector) -> None:
    """R-P1: what was done, by code and number. test_nothing_lies_in_plain searches every byte."""
    whole(collector, UUID(contact(traced).headers["X-Correlation-Id"]).hex)
    told = "".join(str(one) for one in collector.spans())
    assert [word for word in ("Keksitty", "Olli", "Opettaja") if word in told] == []


def test_nobody_waits_for_a_collector_that_is_away(tmp_path: Path) -> None:
    """Neither a request, nor the end: spans are lost, nothing else."""
    away = f"http://{LOOPBACK}:{free_ports(1)[0]}"
    with a_running_system(tmp_path / "data", OTLP_URL=away) as system:
        for _ in range(5):
            began = time.monotonic()
            contact(system)
            assert time.monotonic() - began < QUICK
        began = time.monotonic()
    assert time.monotonic() - began < 15
