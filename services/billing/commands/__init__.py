"""What people ask of billing, in the order of the flow.

One model a command; a command's name is its class's in snake case. Nothing that is not in a model is
accepted.
"""

from services.billing.commands.agreement import AddVatEvidence, EndAgreement, GiveNotice, SignAgreement
from services.billing.commands.invoicing import CreditInvoice, RecordPayment, RunInvoicing, SendInvoice
from services.billing.commands.order import (
    AgreeCostShares,
    ChangePrice,
    CommitToPay,
    DecideTaxable,
    EndOrder,
    PlaceOrder,
    RaiseCeiling,
    ReviseCostShares,
)
from services.billing.commands.payments import PlacePayment, ReadBankFile, SetPaymentAside
from shared.contracts.asking import Command

_IN_ORDER: tuple[type[Command], ...] = (
    PlaceOrder,
    CommitToPay,
    AgreeCostShares,
    ReviseCostShares,
    RaiseCeiling,
    ChangePrice,
    EndOrder,
    DecideTaxable,
    SignAgreement,
    AddVatEvidence,
    GiveNotice,
    EndAgreement,
    RunInvoicing,
    SendInvoice,
    RecordPayment,
    CreditInvoice,
    ReadBankFile,
    PlacePayment,
    SetPaymentAside,
)

COMMANDS: dict[str, type[Command]] = {command.name(): command for command in _IN_ORDER}
"""Every command of billing by its name."""

__all__ = [
    "COMMANDS",
    "AddVatEvidence",
    "AgreeCostShares",
    "ChangePrice",
    "CommitToPay",
    "CreditInvoice",
    "DecideTaxable",
    "EndAgreement",
    "EndOrder",
    "GiveNotice",
    "PlaceOrder",
    "PlacePayment",
    "RaiseCeiling",
    "ReadBankFile",
    "RecordPayment",
    "ReviseCostShares",
    "RunInvoicing",
    "SendInvoice",
    "SetPaymentAside",
    "SignAgreement",
]
