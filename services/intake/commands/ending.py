"""Commands that end a referral, and the one that lets it go on. Each says why."""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.intake.commands.examples import REFERRAL
from services.intake.commands.words import Long
from shared.contracts.asking import Command


class Ending(Command):
    """What they have in common."""

    referral_id: UUID
    reason: Long
    to: Long | None = Field(None, description="Where the one who made contact may turn")


class DeclineReferral(Ending):
    """Does not take the matter on."""

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "reason": "Asia ei kuulu OT-keskukselle."}


class RedirectReferral(Ending):
    """Sends the matter to where it belongs."""

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL, "reason": "Asia kuuluu perheneuvolaan.", "to": "Esimerkkilän perheneuvola",
    }  # fmt: skip


class WithdrawReferral(Ending):
    """Takes the contact back, as the one who made it wishes."""

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "reason": "Tilanne ratkesi."}


class ReopenReferral(Ending):
    """Lets an ended contact go on from where it stood."""

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "reason": "Tilanne palasi ennalleen."}


class CloseReferral(Ending):
    """Closes a contact after advice, a plan or an evaluation."""

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "reason": "Suunnitelma etenee."}
