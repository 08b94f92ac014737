"""The goals of the acceptance scenario, through the commands and the follow-ups alone (R-F3)."""

import json
from datetime import date
from typing import Any

import pytest

from services.feedback import commands
from services.feedback.commands import COMMANDS
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.language import Matter, Recipient
from tests.specs.feedback.stories import KEEPING, KNOWN
from tests.support.playing import SCENARIOS


def lines() -> list[dict[str, Any]]:
    text = (SCENARIOS / "goals.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def started(command: commands.StartFollowUp, on: date) -> FollowUp:
    return FollowUp.start_follow_up(
        id=command.follow_up_id, number="2025-00001", region="sisa-suomi", keeping=KEEPING,
        matter=Matter(command.case_id, command.referral_id), instruments=command.instruments,
        every_weeks=command.every_weeks, known=KNOWN, on=on,
        recipients=tuple(
            Recipient(each.recipient_id, each.role, each.channel, each.address, each.age_group)
            for each in command.recipients
        ),
    )  # fmt: skip


def test_its_goals_come_to_the_published_scores() -> None:
    """R-F3: each of its follow-ups, of one case and with one instrument."""
    follow_ups: dict[str, FollowUp] = {}
    scores: dict[str, dict[str, str | None]] = {}
    for line in lines():
        on = date.fromisoformat(line["at"][:10]) if "at" in line else date.min
        service, _, name = line.get("command", ".").partition(".")
        if service == "feedback":
            told = COMMANDS[name].model_validate(line["data"])
            if isinstance(told, commands.StartFollowUp):
                follow_ups[line["data"]["follow_up_id"]] = started(told, on)
            else:
                _done(follow_ups[line["data"]["follow_up_id"]], told, on)
        elif line.get("query") == "feedback.follow_up":
            scores[line["save_as"]] = {"t_score": follow_ups[line["data"]["follow_up_id"]].t_score}
    expected = json.loads((SCENARIOS / "goals.expected.json").read_text(encoding="utf-8"))["queries"]
    assert scores == expected


def _done(follow_up: FollowUp, told: object, on: date) -> None:
    if isinstance(told, commands.SetGoalScale):
        follow_up.set_goal_scale(goal_id=told.goal_id, weight=told.weight, scale=(), on=on)
    elif isinstance(told, commands.RateGoal):
        follow_up.rate_goal(
            goal_id=told.goal_id, attainment=told.attainment, by_role=told.by_role, rated_on=told.rated_on,
            on=on,
        )  # fmt: skip
    else:
        pytest.fail(f"the scenario asks for something else by now: {told}")
