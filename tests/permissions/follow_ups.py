"""The follow-ups of the matrix: for each column's case one, started while the case is open."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.permissions.matters import Matters

PATIENCE = 30.0
ASKED: dict[str, Any] = {
    "instruments": ["wellbeing"],
    "every_weeks": 4,
    "recipients": [{"recipient_id": str(uuid4()), "role": "guardian", "channel": "paper"}],
}


def make_follow_up(
    ask: Callable[[str, str, dict[str, Any]], dict[str, Any]], matter: Matters, coordinator: str
) -> None:
    """Again while feedback has not heard of the case yet: intake's facts come by the bus."""
    data = {"follow_up_id": matter.follow_up_id, "case_id": matter.case_id, **ASKED}
    request = {"name": "start_follow_up", "data": data, "id": str(uuid4()), "token": coordinator}
    until = time.monotonic() + PATIENCE
    while (reply := ask("feedback", "carry_out", request))["status"] == 404:
        assert time.monotonic() < until, reply
        time.sleep(0.05)
    assert reply["status"] == 200, reply
