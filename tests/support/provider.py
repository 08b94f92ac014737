"""A sign-in service for tests: started, asked and stopped. Everybody who signs in there is made up."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from shared.plumbing.embedded.child import end, start_child
from shared.plumbing.embedded.ports import free_ports, listens

PROGRAM = Path(__file__).with_name("provider_process.py")
CLIENT = "tukiverkko"
PATIENCE = 60.0
GLANCE = 0.05
COORDINATOR = {
    "name": "Keksitty Koordinaattori",
    "role": "coordinator",
    "region": "sisa-suomi",
    "organisation": "OT-keskus (demo)",
}


@dataclass(frozen=True)
class SignInService:
    """It answers at `issuer`."""

    issuer: str

    def knows(self, user: str, **claims: Any) -> None:
        """Somebody has an account there, of whom it says this."""
        httpx.put(f"{self.issuer}/users/{user}", json=claims).raise_for_status()

    def lets_in(self, address: str, user: str) -> str:
        """Somebody signs in on its page; the address it sends the browser back to."""
        answer = httpx.post(address, data={"sub": user})
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def turns_away(self, address: str) -> str:
        """Somebody gives up on its page; the address it sends the browser back to."""
        return httpx.post(address, data={"action": "deny"}).headers["Location"]

    def signs(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token of its own that says this; of now and for us unless said otherwise."""
        now = int(time.time())
        whole = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300} | claims
        kept = {name: value for name, value in whole.items() if value is not None}
        answer = httpx.post(f"{self.issuer}/test/sign", json={"header": header or {}, "claims": kept})
        answer.raise_for_status()
        return answer.text

    def changes_its_key(self) -> None:
        """What it signs from now on is signed by another key."""
        httpx.post(f"{self.issuer}/test/new-key").raise_for_status()


@contextmanager
def a_sign_in_service(folder: Path) -> Iterator[SignInService]:
    """It runs in a process of its own, until the context ends. folder: for its log."""
    port = free_ports(1)[0]
    command = [sys.executable, str(PROGRAM), str(port)]
    with (folder / "provider.log").open("ab") as log:
        child = start_child(command, at_owners_end=signal.SIGKILL, log=log)
    try:
        until = time.monotonic() + PATIENCE
        while not listens(port):
            told = (folder / "provider.log").read_text()
            assert child.poll() is None, told
            assert time.monotonic() < until, told
            time.sleep(GLANCE)
        yield SignInService(f"http://127.0.0.1:{port}")
    finally:
        end(child, signal.SIGTERM)
