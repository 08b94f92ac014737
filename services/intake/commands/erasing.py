"""Commands by which two admins erase: the first asks, another who says the same confirms (R-P2, R-P3)."""

from typing import Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import model_validator

from services.intake.commands.examples import REFERRAL, SUBJECT
from services.intake.commands.words import Day
from shared.contracts.asking import Command
from shared.contracts.words import finding

Basis = Literal["retention_ended", "mistaken_record", "authority_order"]


class ErasePerson(Command):
    """Erases who a person is, for good. died_on: where the retention counts from a death."""

    person_id: UUID
    basis: Basis
    died_on: Day | None = None

    example: ClassVar[dict[str, Any]] = {"person_id": SUBJECT["person_id"], "basis": "mistaken_record"}


class DestroyMatter(Command):
    """Destroys what a contact or a case says in words, for good; its codes, days and numbers stay."""

    referral_id: UUID | None = None
    case_id: UUID | None = None
    basis: Basis
    died_on: Day | None = None

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "basis": "mistaken_record",
    }

    @model_validator(mode="after")
    def _one_matter(self) -> Self:
        if (self.referral_id is None) == (self.case_id is None):
            raise finding("name one matter: a contact (referral_id) or a case (case_id)")
        return self
