"""What people ask of feedback: the words of domain.md, and what does not fit is told at its field."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.feedback.commands import COMMANDS
from shared.contracts.asking import Command

START: dict[str, Any] = COMMANDS["start_follow_up"].example
RECIPIENT: dict[str, Any] = START["recipients"][0]
OWN_FIELDS = {
    "start_follow_up": {
        "follow_up_id", "case_id", "referral_id", "instruments", "every_weeks", "recipients",
    },
    "send_wave": {"follow_up_id"},
    "answer": {"token", "answers"},
    "record_on_behalf": {"follow_up_id", "wave", "recipient_id", "answers", "by"},
    "set_goal_scale": {"follow_up_id", "goal_id", "weight", "scale"},
    "rate_goal": {"follow_up_id", "goal_id", "attainment", "by_role", "rated_on"},
    "stop_follow_up": {"follow_up_id", "reason"},
}  # fmt: skip


def test_the_commands_are_those_of_the_table() -> None:
    assert {
        name: set(command.model_fields) - set(Command.model_fields) for name, command in COMMANDS.items()
    } == OWN_FIELDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_example_fits(name: str) -> None:
    assert COMMANDS[name].model_validate(COMMANDS[name].example).name() == name


def recipient(**changes: Any) -> dict[str, Any]:
    return {"recipients": [{**RECIPIENT, **changes}]}


@pytest.mark.parametrize(
    ("name", "changes", "sentence"),
    [
        ("start_follow_up", {"case_id": None}, "name a referral or a case"),
        ("start_follow_up", {"referral_id": START["case_id"]}, "name a referral or a case"),
        ("start_follow_up", {"recipients": []}, "at least 1"),
        ("start_follow_up", {"recipients": [RECIPIENT, RECIPIENT]}, "name each only once"),
        ("start_follow_up", {"instruments": []}, "at least 1"),
        ("start_follow_up", {"instruments": ["wellbeing", "wellbeing"]}, "name each only once"),
        ("start_follow_up", {"every_weeks": 53}, "less than or equal to 52"),
        ("start_follow_up", {"every_weeks": -1}, "greater than or equal to 0"),
        ("start_follow_up", {"every_weeks": "4"}, "valid integer"),
        (
            "start_follow_up",
            recipient(role="king"),
            "'client', 'guardian', 'worker', 'buyer' or 'professional'",
        ),
        ("start_follow_up", recipient(channel="pigeon"), "'email', 'sms' or 'paper'"),
        ("start_follow_up", recipient(age_group="old"), "'child', 'young' or 'adult'"),
        ("start_follow_up", recipient(channel="email", address="040 123 4567"), "name@example.fi"),
        ("start_follow_up", recipient(channel="sms", address="aiti@perhe.example"), "like +358 40 123 4567"),
        ("start_follow_up", recipient(channel="paper", address="Kotikatu 1"), "handed over"),
        ("start_follow_up", recipient(name="Liisa"), "Extra inputs"),
        ("answer", {"answers": {}}, "at least 1"),
        ("answer", {"answers": {"mood": "4"}}, "valid integer"),
        ("answer", {"answers": {"mood": True}}, "valid integer"),
        ("answer", {"token": ""}, "at least 1"),
        ("record_on_behalf", {"wave": 0}, "greater than or equal to 1"),
        ("rate_goal", {"attainment": 3}, "less than or equal to 2"),
        ("rate_goal", {"attainment": 0.5}, "valid integer"),
        ("rate_goal", {"by_role": "king"}, "'client'"),
        ("set_goal_scale", {"weight": 0}, "greater than or equal to 1"),
        ("set_goal_scale", {"scale": {"1": "hyvin", "+1": "hyvin"}}, "each level of the scale only once"),
        ("set_goal_scale", {"scale": {"3": "liian hyvin"}}, "'-2', '-1', '0', '1', '2', '+1' or '+2'"),
        ("set_goal_scale", {"scale": {}}, "at least 1"),
        ("stop_follow_up", {"reason": ""}, "at least 1"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        COMMANDS[name].model_validate({**COMMANDS[name].example, **changes})
    assert sentence in str(refused.value)
