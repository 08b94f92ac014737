"""What is done for every request: its correlation id, its security headers, its log line, figures and span.

Neither the log nor the figures hold an address as it was typed: paths and query strings may carry a link's
token or an id. The route's template stands for them.
"""

import re
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.headers import add_to
from services.gateway.problems import Problem, problem_json
from services.gateway.sign_in import is_https
from shared.plumbing import tracing

A_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,100}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CLIENT_GONE = 499
REQUESTS = Counter(
    "tukiverkko_http_requests_total", "Requests to the gateway.", ["method", "route", "status"]
)
SECONDS = Histogram("tukiverkko_http_request_seconds", "How long answers took.", ["method", "route"])
log = structlog.get_logger("gateway")


class Watch:
    """The outermost part of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        seen = Seen(scope)
        with (
            structlog.contextvars.bound_contextvars(correlation=seen.correlation),
            tracing.called(seen.correlation, seen.caller) as told,
        ):
            try:
                await self.app(scope, receive, seen.sending(send))
            except ClientDisconnect:
                seen.status = CLIENT_GONE
            except Exception as error:  # noqa: BLE001 - the last one who can still answer
                log.error(  # noqa: TRY400 - a traceback may quote what was sent
                    "request_broken", error=type(error).__name__, where=where(error)
                )
                if seen.status is None:
                    await broken()(scope, receive, seen.sending(send))
            told.update(seen.write_down())


class Seen:
    """One request, while it is answered."""

    def __init__(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        given, traced = headers.get("x-correlation-id", ""), headers.get("traceparent", "")
        outside, caller = tracing.correlation_in(traced) or (str(uuid4()), None)
        self.scope = scope
        self.correlation = given if A_CORRELATION.fullmatch(given) else outside
        self.caller = caller if self.correlation == outside else None
        self.status: int | None = None
        self.began = time.perf_counter()
        scope["state"] = {**scope.get("state", {}), "correlation": self.correlation}

    def sending(self, send: Send) -> Send:
        """`send`, with our headers on the answer's start. A header that a page has set itself stays."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Correlation-Id"] = self.correlation
                add_to(headers, self.scope["path"], https=is_https(HTTPConnection(self.scope)))
            await send(message)

        return with_headers

    def write_down(self) -> dict[str, Any]:
        """The request's line in the log, and its figures; the same as its span has it."""
        took = time.perf_counter() - self.began
        method = self.scope["method"] if self.scope["method"] in METHODS else "other"
        route = getattr(self.scope.get("route"), "path", "none")
        REQUESTS.labels(method, route, str(self.status)).inc()
        SECONDS.labels(method, route).observe(took)
        log.info("request", method=method, route=route, status=self.status, ms=round(took * 1000, 1))
        return {
            "name": f"{method} {route}",
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": self.status,
        }


def broken() -> ASGIApp:
    """The answer where our own code failed."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        problem = Problem(
            500,
            "something is broken here: tell your support this number: {correlation}",
            {"correlation": request.state.correlation},
        )
        await problem_json(request, problem)(scope, receive, send)

    return answer


def where(error: BaseException) -> str:
    """The file and line where it happened; never the message, for it may quote what was sent."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"
