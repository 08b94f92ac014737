"""Commands about money that came in: a file of the bank is read, what waits is placed or set aside."""

import base64
import binascii
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.billing.commands.invoicing import NUMBER
from services.billing.commands.words import Number, SignedMoney
from shared.contracts.asking import MEBIBYTE, Command
from shared.contracts.words import finding

MOST_SIGNS = 26_666_668
"""Of twenty megabytes in base64."""
ENTRY: dict[str, Any] = {"entry_id": "6f3f9a1c-2f0e-5b7b-9a4e-8c1d2e3f4a5b"}
"""Of the examples."""
STATEMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>'
    "<Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct></Stmt></BkToCstmrStmt></Document>"
)
"""Of the example: a day on which nothing was paid."""


def _base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        raise finding("the file is sent as base64, and this is none") from None
    return text


class ReadBankFile(Command):
    """Reads a statement or a notification of the bank (camt.053, camt.054) and records what was paid.

    content: the file in base64, at most 20 MB of it. All of the file or nothing: a fault anywhere refuses it.
    The same payment told again changes nothing. The answer counts what was placed, what waits for a person
    and what was known; of a large file it names a job, and `job` tells how far it is.
    """

    file_id: UUID
    content: Annotated[str, Field(min_length=1, max_length=MOST_SIGNS), AfterValidator(_base64)]

    largest: ClassVar[int] = 28 * MEBIBYTE
    patience: ClassVar[float] = 60.0
    example: ClassVar[dict[str, Any]] = {
        "file_id": "2b1c7c1a-5e4f-4a73-8a70-0c9d3a0b6a11",
        "content": base64.b64encode(STATEMENT.encode()).decode(),
    }  # fmt: skip

    @property
    def file(self) -> bytes:
        """The file itself."""
        return base64.b64decode(self.content)


class PlacePayment(Command):
    """Says which invoice a payment that waits is of. amount: how much of it goes there; unless said, all.

    Below nothing where the bank took a payment back.
    """

    entry_id: UUID
    number: Number
    amount: SignedMoney | None = None

    example: ClassVar[dict[str, Any]] = {**ENTRY, **NUMBER, "amount": "100.00"}


class SetPaymentAside(Command):
    """Says that a payment that waits is of no invoice.

    why: told_otherwise (it is in the files twice, as a sum and by itself), paid_back, or no_payment_of_ours
    (it belongs elsewhere in the books).
    """

    entry_id: UUID
    why: Literal["told_otherwise", "paid_back", "no_payment_of_ours"]

    example: ClassVar[dict[str, Any]] = {**ENTRY, "why": "paid_back"}
