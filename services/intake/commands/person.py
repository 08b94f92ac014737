"""Commands of the identity vault."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from services.intake.commands.examples import SUBJECT
from services.intake.commands.parts import Guardian, SafeContact
from services.intake.commands.words import Day, Language, Short, Upto
from shared.contracts.asking import Command


class _PersonCommand(Command):
    """A person as they are known, whole."""

    person_id: UUID
    given_name: Short
    family_name: Short
    birth_date: Day
    municipality: Short | None = None
    languages: Annotated[tuple[Language, ...], Upto]
    guardians: Annotated[tuple[Guardian, ...], Upto] | None = None
    safe_contact: SafeContact | None = None

    example: ClassVar[dict[str, Any]] = SUBJECT


class RegisterPerson(_PersonCommand):
    """Registers a person in the identity vault."""


class CorrectPerson(_PersonCommand):
    """Corrects what is known of a person; what is left out stays as it is."""


PERSON: dict[str, Any] = {"person_id": SUBJECT["person_id"]}
"""Of the examples."""


class MergePersons(Command):
    """Says that two persons are one: the first one's matters are found under the other. Not undone."""

    person_id: UUID
    into: UUID

    example: ClassVar[dict[str, Any]] = {**PERSON, "into": "c68b13c7-1ed3-571c-9320-04ddb61f8d9c"}


class ProtectPerson(Command):
    """A person is under a non-disclosure order (turvakielto), from today on.

    until: its last day, where it has one. Said again it gives another last day; yesterday's ends the order.
    """

    person_id: UUID
    order: Literal["non_disclosure"]
    until: Day | None = None

    example: ClassVar[dict[str, Any]] = {**PERSON, "order": "non_disclosure", "until": "2030-12-31"}


class ForbidDisclosure(Command):
    """Forbids telling a guardian anything about the person: by whom it is forbidden, and why.

    to: the guardian's guardian_id (as `intake.person` tells it), person_id or name.
    """

    person_id: UUID
    to: Short
    by: Short
    reason: Short

    example: ClassVar[dict[str, Any]] = {
        **PERSON, "to": "Huoltaja Esimerkki", "by": "nuori itse", "reason": "Nuori kielsi painavasta syystä.",
    }  # fmt: skip
