"""A setting that does not fit is told by its name, never by its value; a secret may lie in a file."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from services.console.main import app
from services.console.supervising import environment
from shared.plumbing.settings import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", "eighty"),
        ("HTTP_PORT", "70000"),
        ("METRICS_PORT", "0"),
        ("WORKERS", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("REGION", "atlantis"),
    ],
)
def test_what_does_not_fit_is_wrong_use(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"TUKIVERKKO_{name}", value)
    with pytest.raises(ValidationError):
        Settings()
    told = CliRunner().invoke(app, ["status"])
    assert told.exit_code == 2
    assert f"TUKIVERKKO_{name}: " in told.stderr


def test_a_secret_may_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://demo@db/tukiverkko\n")
    monkeypatch.setenv("TUKIVERKKO_DATABASE_URL_FILE", str(file))
    assert Settings().database_url == "postgresql://demo@db/tukiverkko"
    monkeypatch.setenv("TUKIVERKKO_DATABASE_URL_FILE", str(tmp_path / "gone"))
    told = CliRunner().invoke(app, ["status"])
    assert (told.exit_code, "cannot be read" in told.stderr) == (2, True)


def test_a_child_gets_these_settings_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is played on the embedded default also where the environment names servers."""
    monkeypatch.setenv("TUKIVERKKO_AMQP_URL", "amqp://demo@broker/")
    alone = Settings().model_copy(update={"amqp_url": None, "data": Path("here")})
    told = environment(alone)
    assert "TUKIVERKKO_AMQP_URL" not in told
    assert told["TUKIVERKKO_DATA"] == str(Path("here").resolve())
