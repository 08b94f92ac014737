"""What commands are made of: how somebody is reached, what is needed, with whom a conflict is."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.matching.commands.words import (
    Competences,
    Count,
    Email,
    Fields,
    Languages,
    Part,
    Phone,
    Short,
    Truth,
    WantedMode,
    Words,
)
from shared.contracts.words import finding


class Contact(Part):
    """Where a professional is reached. user: who signs in as them; then nobody else answers for them."""

    phone: Phone | None = None
    email: Email | None = None
    user: Short | None = None


class ConflictWith(Part):
    """With whom or what a conflict is: a person or a case."""

    person_id: UUID | None = None
    case_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.person_id is None) == (self.case_id is None):
            raise finding("name a person or a case")
        return self


class Matter(Part):
    """What somebody is sought for: a referral or a case."""

    referral_id: UUID | None = None
    case_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.referral_id is None) == (self.case_id is None):
            raise finding("name a referral or a case")
        return self


class Must(Part):
    """Without which nobody is proposed. mode: either where it is not said."""

    competences: Competences = ()
    languages: Languages = ()
    mode: WantedMode = None


class Should(Part):
    """What is wished for: it gives points, and rules nobody out."""

    background: Words = ()
    education: Words = ()
    same_county: Truth = False


class TeamWish(Part):
    """Several together (R-M5). size: at most so many; fields: each is present."""

    size: Annotated[Count | None, Field(description="At most so many")] = None
    fields: Fields = ()
