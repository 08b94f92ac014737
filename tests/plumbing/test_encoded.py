"""A reply that is JSON already travels as any other."""

import json

from pydantic_core import to_json

from shared.plumbing.ask import opened
from shared.plumbing.entrypoint import Encoded, payload_of

REPLY = {"log_id": "3f2b8c1d", "head": 2, "facts": [{"subject": "työ", "position": 1}, {"subject": None}]}


def test_whoever_asked_cannot_tell() -> None:
    plain, encoded = payload_of(REPLY, None), payload_of(Encoded(to_json(REPLY)), None)
    assert opened(json.loads(encoded)) == opened(json.loads(plain)) == REPLY
