"""What is booked: an invoice or credit note, a payment, a payment that waits no longer. Cents throughout.

Plain values, made of what the streams tell. None has a name or a text of anybody (R-P1, R-V5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Dimension:
    """What an amount is about: the payer's cost centre, the case's number, the service line; or ""."""

    cost_centre: str = ""
    case_number: str = ""
    service_line: str = ""


NOWHERE = Dimension()


@dataclass(frozen=True)
class Sale:
    """A payer's part of a line. net: negative on a credit note; vat_rate: percent, None where exempt."""

    net: int
    vat_rate: Decimal | None
    dimension: Dimension = NOWHERE


@dataclass(frozen=True)
class Bill:
    """An invoice, or a credit note with negative amounts. credited: the number of the invoice it takes from.

    vat: by rate in percent, as it stands on the invoice. total: what it asks for, as it stands on it.
    """

    number: str
    issued_on: date
    sales: tuple[Sale, ...]
    total: int
    vat: Mapping[Decimal, int] = field(default_factory=dict)
    credited: str = ""


@dataclass(frozen=True)
class Payment:
    """Money on the account; amount: negative where the bank took it back.

    voucher: what the books know it by, the same in every export. number: the invoice it is on; "" while it
    waits to be placed. over: by how much it adds to what was paid beyond what is owed (`Placed.over`).
    waited: it was booked before, when it waited: the bank's account is not touched again.
    """

    voucher: str
    on: date
    amount: int
    number: str = ""
    over: int = 0
    waited: bool = False
    dimension: Dimension = NOWHERE


@dataclass(frozen=True)
class TakenOut:
    """A payment that waited and was paid back, or was told otherwise too: it leaves the bank's account."""

    voucher: str
    on: date
    amount: int


Voucher = Bill | Payment | TakenOut
