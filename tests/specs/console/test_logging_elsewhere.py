"""Commands that print one JSON object send the log's lines elsewhere, for as long as they run."""

import io

import pytest
import structlog

from services.console.safekeeping.asked import logged_to


def test_log_lines_go_elsewhere_only_meanwhile(capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = io.StringIO()
    with logged_to(elsewhere):
        structlog.get_logger().info("meanwhile")
    elsewhere.close()
    structlog.get_logger().info("afterwards")
    assert "afterwards" in capsys.readouterr().out


def test_also_when_the_command_breaks_off() -> None:
    before = structlog.get_config()
    with pytest.raises(ZeroDivisionError), logged_to(io.StringIO()):
        _ = 1 / 0
    assert structlog.get_config() == before
