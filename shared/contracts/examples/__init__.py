"""An example of every public fact: made up, and as whole as a fact can be.

example_of(kind)      a whole CloudEvent's message
example_body(kind)    what it says
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.contracts import billing, feedback, matching
from shared.contracts.envelope import Message, PublicFact
from shared.contracts.examples.bodies import BODIES
from shared.contracts.intake import CaseFact, ReferralFact

OF_MATTERS: dict[type[PublicFact], str] = {
    billing.OrderFact: "order/2023-00003",
    billing.AgreementFact: "agreement/2023-00002",
    billing.InvoiceFact: "invoice/23456780-000017",
    matching.MatchFact: "match/2023-00003",
    feedback.FollowUpFact: "follow-up/2023-00003",
}
OF_PAYMENTS: dict[type[PublicFact], str] = {
    billing.PaymentFact: "payment/2023-00004",
    billing.BankFileFact: "bank-file/2b1c7c1a-5e4f-4a73-8a70-0c9d3a0b6a11",
}
OF_THE_DIRECTORY: dict[type[PublicFact], str] = {
    matching.ProfessionalFact: "professional/4f1b8f0a-6c1e-4a2e-9f0b-7d5f3a1c2b90",
    matching.TeamFact: "team/8d0f4d0e-9b6a-4c56-9c31-2a7c0e5b1f44",
    matching.CoreUnitFact: "core-unit/sisa-suomi",
    matching.ContactPersonFact: "contact-person/08/education",
    matching.PlanFact: "plan/5c0a3f7e-1d2b-5c4d-8e9f-0a1b2c3d4e60",
}
LOG = UUID("3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66")


def example_body(kind: type[PublicFact]) -> dict[str, Any]:
    """What a fact may say, in its newest version. KeyError for a fact without an example."""
    return BODIES[kind.FACT.partition(".")[2]]


def example_of(kind: type[PublicFact]) -> Message[Any]:
    """A message of a fact's newest version."""
    name = kind.FACT.partition(".")[2]
    place = list(BODIES).index(name)
    about_matter = issubclass(kind, (ReferralFact, CaseFact, *OF_MATTERS))
    return Message(
        body=kind.model_validate(example_body(kind)),
        service=kind.FACT.partition(".")[0],
        region="sisa-suomi",
        subject=_subject(kind, name),
        at=datetime(2023, 3, 7, 21, 45, tzinfo=UTC),
        recorded_at=datetime(2023, 3, 7, 21, 46, tzinfo=UTC),
        log_id=LOG,
        position=place + 1,
        previous=place,
        sequence=place + 1,
        actor_role="coordinator",
        correlation_id="b1b0c5f2",
        controller="08" if about_matter else None,
        register="family_services" if about_matter else None,
        service_task="family_services" if about_matter else None,
    )


def _subject(kind: type[PublicFact], name: str) -> str:
    if issubclass(kind, CaseFact):
        return "case/2023-00004"
    for base, subject in (OF_MATTERS | OF_PAYMENTS | OF_THE_DIRECTORY).items():
        if issubclass(kind, base):
            return subject
    return "referral/2023-00017" if issubclass(kind, ReferralFact) else f"{name.partition('-')[0]}/example"
