"""Studies from their files: a JSON file for each, in the folder that the settings name.

They are read at the start; one that is broken stops it, as a broken policy does.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from services.reporting.domain.research import Permit, Study
from services.reporting.domain.research.study import faults_of
from shared.contracts.words import Code

Studies = Mapping[UUID, Study]
Words = Annotated[str, Field(min_length=1, max_length=500)]


class BrokenStudy(ValueError):
    """A study's file that cannot be used, in a sentence that names it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PermitFile(_Part):
    """The permit: of which authority, under which number, on which days."""

    number: Words
    authority: Words
    granted_on: date
    valid_until: date

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_until < self.granted_on:
            msg = f"valid_until ({self.valid_until}) lies before granted_on ({self.granted_on})"
            raise ValueError(msg)
        return self


class Period(_Part):
    """Days of receipt, both included."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    from_: date = Field(alias="from")
    to: date

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.to < self.from_:
            msg = f"to ({self.to}) lies before from ({self.from_})"
            raise ValueError(msg)
        return self


class StudyFile(_Part):
    """One study, as its file says it. researchers: as they sign in. k: five at least (R-R5)."""

    study_id: UUID
    name: Words
    controller: Words
    permit: PermitFile
    researchers: tuple[Words, ...] = Field(min_length=1)
    columns: tuple[str, ...] = Field(min_length=1)
    period: Period
    region: Code("regions")  # type: ignore[valid-type]
    purpose: Words
    k: int = Field(5, ge=5, le=1000)

    @model_validator(mode="after")
    def _of_columns_that_are_there(self) -> Self:
        if faults := faults_of(self.columns):
            msg = f"there are no columns {', '.join(faults)}"
            raise ValueError(msg)
        if len(set(self.columns)) < len(self.columns):
            msg = "a column is named twice"
            raise ValueError(msg)
        return self


def read_studies(folder: Path | None, known_as: Callable[[str], str]) -> Studies:
    """Every study of the folder, by its id; none without a folder. known_as: a user's pseudonym.

    BrokenStudy where the folder is not there, a file does not fit, or two have the same id.
    """
    if folder is None:
        return {}
    if not folder.is_dir():
        raise BrokenStudy(f"{folder}: there is no such folder of studies")
    found: dict[UUID, Study] = {}
    for path in sorted(folder.glob("*.json")):
        study = _study(_read(path), known_as)
        if UUID(study.study_id) in found:
            raise BrokenStudy(f"{path}: another file has the same study_id")
        found[UUID(study.study_id)] = study
    return found


def _read(path: Path) -> StudyFile:
    try:
        return StudyFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BrokenStudy(f"{path}: {'; '.join(_sentences(error.errors()))}") from None


def _sentences(errors: Iterable[Any]) -> Iterable[str]:
    for each in errors:
        place = ".".join(map(str, each["loc"]))
        yield f"{place}: {each['msg']}" if place else str(each["msg"])


def _study(told: StudyFile, known_as: Callable[[str], str]) -> Study:
    return Study(
        study_id=str(told.study_id),
        name=told.name,
        controller=told.controller,
        permit=Permit(**told.permit.model_dump()),
        researchers=frozenset(map(known_as, told.researchers)),
        columns=told.columns,
        first=told.period.from_,
        last=told.period.to,
        region=told.region,
        purpose=told.purpose,
        k=told.k,
    )
