"""The answer about a study's research file."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.reporting.queries.views.view import View


class File(View):
    """A file as it travels."""

    name: str
    media_type: str
    content: str = Field(description="In base64")


class ResearchFileView(View):
    """How a study's research file stands, and the file where it is made (R-R5)."""

    study_id: UUID
    state: Literal["waiting", "done", "failed"] = Field(
        description="waiting: it is being made, ask again shortly; failed: it was not, ask in a minute"
    )
    as_of: date = Field(description="The end of the month as known at which it is made")
    columns: list[str]
    people: int | None = Field(None, description="How many people are in it")
    rows: int | None = None
    file: File | None = Field(
        None, description="A zip: data.csv, data.parquet, codebook.json, codebook.html, report.json"
    )
