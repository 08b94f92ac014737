"""The payments that were booked as one entry (NtryDtls, TxDtls), taken apart and added up again."""

from dataclasses import dataclass

from services.billing.application.bank_files.safe_xml import Element
from services.billing.application.bank_files.values import DIRECTIONS, cents_in, count_in, euro_cents
from services.billing.domain.payments.references import normalised
from shared.kernel.money import euros
from shared.kernel.refused import Misfit

AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt")
"""Where a payment's amount stands: in version 08, and in version 02."""
OTHER_IDS = ("TxId", "EndToEndId", "InstrId")


@dataclass(frozen=True)
class Part:
    """A payment of an entry. amount: cents, in the entry's direction; references: those given, once each."""

    amount: int
    references: tuple[str, ...] = ()
    bank_reference: str = ""
    other_ids: str = ""

    @property
    def reference(self) -> str:
        """The one reference that the payer gave; "" where there is none or more than one."""
        return self.references[0] if len(self.references) == 1 else ""


def parts_of(entry: Element, whole: int, direction: int, place: int) -> tuple[int, list[Part]]:
    """Of how many payments nothing but the sum is told (1: of none), and the payments, or the sum as one.

    whole: cents of the entry. Misfit where the payments do not add up to it, or are not as many as is said.
    """
    told: list[Element] = []
    unseen = 0
    for details in entry.all("NtryDtls"):
        payments = details.all("TxDtls")
        count = count_in(details.said("Btch/NbOfTxs") or str(len(payments)))
        if count is None:
            raise Misfit("entry {entry} does not say how many payments it holds", entry=place)
        if len(payments) <= 1 < count and _is_sum(payments, whole):
            unseen += count
            continue
        if payments and count != len(payments):
            raise Misfit(
                "entry {entry} is said to hold {told} payments, but tells {found}",
                entry=place,
                told=count,
                found=len(payments),
            )
        told += payments
    if unseen or not told:
        return max(1, unseen + len(told)), [Part(whole)]
    return 1, _added_up(told, whole, direction, place)


def _is_sum(payments: list[Element], whole: int) -> bool:
    """Whether the bank told no payment, or one without an amount, or one that is the whole entry again."""
    amount = _amount_in(payments[0]) if payments else None
    return amount is None or cents_in(amount.text.strip()) == whole


def _added_up(told: list[Element], whole: int, direction: int, place: int) -> list[Part]:
    amounts = [_cents_of(each, whole, direction, place, alone=len(told) == 1) for each in told]
    if sum(amounts) != whole:
        raise Misfit(
            "the payments of entry {entry} make {parts} € together, the entry {whole} €",
            entry=place,
            parts=euros(sum(amounts)),
            whole=euros(whole),
        )
    return [_part(each, amount) for each, amount in zip(told, amounts, strict=True)]


def _cents_of(payment: Element, whole: int, direction: int, place: int, *, alone: bool) -> int:
    """A payment alone in its entry may leave its amount to it, or tell what it was in another currency."""
    amount = _amount_in(payment)
    if alone and (amount is None or amount.currency not in {"", "EUR"}):
        return whole
    own_direction = DIRECTIONS.get(payment.said("CdtDbtInd"), direction)
    return euro_cents(amount, place) * own_direction * direction


def _amount_in(payment: Element) -> Element | None:
    return next((found for path in AMOUNTS if (found := payment.one(path))), None)


def _part(payment: Element, amount: int) -> Part:
    refs = payment.one("Refs")
    return Part(
        amount=amount,
        references=_references(payment),
        bank_reference=refs.said("AcctSvcrRef") if refs else "",
        other_ids=" ".join(refs.said(each) for each in OTHER_IDS) if refs else "",
    )


def _references(payment: Element) -> tuple[str, ...]:
    """The different references in their own field; what is none is left out, and no text is searched."""
    given = (
        normalised(each.said("Ref"))
        for remittance in payment.all("RmtInf")
        for structured in remittance.all("Strd")
        for each in structured.all("CdtrRefInf")
    )
    return tuple(dict.fromkeys(reference for reference in given if reference))
