"""A line of a played file may say that it must be refused: a command, and a query too."""

from typing import Any

import pytest
from joserfc.jwk import OKPKey

from services.console.playing import Player

BY = {"user": "koordinaattori-9", "role": "coordinator", "region": "sisa-suomi"}
ASKED: dict[str, Any] = {"line": 1, "at": "2024-03-05T09:00:00+02:00", "by": BY, "query": "intake.case"}
UNKNOWN = {"status": 404, "problem": {"sentence": "there is no case with the id {id}"}}
ANSWERED = {"status": 200, "result": {"number": "case/2024-00001"}}
BROKEN = {"status": 500, "problem": {"sentence": "something broke"}}


class Service:
    """One that replies the same to everything."""

    def __init__(self, reply: dict[str, Any]) -> None:
        self.reply = reply

    def ask(self, service: str, method: str, request: dict[str, Any], timeout: float = 0) -> dict[str, Any]:
        del service, method, request, timeout
        return self.reply


def played(reply: dict[str, Any], **line: Any) -> dict[str, Any]:
    """What came out of one query. reply: what the service says to it."""
    player = Player(Service(reply), ("intake",), OKPKey.generate_key("Ed25519"))
    return player.play([{**ASKED, **line}], lambda _done: None).as_dict()


def test_a_refusal_that_was_expected_is_saved() -> None:
    """So that a file can tell that something is not there from that it is forbidden."""
    told = played(UNKNOWN, expect="refused", save_as="hidden")
    assert told["queries"]["hidden"] == {"status": 404, "sentence": "there is no case with the id {id}"}
    assert told["commands"] == {"ok": 0, "refused": 0, "unexpected": []}


@pytest.mark.parametrize(
    ("reply", "line", "expected"),
    [(ANSWERED, {"expect": "refused"}, "refused"), (BROKEN, {"expect": "refused"}, "refused"),
     (UNKNOWN, {}, "ok")],
)  # fmt: skip
def test_what_came_otherwise_is_named(reply: dict[str, Any], line: dict[str, str], expected: str) -> None:
    told = played(reply, save_as="asked", **line)
    assert told["queries"] == {}
    [unexpected] = told["commands"]["unexpected"]
    assert (unexpected["expected"], unexpected["status"]) == (expected, reply["status"])
