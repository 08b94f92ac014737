"""R-T1, played: what was known then is answered the same later; lists and the future are refused."""

import json
from typing import Any
from uuid import uuid4

import pytest

from shared.kernel.reference import codes
from tests.support.processes import tukiverkko

pytestmark = pytest.mark.timeout(200)
BY = {
    "user": "koordinaattori-9",
    "role": "coordinator",
    "organisation": "OT-keskus (demo)",
    "region": "sisa-suomi",
}
MATTER = str(uuid4())
THEN, LATER, LAST = "2024-03-05T12:00:00+02:00", "2024-03-08T09:00:00+02:00", "2024-05-02T09:00:00+03:00"
PERIOD = {"from": "2024-03-01", "to": "2024-03-31"}
RECEIVED = {
    "referral_id": MATTER, "received_at": "2024-03-05T09:00:00+02:00", "source": "family_centre",
    "channel": "phone", "county": "08", "service_line": "ot_consultation", "situations": ["substitute_care"],
    "trigger": "Tilanne on jumissa.", "urgency": "routine", "legal_basis": "statutory_task",
    "referrer": {"name": "Keksitty Työntekijä", "organisation": "Perhekeskus (demo)", "sector": "education"},
}  # fmt: skip
ADVISED = {
    "referral_id": MATTER,
    "advice": "Neuvo.",
    "minutes": 15,
    "support_kinds": [codes("support_kinds")[0]],
}


def command(at: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(uuid4()), "at": at, "by": BY, "command": name, "data": data}


def query(at: str, name: str, save_as: str, **data: Any) -> dict[str, Any]:
    return {"at": at, "by": BY, "query": name, "data": data, "save_as": save_as}


def asked(at: str, word: str, **more: Any) -> list[dict[str, Any]]:
    """The two questions of the rule, at a time, saved under a word."""
    return [
        query(at, "intake.referral", f"referral_{word}", referral_id=MATTER, **more),
        query(at, "reporting.contact_statistics", f"statistics_{word}", **PERIOD, **more),
    ]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    lines = [
        command("2024-03-05T09:00:00+02:00", "intake.receive_referral", RECEIVED),
        {"settle": True},
        *asked(THEN, "then", as_of=THEN),
        command(LATER, "intake.give_advice", ADVISED),
        command(LATER, "intake.close_referral", {"referral_id": MATTER, "reason": "Neuvottu."}),
        command(LATER, "intake.receive_referral", {**RECEIVED, "referral_id": str(uuid4())}),
        {"settle": True},
        *asked(LAST, "later", as_of=THEN),
        *asked(LAST, "day", as_of="2024-03-05"),
        *asked(LAST, "now"),
        *asked(THEN, "future", as_of=LAST),
        query(LAST, "intake.referrals", "list", as_of=THEN),
        query(LAST, "reporting.queue", "queue", as_of=THEN),
    ]
    folder = tmp_path_factory.mktemp("as-of")
    file = folder / "as-of.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    done = tukiverkko("play", file, "--data", folder / "data")
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("what", ["referral", "statistics"])
def test_what_was_known_then_is_answered_the_same_later(what: str, played: dict[str, Any]) -> None:
    answers = played["queries"]
    assert answers[f"{what}_then"] == answers[f"{what}_later"] == answers[f"{what}_day"]
    assert answers[f"{what}_now"] != answers[f"{what}_then"]


def test_the_answer_was_right_then_and_names_its_positions(played: dict[str, Any]) -> None:
    answers = played["queries"]
    assert (answers["referral_later"]["state"], answers["referral_now"]["state"]) == ("received", "closed")
    assert (answers["statistics_later"]["contacts"], answers["statistics_now"]["contacts"]) == (1, 2)
    assert (
        answers["statistics_later"]["positions"]["intake"] < answers["statistics_now"]["positions"]["intake"]
    )


def test_lists_refuse_it_and_nobody_knows_the_future(played: dict[str, Any]) -> None:
    refused = {one["asked"]: one for one in played["commands"]["unexpected"]}
    assert [one["status"] for one in refused.values()] == [409] * 4
    assert set(refused) == {
        "intake.referral",
        "reporting.contact_statistics",
        "intake.referrals",
        "reporting.queue",
    }
    assert "takes no as_of" in refused["intake.referrals"]["problem"]["sentence"]
    assert "future" in refused["intake.referral"]["problem"]["sentence"]
