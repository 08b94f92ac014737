"""The questions about orders, agreements and invoices."""

from typing import Any, ClassVar
from uuid import UUID

from services.billing.commands.agreement import AGREEMENT
from services.billing.commands.order import ORDER
from shared.contracts.asking import Personal, Query, Telling


class Order(Query):
    """One order as it stands, or as it was known then: who pays what, up to what, and what is flagged."""

    example: ClassVar[dict[str, Any]] = ORDER
    personal: ClassVar[Telling] = Personal(
        fields=(
            "case_id", "provider", "payers", "prices", "shares", "commitments", "commitments.decision_ref",
            "ceiling", "flags", "agreements",
        ),
        matters=("case_id",),
    )  # fmt: skip
    order_id: UUID


class Agreement(Query):
    """One agreement as it stands, or as it was known then."""

    example: ClassVar[dict[str, Any]] = AGREEMENT
    personal: ClassVar[Telling] = Personal(
        fields=("parties", "rights_and_duties", "order_id"), matters=("case_id",)
    )
    agreement_id: UUID


QUERIES: dict[str, type[Query]] = {query.name(): query for query in (Order, Agreement)}
"""By name."""
