"""The searches of the matrix: for each column's case one that asked its professional, and one to be ended."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from services.matching.commands import COMMANDS
from tests.permissions.matters import Matters
from tests.permissions.people import PEOPLE
from tests.permissions.told import STRANGE

PATIENCE = 30.0
PROFESSIONAL = dict(COMMANDS["register_professional"].example)
WANTED: dict[str, Any] = {
    "role": "expert", "county": "08", "must": {"competences": ["trauma"], "languages": ["fi"]}, "should": {},
    "hours_per_week": 1, "starts_on": "2099-01-01",
}  # fmt: skip
OURS = PEOPLE["provider"]["organisation"]
"""Of whom no account is written down, whoever is of the same organisation answers for them."""


class Searches:
    """Makes them as people do, once matching has heard of the case. ask: as of `World`."""

    def __init__(self, ask: Callable[[str, str, dict[str, Any]], dict[str, Any]]) -> None:
        self._ask = ask

    def make(self, column: str, matter: Matters, coordinator: str) -> None:
        """The column's professional is asked, says nothing and is confirmed; the other search stays open."""
        who = {"professional_id": matter.professional_id}
        organisation = "Muu tuottaja Oy" if column in STRANGE else OURS
        self._do(coordinator, "register_professional", PROFESSIONAL | who | {
            "contact": None, "organisation": organisation, "hours_per_week": 40,
        })  # fmt: skip
        today = time.strftime("%Y-%m-%d")
        vetted = {"by": organisation, "extract_issued_on": today, "checked_on": today}
        self._do(coordinator, "attest_vetting", who | vetted)
        self._do(coordinator, "form_team", {
            "team_id": matter.team_id, "name": "Erotiimi", "situations": [],
            "members": [matter.professional_id],
        })  # fmt: skip
        for request_id in (matter.match_request_id, matter.ending_id):
            sought = {"match_request_id": request_id, "for": {"case_id": matter.case_id}, **WANTED}
            self._do(coordinator, "open_match_request", sought)
        about = {"match_request_id": matter.match_request_id}
        self._do(coordinator, "propose_candidates", about)
        self._do(coordinator, "offer_match", about | who)
        chosen = {"professional_ids": [matter.professional_id], "reason": "Tuntee asian."}
        self._do(coordinator, "confirm_match", about | chosen)

    def _do(self, token: str, name: str, data: dict[str, Any]) -> None:
        """Again while matching has not heard of the case yet: intake's facts come by the bus."""
        request = {"name": name, "data": data, "id": str(uuid4()), "token": token}
        until = time.monotonic() + PATIENCE
        while (reply := self._ask("matching", "carry_out", request))["status"] == 404:
            assert time.monotonic() < until, (name, reply)
            time.sleep(0.05)
        assert reply["status"] == 200, (name, reply)
