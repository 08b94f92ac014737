"""The OT screen (OT-seula) as fields. The screen itself is intake's instrument file, which a region may replace."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from services.gateway.pages.fields import Field

SCREEN = "domain/instruments/ot_screen.json"


@cache
def instrument() -> dict[str, Any]:
    """The screen's items and scale, with their words in three languages."""
    return dict(json.loads(files("services.intake").joinpath(SCREEN).read_text(encoding="utf-8")))


def screen_fields(language: str) -> tuple[Field, ...]:
    """One field an item, in the reader's language."""
    return tuple(
        Field(f"answers.{item['id']}", item["text"][language], "radio", "scores", inline=True)
        for item in instrument()["items"]
    )


def scores(language: str) -> list[tuple[str, str]]:
    """The answers one may give: number and word."""
    return [(points, f"{points} {words[language]}") for points, words in instrument()["scale"].items()]


def answers_given(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as numbers, where they are numbers."""
    return {item: int(value) if str(value).isdecimal() else value for item, value in answers.items()}
