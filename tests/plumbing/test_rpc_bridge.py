"""Over the bridge one asks services on the in-memory broker of another process."""

import asyncio
import json
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.plumbing.ask import DEADLINE_HEADER, AnswerLate, ServiceAway, ServiceBroken
from shared.plumbing.bridge_client import AsyncBridgeServices, BridgeServices, socket_path
from tests.support.echo import echo

ASK = "/ask/echo/answer"
LARGEST_REQUEST = 32 * 1024 * 1024


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = socket_path(tmp_path_factory.mktemp("data"))
    with echo("memory://", path):
        yield path


@pytest.fixture
def services(socket: Path) -> Iterator[BridgeServices]:
    asker = BridgeServices(socket)
    yield asker
    asker.close()


@pytest.fixture
def raw(socket: Path) -> Iterator[httpx.Client]:
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://services") as client:
        yield client


def test_a_request_is_answered(services: BridgeServices) -> None:
    assert services.ask("echo", "answer", {"name": "Äiti"}) == {"status": 200, "result": {"name": "Äiti"}}
    assert services.alive()


def test_many_at_once_from_one_loop(socket: Path) -> None:
    async def ask() -> float:
        services = AsyncBridgeServices(socket)
        began = time.monotonic()
        await asyncio.gather(*(services.ask("echo", "work", {"seconds": 0.3}) for _ in range(10)))
        await services.close()
        return time.monotonic() - began

    assert asyncio.run(ask()) < 1.5, "ten requests of 0.3 s were not answered side by side"


def test_a_bug_is_told_apart_from_silence(services: BridgeServices) -> None:
    with pytest.raises(ServiceBroken, match="LookupError: a bug"):
        services.ask("echo", "stumble", {})
    with pytest.raises(ServiceBroken, match="MethodNotFound"):
        services.ask("echo", "nothing_like_it", {})
    with pytest.raises(ServiceAway, match="nobody listens"):
        services.ask("nobody", "answer", {})
    with pytest.raises(AnswerLate):
        services.ask("echo", "work", {"seconds": 2}, timeout=0.2)


def test_a_reply_that_is_not_json_is_a_bug_and_not_a_guess(services: BridgeServices) -> None:
    with pytest.raises(ServiceBroken, match="UnserializableValueError"):
        services.ask("echo", "mumble", {})


def test_the_services_process_may_be_away(tmp_path: Path) -> None:
    services = BridgeServices(tmp_path / "nobody.sock")
    with pytest.raises(ServiceAway):
        services.ask("echo", "answer", {})
    assert not services.alive()


def test_the_services_process_may_come_back(tmp_path: Path) -> None:
    path = socket_path(tmp_path)
    services = BridgeServices(path)
    with echo("memory://", path):
        services.ask("echo", "answer", {})
    with pytest.raises(ServiceAway):
        services.ask("echo", "answer", {})
    with echo("memory://", path):
        assert services.ask("echo", "answer", {})["status"] == 200


def test_nobody_waits_any_more(raw: httpx.Client) -> None:
    answer = raw.post("/ask/echo/note", json={"word": "late"}, headers={DEADLINE_HEADER: "1.0"})
    assert answer.status_code == 504
    assert raw.post("/ask/echo/noted", json={}).json()["result"]["result"]["words"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b"\xff", 400), (b"", 400), (b" " * (LARGEST_REQUEST + 1), 413)],
    ids=["half", "list", "no text", "nothing", "too large"],
)
def test_what_is_no_request_is_refused(raw: httpx.Client, body: bytes, status: int) -> None:
    answer = raw.post(ASK, content=body)
    assert (answer.status_code, answer.json()["result"]) == (status, None)


def test_too_large_without_saying_so(raw: httpx.Client) -> None:
    chunks = (b" " * 65536 for _ in range(LARGEST_REQUEST // 65536 + 2))
    assert raw.post(ASK, content=chunks).status_code == 413


def test_places(raw: httpx.Client) -> None:
    assert json.loads(raw.get("/alive").content) == {"alive": True}
    assert "process_cpu_seconds_total" in raw.get("/metrics").text
    assert raw.get("/elsewhere").status_code == 404
    assert raw.get(ASK).status_code == 404


def test_the_socket_is_ours_alone(socket: Path) -> None:
    assert stat.S_IMODE(socket.stat().st_mode) == 0o600


def test_a_long_data_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("a-folder-with-a-long-name" * 6)
    deep.mkdir()
    path = socket_path(deep)
    assert path == socket_path(deep)
    assert len(str(path)) < 100
    path.parent.rmdir()
