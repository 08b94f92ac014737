"""Two coordinators who confirm the last free hours of one person at the same moment, on a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.specs.matching.centre import Centre, refused

ROUNDS = 100


@pytest.mark.timeout(300)
def test_one_succeeds_and_the_other_is_told_a_sentence(centre: Centre) -> None:
    """R-M1, a hundred times: the hours are taken once, and no request says that it has what it has not."""
    who = centre.professional(hours_per_week=4)
    case = {"case_id": centre.case()}
    requests = [centre.proposed(matter=case) for _ in range(2)]
    chosen = {"professional_ids": [who]}
    for _ in range(ROUNDS):
        at_once = Barrier(2)

        def confirm(request: str, at_once: Barrier = at_once) -> tuple[str, dict[str, Any]]:
            at_once.wait(timeout=30)
            return request, centre.tries("confirm_match", match_request_id=request, **chosen)

        with ThreadPoolExecutor(2) as both:
            replies = dict(both.map(confirm, requests))
        assert sorted(reply["status"] for reply in replies.values()) == [200, 409]
        (taken,) = (request for request, reply in replies.items() if reply["status"] == 200)
        (other,) = (request for request in requests if request != taken)
        assert "free" in refused(replies[other])
        assert centre.shown(taken)["confirmed"] == [who]
        assert centre.shown(other)["confirmed"] == []
        centre.does("end_match", match_request_id=taken, reason="Seuraava kierros.", ended_on="2025-09-02")
