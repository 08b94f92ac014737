"""What comes in as JSON: read strictly, so that no two readers understand it differently (RFC 7493)."""

import asyncio
import json
import re
from typing import Any

from starlette.requests import Request

from services.gateway.problems import Problem

LIMIT = 1024 * 1024
DRAINED = 32 * LIMIT
"""A body over LIMIT is read up to here and thrown away: only then can its sender read our answer."""
DEPTH = 32
PATIENCE = 20.0
"""Seconds a body may take to arrive."""
A_LENGTH = re.compile("[0-9]{1,18}")
UNREADABLE = re.compile("[\x00\ud800-\udfff]")


async def bytes_of(request: Request, limit: int = LIMIT, patience: float | None = None) -> bytes:
    """The body of a request. Problem 413 where it is larger than `limit`, 408 where it does not end.

    limit: bytes, less than DRAINED. patience: seconds; PATIENCE where nothing is said.
    """
    announced = announced_by(request)
    if announced > limit and not will_be_drained(request, announced):
        raise too_large(limit)
    try:
        async with asyncio.timeout(patience or PATIENCE):
            kept, size = await read(request, limit)
    except TimeoutError:
        raise Problem(
            408, "the request did not come to its end in time", headers={"Connection": "close"}
        ) from None
    if size > limit:
        raise too_large(limit)
    return kept


def announced_by(request: Request) -> int:
    """How many bytes the request says that it has; 0 where it does not say it, or not in a number."""
    said = request.headers.get("content-length", "")
    return int(said) if A_LENGTH.fullmatch(said) else 0


async def read(request: Request, limit: int = LIMIT) -> tuple[bytes, int]:
    """The first bytes of the body, up to `limit`, and how many there were (counted up to DRAINED)."""
    kept, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            kept.append(chunk)
        elif size > DRAINED:
            break
    return b"".join(kept), size


def will_be_drained(request: Request, announced: int) -> bool:
    """A sender who waits for "100 Continue" has sent nothing yet and needs no draining."""
    return announced <= DRAINED and request.headers.get("expect", "").lower() != "100-continue"


def too_large(limit: int = LIMIT) -> Problem:
    """A 413, after which the connection is of no more use."""
    ends = {"Connection": "close"}
    if limit == LIMIT:
        return Problem(413, "a request may be one mebibyte at most", headers=ends)
    most = limit // LIMIT
    return Problem(413, "this request may be {most} mebibytes at most", {"most": most}, headers=ends)


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body. Problem 422 for anything else, saying what."""
    try:
        found = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=without_doubles,
            parse_constant=no_number,
            parse_float=finite,
        )
    except UnicodeDecodeError:
        raise Problem(422, "the request is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise Problem(
            422,
            "the request is not JSON: line {line}, column {column}",
            {"line": error.lineno, "column": error.colno},
        ) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:  # a whole number of thousands of digits
        raise Problem(422, "a number in the request is too large") from None
    if not isinstance(found, dict):
        raise Problem(422, "the request is a JSON object, in curly brackets")
    readable(found)
    return found


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are each given once."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Problem(422, "{field} is given twice", {"field": shown(name)})
        found[name] = value
    return found


def no_number(word: str) -> float:
    """Refuse NaN and Infinity, which JSON does not have."""
    raise Problem(422, "{word} is not a number", {"word": word})


def finite(digits: str) -> float:
    """A fraction that a computer can hold."""
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise Problem(422, "a number in the request is too large")
    return number


def readable(value: Any, depth: int = 1) -> None:
    """Refuse what no text or table can hold: half characters, NUL, and nesting without end."""
    if depth > DEPTH:
        raise too_deep()
    if isinstance(value, str):
        legible(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            legible(name)
            readable(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            readable(inner, depth + 1)


def legible(text: str) -> None:
    """Problem 422 where a text has a NUL or half of a surrogate pair in it."""
    if UNREADABLE.search(text):
        raise Problem(422, "a text in the request has a character that cannot be read")


def shown(text: str) -> str:
    """A name from outside, as it may be shown in a sentence."""
    return text.encode("utf-8", "replace").decode()[:100]


def too_deep() -> Problem:
    """A 422 for brackets in brackets in brackets."""
    return Problem(422, "the request is nested too deeply")
