"""The codes and hours of matching's commands, beside the words that all commands are written in."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from shared.contracts.words import (
    AtLeastOne,
    Count,
    Day,
    Email,
    Language,
    Listed,
    Long,
    Once,
    Part,
    Phone,
    Short,
    Truth,
    Upto,
    finding,
)

MOST_HOURS = 60
County = Annotated[str, Listed("counties")]
Competence = Annotated[str, Listed("competences")]
FieldOfCoreUnit = Annotated[str, Listed("fields_of_core_unit")]
Sector = Annotated[str, Listed("sectors")]
FAR_TOO_MUCH = 1000
"""Percent: beyond it there may be no hundredths to look at. What is too much below it, the core unit says."""
Situation = Annotated[str, Listed("situations")]
Role = Literal["expert", "support_person", "coach", "school_support_worker"]
Scope = Literal["county", "region", "national"]
Qualification = Literal["professional", "provider_trained"]
DeclineReason = Literal["workload", "competence", "conflict_of_interest", "client_refused", "other"]


def _hundredths(hours: float) -> float:
    if hours != round(hours, 2):
        raise finding("hours have up to two decimals")
    return hours


def _percent(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise finding("write a number, like 33.3334")
    try:
        share = Decimal(str(given).strip())
    except InvalidOperation:
        raise finding("write a number, like 33.3334") from None
    if not share.is_finite() or abs(share) > FAR_TOO_MUCH or share != round(share, 2):
        raise finding("write a percent with up to two decimals, like 50 or 12.50")
    return share


def _either_is_none(given: object) -> object:
    return None if given == "either" else given


def _in_one(given: object) -> object:
    """Ages may be told one by one as well: [7, 8] reads "7, 8"."""
    return ", ".join(map(str, given)) if isinstance(given, list | tuple) else given


Mode = Literal["virtual", "on_site"]
WantedMode = Annotated[Mode | None, BeforeValidator(_either_is_none)]
"""Virtual, on site, or either, which is the same as not said."""
WeekHours = Annotated[
    float, Field(strict=True, ge=0, le=MOST_HOURS, allow_inf_nan=False), AfterValidator(_hundredths)
]
"""Hours a week, 0 as well."""
NeededHours = Annotated[
    float, Field(strict=True, gt=0, le=MOST_HOURS, allow_inf_nan=False), AfterValidator(_hundredths)
]
"""The same, and more than nothing."""
Percent = Annotated[
    Decimal,
    BeforeValidator(_percent),
    WithJsonSchema({"type": ["string", "number"], "description": "Up to 100, up to two decimals"}),
]
Ages = Annotated[Short, BeforeValidator(_in_one)]
Roles = Annotated[tuple[Role, ...], AtLeastOne, Once]
Modes = Annotated[tuple[Mode, ...], AtLeastOne, Once]
Counties = Annotated[tuple[County, ...], Upto, Once]
Competences = Annotated[tuple[Competence, ...], Upto, Once]
Languages = Annotated[tuple[Language, ...], Upto, Once]
Fields = Annotated[tuple[FieldOfCoreUnit, ...], Upto, Once]
Situations = Annotated[tuple[Situation, ...], Upto, Once]
Words = Annotated[tuple[Short, ...], Upto, Once]

__all__ = [
    "Ages", "AtLeastOne", "Competence", "Competences", "Count", "Counties", "County", "Day",
    "DeclineReason", "Email", "FieldOfCoreUnit", "Fields", "Language", "Languages", "Long", "Mode", "Modes",
    "NeededHours", "Once", "Part", "Percent", "Phone", "Qualification", "Role", "Roles", "Scope", "Sector",
    "Short", "Situation", "Situations", "Truth", "Upto", "WantedMode", "WeekHours", "Words",
]  # fmt: skip
