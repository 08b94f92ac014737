"""The codes of intake's commands, beside the words that every service's commands are written in."""

from typing import Annotated, Literal

from shared.contracts.words import (
    AtLeastOne,
    Count,
    Day,
    Email,
    Hours,
    Language,
    Listed,
    Long,
    Minutes,
    Moment,
    Once,
    Part,
    Phone,
    Short,
    Truth,
    Upto,
)

Source = Annotated[str, Listed("contact_sources")]
County = Annotated[str, Listed("counties")]
ServiceLine = Annotated[str, Listed("service_lines")]
Situation = Annotated[str, Listed("situations")]
Sector = Annotated[str, Listed("sectors")]
SupportKind = Annotated[str, Listed("support_kinds")]
Cynefin = Annotated[str, Listed("cynefin_domains")]
Competence = Annotated[str, Listed("competences")]
FieldOfCoreUnit = Annotated[str, Listed("fields_of_core_unit")]
MeetingKind = Annotated[str, Listed("meeting_kinds")]
Place = Annotated[str, Listed("places")]
GoalArea = Annotated[str, Listed("goal_areas")]
Channel = Literal["phone", "web", "email", "visit", "api"]
Urgency = Literal["routine", "urgent", "immediate"]
LegalBasis = Literal["statutory_task", "consent", "urgent_protection", "other_statute"]

__all__ = [
    "AtLeastOne", "Channel", "Competence", "Count", "County", "Cynefin", "Day", "Email",
    "FieldOfCoreUnit", "GoalArea", "Hours", "Language", "LegalBasis", "Long", "MeetingKind", "Minutes",
    "Moment", "Once", "Part", "Phone", "Place", "Sector", "ServiceLine", "Short", "Situation", "Source",
    "SupportKind", "Truth", "Upto", "Urgency",
]  # fmt: skip
