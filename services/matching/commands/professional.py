"""Commands about a professional: entered, kept alive, vetted, paused, shared."""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.matching.commands.parts import ConflictWith, Contact
from services.matching.commands.words import (
    Ages,
    Competences,
    Counties,
    County,
    Day,
    FieldOfCoreUnit,
    Languages,
    Long,
    Modes,
    Qualification,
    Roles,
    Short,
    WeekHours,
    Words,
)
from shared.contracts.asking import Command

PROFESSIONAL: dict[str, Any] = {"professional_id": "4f1b8f0a-6c1e-4a2e-9f0b-7d5f3a1c2b90"}
"""Of the examples."""


class RegisterProfessional(Command):
    """Enters an expert, support person, coach or school support worker in the directory."""

    professional_id: UUID
    full_name: Short = Field(alias="name")
    roles: Roles
    organisation: Short
    field: FieldOfCoreUnit
    counties: Counties
    competences: Competences
    target_ages: Ages | None = None
    languages: Languages
    education: Words = ()
    background: Words = ()
    qualification: Qualification | None = None
    modes: Modes
    hours_per_week: WeekHours
    county: County
    contact: Contact | None = None

    example: ClassVar[dict[str, Any]] = {
        **PROFESSIONAL,
        "name": "Keksitty Asiantuntija",
        "roles": ["expert"],
        "organisation": "Esimerkkilän yksikkö",
        "field": "health",
        "counties": ["08"],
        "competences": ["trauma", "rare_disease"],
        "target_ages": "7–12",
        "languages": ["fi", "sv"],
        "education": ["psykologi"],
        "background": ["lastenpsykiatria"],
        "qualification": "professional",
        "modes": ["virtual", "on_site"],
        "hours_per_week": 8,
        "county": "08",
        "contact": {"email": "keksitty@esimerkki.example"},
    }


class UpdateProfile(Command):
    """Says what has changed; what is not told stays."""

    professional_id: UUID
    full_name: Short | None = Field(None, alias="name")
    roles: Roles | None = None
    organisation: Short | None = None
    field: FieldOfCoreUnit | None = None
    counties: Counties | None = None
    competences: Competences | None = None
    target_ages: Ages | None = None
    languages: Languages | None = None
    education: Words | None = None
    background: Words | None = None
    qualification: Qualification | None = None
    modes: Modes | None = None
    county: County | None = None
    contact: Contact | None = None

    example: ClassVar[dict[str, Any]] = {**PROFESSIONAL, "competences": ["trauma"]}


class ConfirmProfile(Command):
    """The profile is right, with what is told here: it counts as fresh from this day."""

    professional_id: UUID
    roles: Roles | None = None
    organisation: Short | None = None
    counties: Counties | None = None
    competences: Competences | None = None
    languages: Languages | None = None
    education: Words | None = None
    background: Words | None = None
    modes: Modes | None = None
    contact: Contact | None = None

    example: ClassVar[dict[str, Any]] = PROFESSIONAL


class SetCapacity(Command):
    """Says how many hours a week a professional gives in all, from now on."""

    professional_id: UUID
    hours_per_week: WeekHours

    example: ClassVar[dict[str, Any]] = {**PROFESSIONAL, "hours_per_week": 12.5}


class Pause(Command):
    """A professional takes nothing new for a time. until: its last day."""

    professional_id: UUID
    reason: Long
    until: Day | None = None

    example: ClassVar[dict[str, Any]] = {**PROFESSIONAL, "reason": "Vapaalla.", "until": "2026-01-31"}


class Resume(Command):
    """A professional is there again, after a pause or after having retired."""

    professional_id: UUID
    reason: Long | None = None

    example: ClassVar[dict[str, Any]] = PROFESSIONAL


class Retire(Command):
    """A professional leaves the bank; what they have agreed to goes on until it is ended."""

    professional_id: UUID
    reason: Long

    example: ClassVar[dict[str, Any]] = {**PROFESSIONAL, "reason": "Siirtyi muualle."}


class AttestVetting(Command):
    """The employer saw the extract of the criminal record; the extract itself is never stored (R-M1)."""

    professional_id: UUID
    by: Short
    extract_issued_on: Day
    checked_on: Day

    example: ClassVar[dict[str, Any]] = {
        **PROFESSIONAL, "by": "Esimerkkilän yksikkö", "extract_issued_on": "2025-08-04",
        "checked_on": "2025-08-20",
    }  # fmt: skip


class DeclareConflict(Command):
    """A professional may not work with somebody, or in a case (R-M1)."""

    professional_id: UUID
    conflict: ConflictWith = Field(alias="with")
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **PROFESSIONAL, "with": {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}, "reason": "Sukulainen.",
    }  # fmt: skip


class ShareNationally(Command):
    """Other regions may see and ask this professional (R-X2)."""

    professional_id: UUID

    example: ClassVar[dict[str, Any]] = PROFESSIONAL


class StopSharing(Command):
    """Other regions see this professional no more."""

    professional_id: UUID

    example: ClassVar[dict[str, Any]] = PROFESSIONAL
