"""The product itself, started as people start it: `tukiverkko up`, on a folder and a port of its own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.console.supervising import DATABASE
from services.gateway.cookies import SESSION
from services.gateway.signing_in.sealed import Sealed
from services.gateway.signing_in.sessions_in_database import SessionsInDatabase
from services.gateway.signing_in.sessions_kept import Lasting, Session
from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

TUKIVERKKO = Path(sys.executable).with_name("tukiverkko")
PATIENCE = 90.0  # seconds until all of it works, on a busy machine
GLANCE = 0.1
ENDING = 30.0
UNLIMITED = {f"TUKIVERKKO_{what}_A_MINUTE": "0" for what in ("SIGN_INS", "LINKS", "REQUESTS")}
"""One test asks more often than people do; the limits have tests of their own."""
WHERE = {
    "coordinator": {"region": "sisa-suomi", "organisation": "OT-keskus (demo)"},
    "contact_person": {"region": "sisa-suomi", "county": "08", "sector": "child_welfare"},
    "professional": {"region": "sisa-suomi", "county": "08", "sector": "education"},
}
"""What a role's tokens say besides the role, where a test says nothing else."""


@dataclass(frozen=True)
class Running:
    """A running system. base_url: where its gateway answers; data: its folder."""

    base_url: str
    data: Path
    log: Path

    def token(self, role: str = "coordinator", **claims: Any) -> str:
        """A token of this installation for somebody in this role."""
        return issue(signing_key(Settings(data=self.data).keys), claims_of(role, claims))

    def cookies(self, role: str = "coordinator", **claims: Any) -> dict[str, str]:
        """The cookies of a browser on which somebody in this role is signed in."""
        claims = claims_of(role, claims)
        session = Session(claims, claims["sub"])
        with ThreadPoolExecutor(1) as thread:  # a browser's driver keeps the loop of the test's own thread
            return {SESSION: thread.submit(asyncio.run, self._begun(session)).result()}

    async def _begun(self, session: Session) -> str:
        url = Postgres(self.data / "postgres").url(DATABASE)
        box = Sealed(signing_key(Settings(data=self.data).keys), "sessions")
        sessions = SessionsInDatabase(url, box, Lasting())
        try:
            return await sessions.begin(session)
        finally:
            await sessions.close()

    def client(self, role: str = "coordinator", language: str = "en", **claims: Any) -> httpx.Client:
        """An HTTP client that is signed in."""
        headers = {"Authorization": f"Bearer {self.token(role, **claims)}", "Accept-Language": language}
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=30)


def claims_of(role: str, claims: dict[str, Any]) -> dict[str, Any]:
    """What is said of somebody in a role, where a test says nothing else."""
    return {"sub": f"{role}-test", "region": "sisa-suomi", "role": role} | WHERE.get(role, {}) | claims


def carry_out(client: httpx.Client, command: str, data: dict[str, Any], **headers: str) -> httpx.Response:
    """A command ("intake.give_advice") with an id of its own."""
    given = {"Idempotency-Key": str(uuid4())} | headers
    return client.post(f"/api/v1/{command.replace('.', '/')}", json=data, headers=given)


def ask(client: httpx.Client, query: str, **parameters: Any) -> httpx.Response:
    """A query ("reporting.queue")."""
    return client.get(f"/api/v1/{query.replace('.', '/')}", params=parameters)


@contextmanager
def a_running_system(data: Path, port: int | None = None, **settings: str) -> Iterator[Running]:
    """`tukiverkko up` on this folder, until the context ends. RuntimeError where it does not come up.

    port: the one it had before, for a system that is started again and found at the same address.
    settings: others than ours (`STUDIES="…"`).
    """
    data.mkdir(parents=True, exist_ok=True)
    port, log = port or free_ports(1)[0], data.parent / f"{data.name}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [TUKIVERKKO, "up", "--data", data, "--port", str(port)],
            env=os.environ | UNLIMITED | {f"TUKIVERKKO_{name}": value for name, value in settings.items()},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    running = Running(f"http://127.0.0.1:{port}", data, log)
    try:
        wait_until_ready(running, process)
        yield running
    finally:
        end(process)


def wait_until_ready(running: Running, process: subprocess.Popen[bytes]) -> None:
    """Until /readyz answers 200."""
    until, last = time.monotonic() + PATIENCE, "nothing answered"
    while time.monotonic() < until:
        if process.poll() is not None:
            last = f"it ended with {process.returncode}"
            break
        try:
            answer = httpx.get(f"{running.base_url}/readyz", timeout=5)
        except httpx.TransportError:
            time.sleep(GLANCE)
            continue
        if answer.is_success:
            return
        last = answer.text
        time.sleep(GLANCE)
    told = running.log.read_text(encoding="utf-8", errors="replace")[-4000:]
    msg = f"tukiverkko up: {last}\n{told}"
    raise RuntimeError(msg)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and make it where it does not."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One running system on the embedded default, for a package's tests that leave others' matters alone.

    Each package's conftest imports it, and it ends with the package: an idle one is a sixth of a processor.
    """
    with a_running_system(tmp_path_factory.mktemp("up") / "data") as system:
        yield system
