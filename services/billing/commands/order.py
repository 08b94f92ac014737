"""Commands about an order: placed, committed to, shared, priced, ended."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.billing.commands.parts import PAYER, PRICE, PROVIDER, Ceiling, Payer, Price, Provider
from services.billing.commands.words import AtLeastOne, Day, Long, PayerId, Percent, ServiceLine, Short
from shared.contracts.asking import Command

ORDER: dict[str, Any] = {"order_id": "3d1c7d52-8f63-4d9c-9b58-0f6a1c3b7e21"}
"""Of the examples."""
Shares = Annotated[
    dict[PayerId, Percent],
    Field(min_length=1, max_length=100, description="payer_id → percent, exactly 100 together (R-B1)"),
]


class PlaceOrder(Command):
    """Orders work of a case from a provider, for one or more payers."""

    order_id: UUID
    case_id: UUID
    service_line: ServiceLine
    provider: Provider
    payers: Annotated[tuple[Payer, ...], AtLeastOne]
    price: Price
    ceiling: Ceiling | None = None
    starts_on: Day
    ends_on: Day | None = None

    example: ClassVar[dict[str, Any]] = {
        **ORDER,
        "case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7",
        "service_line": "neuropsychiatric_coaching",
        "provider": PROVIDER,
        "payers": [PAYER],
        "price": PRICE,
        "ceiling": {"amount": "4500.00"},
        "starts_on": "2025-09-01",
        "ends_on": "2026-05-31",
    }


class CommitToPay(Command):
    """A payer's own decision to pay its share (R-B7); given by that payer's user."""

    order_id: UUID
    payer_id: PayerId
    decision_ref: Short
    decided_on: Day
    valid_until: Day | None = None

    example: ClassVar[dict[str, Any]] = {
        **ORDER, "payer_id": "ls-08", "decision_ref": "Päätös 12/2025", "decided_on": "2025-08-18",
    }  # fmt: skip


class AgreeCostShares(Command):
    """Says who pays what part from a day on (R-B1)."""

    order_id: UUID
    effective_from: Day
    shares: Shares

    example: ClassVar[dict[str, Any]] = {**ORDER, "effective_from": "2025-09-01", "shares": {"ls-08": "100"}}


class ReviseCostShares(Command):
    """Other parts from a day on, which may lie in the past: then what was invoiced is made right (R-B4)."""

    order_id: UUID
    effective_from: Day
    shares: Shares
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **ORDER, "effective_from": "2025-09-15", "shares": {"ls-08": "100"}, "reason": "Sovittiin uudelleen.",
    }  # fmt: skip


class RaiseCeiling(Command):
    """Lets more be billed from a day on (R-B6)."""

    order_id: UUID
    ceiling: Ceiling
    effective_from: Day
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **ORDER, "ceiling": {"amount": "6000.00"}, "effective_from": "2025-11-01", "reason": "Työ jatkuu.",
    }  # fmt: skip


class ChangePrice(Command):
    """Another price from a day on."""

    order_id: UUID
    price: Price
    effective_from: Day
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **ORDER, "price": {**PRICE, "amount": "60.00"}, "effective_from": "2026-01-01", "reason": "Indeksi.",
    }  # fmt: skip


class EndOrder(Command):
    """Ends an order; `ends_on` is its last day."""

    order_id: UUID
    ends_on: Day
    reason: Long

    example: ClassVar[dict[str, Any]] = {**ORDER, "ends_on": "2025-12-31", "reason": "Työ päättyi."}


class DecideTaxable(Command):
    """Finance decides, for want of evidence, that the order's work is taxed at the general rate (R-V2)."""

    order_id: UUID
    reason: Long

    example: ClassVar[dict[str, Any]] = {**ORDER, "reason": "Rekisteröintiä ei ole."}
