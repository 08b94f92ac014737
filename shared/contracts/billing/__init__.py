"""Billing in public: version 1 of every fact of orders, agreements, invoices, invoicing runs and payments.

A body says what other services, statistics and integrators need and nothing that could carry a name, an
address or a free text (R-P1): see words.py.
"""

from shared.contracts.billing.agreement import (
    AgreementEnded,
    AgreementSigned,
    NoticeGiven,
    VatEvidenceAdded,
)
from shared.contracts.billing.invoice import (
    CreditNoteIssued,
    InvoiceCredited,
    InvoiceFact,
    InvoiceIssued,
    InvoiceSent,
    InvoicingAsked,
    InvoicingDone,
    PaymentRecorded,
    RunFact,
    WorkBilled,
)
from shared.contracts.billing.order import (
    CeilingRaised,
    CostSharesAgreed,
    CostSharesRevised,
    OrderEnded,
    OrderPlaced,
    PayerCommitted,
    PriceChanged,
    TaxableDecided,
)
from shared.contracts.billing.payment import (
    BankFileFact,
    BankFileRead,
    BankFileReceived,
    PaymentFact,
    PaymentPlaced,
    PaymentReceived,
    PaymentSetAside,
    SumToldApart,
)
from shared.contracts.billing.words import AgreementFact, OrderFact
from shared.contracts.envelope import PublicFact

FACTS: dict[str, type[PublicFact]] = {
    fact.type(): fact
    for fact in (
        OrderPlaced,
        PayerCommitted,
        CostSharesAgreed,
        CostSharesRevised,
        CeilingRaised,
        PriceChanged,
        OrderEnded,
        TaxableDecided,
        AgreementSigned,
        VatEvidenceAdded,
        NoticeGiven,
        AgreementEnded,
        InvoicingAsked,
        InvoicingDone,
        WorkBilled,
        CreditNoteIssued,
        InvoiceIssued,
        InvoiceSent,
        PaymentRecorded,
        InvoiceCredited,
        BankFileReceived,
        BankFileRead,
        PaymentReceived,
        PaymentPlaced,
        PaymentSetAside,
        SumToldApart,
    )
}
"""By type, in the order of the flow."""

__all__ = [
    "FACTS",
    "AgreementEnded",
    "AgreementFact",
    "AgreementSigned",
    "BankFileFact",
    "BankFileRead",
    "BankFileReceived",
    "CeilingRaised",
    "CostSharesAgreed",
    "CostSharesRevised",
    "CreditNoteIssued",
    "InvoiceCredited",
    "InvoiceFact",
    "InvoiceIssued",
    "InvoiceSent",
    "InvoicingAsked",
    "InvoicingDone",
    "NoticeGiven",
    "OrderEnded",
    "OrderFact",
    "OrderPlaced",
    "PayerCommitted",
    "PaymentFact",
    "PaymentPlaced",
    "PaymentReceived",
    "PaymentRecorded",
    "PaymentSetAside",
    "PriceChanged",
    "RunFact",
    "SumToldApart",
    "TaxableDecided",
    "VatEvidenceAdded",
    "WorkBilled",
]
