"""A collector of traces: takes spans over HTTP, as OpenTelemetry sends them, and keeps them in a folder."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from shared.plumbing.embedded.ports import LOOPBACK


@dataclass(frozen=True)
class Taken:
    """A span that was sent. process: its `service.name`; ids in hexadecimal, parent "" for none."""

    process: str
    name: str
    trace: str
    number: str
    parent: str
    began: int
    ended: int
    about: dict[str, Any] = field(default_factory=dict)


class Collector:
    """Where spans are sent to; `url` is what the setting takes."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self.url = folder, url
        self._numbers = count()

    def keep(self, body: bytes) -> None:
        """As it came: what is searched for people's words is what was sent."""
        part = self._folder / f"{next(self._numbers)}.part"
        part.write_bytes(body)
        part.rename(part.with_suffix(".spans"))

    def spans(self, trace: str | None = None) -> list[Taken]:
        """All that came, or those of a trace."""
        found = [one for file in sorted(self._folder.glob("*.spans")) for one in read(file.read_bytes())]
        return [one for one in found if trace in {None, one.trace}]


def read(body: bytes) -> Iterator[Taken]:
    """The spans of one request."""
    for of_one in ExportTraceServiceRequest.FromString(body).resource_spans:
        process = {each.key: each.value.string_value for each in of_one.resource.attributes}["service.name"]
        for scope in of_one.scope_spans:
            for span in scope.spans:
                yield Taken(
                    process, span.name, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex(),
                    span.start_time_unix_nano, span.end_time_unix_nano,
                    {each.key: each.value.string_value or each.value.int_value for each in span.attributes},
                )  # fmt: skip


@contextmanager
def a_collector(folder: Path) -> Iterator[Collector]:
    """Takes what is sent until the context ends; what came lies in the folder, as it came."""
    folder.mkdir()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known = self.path == "/v1/traces" and self.headers["Content-Type"] == "application/x-protobuf"
            if known:
                collector.keep(body)
            self.send_response(200 if known else 400)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer((LOOPBACK, 0), Taking) as server:
        collector = Collector(folder, f"http://{LOOPBACK}:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield collector
        finally:
            server.shutdown()
