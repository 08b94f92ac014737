"""R-P1 in the log: no key that could hold a text, and no exception's own words."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from shared.plumbing.logging import configure_logging


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, written = root.handlers[:], root.level, io.StringIO()
    monkeypatch.setattr("sys.stdout", written)
    configure_logging(process="test")
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def last(written: io.StringIO) -> dict[str, Any]:
    return dict(json.loads(written.getvalue().splitlines()[-1]))


def test_keys_that_could_hold_a_text_are_not_logged(lines: io.StringIO) -> None:
    structlog.get_logger().info("something", trigger="Keksitty teksti", state="received")
    assert last(lines)["trigger"] == "[not logged]"
    assert (last(lines)["state"], last(lines)["process"]) == ("received", "test")


def test_an_exception_is_told_by_its_kind_and_place_without_its_words(lines: io.StringIO) -> None:
    for log in (structlog.get_logger(), logging.getLogger("somebody.elses")):
        try:
            int("Keksitty Henkilö")
        except ValueError:
            log.exception("broke")
        assert last(lines)["exception"] == "ValueError"
        assert str(last(lines)["through"][0]).startswith("test_logging.py:")
    assert "Keksitty" not in lines.getvalue()


def test_a_loops_fault_is_told_the_same_way(lines: io.StringIO) -> None:
    error = ValueError("Keksitty Henkilö")
    structlog.get_logger().warning("a loop begins again", exc_info=error)
    assert (last(lines)["exception"], last(lines)["through"]) == ("ValueError", [])
    assert "Keksitty" not in lines.getvalue()


def test_the_bus_in_memory_is_not_complained_about(lines: io.StringIO) -> None:
    logging.getLogger("kombu.connection").warning(
        "No hostname was supplied. Reverting to default 'localhost'"
    )
    assert lines.getvalue() == ""
