"""People of a directory and searches for expertise, made over the API; everybody in them is made up."""

import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.gateway.pages.sending import today
from tests.pages.test_every_page import as_far_as_a_plan
from tests.support.running import Running, ask, carry_out

LATE = 30.0
COUNTY, NEXT_COUNTY, FAR_COUNTY = "16", "07", "19"
"""Where one searches, another county of the same cooperation area, and one far away."""
NAMES = ("Aino Keksitty", "Bertta Kuviteltu", "Cecilia Keksitty", "Daavid Kuviteltu", "Eeva Keksitty")
NEED: dict[str, Any] = {
    "role": "coach", "county": COUNTY, "must": {"competences": ["trauma"], "languages": ["fi"]},
    "should": {"background": ["lastenpsykiatria"], "education": ["psykologi"]}, "hours_per_week": 2,
}  # fmt: skip
SOMEBODY: dict[str, Any] = {
    "roles": ["coach"], "organisation": "Esimerkkilän yksikkö", "field": "health", "counties": [COUNTY],
    "competences": ["trauma", "autism_spectrum"], "languages": ["fi", "sv"], "education": ["psykologi"],
    "background": ["lastenpsykiatria"], "modes": ["virtual", "on_site"], "hours_per_week": 8,
    "county": COUNTY,
}  # fmt: skip


@dataclass(frozen=True)
class Bank:
    """Somebody of every kind, by what they are like, so that a search has all there can be to show."""

    first: str
    second: str
    near: str
    far: str
    unvetted: str


@dataclass(frozen=True)
class Search:
    """A search that is open, for a contact."""

    running: Running
    match_request_id: str
    referral_id: str

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/searches/{self.match_request_id}"

    def say(self, command: str, whom: dict[str, str] | None = None, **data: Any) -> None:
        """A command about it."""
        says(self.running, command, {"match_request_id": self.match_request_id} | data, whom)

    def shown(self) -> dict[str, Any]:
        """What matching answers."""
        with self.running.client() as client:
            answer = ask(client, "matching.match_request", match_request_id=self.match_request_id)
        return dict(answer.json()["result"])


def says(
    running: Running, command: str, data: dict[str, Any], whom: dict[str, str] | None = None
) -> dict[str, Any]:
    """A command to matching; again while it has not heard of the matter yet."""
    until = time.monotonic() + LATE
    with running.client(**(whom or {"sub": "koordinaattori-1"})) as client:
        while (answer := carry_out(client, f"matching.{command}", data)).status_code == 404:
            assert time.monotonic() < until, answer.text
            time.sleep(0.1)
    assert answer.is_success, answer.text
    return dict(answer.json()["result"])


def somebody(running: Running, name: str, *, vetted: bool = True, **told: Any) -> str:
    """An entry of the directory: its id."""
    professional_id = str(uuid4())
    says(
        running, "register_professional", {"professional_id": professional_id, "name": name} | SOMEBODY | told
    )
    if vetted:
        ago = (date.fromisoformat(today()) - timedelta(days=30)).isoformat()
        says(running, "attest_vetting", {
            "professional_id": professional_id, "by": "Esimerkkilän yksikkö", "extract_issued_on": ago,
            "checked_on": ago,
        })  # fmt: skip
    return professional_id


def a_bank(running: Running) -> Bank:
    """Five people: two in the county, one in the next, one far away, one whose extract nobody checked."""
    return Bank(
        first=somebody(running, NAMES[0]),
        second=somebody(
            running, NAMES[1], education=[], background=["koulupsykologia"], field="social",
            competences=["trauma", "school_refusal"], languages=["fi"],
        ),
        near=somebody(running, NAMES[2], county=NEXT_COUNTY, counties=[NEXT_COUNTY], field="education"),
        far=somebody(
            running, NAMES[4], county=FAR_COUNTY, counties=[FAR_COUNTY], competences=["rare_disease"],
            modes=["virtual"],
        ),
        unvetted=somebody(running, NAMES[3], vetted=False),
    )  # fmt: skip


def a_contact(running: Running, county: str = COUNTY) -> str:
    """A contact for which somebody may be sought: its id."""
    referral_id = str(uuid4())
    contact = as_far_as_a_plan({"step": str(uuid4())})[0][1]
    with running.client() as client:
        answer = carry_out(
            client, "intake.receive_referral", {**contact, "referral_id": referral_id, "county": county}
        )
        assert answer.is_success, answer.text
    return referral_id


def a_search(running: Running, *, proposed: bool = True, **told: Any) -> Search:
    """A search for a contact of its own, with people proposed. told: other data of its need."""
    made = Search(running, str(uuid4()), a_contact(running))
    need = NEED | {"starts_on": today()} | told
    made.say("open_match_request", **{"for": {"referral_id": made.referral_id}}, **need)
    if proposed:
        made.say("propose_candidates")
    return made
