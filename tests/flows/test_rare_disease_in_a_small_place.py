"""A rare disease in a small place: the search widens by itself, the local professional stays the owner."""

import json
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.playfile import DAY, HOUR, Line, PlayFile, noon
from tests.support.playing import ON, play

LAPLAND, UUSIMAA = "21", "90"
NORTH = {"user": "koordinaattori-9", "role": "coordinator", "region": "pohjois-suomi"}
EXPERT = {"user": "harvinaisasiantuntija-1", "role": "expert", "region": "etela-suomi"}
MONDAY = noon(date(2025, 9, 1))


class RarePlace(PlayFile):
    """A contact in Lapland asks for what one expert in the whole country knows.

    bank: whether anybody is in the directory at all.
    """

    def __init__(self, *, bank: bool) -> None:
        self.chance = random.Random(17)  # noqa: S311 - made up, and the same each time
        self.timed = []
        self.contact, self.request = self.new_id(), self.new_id()
        if bank:
            self.local = self._enter(LAPLAND, "trauma", "paikallinen-1")
            self.near = self._enter("19", "custody", "seudulla-1")
            self.expert = self._enter(UUSIMAA, "rare_disease", EXPERT["user"])
        self._ask_for_help(MONDAY)
        self.settle(MONDAY + HOUR)
        about: Line = {"match_request_id": self.request}
        self.say(MONDAY + DAY, NORTH, "matching.propose_candidates", **about)
        self._ask(MONDAY + DAY, "matching.match_request", "proposed", **about)
        if bank:
            self._go_on(MONDAY + 2 * DAY)
        self.settle(MONDAY + 3 * DAY)
        self._ask(MONDAY + 3 * DAY, "intake.referral", "contact", referral_id=self.contact)
        self._ask(MONDAY + 3 * DAY, "intake.referrals", "contacts", county=LAPLAND)

    def _ask(self, at: datetime, query: str, save_as: str, /, **data: Any) -> None:
        asked = {"at": at.isoformat(), "by": NORTH, "query": query, "data": data, "save_as": save_as}
        self.timed.append((at, asked))

    def _enter(self, county: str, competence: str, user: str) -> str:
        who: Line = {"professional_id": self.new_id()}
        self.say(
            MONDAY, NORTH, "matching.register_professional", **who, name=f"Keksitty {user}", roles=["expert"],
            organisation="Keksitty yksikkö", field="health", county=county, counties=[county],
            competences=[competence], languages=["fi"], education=[], background=[], modes=["virtual"],
            hours_per_week=2, contact={"user": user},
        )  # fmt: skip
        self.say(MONDAY, NORTH, "matching.attest_vetting", **who, by="Keksitty yksikkö",
                 extract_issued_on="2025-08-04", checked_on="2025-08-20")  # fmt: skip
        return str(who["professional_id"])

    def _ask_for_help(self, at: datetime) -> None:
        self.say(
            at, NORTH, "intake.receive_referral", referral_id=self.contact, received_at=at.isoformat(),
            source="school", channel="phone", county=LAPLAND, service_line="ot_consultation",
            situations=["rare_disease"], trigger="Harvinainen sairaus.", urgency="routine",
            referrer={"name": "Paikallinen Työntekijä", "organisation": "Koulu", "sector": "education"},
            legal_basis="statutory_task",
        )  # fmt: skip
        wanted: Line = {"competences": ["rare_disease"], "mode": "either", "match_request_id": self.request}
        self.say(at, NORTH, "intake.request_expertise", referral_id=self.contact, **wanted)

    def _go_on(self, at: datetime) -> None:
        about: Line = {"match_request_id": self.request}
        self.say(at, NORTH, "matching.offer_match", **about, professional_id=self.expert)
        self.say(at, EXPERT, "matching.accept_offer", **about, professional_id=self.expert)
        self.say(at, NORTH, "matching.confirm_match", **about, professional_ids=[self.expert])
        self._ask(at + HOUR, "matching.match_request", "confirmed", **about)


def played(file: RarePlace, on: str, request: pytest.FixtureRequest, folder: Path) -> Line:
    """The answers, all commands having come out as the file says."""
    path = folder / "rare.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in file.lines), encoding="utf-8")
    printed = json.loads(play(path, on, request, folder))
    assert printed["commands"] == file.commands()
    return dict(printed["queries"])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("on", ON)
def test_the_search_goes_from_the_county_to_the_country_and_the_local_professional_stays_the_owner(
    on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-M4: county → region → nation, each step a fact; virtual offered; the contact is still Lapland's."""
    file = RarePlace(bank=True)
    answers = played(file, on, request, tmp_path)
    proposed = answers["proposed"]
    assert (proposed["scope"], proposed["virtual"], proposed["owner"]) == ("national", True, LAPLAND)
    assert [(each["professional_id"], each["scope"]) for each in proposed["ranked"]] == [
        (file.expert, "national")
    ]
    assert {each["professional_id"] for each in proposed["ruled_out"]} == {file.local, file.near}
    assert answers["confirmed"]["owner"] == LAPLAND
    assert answers["contact"]["steps"]["expertise"] == "done"
    assert [each["county"] for each in answers["contacts"]["referrals"]] == [LAPLAND]


@pytest.mark.timeout(300)
def test_an_empty_directory_is_no_dead_end_either(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """R-M4: the whole country was searched, what nobody can give is named, the contact goes on."""
    answers = played(RarePlace(bank=False), ON[0], request, tmp_path)
    proposed = answers["proposed"]
    assert (proposed["scope"], proposed["virtual"], proposed["owner"]) == ("national", True, LAPLAND)
    assert (proposed["ranked"], proposed["ruled_out"], proposed["uncovered"]) == ([], [], ["rare_disease"])
    assert proposed["state"] == "proposed"
    assert answers["contact"]["steps"]["expertise"] == "open"
