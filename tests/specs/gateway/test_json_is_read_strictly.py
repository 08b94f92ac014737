"""Two readers never understand a request differently, and none of them falls over it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from starlette.types import Message

from tests.specs.gateway.edge import COMMAND, SENDING, an_edge, command

NOT_JSON = {
    "nothing at all": (b"", "the request is not JSON: line 1, column 1"),
    "half an object": (b'{"a": ', "the request is not JSON: line 1, column 7"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "the request is not JSON: line 1, column 1"),
    "no UTF-8": (b'{"a": "\xff"}', "the request is not UTF-8 text"),
    "a list": (b"[]", "the request is a JSON object, in curly brackets"),
    "a text": (b'"a"', "the request is a JSON object, in curly brackets"),
    "NaN": (b'{"a": NaN}', "NaN is not a number"),
    "infinity": (b'{"a": -Infinity}', "-Infinity is not a number"),
    "a fraction without end": (b'{"a": 1e999}', "a number in the request is too large"),
    "a number without end": (b'{"a": ' + b"9" * 5000 + b"}", "a number in the request is too large"),
    "a name twice": (b'{"a": {"b": 1, "b": 2}}', "b is given twice"),
    "half a letter": (b'{"a": "\\ud800"}', "a text in the request has a character that cannot be read"),
    "half a letter as a name": (
        b'{"\\ud800": 1}',
        "a text in the request has a character that cannot be read",
    ),
    "NUL": (b'{"a": ["\\u0000"]}', "a text in the request has a character that cannot be read"),
    "deep": (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "the request is nested too deeply"),
    "bottomless": (b'{"a": ' + b"[" * 100_000, "the request is nested too deeply"),
}


@pytest.mark.parametrize("what", NOT_JSON)
def test_what_cannot_be_read_is_refused_in_a_sentence(what: str) -> None:
    body, sentence = NOT_JSON[what]
    answer = command(body, Accept_Language="en")
    assert answer.status_code == 422
    assert answer.json()["detail"] == sentence


def test_a_hundred_thousand_names_are_read_in_no_time() -> None:
    names = ",".join(f'"n{n}":{n}' for n in range(70_000))
    assert command("{" + names + "}").status_code == 200


def test_a_request_of_just_one_mebibyte_passes() -> None:
    body = b'{"a": "' + b"x" * (1024 * 1024 - 9) + b'"}'
    assert len(body) == 1024 * 1024
    assert command(body).status_code == 200


def test_one_byte_more_is_too_large() -> None:
    answer = command(b" " * (1024 * 1024 + 1), Accept_Language="en")
    assert answer.status_code == 413
    assert answer.json()["detail"] == "a request may be one mebibyte at most"


def test_ten_megabytes_are_too_large() -> None:
    assert command(b"x" * 10_000_000).status_code == 413


def test_other_formats_are_refused() -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"):
        answer = command(Content_Type=kind, Accept_Language="en")
        assert answer.status_code == 415
        assert answer.json()["detail"] == "send the data as application/json"


def test_json_with_its_encoding_named_is_json() -> None:
    assert command(Content_Type="Application/JSON; charset=utf-8").status_code == 200


def test_a_request_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.gateway.body.PATIENCE", 0.05)

    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    with an_edge() as app:
        status = asyncio.run(status_of(app, endless()))
    assert status == 408


async def status_of(app: FastAPI, body: AsyncIterator[bytes]) -> int:
    """What the edge answers to a command whose body comes in like this."""
    told: list[Message] = []
    headers = [(name.lower().encode(), value.encode()) for name, value in SENDING.items()]
    scope = {"type": "http", "method": "POST", "path": COMMAND, "query_string": b"", "headers": headers}

    async def receive() -> Message:
        return {"type": "http.request", "body": await anext(body), "more_body": True}

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    return int(told[0]["status"])
