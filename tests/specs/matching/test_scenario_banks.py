"""The bank and the requests of the acceptance scenario, through the pure functions alone."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from services.matching.domain.language import Candidate, Matter, Must, Need, TeamWish
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from tests.specs.matching.bank import KEEPING, NEED, RULES
from tests.support.playing import SCENARIOS

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (SCENARIOS / "matching.expected.json").read_text(encoding="utf-8")
)["matching"]


def commands(*names: str) -> list[dict[str, Any]]:
    """The lines of the file that are one of these commands, in its order."""
    lines = (SCENARIOS / "matching.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in map(json.loads, lines) if line.get("command") in names]


def told(line: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(each) if isinstance(each, list) else each for name, each in line["data"].items()}


@cache
def bank() -> tuple[Candidate, ...]:
    """Everybody registered, vetted and paused as the file says."""
    people: dict[UUID, Professional] = {}
    names = ("matching.register_professional", "matching.attest_vetting", "matching.pause")
    for line in commands(*names):
        words, on = told(line), date.fromisoformat(line["at"][:10])
        who = UUID(words.pop("professional_id"))
        if line["command"] == "matching.register_professional":
            people[who] = Professional.register_professional(id=who, on=on, **words)
        elif line["command"] == "matching.pause":
            people[who].pause(on=on, **words)
        else:
            for key in ("extract_issued_on", "checked_on"):
                words[key] = date.fromisoformat(words[key])
            people[who].attest_vetting(on=on, **words)
    return tuple(each.candidate for each in people.values())


@cache
def found() -> dict[str, MatchRequest]:
    """Each request of the file after its proposal, by the name that its answer is saved under."""
    requests = {}
    for name, line in zip(EXPECTED, commands("matching.open_match_request"), strict=True):
        words = told(line)
        case, referral = words["for"].get("case_id"), words["for"].get("referral_id")
        opened = MatchRequest.open_match_request(
            id=UUID(words["match_request_id"]),
            number="2025-00001",
            region="sisa-suomi",
            keeping=KEEPING,
            matter=Matter(referral and UUID(referral), case and UUID(case)),
            need=_need(words),
            scope=words.get("scope", "county"),
            on=date(2025, 9, 2),
        )
        opened.propose_candidates(bank=bank(), rules=RULES, on=date(2025, 9, 2))
        requests[name] = opened
    return requests


def _need(words: dict[str, Any]) -> Need:
    return replace(
        NEED,
        role=words["role"],
        county=words["county"],
        must=Must(tuple(words["must"]["competences"]), tuple(words["must"]["languages"])),
        hours_per_week=words["hours_per_week"],
        starts_on=date.fromisoformat(words["starts_on"]),
        team=TeamWish() if "team" in words else None,
    )


def test_nobody_fit_in_the_county() -> None:
    """R-M1, R-M4: the region's one, and neither the unvetted nor the paused of the county."""
    alone = found()["alone"]
    assert [str(each.professional_id) for each in alone.ranked] == EXPECTED["alone"]["ranked_ids"]
    assert alone.scope == EXPECTED["alone"]["scope"]
    assert all(each.because for each in alone.ranked)
    assert all(each.because for each in alone.ruled_out)


@pytest.mark.parametrize("name", ["team-0", "team-1", "team-2"])
def test_the_smallest_team_that_covers_what_is_needed(name: str) -> None:
    """R-M5: of as few as expected, all of them able, everything covered."""
    expected, team = EXPECTED[name], found()[name].team
    assert team
    members = [str(each) for each in team.professional_ids]
    able = expected["competences_of"]
    assert len(members) == expected["team_size"]
    assert set(members) <= set(able)
    assert set(expected["covers"]) <= {competence for each in members for competence in able[each]}
