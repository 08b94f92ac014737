"""What billing says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; what the contract names otherwise
(a payer's code for its organisation, the kind of a price for its amount) is translated here. The fact is
taken as it is written: no text has to be opened to be left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from services.billing.domain.agreement import facts as agreement_facts
from services.billing.domain.invoice import facts as invoice_facts
from services.billing.domain.order import facts as order_facts
from services.billing.domain.payments import facts as payment_facts
from services.billing.publication.work import by_month
from shared.contracts import billing as public
from shared.contracts.envelope import Message, PublicFact
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written, written
from shared.plumbing.store.recorder import StoredFact

Said = dict[str, Any]
"""Fields of a public fact by name."""
Translation = Callable[[Written, RegionKey], Said]


class Publication:
    """Translates the log of billing. region: of the installation, for facts that belong to no matter."""

    def __init__(self, key: RegionKey, region: str) -> None:
        self._key = key
        self._region = region

    def __call__(self, stored: StoredFact) -> Message[Any]:
        fact = written(stored.event)
        meta = fact.meta
        standing = meta["standing"]
        return Message(
            body=_body(fact, self._key),
            service="billing",
            region=standing["region"] or meta["region"] or self._region,
            subject=standing["subject"],
            at=datetime.fromisoformat(meta["occurred_at"]),
            recorded_at=stored.recorded_at,
            log_id=stored.log_id,
            position=stored.position,
            previous=stored.previous,
            sequence=stored.event.originator_version,
            actor_role=meta["role"],
            correlation_id=meta["correlation_id"],
            causation_id=meta["causation_id"],
            **(standing["keeping"] or {}),
        )


def _placed(fact: Written, key: RegionKey) -> Said:
    payers = [each | {"organisation": _organisation(each, key)} for each in fact.data["payers"]]
    return {"per": fact.data["price"]["per"], "payers": payers}


def _organisation(payer: Said, key: RegionKey) -> str:
    return key.organisation_pseudonym(payer["organisation"])


def _priced(fact: Written, _key: RegionKey) -> Said:
    return {"per": fact.data["price"]["per"]}


def _signed(fact: Written, key: RegionKey) -> Said:
    term = fact.data["term"]
    return {"term_first": term["first"], "term_last": term["last"], **_evidence(fact, key)}


def _evidence(fact: Written, _key: RegionKey) -> Said:
    return {"vat_exempt": all(fact.data["vat_exemption"].values())}


def _billed(fact: Written, _key: RegionKey) -> Said:
    return {
        "invoices": tuple(bill["number"] for bill in fact.data["bills"]),
        "seconds": sum(entry.get("seconds", 0) for entry in fact.data["entries"]),
    }


def _issued(fact: Written, key: RegionKey) -> Said:
    buyer = fact.data["buyer"]
    return {
        "kind": fact.data["kind_of"],
        "payer_id": buyer["payer_id"],
        "sector": buyer["sector"],
        "payer_organisation": _organisation(buyer, key),
        "total": fact.data["net"] + fact.data["vat"],
        "work": by_month(fact.data["lines"]),
    }


def _recorded(fact: Written, _key: RegionKey) -> Said:
    return {"payment_id": fact.data["entry_id"]}


def _received(fact: Written, _key: RegionKey) -> Said:
    return {"file_id": fact.data["of_file"], "waits_because": fact.data["reason"]}


TRANSLATIONS: dict[type[Any], Translation] = {
    order_facts.OrderPlaced: _placed,
    order_facts.PriceChanged: _priced,
    agreement_facts.AgreementSigned: _signed,
    agreement_facts.VatEvidenceAdded: _evidence,
    order_facts.WorkBilled: _billed,
    order_facts.CreditNoteIssued: _billed,
    invoice_facts.InvoiceIssued: _issued,
    invoice_facts.PaymentRecorded: _recorded,
    payment_facts.PaymentReceived: _received,
}
"""Where a public fact says something in other words than the stored one."""
_IDS = (
    (public.OrderFact, "order_id"),
    (public.AgreementFact, "agreement_id"),
    (public.InvoiceFact, "invoice_id"),
    (public.RunFact, "run_id"),
    (public.BankFileFact, "file_id"),
    (public.PaymentFact, "payment_id"),
)
"""The contracts whose facts name their stream, and how they call it."""


@dataclass(frozen=True)
class Way:
    """How a kind of fact becomes public: its contract, whose id is its stream's, what is said otherwise."""

    contract: type[PublicFact]
    id_of: str | None
    translation: Translation | None


@cache
def _way(kind: Any) -> Way:
    """Found by the bases of a kind as well: the library makes each aggregate subclasses of its facts."""
    contract: type[PublicFact] = getattr(public, kind.__name__)
    return Way(
        contract,
        next((name for base, name in _IDS if issubclass(contract, base)), None),
        next((TRANSLATIONS[base] for base in kind.__mro__ if base in TRANSLATIONS), None),
    )


def _body(fact: Written, key: RegionKey) -> PublicFact:
    """The public fact of the same name."""
    way = _way(fact.kind)
    fields = dict(fact.data)  # its contract names those that it takes, and leaves out the others
    if way.id_of:
        fields[way.id_of] = fact.stream
        fields["state"] = fact.meta["standing"]["state"]
    if way.translation:
        fields |= way.translation(fact, key)
    return way.contract.model_validate(fields)
