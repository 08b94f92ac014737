"""What every answer's shape has in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """A part of an answer; what is None is left out of the JSON, unless the shape says otherwise."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)

    def said(self) -> dict[str, Any]:
        """As JSON goes out."""
        return self.model_dump(mode="json", exclude_none=True)
