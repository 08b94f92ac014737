"""Commands of the identity vault."""

from typing import Annotated, Any, ClassVar
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
