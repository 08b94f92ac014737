"""A form with a file: of who is signed in and was shown it, whole, and kept in memory."""

import tempfile
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

HERE = "/payments/files"
FINANCE = {"sub": "talous-1", "role": "finance"}
JOB = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
FILE = {"content": ("day.xml", b"<Document/>" * 200_000, "text/xml")}
"""Two megabytes: more than a form without a file may have."""
MULTIPART = "multipart/form-data"


class Bank(Echo):
    """Reads every file; it remembers what it was given."""

    def __init__(self) -> None:
        super().__init__({"status": 200, "result": {"job": JOB}, "position": {"billing": 7}})
        self.given: list[dict[str, Any]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if request.get("name") == "read_bank_file":
            self.given.append(request["data"])
        return await super().ask(service, method, request, timeout)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def app(bank: Bank) -> Iterator[FastAPI]:
    with an_edge(bank) as app:
        yield app


@pytest.fixture
def cookies(app: FastAPI) -> dict[str, str]:
    return {"lang": "en"} | signed_in(app, FINANCE)


def shown(app: FastAPI, cookies: dict[str, str]) -> dict[str, str]:
    """The hidden fields that a page of ours shows to this reader."""
    page = send_to(app, "GET", "/nowhere", cookies).text
    return {"csrf": page.partition('name="csrf" value="')[2].partition('"')[0], "form_id": str(uuid4())}


def given(app: FastAPI, cookies: dict[str, str], **sent: Any) -> httpx.Response:
    return send_to(app, "POST", HERE, cookies, **sent)


def test_a_file_goes_on_as_it_is_and_the_same_form_is_the_same_file(
    app: FastAPI, bank: Bank, cookies: dict[str, str]
) -> None:
    form = shown(app, cookies)
    for _ in range(2):
        answer = given(app, cookies, data=form, files=FILE)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/{JOB}?after=billing%3A7")
    first, again = bank.given
    assert first == again
    assert b64decode(first["content"]) == FILE["content"][1]


def test_it_lies_in_no_file_here(
    app: FastAPI, cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-P1: what a bank tells of people is not written to a temporary file on the way."""
    form = shown(app, cookies)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", None)
    assert given(app, cookies, data=form, files=FILE).status_code == 303


def test_of_nobody_who_is_not_signed_in(app: FastAPI, bank: Bank) -> None:
    answer = given(app, {"lang": "en"}, data={"csrf": "x", "form_id": str(uuid4())}, files=FILE)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")
    assert bank.given == []


def test_only_the_form_that_a_page_of_ours_showed(app: FastAPI, bank: Bank, cookies: dict[str, str]) -> None:
    for form in (shown(app, cookies) | {"csrf": "0" * 64}, {"form_id": str(uuid4())}):
        assert given(app, cookies, data=form, files=FILE).status_code == 403
    elsewhere = {"Origin": "https://elsewhere.example"}
    answer = given(app, cookies, data=shown(app, cookies), files=FILE, headers=elsewhere)
    assert (answer.status_code, bank.given) == (403, [])


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/x-www-form-urlencoded", b"csrf=x"),
        (MULTIPART, b"--x\r\n"),
        (f"{MULTIPART}; boundary=x", b"no such thing"),
        (f"{MULTIPART}; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n"),
        (f"{MULTIPART}; boundary=x; charset=nothing", b"--x\r\n\r\n"),
        (f"{MULTIPART}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nx'),
    ],
)
def test_what_is_no_such_form_is_refused(
    app: FastAPI, bank: Bank, cookies: dict[str, str], kind: str, content: bytes
) -> None:
    answer = given(app, cookies, content=content, headers={"Content-Type": kind})
    assert answer.status_code in {403, 422}
    assert bank.given == []


def test_more_than_there_may_be_is_too_large(app: FastAPI, bank: Bank, cookies: dict[str, str]) -> None:
    large = {"content": ("day.xml", b"x" * (29 * 1024 * 1024), "text/xml")}
    assert given(app, cookies, data=shown(app, cookies), files=large).status_code == 413
    assert bank.given == []


def test_without_a_file_the_command_says_so(app: FastAPI, bank: Bank, cookies: dict[str, str]) -> None:
    assert given(app, cookies, data=shown(app, cookies), files={"other": b"x"}).status_code == 303
    assert bank.given[0]["content"] == ""
