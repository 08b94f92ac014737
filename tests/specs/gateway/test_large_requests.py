"""A file of the bank may be larger than other requests; who has not signed in sends nothing large."""

import httpx

from services.billing.commands import ReadBankFile
from tests.specs.gateway.edge import SENDING, Echo, Reply, send

FILE = "/api/v1/billing/read_bank_file"
MEBIBYTE = 1024 * 1024


class Patient(Echo):
    """Remembers how long it is waited for."""

    waited = 0.0

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.waited = timeout
        return {"status": 200, "result": {"size": len(str(request["data"]))}, "position": {}}


def given(size: int, echo: Echo | None = None, **headers: str) -> httpx.Response:
    """A file of so many signs, in JSON."""
    body = b'{"file_id": "", "content": "' + b"x" * size + b'"}'
    return send("POST", FILE, echo, content=body, headers=SENDING | {"Accept-Language": "en"} | headers)


def test_twenty_megabytes_in_base64_pass_and_are_waited_for() -> None:
    billing = Patient()
    answer = given(26_666_668, billing)
    assert (answer.status_code, billing.waited) == (200, ReadBankFile.patience)
    assert answer.json()["result"]["size"] > 26_666_668


def test_more_is_too_large() -> None:
    answer = given(28 * MEBIBYTE)
    assert answer.status_code == 413
    assert answer.json()["detail"] == "this request may be 28 mebibytes at most"


def test_who_has_not_signed_in_is_not_listened_to() -> None:
    assert given(2 * MEBIBYTE, Authorization="").status_code == 401
