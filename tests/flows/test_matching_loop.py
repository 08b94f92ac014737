"""What a contact asks for, found and assigned in a running system by the bus; a joint plan beside it."""

import json
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.playfile import COORDINATOR, DAY, HOUR, Line, PlayFile, noon
from tests.support.playing import ON, play

WORKER = "tukihenkilo-keksitty"
SEPTEMBER = noon(date(2025, 9, 1))


class LoopFile(PlayFile):
    """Two contacts that ask for the same expertise, three who have it, one of them confirmed."""

    def __init__(self) -> None:
        self.chance = random.Random(7)  # noqa: S311 - made up, and the same each time
        self.timed = []
        self.experts = [self._expert(SEPTEMBER, place) for place in range(3)]
        self.asked = [self._contact(SEPTEMBER) for _ in range(2)]
        self.settle(SEPTEMBER + HOUR)
        at = SEPTEMBER + DAY
        requests = [request for _, request in self.asked]
        self.say(at, COORDINATOR, "matching.plan_matches", match_request_ids=requests)
        self._confirm(at, requests[0])
        self.case = self._case(at)
        self.worker = self._found_by_hand(at)
        self.settle(at + HOUR)
        self._ask(at + DAY, "intake.case", "case", case_id=self.case)
        worker = {"user": WORKER, "role": "worker", "region": "sisa-suomi"}
        self._ask(at + DAY, "intake.case", "case as the worker sees it", by=worker, case_id=self.case)
        self.say(at + 2 * DAY, COORDINATOR, "matching.end_match", match_request_id=self.search,
                 reason="Työ päättyi.", ended_on="2025-09-03")  # fmt: skip
        self.settle(at + 2 * DAY + HOUR)
        self._ask(at + 3 * DAY, "intake.case", "case at last", case_id=self.case)
        for name, (contact, request) in zip(("first", "second"), self.asked, strict=True):
            self._ask(at + DAY, "intake.referral", f"{name} contact", referral_id=contact)
            self._ask(at + DAY, "matching.match_request", f"{name} request", match_request_id=request)

    def _ask(self, at: datetime, query: str, save_as: str, /, by: Line | None = None, **data: Any) -> None:
        who = by or COORDINATOR
        asked = {"at": at.isoformat(), "by": who, "query": query, "data": data, "save_as": save_as}
        self.timed.append((at, asked))

    def _expert(self, at: datetime, place: int) -> str:
        who: Line = {"professional_id": self.new_id()}
        self.say(
            at, COORDINATOR, "matching.register_professional", **who, name=f"Keksitty {place}",
            roles=["expert"], organisation="Yksikkö", field="health", county="08", counties=["08"],
            competences=["trauma"], languages=["fi"], education=[], background=[], modes=["virtual"],
            hours_per_week=1, contact={"user": f"asiantuntija-{place}"},
        )  # fmt: skip
        self.say(at, COORDINATOR, "matching.attest_vetting", **who, by="Yksikkö",
                 extract_issued_on="2025-08-04", checked_on="2025-08-20")  # fmt: skip
        return str(who["professional_id"])

    def _contact(self, at: datetime) -> tuple[str, str]:
        """A contact, and the request that it asks for."""
        contact, request = self.new_id(), self.new_id()
        self.say(
            at, COORDINATOR, "intake.receive_referral", referral_id=contact, received_at=at.isoformat(),
            source="school", channel="phone", county="08", service_line="ot_consultation",
            situations=["rare_disease"], trigger="Tuen tarve.", urgency="routine",
            referrer={"name": "Työntekijä", "organisation": "Koulu", "sector": "education"},
            legal_basis="statutory_task",
        )  # fmt: skip
        self.say(at, COORDINATOR, "intake.request_expertise", referral_id=contact, match_request_id=request,
                 competences=["trauma"], mode="either")  # fmt: skip
        return contact, request

    def _case(self, at: datetime) -> str:
        """A case of a child whom another contact named: its id."""
        contact, child, case = self.new_id(), self.new_id(), self.new_id()
        subject = {
            "person_id": child, "given_name": "Keksitty", "family_name": "Lapsi", "birth_date": "2012-03-04",
            "languages": ["fi"],
        }  # fmt: skip
        self.say(
            at, COORDINATOR, "intake.receive_referral", referral_id=contact, received_at=at.isoformat(),
            source="school", channel="phone", county="08", service_line="ot_consultation",
            situations=["rare_disease"], trigger="Tuen tarve.", urgency="routine", subject=subject,
            referrer={"name": "Työntekijä", "organisation": "Koulu", "sector": "education"},
            legal_basis="statutory_task",
        )  # fmt: skip
        self.say(at, COORDINATOR, "intake.open_case", case_id=case, referral_id=contact, person_id=child,
                 service_line="support_person", process_lead="child_welfare")  # fmt: skip
        return case

    def _found_by_hand(self, at: datetime) -> str:
        """A support person sought, and confirmed, for the case: their id."""
        who, self.search = self.new_id(), self.new_id()
        self.say(
            at, COORDINATOR, "matching.register_professional", professional_id=who, name="Keksitty Tuki",
            roles=["support_person"], organisation="Yksikkö", field="social", county="08", counties=["08"],
            competences=["adhd"], languages=["fi"], modes=["on_site"], hours_per_week=5,
            contact={"user": WORKER},
        )  # fmt: skip
        self.say(at, COORDINATOR, "matching.attest_vetting", professional_id=who, by="Yksikkö",
                 extract_issued_on="2025-08-04", checked_on="2025-08-20")  # fmt: skip
        self.settle(at)
        about: Line = {"for": {"case_id": self.case}}
        self.say(
            at, COORDINATOR, "matching.open_match_request", match_request_id=self.search,
            role="support_person", county="08", must={"competences": ["adhd"], "languages": ["fi"]},
            should={}, hours_per_week=2, starts_on="2025-09-08", **about,
        )  # fmt: skip
        self.say(at, COORDINATOR, "matching.propose_candidates", match_request_id=self.search)
        self.say(at, COORDINATOR, "matching.confirm_match", match_request_id=self.search,
                 professional_ids=[who])  # fmt: skip
        return who

    def _confirm(self, at: datetime, request: str) -> None:
        """Proposed, asked, accepted by the expert's own user, confirmed."""
        about: Line = {"match_request_id": request}
        who = self.experts[0]
        expert = {"user": "asiantuntija-0", "role": "expert", "region": "sisa-suomi"}
        self.say(at, COORDINATOR, "matching.propose_candidates", **about)
        self.say(at, COORDINATOR, "matching.offer_match", **about, professional_id=who)
        self.say(at, COORDINATOR, "matching.accept_offer", refused=True, **about, professional_id=who)
        self.say(at, expert, "matching.accept_offer", **about, professional_id=who)
        told: Line = {"professional_ids": [who], "reason": "Hän tuntee asian."}
        self.say(at, COORDINATOR, "matching.confirm_match", **about, **told)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("on", ON)
def test_what_a_contact_asks_for_is_found_and_assigned(
    on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-I2, R-M3: intake asks, matching opens, a person confirms; the contact's step is done, the case's
    network has who was found for it, until the match ends.
    """
    made, file = LoopFile(), tmp_path / "loop.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in made.lines), encoding="utf-8")
    told = json.loads(play(file, on, request, tmp_path))
    assert told["commands"] == made.commands()
    answers = told["queries"]
    assert answers["first contact"]["steps"]["expertise"] == "done"
    assert answers["first request"]["confirmed"] == [made.experts[0]]
    assert answers["second contact"]["steps"]["expertise"] == "open"
    assert answers["second request"]["state"] == "open"
    (joined,) = answers["case"]["network"]
    assert (joined["id"], joined["user"], joined["name"]) == (made.worker, WORKER, "Keksitty Tuki")
    assert answers["case as the worker sees it"]["case_id"] == made.case
    assert [each["id"] for each in answers["case at last"]["network"] if not each.get("until")] == []
