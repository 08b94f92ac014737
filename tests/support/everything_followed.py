"""Everything that people tell feedback in words: a follow-up of the siblings' case."""

from collections.abc import Iterator
from typing import Any

from tests.support.everything_said import SIBLINGS, Said, an_id, example, said

FOLLOW_UP, RECIPIENT = an_id("follow-up"), an_id("recipient")


def followed() -> Iterator[Said]:
    """All of it, of which feedback has to have heard of the case.

    Nothing is sent: to a guardian only where it is safe, and that is not known (R-F7).
    """
    yield from (said("2026-01-14", *each) for each in _of_a_follow_up())


def _of_a_follow_up() -> Iterator[tuple[Any, ...]]:
    about = {"follow_up_id": FOLLOW_UP}
    address = {"channel": "email", "address": "aiti@perhe.example"}
    recipient = {"recipient_id": RECIPIENT, "role": "guardian", **address}
    yield example("start_follow_up", **about, case_id=SIBLINGS, recipients=[recipient])
    yield example("record_on_behalf", **about, recipient_id=RECIPIENT)
    yield example("set_goal_scale", **about)
    yield example("rate_goal", **about, rated_on="2026-01-13")
    yield example("stop_follow_up", **about)
