"""Structured logs: one JSON object a line on standard output, and nothing about people in them.

Every line of a request carries its correlation id. `drop_personal` removes whatever key could hold a
name or a text: a log line says what happened by code, number and position (R-P1).
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

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


def configure_logging(level: str = "INFO", *, process: str) -> None:
    """Sets up structlog and the standard library's loggers to write the same JSON lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
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
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for talkative in ("amqp", "kombu", "nameko", "eventsourcing", "psycopg", "alembic", "httpx", "aiormq"):
        logging.getLogger(talkative).setLevel(max(logging.WARNING, root.level))
    structlog.contextvars.bind_contextvars(process=process)
