"""What people ask of feedback, in the order of the flow.

One model a command; a command's name is its class's in snake case. Nothing that is not in a model is
accepted.
"""

from services.feedback.commands.follow_up import (
    Answer,
    RateGoal,
    RecordOnBehalf,
    SendWave,
    SetGoalScale,
    StartFollowUp,
    StopFollowUp,
)
from shared.contracts.asking import Command

_IN_ORDER: tuple[type[Command], ...] = (
    StartFollowUp,
    SendWave,
    Answer,
    RecordOnBehalf,
    SetGoalScale,
    RateGoal,
    StopFollowUp,
)

COMMANDS: dict[str, type[Command]] = {command.name(): command for command in _IN_ORDER}
"""Every command of feedback by its name."""

__all__ = [
    "COMMANDS",
    "Answer",
    "RateGoal",
    "RecordOnBehalf",
    "SendWave",
    "SetGoalScale",
    "StartFollowUp",
    "StopFollowUp",
]
