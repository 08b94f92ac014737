"""Spans as OpenTelemetry has them, sent to a collector over OTLP/HTTP (tracing.py says which).

Sending is beside the work: a collector that is away costs its spans, and nobody waits for it. Spans say what
was done, by code and number; none of them holds a name, a text or an address as it was typed (R-P1).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_NAMESPACE, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    get_current_span,
    set_span_in_context,
    use_span,
)

SENT_WITHIN = 5
"""Seconds that a collector has to take a batch."""
EVERY = 1000
"""Milliseconds between batches: a trace is looked for right after something went wrong."""
BROKEN = 500
STATUS = ("http.response.status_code", "rpc.nameko.status_code")
_trace: ContextVar[int | None] = ContextVar("trace", default=None)
_span: ContextVar[int | None] = ContextVar("span", default=None)


class Known(RandomIdGenerator):
    """Ids by chance, but for a trace or a span that is known already."""

    def generate_trace_id(self) -> int:
        return _trace.get() or super().generate_trace_id()

    def generate_span_id(self) -> int:
        return _span.get() or super().generate_span_id()


@contextmanager
def known(of: ContextVar[int | None], number: str) -> Iterator[None]:
    """The next id is this one."""
    token = of.set(int(number, 16))
    try:
        yield
    finally:
        of.reset(token)


class Open:
    """A span while it lasts."""

    def __init__(self, span: Span) -> None:
        self._span = span

    @property
    def number(self) -> str:
        """16 hexadecimal digits."""
        return f"{self._span.get_span_context().span_id:016x}"

    def tell(self, told: Mapping[str, Any]) -> None:
        """Attributes by name, `name` for the span's own; an answer of 500 and above is an error."""
        about = {name: value for name, value in told.items() if value is not None}
        if name := about.pop("name", None):
            self._span.update_name(name)
        self._span.set_attributes(about)
        if any(int(about.get(status, 0)) >= BROKEN for status in STATUS):
            self._span.set_status(StatusCode.ERROR)


class Spans:
    """share: how many of the traces are sent, from 0 to 1; a trace is sent by all processes or by none."""

    def __init__(self, url: str, share: float, process: str, region: str) -> None:
        of = Resource.create({SERVICE_NAME: process, SERVICE_NAMESPACE: f"tukiverkko.{region}"})
        provider = TracerProvider(sampler=TraceIdRatioBased(share), resource=of, id_generator=Known())
        exporter = OTLPSpanExporter(endpoint=f"{url}/v1/traces", timeout=SENT_WITHIN)
        provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=EVERY))
        self._tracer = provider.get_tracer("tukiverkko")

    @contextmanager
    def served(self, name: str, trace: str, parent: str | None) -> Iterator[Open]:
        """What came from outside this process: the first of a trace, or below the span that asked."""
        context = Context() if parent is None else below(trace, parent)
        with known(_trace, trace):
            span = self._tracer.start_span(name, context, SpanKind.SERVER)
        with self._while(span) as opened:
            yield opened

    @staticmethod
    def inside() -> bool:
        """Whether something is being done for somebody here, of which a span is open."""
        return get_current_span().get_span_context().is_valid

    @contextmanager
    def asked(self, name: str, about: Mapping[str, Any]) -> Iterator[Open]:
        """A question to another process, below what is being done here."""
        with self._while(self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=about)) as opened:
            yield opened

    def stored(self, name: str, trace: str, number: str, since: int) -> None:
        """A fact, below what is being done here where that is of the same trace."""
        with known(_trace, trace), known(_span, number):
            span = self._tracer.start_span(name, kind=SpanKind.PRODUCER, start_time=since)
        span.end()

    def came_of(self, name: str, trace: str, parent: str, since: int, about: Mapping[str, Any]) -> None:
        """What was done with a fact, from then (ns) until now."""
        self._tracer.start_span(
            name, below(trace, parent), SpanKind.CONSUMER, attributes=about, start_time=since
        ).end(time.time_ns())

    @contextmanager
    def _while(self, span: Span) -> Iterator[Open]:
        """The current span as long as the block lasts; what breaks it is told by its kind alone."""
        with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            try:
                yield Open(span)
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(StatusCode.ERROR)
                raise


def below(trace: str, parent: str) -> Context:
    """A context whose current span is one of another process."""
    of = SpanContext(
        int(trace, 16), int(parent, 16), is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED)
    )
    return set_span_in_context(NonRecordingSpan(of), Context())
