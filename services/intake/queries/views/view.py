"""What every answer's shape has in common."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """A part of an answer; what is None is left out of the JSON."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)

    def said(self, *, masked: bool | None = None) -> dict[str, Any]:
        """As JSON goes out.

        masked: whether places, organisations and contacts are (R-C13); an answer that has them has to say it.
        """
        return self.model_dump(mode="json", exclude_none=True, context={"masked": masked})


class GlassView(View):
    """Who opened the matter in an emergency, why, and until when: told to coordinators."""

    by: str
    reason: str
    until: datetime
