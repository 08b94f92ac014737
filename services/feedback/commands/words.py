"""The codes and figures of feedback's commands, beside the words that all commands are written in."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictFloat, StrictInt

from shared.contracts.words import (
    AtLeastOne,
    Count,
    Day,
    Email,
    Long,
    Once,
    Part,
    Phone,
    Short,
    Upto,
    finding,
)

MOST_WEEKS = 52
Role = Literal["client", "guardian", "worker", "buyer", "professional"]
RaterRole = Literal["client", "guardian", "worker", "buyer", "professional", "coordinator"]
Channel = Literal["email", "sms", "paper"]
AgeGroup = Literal["child", "young", "adult"]
Weeks = Annotated[int, Field(strict=True, ge=0, le=MOST_WEEKS)]
"""0: once."""
Level = Literal["-2", "-1", "0", "1", "2", "+1", "+2"]
Attainment = Annotated[int, Field(strict=True, ge=-2, le=2)]
WaveNumber = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Token = Annotated[str, Field(min_length=1, max_length=200)]


def _each_level_once(texts: dict[str, str]) -> dict[str, str]:
    """`+1` is the level 1. Refuses one level named in both ways."""
    by_level = {str(int(level)): text for level, text in texts.items()}
    if len(by_level) < len(texts):
        raise finding("name each level of the scale only once")
    return by_level


Scale = Annotated[dict[Level, Long], Field(min_length=1), AfterValidator(_each_level_once)]
"""What a goal's levels mean: 0 as hoped, -2 much less, +2 much more."""
Answers = Annotated[dict[str, StrictInt | StrictFloat], Field(min_length=1), Upto]
"""Figures by item: `mood`, or `wellbeing.mood` where two instruments have one. Which there are, they say."""

__all__ = [
    "AgeGroup", "Answers", "AtLeastOne", "Attainment", "Channel", "Count", "Day", "Email", "Long", "Once",
    "Part", "Phone", "RaterRole", "Role", "Scale", "Short", "Token", "WaveNumber", "Weeks",
]  # fmt: skip
