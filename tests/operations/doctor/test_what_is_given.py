"""The doctor looks at settings, keys, disk, certificates and policies, and says what to do."""

import json
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.console.doctoring import given
from services.console.main import app
from shared.plumbing.keys import region_key, seal_key, signing_key
from shared.plumbing.settings import Settings
from tests.support.certificates import a_certificate

DATABASE = "postgresql://u@/d?host=/run/postgresql"
ON_SERVERS = {
    "database_url": DATABASE,
    "keys_database_url": "postgresql://u@/k?host=/run/postgresql",
    "amqp_url": "amqp://guest:guest@127.0.0.1/",
}
CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"database_url": DATABASE, "keys_database_url": "postgresql:///k?host=/run"}, "TUKIVERKKO_AMQP_URL"),
    ({"amqp_url": "amqp://localhost/"}, "TUKIVERKKO_DATABASE_URL"),
    (ON_SERVERS | {"keys_database_url": None}, "TUKIVERKKO_KEYS_DATABASE_URL"),
    (ON_SERVERS | {"keys_database_url": DATABASE}, "TUKIVERKKO_KEYS_DATABASE_URL"),
    ({"metrics_port": 8080}, "TUKIVERKKO_METRICS_PORT"),
    ({"messages_by": "email=mailtos://u@smtp.example.fi?to={to}"}, "TUKIVERKKO_PUBLIC_URL"),
    (ON_SERVERS | {"demo": True}, "TUKIVERKKO_DEMO"),
    ({"oidc_audience": "tukiverkko"}, "TUKIVERKKO_OIDC_ISSUER"),
    (ON_SERVERS | {"amqp_url": "amqp://u:p@broker.example.fi/"}, "amqps://"),
    (ON_SERVERS | {"database_url": "postgresql://u@db.example.fi/d?sslmode=prefer"}, "sslmode=verify-full"),
    ({"own_policies": Path("not/here")}, "put it there"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with its keys."""
    for make in (region_key, seal_key, signing_key):
        make(tmp_path / "keys")
    return tmp_path


def found(home: Path, **said: Any) -> list[tuple[str, str]]:
    """What is found, and what is to be done."""
    return [(each.what, each.do) for each in given.look(Settings(data=home, **said))]


def test_nothing_is_wrong_with_the_embedded_default_nor_with_servers(home: Path) -> None:
    assert found(home) == []
    assert found(home, **ON_SERVERS) == []


@pytest.mark.parametrize(("said", "do"), CONTRADICTIONS, ids=[do for _, do in CONTRADICTIONS])
def test_settings_that_contradict_are_named_with_what_to_set(
    home: Path, said: dict[str, Any], do: str
) -> None:
    assert any(do in each for _, each in found(home, **said))


def test_a_password_in_a_setting_is_never_said(home: Path) -> None:
    told = found(home, **ON_SERVERS | {"amqp_url": "amqp://u:hunter2@broker.example.fi/"})
    assert "hunter2" not in str(told)


def test_functions_in_the_database_are_forbidden(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    assert [do for _, do in found(home)] == ["unset POSTGRES_ENABLE_DB_FUNCTIONS wherever a service starts"]


def test_keys_that_others_can_read_are_named(home: Path) -> None:
    (home / "keys" / "region.key").chmod(0o644)
    assert [do for _, do in found(home)] == [f"chmod 600 {home / 'keys' / 'region.key'}"]


def test_a_missing_key_and_missing_keys_are_to_be_brought_back(home: Path) -> None:
    (home / "keys" / "seal.pem").rename(home / "elsewhere")
    assert [what for what, _ in found(home)] == [f"seal.pem is missing in {home / 'keys'}"]
    (home / "keys").rename(home / "moved")
    assert [what.partition(":")[0] for what, _ in found(home)] == [f"{home / 'keys'} is not there"]


def test_a_disk_with_less_room_than_the_setting_wants_is_named(home: Path) -> None:
    assert any("are free where" in what for what, _ in found(home, disk_free_percent=99))


@pytest.mark.parametrize(("days", "says"), [(-1, "ended on"), (20, "ends on"), (40, "")])
def test_a_certificate_is_named_three_weeks_before_it_ends(home: Path, days: int, says: str) -> None:
    file = a_certificate(home / "proxy.pem", timedelta(days=days))
    told = [what for what, _ in found(home, certificates=str(file))]
    assert [says in what for what in told] == ([True] if says else [])


def test_a_certificate_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "proxy.pem").write_text("none")
    told = [what for what, _ in found(home, certificates=f"{home / 'proxy.pem'}, {home / 'gone.pem'}")]
    assert told == [f"{home / 'proxy.pem'} cannot be read", f"{home / 'gone.pem'} cannot be read"]


def test_policies_that_cannot_be_used_are_named(home: Path) -> None:
    own = home / "own" / "intake"
    own.mkdir(parents=True)
    (own / "broken.cedar").write_text("forbid (principal")
    assert [do for _, do in found(home, own_policies=home / "own")] == [
        "mend the file; nothing starts with it"
    ]


def test_nobody_answers_and_the_port_is_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("TUKIVERKKO_HTTP_PORT", str(port))
        told = CliRunner().invoke(app, ["doctor", "--data", str(home), "--json"])
    assert told.exit_code == 1
    said = {each["what"]: each["do"] for each in json.loads(told.stdout)["findings"]}
    assert said["intake, matching, billing, feedback, reporting do not answer"] == (
        f"tukiverkko up --data {home}"
    )
    assert f"somebody else listens on port {port}" in said
