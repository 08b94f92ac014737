"""What all answers have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict

Counts = dict[str, int]


class View(BaseModel):
    """An answer. Fields are added, never taken away."""

    model_config = ConfigDict(frozen=True)

    def said(self) -> dict[str, Any]:
        """As JSON; what is not known is left out."""
        return self.model_dump(mode="json", exclude_none=True, by_alias=True)
