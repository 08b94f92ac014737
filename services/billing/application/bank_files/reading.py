"""A file of the bank → the money that came in, or a refusal that says what is wrong with the file."""

from collections.abc import Iterator, Sequence
from itertools import count

from services.billing.application.bank_files.entries import Entry, credits_in, entry_in
from services.billing.application.bank_files.safe_xml import Element, parse
from services.billing.application.bank_files.values import cents_in, count_in
from services.billing.domain.payments.credits import Credit, Recognising
from shared.kernel.identifiers import is_iban
from shared.kernel.money import euros
from shared.kernel.refused import Misfit

ISO = "urn:iso:std:iso:20022:tech:xsd:"
STATEMENT = ("BkToCstmrStmt", "Stmt")
NOTIFICATION = ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
FORMATS = {
    ISO + "camt.053.001.02": STATEMENT,
    ISO + "camt.053.001.08": STATEMENT,
    ISO + "camt.054.001.02": NOTIFICATION,
    ISO + "camt.054.001.08": NOTIFICATION,
}
KEPT = frozenset({
    "BkToCstmrStmt", "Stmt", "BkToCstmrDbtCdtNtfctn", "Ntfctn", "Id", "Acct", "IBAN",
    "TxsSummry", "TtlNtries", "TtlCdtNtries", "TtlDbtNtries", "NbOfNtries", "Sum",
    "Ntry", "NtryRef", "Amt", "CdtDbtInd", "RvslInd", "Sts", "Cd", "Prtry",
    "BookgDt", "ValDt", "Dt", "DtTm", "AcctSvcrRef", "NtryDtls", "Btch", "NbOfTxs", "TxDtls",
    "Refs", "TxId", "EndToEndId", "InstrId", "AmtDtls", "TxAmt", "RmtInf", "Strd", "CdtrRefInf", "Ref",
})  # fmt: skip
"""All that is read. Parties, their accounts and free texts are left out before they are anywhere (R-P1)."""


def read(content: bytes) -> tuple[Credit, ...]:
    """The payments of a statement or notification, in the file's order; empty where it tells of none.

    Misfit for anything that is wrong anywhere in the file, also in entries that are no payments.
    """
    namespace, document = parse(content, KEPT)
    if document.name != "Document" or namespace not in FORMATS:
        raise Misfit(
            "the file is no statement (camt.053) and no notification (camt.054) of version 001.02 or 001.08"
        )
    message, statement = FORMATS[namespace]
    body = document.one(message)
    if body is None or not body.all(statement):
        raise Misfit("the file holds no statement and no notification")
    places = count(1)
    return tuple(credit for each in body.all(statement) for credit in _statement(each, places))


def _statement(statement: Element, places: Iterator[int]) -> Iterator[Credit]:
    account = statement.said("Acct/Id/IBAN").replace(" ", "")
    if not is_iban(account):
        raise Misfit("the file does not name its account by an IBAN that holds")
    entries = [entry_in(each, next(places)) for each in statement.all("Ntry")]
    ids = Recognising(account, statement.said("Id"))
    found = [list(credits_in(each, account, ids)) for each in entries]
    _control(statement, entries)
    for credits_of_entry in found:
        yield from credits_of_entry


def _control(statement: Element, entries: Sequence[Entry]) -> None:
    """The file's own sums and numbers, where it has them, against what it holds."""
    for name, directions in (("TtlNtries", {1, -1}), ("TtlCdtNtries", {1}), ("TtlDbtNtries", {-1})):
        total = statement.one(f"TxsSummry/{name}")
        if total:
            counted = [each for each in entries if each.direction in directions]
            _control_number(total.said("NbOfNtries"), len(counted))
            _control_sum(total.said("Sum"), sum(each.amount for each in counted))


def _control_number(told: str, found: int) -> None:
    number = count_in(told)
    if told and number is None:
        raise Misfit("a control sum of the file is no number")
    if number not in {None, found}:
        raise Misfit("the file says that it has {told} entries, but holds {found}", told=number, found=found)


def _control_sum(told: str, found: int) -> None:
    cents = cents_in(told)
    if told and cents is None:
        raise Misfit("a control sum of the file is no number")
    if cents not in {None, found}:
        raise Misfit(
            "a control sum of the file is {told} €, its entries make {found} €",
            told=euros(cents or 0),
            found=euros(found),
        )
