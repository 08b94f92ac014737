"""Whose a contact is, as a pseudonym, and what became of people: for research files (R-R5)."""

from collections.abc import Sequence
from typing import Any

from services.reporting.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message

OF_A_CONTACT = """INSERT INTO contact_people (position, recorded_at, referral_id, person)
    VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""
OF_A_PERSON = """INSERT INTO people_told (position, recorded_at, person, what, until, into_person)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


def apply(message: Message[Any], rows: Rows) -> None:
    """A row for each time that a contact gets a person, or a person is protected, erased or merged."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in two statements."""
    contacts = [told for message in messages if (told := _whose(message))]
    people = [told for message in messages if (told := _what_became(message))]
    if contacts:
        rows.executemany(OF_A_CONTACT, contacts)
    if people:
        rows.executemany(OF_A_PERSON, people)


def _whose(message: Message[Any]) -> tuple[Any, ...] | None:
    fact = message.body
    if isinstance(fact, (intake.ReferralReceived, intake.SubjectIdentified)) and fact.subject is not None:
        return message.position, message.recorded_at, fact.referral_id, fact.subject
    return None


def _what_became(message: Message[Any]) -> tuple[Any, ...] | None:
    fact, when = message.body, (message.position, message.recorded_at)
    if isinstance(fact, intake.PersonProtected):
        return *when, fact.person, "protected", fact.until, None
    if isinstance(fact, intake.PersonErased):
        return *when, fact.person, "erased", None, None
    if isinstance(fact, intake.PersonsMerged):
        return *when, fact.person, "merged", None, fact.into
    return None


PEOPLE = Projection("people", ("contact_people", "people_told"), apply, apply_all=apply_all)
