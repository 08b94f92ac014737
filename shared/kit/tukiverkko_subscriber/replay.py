"""Events over HTTP, under the same grants as the queue: what a queue no longer has is had here."""

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tukiverkko_subscriber.given import Given
from tukiverkko_subscriber.state import LogIsAnother

WITHIN = 60.0
"""Seconds after which no answer is an answer."""
LIMIT = 500


class NoReplay(Exception):
    """It was not answered; it is asked again later. Why is said."""


@dataclass(frozen=True)
class Page:
    """events: CloudEvents, in order for each log; cursor: what to ask for next; more: whether at once."""

    events: list[dict[str, Any]]
    cursor: str
    more: bool


class Replay:
    """Asks `GET /api/v1/events`."""

    def __init__(self, given: Given) -> None:
        self._base = given.http
        self._token = given.token
        secret = self._base.startswith("https:")
        self._trust = ssl.create_default_context(cafile=given.ca_file) if secret else None

    def page(self, after: str, wait: int = 0) -> Page:
        """What comes after a cursor; "" for the first page. NoReplay, LogIsAnother.

        wait: seconds, 30 at most, to wait for the first event where there is none yet.
        """
        asked = {"limit": str(LIMIT), "wait": str(wait)} | ({"after": after} if after else {})
        request = urllib.request.Request(  # noqa: S310 - the address is what the operator gave
            f"{self._base}?{urllib.parse.urlencode(asked)}",
            headers={"Authorization": f"Bearer {self._token}", "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=WITHIN, context=self._trust) as answer:  # noqa: S310
                said = json.load(answer)
            return Page(list(said["events"]), str(said["next"]), bool(said["more"]))
        except urllib.error.HTTPError as error:
            if error.code in {HTTPStatus.CONFLICT, HTTPStatus.GONE}:
                raise LogIsAnother(_sentence(error)) from error
            raise NoReplay(f"{error.code}: {_sentence(error)}") from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise NoReplay(repr(error)) from error


def _sentence(error: urllib.error.HTTPError) -> str:
    """What the answer says of itself (problem+json)."""
    try:
        problem = json.load(error)
        return str(problem.get("detail") or problem.get("title"))
    except (OSError, ValueError, AttributeError):
        return error.reason
