"""Files of a bank that does not exist, in the shape of Finance Finland's examples: statements, notifications.

Its payers have names, which nothing may keep.
"""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

ACCOUNT = "FI2112345600000785"
PAYERS_NAME = "Keksitty Maksajanen"
MESSAGE = "Lapsen Keksitty Maksajanen lasku"
VERSIONS = ("camt.053.001.02", "camt.053.001.08", "camt.054.001.02", "camt.054.001.08")


@dataclass(frozen=True)
class Payment:
    """A payment told within an entry (TxDtls). amount: euros as text, None where the bank leaves it out."""

    amount: str | None
    references: tuple[str, ...] = ()
    bank: str = ""
    end_to_end: str = ""
    currency: str = "EUR"
    direction: str = ""

    def xml(self, version: str) -> str:
        amount = f'<Amt Ccy="{self.currency}">{self.amount}</Amt>' if self.amount is not None else ""
        early = version.endswith("02")
        ids = _element("AcctSvcrRef", self.bank) + _element("EndToEndId", self.end_to_end)
        structured = "".join(
            f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{escape(each)}</Ref>"
            "</CdtrRefInf></Strd>"
            for each in self.references
        )
        return (
            "<TxDtls>"
            + _element("Refs", ids)
            + ("" if early else amount + _element("CdtDbtInd", self.direction))
            + (_element("AmtDtls", _element("TxAmt", amount)) if early else "")
            + f"<RltdPties><Dbtr><Nm>{PAYERS_NAME}</Nm></Dbtr></RltdPties>"
            + f"<RmtInf><Ustrd>{MESSAGE}</Ustrd>{structured}</RmtInf>"
            + "</TxDtls>"
        )


@dataclass(frozen=True)
class Entry:
    """An entry of the account (Ntry). payments: those told; said: how many the bank says there are."""

    amount: str
    payments: tuple[Payment, ...] = ()
    said: int | None = None
    bank: str = "2510030001"
    number: str = ""
    booked: str = "2025-10-03"
    direction: str = "CRDT"
    status: str = "BOOK"
    reversal: bool = False
    currency: str = "EUR"

    def xml(self, version: str) -> str:
        status = self.status if version.endswith("02") else _element("Cd", self.status)
        batch = f"<Btch><MsgId>KTL</MsgId><NbOfTxs>{self.said}</NbOfTxs></Btch>" if self.said else ""
        details = batch + "".join(each.xml(version) for each in self.payments)
        booked = f"<DtTm>{self.booked}</DtTm>" if "T" in self.booked else f"<Dt>{self.booked}</Dt>"
        return (
            "<Ntry>"
            + _element("NtryRef", self.number)
            + f'<Amt Ccy="{self.currency}">{self.amount}</Amt><CdtDbtInd>{self.direction}</CdtDbtInd>'
            + ("<RvslInd>true</RvslInd>" if self.reversal else "")
            + f"<Sts>{status}</Sts>"
            + _element("BookgDt", booked if self.booked else "")
            + _element("AcctSvcrRef", self.bank)
            + "<BkTxCd><Domn><Cd>PMNT</Cd></Domn></BkTxCd>"
            + _element("NtryDtls", details)
            + f"<AddtlNtryInf>{PAYERS_NAME}</AddtlNtryInf></Ntry>\n"
        )


@dataclass(frozen=True)
class File:
    """A statement or a notification of one account. sums: what stands in its summary (TxsSummry)."""

    entries: tuple[Entry, ...] = ()
    version: str = "camt.053.001.02"
    account: str = ACCOUNT
    statement: str = "TILIOTE-1"
    sums: dict[str, tuple[object, object]] = field(default_factory=dict)
    prologue: str = ""
    namespace: str = "urn:iso:std:iso:20022:tech:xsd:"

    @property
    def text(self) -> str:
        """The file as the bank writes it."""
        message, part = (
            ("BkToCstmrStmt", "Stmt") if "053" in self.version else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
        )
        summary = "".join(
            f"<{name}><NbOfNtries>{number}</NbOfNtries><Sum>{total}</Sum></{name}>"
            for name, (number, total) in self.sums.items()
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n{self.prologue}'
            f'<Document xmlns="{self.namespace}{self.version}"><{message}>'
            "<GrpHdr><MsgId>PANKKI1</MsgId><CreDtTm>2025-10-04T03:30:47+03:00</CreDtTm></GrpHdr>\n"
            f"<{part}><Id>{self.statement}</Id><Acct><Id><IBAN>{self.account}</IBAN></Id><Ccy>EUR</Ccy>"
            f"<Ownr><Nm>{PAYERS_NAME}</Nm></Ownr></Acct>{_element('TxsSummry', summary)}\n"
            + "".join(each.xml(self.version) for each in self.entries)
            + f"</{part}></{message}></Document>"
        )

    @property
    def bytes(self) -> bytes:
        """The file as it is sent."""
        return self.text.encode()


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""
