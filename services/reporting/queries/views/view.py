"""What all answers have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Counts = dict[str, int]
Count = int | None
"""None: hidden, see `hidden_under` (R-R2)."""
Told = dict[str, Count] | None
"""Counts by key; none at all where all of them are hidden, and which there are."""


class View(BaseModel):
    """An answer. Fields are added, never taken away."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def said(self) -> dict[str, Any]:
        """As JSON; what is optional and not known is left out, a hidden count stands there as null."""
        return self.model_dump(mode="json", exclude_defaults=True, by_alias=True)


class Figures(View):
    """Counts of many. Null stands for one that is hidden, and is told to be so (R-R2)."""

    hidden_under: int | None = Field(
        None,
        description="Absent: every count is told. Else some are hidden, and null: those from 1 to less than"
        " this, and those by which such a one could be worked out. Coordinators are told all of their region",
    )
