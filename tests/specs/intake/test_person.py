"""The identity vault: registered once, corrected by people, never changed in passing."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.language import Guardian, SafeContact, Subject
from services.intake.domain.person import Person
from shared.kernel.refused import Refused
from tests.specs.intake.examples import KEEPING, LAPSI, TUESDAY

GUARDIAN = Guardian(custody="sole", right_to_information=True, name="Huoltaja Esimerkki")
KNOWN_WELL = replace(
    LAPSI,
    municipality="Esimerkkilä",
    guardians=(GUARDIAN,),
    safe_contact=SafeContact("email", "lapsi@posti.example", "nuori itse"),
)


def registered(subject: Subject = LAPSI) -> Person:
    person = Person.register_person(subject, keeping=KEEPING, on=TUESDAY)
    person.collect_events()
    return person


def replay(*facts: Any) -> Person:
    person: Any = None
    for fact in facts:
        person = fact.mutate(person)
    assert isinstance(person, Person)
    return person


def test_a_person_is_registered_under_an_id_that_says_nothing() -> None:
    """R-T2: in the register of whoever learned of them."""
    person = Person.register_person(KNOWN_WELL, keeping=KEEPING, on=TUESDAY)
    assert person.subject == f"person/{LAPSI.person_id}"
    assert person.keeping == KEEPING
    assert replay(*person.collect_events()) == person


def test_a_correction_tells_only_what_changed() -> None:
    person = Person.register_person(KNOWN_WELL, keeping=KEEPING, on=TUESDAY)
    person.correct_person(replace(LAPSI, birth_date=date(2010, 6, 5)), on=TUESDAY)
    facts = person.collect_events()
    corrected: Any = facts[-1]
    assert (corrected.birth_date, corrected.given_name) == ("2010-06-05", None)
    assert person.municipality == "Esimerkkilä", "what is left out stays as it is"
    assert replay(*facts) == person


def test_guardians_are_taken_away_by_an_empty_list() -> None:
    person = registered(KNOWN_WELL)
    person.correct_person(replace(KNOWN_WELL, guardians=()), on=TUESDAY)
    assert person.guardians == ()


def test_a_correction_that_corrects_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="nothing of this differs"):
        registered(KNOWN_WELL).correct_person(KNOWN_WELL, on=TUESDAY)


def test_a_further_contact_fills_in_what_was_not_known() -> None:
    """R-I8: two contacts about one child speak of one person."""
    person = registered()
    person.learn(KNOWN_WELL)
    [fact] = person.collect_events()
    assert type(fact).__name__ == "PersonCorrected"
    assert person.guardians == (GUARDIAN,)
    person.learn(replace(KNOWN_WELL, municipality="Toisaalla"))
    assert not person.collect_events(), "what is known is not changed in passing"
    assert person.municipality == "Esimerkkilä"


def test_a_name_in_other_letters_is_the_same_name() -> None:
    person = registered()
    person.learn(replace(LAPSI, given_name=" LAPSI "))
    assert not person.collect_events()


@pytest.mark.parametrize(
    "other",
    [
        replace(LAPSI, given_name="Toinen"),
        replace(LAPSI, family_name="Muu"),
        replace(LAPSI, birth_date=date(2010, 5, 7)),
    ],
)
def test_another_name_or_birth_date_is_not_taken_over(other: Subject) -> None:
    with pytest.raises(Refused, match="correct the person first"):
        registered().learn(other)


@pytest.mark.parametrize("birth_date", [date(2023, 3, 8), date(1892, 1, 1)])
def test_an_impossible_birth_date_is_refused(birth_date: date) -> None:
    with pytest.raises(Refused, match="birth date"):
        registered(replace(LAPSI, birth_date=birth_date))


def test_a_guardian_may_be_a_registered_person() -> None:
    guardian = Guardian("joint", True, person_id=UUID(int=7))  # noqa: FBT003
    assert registered(replace(LAPSI, guardians=(guardian,))).guardians == (guardian,)
