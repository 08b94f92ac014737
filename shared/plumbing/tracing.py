"""Traces: what became of one request, from the HTTP call to the rows made of its facts (ADR 0035).

A trace is a correlation: its id is made of the correlation id, which every request, fact and message carries
already. So is a fact's span, of the fact's place in its log: whoever makes rows of it knows which span caused
them, and nothing about traces is stored or told to anybody.

    POST /api/v1/referrals          the gateway, the whole HTTP call
    └ ask intake.carry_out          … until the service's reply is there
      └ intake.receive_referral     the service: rights, rules, the store
        └ intake.referral-received  one fact, from the decision to the commit
          ├ publish …               the relay, until the broker has confirmed it
          └ rows of …               each consumer, until its rows are committed

Where no collector is set all of this does nothing, and loads nothing.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from shared.plumbing.otlp import Spans
    from shared.plumbing.settings import Settings

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-[0-9a-f]{2}.*")
A_SPAN = re.compile(r"(?!0{16})[0-9a-f]{16}")
PARENT = "span"
"""In a request: the span that asked, 16 hexadecimal digits."""


class FactSpan(NamedTuple):
    """A fact as a trace knows it. name: "<service>.<fact>"."""

    source: str
    position: int
    name: str
    correlation: str


class _Here:
    """What this process sends spans by: nothing before `begin`, nor where no collector is set."""

    spans: "Spans | None" = None


def begin(settings: "Settings", process: str) -> None:
    """Sends this process's spans to the collector that the settings name; without one, nothing is done.

    process: which part of the system it is, `service.name` in OpenTelemetry's words.
    """
    if settings.otlp_url:
        from shared.plumbing.otlp import Spans  # noqa: PLC0415 - a third of a second, for those who trace

        _Here.spans = Spans(settings.otlp_url, settings.traced_percent / 100, process, settings.region)


def is_on() -> bool:
    """Whether spans are made in this process."""
    return _Here.spans is not None


def trace_of(correlation: str) -> str:
    """A correlation's trace id, 32 hexadecimal digits: a UUID's own, else of a digest."""
    try:
        number = UUID(correlation)
    except ValueError:
        return hashlib.sha256(correlation.encode()).hexdigest()[:32]
    return number.hex if number.int else hashlib.sha256(correlation.encode()).hexdigest()[:32]


def span_of(source: str, position: int) -> str:
    """The span id of the fact at this place of a service's log, 16 hexadecimal digits."""
    return hashlib.sha256(f"{source}:{position}".encode()).hexdigest()[:16]


def correlation_in(traceparent: str) -> tuple[str, str] | None:
    """The correlation and the caller's span in a `traceparent` header (W3C); None where it has none."""
    found = TRACEPARENT.fullmatch(traceparent)
    if not found or found["trace"] == "0" * 32 or not A_SPAN.fullmatch(found["span"]):
        return None
    return str(UUID(found["trace"])), found["span"]


@contextmanager
def called(correlation: str, caller: str | None) -> Iterator[dict[str, Any]]:
    """An HTTP call's span. What is put into the dictionary until its end becomes the span's; `name` its name.

    caller: the span outside that made the call, where its header said so.
    """
    told: dict[str, Any] = {"name": "HTTP"}
    if _Here.spans is None:
        yield told
        return
    with _Here.spans.served("HTTP", trace_of(correlation), caller) as span:
        yield told
        span.tell(told)


@contextmanager
def asking(service: str, method: str, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The span of a question to a service, below what asks it; what it gives is the request with its number.

    Where nothing is being done for anybody (a loop that looks for news) it is no part of a trace.
    """
    if _Here.spans is None or not _Here.spans.inside():
        yield request
        return
    about = {"rpc.system": "nameko", "rpc.service": service, "rpc.method": method}
    with _Here.spans.asked(f"ask {service}.{method}", about) as span:
        yield {**request, PARENT: span.number}


@contextmanager
def serving(service: str, name: str, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The span of what a service does for a request; as `called`. None for who has no correlation."""
    told: dict[str, Any] = {}
    correlation = request.get("correlation")
    if _Here.spans is None or correlation is None:
        yield told
        return
    asker = str(request.get(PARENT))
    parent = asker if A_SPAN.fullmatch(asker) else None
    with _Here.spans.served(f"{service}.{name}", trace_of(str(correlation)), parent) as span:
        yield told
        span.tell({"rpc.system": "nameko", "rpc.service": service, "rpc.method": name, **told})


def stored(facts: Sequence[FactSpan], since: int) -> None:
    """The spans of facts that were stored just now, below what stored them. since: in ns, the decision."""
    if _Here.spans is not None:
        for fact in facts:
            _Here.spans.stored(
                fact.name, trace_of(fact.correlation), span_of(fact.source, fact.position), since
            )


def came_of(facts: Sequence[FactSpan], what: str, since: int, about: Mapping[str, Any]) -> None:
    """Something was done with each of these facts since then (ns): `publish`, `rows of`."""
    if _Here.spans is not None:
        for fact in facts:
            place = {**about, "tukiverkko.source": fact.source, "tukiverkko.position": fact.position}
            _Here.spans.came_of(
                f"{what} {fact.name}",
                trace_of(fact.correlation),
                span_of(fact.source, fact.position),
                since,
                place,
            )
