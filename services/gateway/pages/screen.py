"""The OT screen (OT-seula) as fields: eight items, each 0 to 3."""

from typing import Any

from services.gateway.pages.fields import Field
from services.gateway.pages.words import N_

ITEMS = {
    "agencies": N_("How many agencies are involved"),
    "mismatch": N_("The services do not fit together"),
    "stuck": N_("The matter has stopped moving"),
    "rarity": N_("The situation is rare"),
    "safety": N_("Somebody's safety is a worry"),
    "duration": N_("This has gone on for long"),
    "earlier_help": N_("Earlier help has not worked"),
    "disagreement": N_("Agencies disagree"),
}


def screen_fields() -> tuple[Field, ...]:
    """One field an item."""
    return tuple(
        Field(f"answers.{item}", label, "radio", "scores", inline=True) for item, label in ITEMS.items()
    )


def answers_given(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as numbers, where they are numbers."""
    return {item: int(value) if str(value).isdecimal() else value for item, value in answers.items()}
