"""The command that opens a matter to somebody who takes no part in it, when it cannot wait."""

from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from services.intake.commands.case_parts import CASE
from services.intake.commands.words import Long
from shared.contracts.asking import Command
from shared.contracts.words import finding


class BreakGlass(Command):
    """Opens a contact or a case of the region to you for 24 hours, to be read; the coordinator sees it.

    For an emergency: a matter in which you take no part. One that is restricted to named people stays closed.
    """

    referral_id: UUID | None = None
    case_id: UUID | None = None
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "reason": "Lapsi on päivystyksessä, eikä työntekijää tavoiteta.",
    }

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.referral_id is None) == (self.case_id is None):
            raise finding("say either referral_id or case_id")
        return self
