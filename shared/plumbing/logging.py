"""Structured logs: one JSON object a line on standard output, and nothing about people in them.

Every line of a request carries its correlation id. `drop_personal` removes whatever key could hold a
name or a text: a log line says what happened by code, number and position (R-P1).
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from shared.plumbing import tracing

PERSONAL = frozenset(
    {
        "name", "given_name", "family_name", "birth_date", "address", "phone", "email", "trigger", "advice",
        "summary", "text", "reason", "data", "body", "subject_person", "referrer", "token", "query_string",
    }
)  # fmt: skip


def drop_personal(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Takes out the keys that could carry a person's name or a text."""
    for key in PERSONAL & line.keys():
        line[key] = "[not logged]"
    return line


def name_traces(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The trace's id beside the correlation's, where traces are made: a line is found by either."""
    if tracing.is_on():
        if correlation := line.get("correlation"):
            line["trace_id"] = tracing.trace_of(str(correlation))
        if several := line.get("correlations"):
            line["trace_ids"] = [tracing.trace_of(str(each)) for each in several]
    return line


def told_without_words(
    _logger: Any, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception as its kind and the places it came through, innermost first.

    Its message is left out: those of databases and validators quote what was sent.
    """
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = reversed(traceback.extract_tb(error.__traceback__))
        line["exception"] = type(error).__name__
        line["through"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return line


def of_interest(record: logging.LogRecord) -> bool:
    """Leaves out what kombu says of each connection to the bus in memory, which has no host by nature."""
    return not record.getMessage().startswith("No hostname was supplied")


def configure_logging(level: str = "INFO", *, process: str) -> None:
    """Sets up structlog and the standard library's loggers to write the same JSON lines."""

    def name_process(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        # Not a context variable: green threads start without those of the main one.
        line["process"] = process
        return line

    shared: list[Any] = [
        name_process,
        structlog.contextvars.merge_contextvars,
        name_traces,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        drop_personal,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(of_interest)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                told_without_words,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for talkative in ("amqp", "kombu", "nameko", "eventsourcing", "psycopg", "alembic", "httpx", "aiormq"):
        logging.getLogger(talkative).setLevel(max(logging.WARNING, root.level))
