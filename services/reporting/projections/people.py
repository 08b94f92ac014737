"""Whose a contact is, as a pseudonym, and what became of people: for research files (R-R5)."""

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
    fact = message.body
    when = (message.position, message.recorded_at)
    if isinstance(fact, (intake.ReferralReceived, intake.SubjectIdentified)):
        if fact.subject is not None:
            rows.execute(OF_A_CONTACT, (*when, fact.referral_id, fact.subject))
    elif isinstance(fact, intake.PersonProtected):
        rows.execute(OF_A_PERSON, (*when, fact.person, "protected", fact.until, None))
    elif isinstance(fact, intake.PersonErased):
        rows.execute(OF_A_PERSON, (*when, fact.person, "erased", None, None))
    elif isinstance(fact, intake.PersonsMerged):
        rows.execute(OF_A_PERSON, (*when, fact.person, "merged", None, fact.into))


PEOPLE = Projection("people", ("contact_people", "people_told"), apply)
