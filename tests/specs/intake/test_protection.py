"""A person under a non-disclosure order, guardians who are told nothing, and two persons who are one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.language import Guardian, Subject
from services.intake.domain.person import Person
from services.intake.domain.protection import not_to_be_told
from shared.kernel.refused import Refused
from tests.specs.intake.examples import KEEPING, LAPSI, TUESDAY

MOTHER = Guardian("joint", True, person_id=UUID(int=7))  # noqa: FBT003
FATHER = Guardian("joint", True, name="Isä Esimerkki")  # noqa: FBT003
UNCLE = Guardian("none", False, name="Setä Esimerkki")  # noqa: FBT003
FAMILY = replace(LAPSI, guardians=(MOTHER, FATHER, UNCLE))
TWIN = replace(LAPSI, person_id=UUID(int=8))
WEDNESDAY = TUESDAY + timedelta(days=1)
ORDER = "non_disclosure"
WORDS = {"by": "nuori itse", "reason": "Painava syy."}


def registered(subject: Subject = FAMILY) -> Person:
    person = Person.register_person(subject, keeping=KEEPING, on=TUESDAY)
    person.collect_events()
    return person


def told(person: Person) -> list[str]:
    """The names of its new facts; nothing but them makes the person what it is now."""
    facts: list[Any] = list(person.collect_events())
    return [type(fact).__name__ for fact in facts]


def protected(until: date | None = None) -> Person:
    person = registered()
    person.protect_person(order=ORDER, on=TUESDAY, until=until)
    person.collect_events()
    return person


def test_facts_alone_make_a_protected_person() -> None:
    """R-C13, R-C9: replayed, the person is the same."""
    person = Person.register_person(FAMILY, keeping=KEEPING, on=TUESDAY)
    person.protect_person(order=ORDER, on=TUESDAY)
    person.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS)
    again: Any = None
    for fact in person.collect_events():
        again = fact.mutate(again)
    assert again == person


def test_an_order_holds_from_its_day_until_further_notice() -> None:
    """R-C13."""
    person = protected()
    assert not person.protected_on(TUESDAY - timedelta(days=1))
    assert person.protected_on(TUESDAY)
    assert person.protected_on(date(2099, 1, 1))


def test_an_order_ends_with_its_last_day() -> None:
    """R-C13: the last day is protected still."""
    person = protected(until=WEDNESDAY)
    assert person.protected_on(WEDNESDAY)
    assert not person.protected_on(WEDNESDAY + timedelta(days=1))


def test_an_order_said_again_has_another_last_day() -> None:
    """R-C13: it goes on from when it began."""
    person = protected()
    person.protect_person(order=ORDER, on=WEDNESDAY, until=WEDNESDAY)
    assert told(person) == ["PersonProtected"]
    assert person.protected_on(TUESDAY)
    assert not person.protected_on(WEDNESDAY + timedelta(days=1))


def test_an_order_is_lifted_by_yesterday_as_its_last_day() -> None:
    """R-C13: lifting needs no command of its own."""
    person = protected()
    person.protect_person(order=ORDER, on=WEDNESDAY, until=TUESDAY)
    assert not person.protected_on(WEDNESDAY)


def test_an_order_that_ended_may_come_again() -> None:
    """R-C13: then it begins anew."""
    person = protected(until=TUESDAY)
    later = WEDNESDAY + timedelta(days=30)
    person.protect_person(order=ORDER, on=later)
    assert not person.protected_on(WEDNESDAY)
    assert person.protected_on(later)


def test_an_order_that_would_have_ended_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="would end"):
        registered().protect_person(order=ORDER, on=WEDNESDAY, until=TUESDAY)


def test_the_same_order_again_is_refused() -> None:
    with pytest.raises(Refused, match="under this order already"):
        protected().protect_person(order=ORDER, on=WEDNESDAY)


@pytest.mark.parametrize("called", ["Isä Esimerkki", " isä  esimerkki "])
def test_a_guardian_by_name_is_told_nothing(called: str) -> None:
    """R-C9: the other guardian may still be told."""
    person = registered()
    person.forbid_disclosure(to=called, on=TUESDAY, **WORDS)
    assert told(person) == ["DisclosureForbidden"]
    assert not person.may_be_told(FATHER)
    assert person.may_be_told(MOTHER)


@pytest.mark.parametrize("guardian", [MOTHER, FATHER])
def test_a_guardian_is_named_by_an_id_without_a_name(guardian: Guardian) -> None:
    """R-C9, R-P1: what stands in an address names nobody."""
    person = registered()
    person.forbid_disclosure(to=str(person.guardian_id_of(guardian)), on=TUESDAY, **WORDS)
    assert not person.may_be_told(guardian)


def test_who_has_no_right_to_information_is_told_nothing_either() -> None:
    """R-C9."""
    assert list(not_to_be_told(registered())) == [UNCLE]


def test_a_guardian_nobody_knows_is_refused() -> None:
    """R-C9: a slip in the name would forbid nothing."""
    with pytest.raises(Refused, match="no such guardian"):
        registered().forbid_disclosure(to="Isä Esimerkkinen", on=TUESDAY, **WORDS)


def test_what_is_forbidden_already_is_refused() -> None:
    person = registered()
    person.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS)
    with pytest.raises(Refused, match="forbidden already"):
        person.forbid_disclosure(to="isä esimerkki", on=WEDNESDAY, **WORDS)


def test_a_guardian_who_was_a_name_and_is_registered_now_is_told_nothing_still() -> None:
    """R-C9: nobody is told by a correction."""
    person = registered()
    person.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS)
    registered_father = Guardian("joint", True, person_id=UUID(int=9))  # noqa: FBT003
    person.correct_person(replace(FAMILY, guardians=(registered_father,)), on=WEDNESDAY)
    assert not person.may_be_told(registered_father)


def test_who_was_forbidden_and_stands_there_again_hides_no_one_else() -> None:
    """R-C9: as long as it is clear who is meant, the others may be told."""
    person = registered()
    person.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS)
    person.correct_person(replace(FAMILY, guardians=(MOTHER,)), on=WEDNESDAY)
    assert not person.may_be_told(MOTHER), "she may be whom the name meant"
    person.correct_person(FAMILY, on=WEDNESDAY)
    assert person.may_be_told(MOTHER)


def test_two_persons_become_one() -> None:
    """R-I8: one child, one person."""
    twin, person = registered(TWIN), registered()
    twin.merge_persons(into=person)
    assert told(twin) == ["PersonsMerged"]
    assert told(person) == []
    assert twin.merged_into == person.id


def test_the_same_merge_again_changes_nothing() -> None:
    twin, person = registered(TWIN), registered()
    twin.merge_persons(into=person)
    twin.collect_events()
    twin.merge_persons(into=person)
    assert told(twin) == []


def test_what_kept_the_one_safe_keeps_the_other_safe() -> None:
    """R-C13, R-C9: no order and no forbidden disclosure is lost by merging."""
    twin, person = registered(replace(TWIN, guardians=(FATHER,))), registered()
    twin.protect_person(order=ORDER, on=TUESDAY)
    twin.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS)
    twin.merge_persons(into=person)
    assert told(person) == ["PersonProtected", "DisclosureForbidden"]
    assert person.protected_on(TUESDAY)
    assert not person.may_be_told(FATHER)


def test_of_two_orders_the_one_that_lasts_longer_stays() -> None:
    """R-C13."""
    twin, person = registered(TWIN), protected()
    twin.protect_person(order=ORDER, on=TUESDAY, until=WEDNESDAY)
    twin.merge_persons(into=person)
    assert told(person) == []
    assert person.protected_on(date(2099, 1, 1))


def test_nobody_is_merged_into_themselves() -> None:
    person = registered()
    with pytest.raises(Refused, match="into themselves"):
        person.merge_persons(into=person)


@pytest.mark.parametrize("verb", ["protect_person", "forbid_disclosure", "correct_person", "learn", "merge"])
def test_a_merged_person_is_worked_with_no_more(verb: str) -> None:
    """Whoever comes with the old id is told to use the other."""
    twin, person = registered(TWIN), registered()
    twin.merge_persons(into=person)
    asked: dict[str, Any] = {
        "protect_person": lambda: twin.protect_person(order=ORDER, on=TUESDAY),
        "forbid_disclosure": lambda: twin.forbid_disclosure(to="Isä Esimerkki", on=TUESDAY, **WORDS),
        "correct_person": lambda: twin.correct_person(FAMILY, on=TUESDAY),
        "learn": lambda: twin.learn(TWIN),
        "merge": lambda: twin.merge_persons(into=registered(replace(LAPSI, person_id=UUID(int=9)))),
    }
    with pytest.raises(Refused, match="merged into another"):
        asked[verb]()


def test_nobody_is_merged_into_who_was_merged() -> None:
    twin, person = registered(TWIN), registered()
    twin.merge_persons(into=person)
    with pytest.raises(Refused, match="merged into another"):
        registered(replace(LAPSI, person_id=UUID(int=9))).merge_persons(into=twin)
