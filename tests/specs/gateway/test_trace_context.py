"""The numbers of a trace: made of what is known anyway, so that every process makes the same."""

import subprocess
import sys
from uuid import UUID, uuid4

import pytest

from shared.plumbing import tracing
from tests.specs.gateway.edge import send

A_CALLER = "00f067aa0ba902b7"


def test_a_correlation_that_is_a_uuid_is_the_trace_s_id() -> None:
    correlation = uuid4()
    assert tracing.trace_of(str(correlation)) == correlation.hex


@pytest.mark.parametrize("given", ["play:12", "a", "ä" * 100, str(UUID(int=0))])
def test_any_other_has_a_trace_of_its_own(given: str) -> None:
    """Always the same, and none that the standard forbids."""
    trace = tracing.trace_of(given)
    assert trace == tracing.trace_of(given)
    assert trace != tracing.trace_of(f"{given}.")
    assert len(trace) == 32
    assert int(trace, 16)


def test_a_fact_s_span_is_its_place() -> None:
    places = [("intake", 1), ("intake", 11), ("billing", 1), ("intake1", 1)]
    assert len({tracing.span_of(*place) for place in places}) == len(places)
    assert tracing.span_of("intake", 1) == tracing.span_of("intake", 1)


def test_a_caller_s_trace_gives_the_correlation() -> None:
    trace = uuid4()
    answer = send("GET", "/livez", headers={"traceparent": f"00-{trace.hex}-{A_CALLER}-01"})
    assert answer.headers["X-Correlation-Id"] == str(trace)


def test_a_correlation_that_is_given_goes_before_it() -> None:
    said = {"traceparent": f"00-{uuid4().hex}-{A_CALLER}-01", "X-Correlation-Id": "ours-7"}
    assert send("GET", "/livez", headers=said).headers["X-Correlation-Id"] == "ours-7"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "00",
        f"00-{'g' * 32}-{A_CALLER}-01",
        f"00-{'0' * 32}-{A_CALLER}-01",
        f"00-{'a' * 32}-{'0' * 16}-01",
        f"00-{'A' * 32}-{A_CALLER}-01",
        f"\n00-{'a' * 32}-{A_CALLER}-01",
    ],
)
def test_what_is_no_trace_context_is_passed_over(said: str) -> None:
    assert tracing.correlation_in(said) is None


def test_without_a_collector_nothing_is_loaded() -> None:
    """Services start hundreds of times a day somewhere; most trace nothing."""
    loads = "import sys, services.gateway.main, services.intake.service"
    asks = "print('opentelemetry.sdk' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", f"{loads}; {asks}"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
