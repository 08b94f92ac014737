"""What was erased: who has rows of it lets go of what could tell who it was about, and says that it did."""

from datetime import date
from typing import ClassVar, Literal

from shared.contracts.envelope import PublicFact
from shared.contracts.intake.case import CaseFact
from shared.contracts.intake.words import Pseudonym, ReferralFact

Basis = Literal["retention_ended", "mistaken_record", "authority_order"]


class PersonErasureAsked(PublicFact):
    """An admin asked for a person's erasure; nothing is erased until another confirms it."""

    FACT: ClassVar[str] = "intake.person-erasure-asked"
    person: Pseudonym
    basis: Basis
    on: date


class PersonErased(PublicFact):
    """Who a person was is known to nobody any more (R-P2). Figures stay."""

    FACT: ClassVar[str] = "intake.person-erased"
    person: Pseudonym
    basis: Basis
    on: date


class ReferralDestructionAsked(ReferralFact):
    """An admin asked for the destruction of a contact's texts."""

    FACT: ClassVar[str] = "intake.referral-destruction-asked"
    basis: Basis
    on: date


class ReferralDestroyed(ReferralFact):
    """What a contact said in words is gone (R-P2). Figures stay."""

    FACT: ClassVar[str] = "intake.referral-destroyed"
    basis: Basis
    on: date


class CaseDestructionAsked(CaseFact):
    """An admin asked for the destruction of a case's texts."""

    FACT: ClassVar[str] = "intake.case-destruction-asked"
    basis: Basis
    on: date


class CaseDestroyed(CaseFact):
    """What a case said in words is gone (R-P2). Figures stay."""

    FACT: ClassVar[str] = "intake.case-destroyed"
    basis: Basis
    on: date
