"""The codes and amounts of billing's commands, beside the words that all commands are written in."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from shared.contracts.words import (
    AtLeastOne,
    Day,
    Listed,
    Long,
    Once,
    Part,
    Short,
    Truth,
    Upto,
    finding,
)
from shared.kernel import identifiers
from shared.kernel.money import FINEST, WHOLE, cents

MOST_MONEY = Decimal(10_000_000)
MOST_HOURS = Decimal(100_000)
A_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"

Sector = Annotated[str, Listed("sectors")]
ServiceLine = Annotated[str, Listed("service_lines")]


def _money(given: object) -> int:
    if not isinstance(given, str) or not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", given.strip(), re.ASCII):
        raise finding("write an amount of euros as text with two decimals, like 58.37")
    amount = Decimal(given.strip())
    if amount > MOST_MONEY:
        raise finding("the amount is more than {most}", most=str(MOST_MONEY))
    return cents(amount)


def _signed_money(given: object) -> int:
    if isinstance(given, str) and given.strip().startswith("-"):
        return -_money(given.strip()[1:])
    return _money(given)


def _more_than_nothing(amount: int) -> int:
    if amount <= 0:
        raise finding("the amount is more than nothing")
    return amount


def _decimal(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise finding("write a number, like 33.3334")
    try:
        number = Decimal(str(given).strip())
    except InvalidOperation:
        raise finding("write a number, like 33.3334") from None
    if not number.is_finite():
        raise finding("write a number, like 33.3334")
    return number


def _percent(share: Decimal) -> Decimal:
    if not 0 <= share <= WHOLE or share != share.quantize(FINEST):
        raise finding("a share is a percent from 0 to 100 with up to four decimals")
    return share.quantize(FINEST)


def _hours(hours: Decimal) -> Decimal:
    if not 0 < hours <= MOST_HOURS or hours != hours.quantize(Decimal("0.01")):
        raise finding("hours are more than 0, with up to two decimals")
    return hours.quantize(Decimal("0.01"))


def checked(is_one: Any, sentence: str) -> Any:
    """A validator: what the identifier's own check does not pass is refused with the sentence (R-V3)."""

    def check(text: str) -> str:
        if not is_one(text):
            raise finding(sentence, given=text)
        return text

    return AfterValidator(check)


def _printable(text: str) -> str:
    if not text.isprintable():
        raise finding("the name has a character that cannot be printed")
    return text


_AS_TEXT = WithJsonSchema({"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"})
Money = Annotated[int, BeforeValidator(_money), _AS_TEXT]
"""Euros as text; whole cents once they are read."""
Charge = Annotated[int, BeforeValidator(_money), AfterValidator(_more_than_nothing), _AS_TEXT]
"""The same, and more than nothing."""
SignedMoney = Annotated[
    int,
    BeforeValidator(_signed_money),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,9}(\.\d{1,2})?$"}),
]
"""Euros as text, maybe below nothing."""
Percent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_percent),
    WithJsonSchema({"type": ["string", "number"], "description": "0 to 100, up to four decimals"}),
]
WorkHours = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_hours),
    WithJsonSchema({"type": ["string", "number"], "description": "More than 0, up to two decimals"}),
]
BusinessId = Annotated[
    str,
    Field(max_length=20),
    checked(identifiers.is_business_id, "{given} is no business id: it is written like 2345678-0"),
]
Iban = Annotated[
    str,
    Field(max_length=40),
    BeforeValidator(lambda given: given.replace(" ", "") if isinstance(given, str) else given),
    checked(identifiers.is_iban, "{given} is no IBAN"),
]
Bic = Annotated[str, Field(max_length=11), checked(identifiers.is_bic, "{given} is no BIC")]
EAddress = Annotated[
    str,
    Field(max_length=40),
    checked(
        identifiers.is_electronic_address,
        "{given} is no address of e-invoices: an OVT code, an IBAN or another",
    ),
]
Reference = Annotated[
    str,
    Field(max_length=30),
    BeforeValidator(lambda given: given.replace(" ", "") if isinstance(given, str) else given),
    checked(
        lambda text: identifiers.is_reference_number(text) or identifiers.is_creditor_reference(text),
        "{given} is no reference number: its check digit does not fit",
    ),
]
BuyersCode = Annotated[
    str,
    Field(min_length=1, max_length=35),
    checked(identifiers.is_buyers_code, "{given} is no code of the buyer's: up to 35 signs without spaces"),
]
Name = Annotated[str, Field(min_length=2, max_length=70), AfterValidator(_printable)]
"""As it is printed on an invoice."""
PayerId = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Month = Annotated[str, Field(pattern=A_MONTH, description="Like 2025-09")]
Number = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z/-]+$")]
Side = Literal["buyer", "provider"]

__all__ = [
    "A_MONTH", "AtLeastOne", "Bic", "BusinessId", "BuyersCode", "Charge", "Day", "EAddress", "Iban", "Long",
    "Money", "Month", "Name", "Number", "Once", "Part", "PayerId", "Percent", "Reference", "Sector",
    "ServiceLine", "Short", "Side", "SignedMoney", "Truth", "Upto", "WorkHours", "checked",
]  # fmt: skip
