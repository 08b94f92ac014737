"""Commands about an agreement: signed, evidence added, notice given, ended."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from services.billing.commands.order import ORDER
from services.billing.commands.parts import EVIDENCE, NoticeClause, Term, VatExemption
from services.billing.commands.words import AtLeastOne, Day, Long, Short, Side
from shared.contracts.asking import Command

AGREEMENT: dict[str, Any] = {"agreement_id": "8e0b6f0e-1f2a-4a53-8d1b-5c2f9a7d4c33"}
"""Of the examples."""


class SignAgreement(Command):
    """Writes down that the parties signed an agreement on the work of an order."""

    agreement_id: UUID
    order_id: UUID
    parties: Annotated[tuple[Short, ...], AtLeastOne]
    term: Literal["spring", "autumn"] | Term
    starts_on: Day
    notice_clause: NoticeClause | None = None
    rights_and_duties: Long
    vat_exemption: VatExemption | None = None

    example: ClassVar[dict[str, Any]] = {
        **AGREEMENT,
        **ORDER,
        "parties": ["Esimerkkilän hyvinvointialue", "Esimerkkituottaja Oy"],
        "term": {"from": "2025-09-01", "to": "2026-05-31"},
        "starts_on": "2025-09-01",
        "notice_clause": {"whole_months": 1},
        "rights_and_duties": "Sopimuksen mukaan.",
        "vat_exemption": EVIDENCE,
    }


class AddVatEvidence(Command):
    """Adds evidence for the VAT exemption that came later (R-V2)."""

    agreement_id: UUID
    vat_exemption: VatExemption

    example: ClassVar[dict[str, Any]] = {**AGREEMENT, "vat_exemption": EVIDENCE}


class GiveNotice(Command):
    """A party gives notice; the answer says when the agreement ends (R-A2 to R-A4)."""

    agreement_id: UUID
    by: Side
    given_on: Day

    example: ClassVar[dict[str, Any]] = {**AGREEMENT, "by": "buyer", "given_on": "2025-10-15"}


class EndAgreement(Command):
    """The parties agree on the agreement's last day."""

    agreement_id: UUID
    ends_on: Day
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **AGREEMENT, "ends_on": "2025-12-31", "reason": "Osapuolet sopivat niin.",
    }  # fmt: skip
