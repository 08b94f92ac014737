"""The golden stored facts: `python -m tests.golden.stored` writes those that are missing.

A file holds the very bytes that lie in the store, of a fact with every field filled. One that is there is
never written over: facts like it are in the stores of those who run this, and must be readable for ever.
"""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic

from services.billing.application import Billing
from services.billing.domain.agreement import Agreement
from services.billing.domain.invoice import Invoice
from services.billing.domain.order import Order
from services.billing.domain.payments.bank_file import BankFile
from services.billing.domain.payments.payment import Payment
from services.billing.domain.run import InvoicingRun
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.language import LevelText, Recipient
from services.intake.application import Intake
from services.intake.domain.case import Case
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.intake.domain.screening import Screening
from services.matching.application import Matching
from services.matching.domain.directory import ContactPerson, CoreUnit, Team
from services.matching.domain.directory.core_unit import Seat
from services.matching.domain.language import (
    Must,
    Need,
    ProposedTeam,
    Ranked,
    Reason,
    RuledOut,
    Should,
    TeamWish,
)
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.planning.plan import MatchPlan
from services.matching.domain.professional import Professional
from shared.kernel.facts import Keeping, Meta, Standing
from shared.kernel.sealed import Seal
from shared.plumbing.store.mapper import FactMapper, stamp

FOLDER = Path(__file__).parent / "stored"
IDS = UUID("5d3c1f0a-8b1e-4c57-9a55-0f6f5f1f2a10")
MOMENT = datetime(2023, 3, 7, 21, 40, 0, 123456, tzinfo=UTC)
KEEPING = Keeping(controller="08", register="family_services", service_task="family_services")
WORDS: dict[str, Any] = {
    "number": "2023-00017", "region": "sisa-suomi", "source": "other", "channel": "phone", "county": "08",
    "service_line": "ot_consultation", "situations": "rare_disease", "urgency": "urgent", "item": "rarity",
    "sector": "education", "legal_basis": "statutory_task", "level": "special", "instrument": "ot_screen",
    "version": "1", "informed": "guardian", "to": "police", "support_kinds": "coordination",
    "relation": "would_benefit", "cynefin": "complex", "step": "expertise", "mode": "virtual",
    "competences": "trauma", "fields": "health", "languages": "fi", "outcome": "moved", "custody": "joint",
    "screen_code": "7KQ2-MX4D", "controller": "08", "register": "family_services",
    "service_task": "family_services",
    "process_lead": "child_welfare", "nature": "preventive", "required_parties": "education",
    "restricted_to": "koordinaattori-1", "role": "worker", "user": "tukihenkilo-1", "area": "everyday_life",
    "kind": "regular", "place": "home", "cancelled_by": "client", "by": "client", "roles": "worker",
    "changed": "minutes", "direction": "incoming", "towards": "worker", "month": "2023-03",
    "sectors": "child_welfare", "for_sectors": "child_welfare", "layout": "monthly-report-1",
    "basis": "mistaken_record", "asked_by": "paakayttaja-1",
    "order": "non_disclosure",
    "case_number": "2023-00004", "name": "Esimerkkituottaja Oy", "business_id": "2345678-0",
    "iban": "FI2112345600000785", "bic": "NDEAFIHH", "street": "Esimerkkikatu 1", "postcode": "40100",
    "town": "Jyväskylä", "payer_id": "ls-08", "organisation": "Esimerkkilän hyvinvointialue",
    "address": "003701120389", "operator": "003721291126", "cost_centre": "4410", "reference": "LS-2023-17",
    "language": "fi", "per": "hour", "no_show": "half", "kind_of": "credit", "what": "held", "unit": "hour",
    "corrects": "23456780-000016",
    "counties": "08", "education": "psykologi", "background": "lastenpsykiatria",
    "target_ages": "7–12", "qualification": "professional", "modes": "virtual", "scope": "region",
    "link_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "age_group": "child",
    "notify": "coordinator", "by_role": "guardian",
    "owner": "08", "rules_version": "2025-1", "uncovered": "trauma", "solver": "greedy",
}  # fmt: skip
"""A word for each field of codes; sealed fields get a text that names them."""
ENTRY: dict[str, Any] = {
    "of": "5d3c1f0a-8b1e-4c57-9a55-0f6f5f1f2a10", "what": "held", "unit": "hour", "on": "2023-03-14",
    "quantity": 15000, "line_cents": 8756, "line_seconds": 5400, "recorded": 7, "cents": 8756,
    "seconds": 5400,
}  # fmt: skip
BILL: dict[str, Any] = {
    "number": "23456780-000017", "payer": "ls-08", "month": "2023-03", "charged": [[0, 8756, 1000000]],
    "taken_back": [],
}  # fmt: skip
BILLED = {"entries": (ENTRY,), "bills": (BILL,)}
"""What the order's account takes: domain/invoicing tells it as plain data."""
DAY = date(2023, 3, 14)
SOMEBODY, SOMEBODY_ELSE = uuid5(IDS, "somebody"), uuid5(IDS, "somebody else")
OF_MATCHING: dict[str, dict[str, Any]] = {
    "matching.professional-registered": {
        "originator_topic": "matching.professional", "roles": ("expert",), "field": "health",
    },
    "matching.profile-updated": {"roles": ("expert",), "field": "health"},
    "matching.vetting-attested": {"by": "Esimerkkilän yksikkö"},
    "matching.team-formed": {"originator_topic": "matching.team", "situations": ("rare_disease",)},
    "matching.core-unit-formed": {"originator_topic": "matching.core-unit"},
    "matching.core-unit-member-seated": {"seat": Seat("health", SOMEBODY, Decimal("50.5"), DAY, DAY)},
    "matching.core-unit-member-unseated": {"field": "health"},
    "matching.contact-post-opened": {"originator_topic": "matching.contact-person"},
    "matching.match-requested": {
        "originator_topic": "matching.match-request",
        "need": Need(
            role="expert", county="08", must=Must(("trauma",), ("fi",), "virtual"),
            should=Should(("lastenpsykiatria",), ("psykologi",), same_county=True), hours_per_week=1.5,
            starts_on=DAY, ends_on=DAY, team=TeamWish(3, ("health",)),
        ),
    },
    "matching.candidates-proposed": {
        "ranked": (
            Ranked(SOMEBODY, 1, 10, (Reason("language", 10, {"met": ("fi",)}),), "region", stale=True),
        ),
        "ruled_out": (RuledOut(SOMEBODY_ELSE, (Reason("parked", values={"until": "2023-03-14"}),)),),
        "team": ProposedTeam((SOMEBODY,), {"trauma": SOMEBODY}, {"health": (SOMEBODY,)}),
    },
    "matching.offer-declined": {"reason": "workload"},
    "matching.match-plan-asked": {"originator_topic": "matching.plan"},
    "matching.matches-planned": {"assigned": {str(SOMEBODY): (SOMEBODY_ELSE,)}},
}  # fmt: skip
OF_FEEDBACK: dict[str, dict[str, Any]] = {
    "feedback.follow-up-started": {
        "originator_topic": "feedback.follow-up",
        "recipients": (Recipient(SOMEBODY, "client", "sms", "Sanottu: address", "child"),),
    },
    "feedback.recipient-unreachable": {"why": "no_safe_contact"},
    "feedback.decline-noticed": {"why": "two_falls"},
    "feedback.goal-scale-set": {"scale": (LevelText(-2, "Sanottu: level"),)},
    "feedback.goal-rated": {"attainment": -1},
}
ITS_OWN: dict[str, dict[str, Any]] = {
    "intake.consultation-evaluated": {"outcome": "moved_on"},
    "intake.case-opened": {"originator_topic": "intake.case"},
    "intake.case-closed": {"outcome": "moved_on"},
    "intake.goal-step-taken": {"outcome": "split"},
    "intake.cases-linked": {"relation": "sibling"},
    "intake.referral-received": {"originator_topic": "intake.referral"},
    "intake.person-registered": {"originator_topic": "intake.person"},
    "intake.situation-screened": {"originator_topic": "intake.screening"},
    "billing.order-placed": {"originator_topic": "billing.order"},
    "billing.cost-shares-agreed": {"shares": {"ls-08": Decimal("33.3334"), "si-08": Decimal("66.6666")}},
    "billing.cost-shares-revised": {"shares": {"ls-08": Decimal("100.0000")}, **BILLED},
    "billing.work-billed": BILLED,
    "billing.credit-note-issued": BILLED,
    "billing.agreement-signed": {"originator_topic": "billing.agreement"},
    "billing.notice-given": {"by": "buyer"},
    "billing.invoicing-asked": {"originator_topic": "billing.run"},
    "billing.invoice-issued": {
        "originator_topic": "billing.invoice",
        "number": "23456780-000017",
        "reference": "23456780000171",
        "layout": "invoice-1",
    },
    "billing.bank-file-received": {"originator_topic": "billing.bank-file"},
    "billing.payment-received": {
        "originator_topic": "billing.payment",
        "number": "2023-00004",
        "account": "FI2112345600000785",
        "reference": "23456780000171",
        "reason": "unknown_reference",
        "about": "23456780-000017",
    },
    "billing.payment-placed": {"invoice": "23456780-000017"},
    "billing.payment-set-aside": {"why": "paid_back"},
    "billing.payment-recorded": {"outcome": "paid"},
    "billing.invoice-credited": {"by": "23456780-000018"},
    **OF_MATCHING,
    **OF_FEEDBACK,
}


@cache
def topics() -> tuple[str, ...]:
    """The topic of every fact that a service can store."""
    services = (
        Intake.service,
        Matching.service,
        Billing.service,
        "feedback",
    )  # their imports bring every module of the domains
    domains = tuple(f"services.{service}.domain" for service in services)

    def below(kind: type[Any]) -> Iterator[type[Any]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    own = {each for each in below(DomainEvent) if each.__module__.startswith(domains)}
    return tuple(sorted({each.TOPIC for each in own if "TOPIC" in vars(each)}))


def newest_version(topic: str) -> int:
    return int(getattr(resolve_topic(topic), "class_version", 1))


def file_of(topic: str, version: int | None = None) -> Path:
    """The file of one version, the newest if none is named."""
    return FOLDER / f"{topic}.v{version or newest_version(topic)}.json"


def files() -> set[Path]:
    """The files that there must be: one for every version that was ever stored of every fact."""
    return {file_of(topic, v) for topic in topics() for v in range(1, newest_version(topic) + 1)}


def stored(topic: str, version: int | None = None) -> StoredEvent:
    """The golden fact as it comes out of the store."""
    return StoredEvent(uuid5(IDS, topic), 3, topic, file_of(topic, version).read_bytes().rstrip(b"\n"))


def example(topic: str) -> Any:
    """A fact of this topic with every field filled."""
    kind = resolve_topic(topic)
    fact = object.__new__(kind)
    hints = get_type_hints(kind, include_extras=True)
    left_out = {"originator_id", "originator_version", "timestamp", "originator_id_type", "TOPIC"}
    said = ITS_OWN.get(topic, {})
    own = {name: said.get(name) or filled(hint, name) for name, hint in hints.items() if name not in left_out}
    fact.__dict__.update(own, originator_id=uuid5(IDS, topic), originator_version=3)
    stamp(fact, Meta(
        command_id=uuid5(IDS, f"command of {topic}"), command="an_example",
        correlation_id="b1b0c5f2", causation_id="a7c1", actor="koordinaattori-1", role="coordinator",
        region="sisa-suomi", occurred_at=MOMENT, standing=standing_of(kind, topic),
    ))  # fmt: skip
    return fact


STANDINGS: tuple[tuple[type[Any], str, str | None, str | None], ...] = (
    (InvoicingRun.Event, "run/{id}", "waiting", None),
    (BankFile.Event, "bank-file/{id}", "done", None),
    (Payment.Event, "payment/2023-00004", "waiting", None),
    (Order.Event, "order/2023-00003", "placed", None),
    (Agreement.Event, "agreement/2023-00002", "signed", None),
    (Invoice.Event, "invoice/23456780-000017", "issued", None),
    (Professional.Event, "professional/{id}", "active", None),
    (Team.Event, "team/{id}", "formed", None),
    (CoreUnit.Event, "core-unit/sisa-suomi", None, None),
    (ContactPerson.Event, "contact-person/08/education", None, None),
    (MatchRequest.Event, "match/2023-00003", "proposed", None),
    (FollowUp.Event, "follow-up/2023-00003", "running", None),
    (MatchPlan.Event, "plan/{id}", "done", None),
    (Case.Event, "case/2023-00004", "open", None),
    (Referral.Event, "referral/2023-00017", "received", "buffer"),
)
"""Kind of fact → how its stream stands: its subject, its state, its next step."""
OF_NO_MATTER = (
    InvoicingRun.Event, BankFile.Event, Payment.Event, Professional.Event, Team.Event, CoreUnit.Event,
    ContactPerson.Event, MatchPlan.Event,
)  # fmt: skip


def standing_of(kind: type[Any], topic: str) -> Standing:
    of_itself = uuid5(IDS, topic)
    if issubclass(kind, Person.Event):
        return Standing(f"person/{of_itself}", None, None, None, KEEPING)
    if issubclass(kind, Screening.SituationScreened):
        return Standing(f"screening/{of_itself}", None, None, None, None)
    subject, state, step = next(told for base, *told in STANDINGS if issubclass(kind, base))
    keeping = None if issubclass(kind, OF_NO_MATTER) else KEEPING
    return Standing(str(subject).format(id=of_itself), state, step, "sisa-suomi", keeping)


def filled(hint: Any, name: str) -> Any:
    """A value of this type. LookupError where no word is known for a field of codes."""
    plain: dict[Any, Any] = {
        UUID: uuid5(IDS, name), date: date(2023, 3, 14), datetime: MOMENT, int: 3, float: 1.5, bool: True,
        Decimal: Decimal("1.5"),
    }  # fmt: skip
    origin = get_origin(hint)
    if origin is Annotated and any(isinstance(mark, Seal) for mark in get_args(hint)[1:]):
        return f"Sanottu: {name}"
    if origin in {Union, types.UnionType}:
        return filled(get_args(hint)[0], name)
    if origin is tuple:
        return (filled(get_args(hint)[0], name),)
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        values = {part.name: filled(hints[part.name], part.name) for part in fields(hint)}
        return hint(**values)  # type: ignore[operator]
    return plain[hint] if hint in plain else WORDS[name]


def write_missing() -> None:
    FOLDER.mkdir(exist_ok=True)
    for topic in topics():
        if not file_of(topic).exists():
            file_of(topic).write_bytes(FactMapper().to_stored_event(example(topic)).state + b"\n")


if __name__ == "__main__":
    write_missing()
