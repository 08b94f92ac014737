"""R-I7 and R-I8: a contact made twice is offered as such, and a person decides."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.intake.domain.duplicates import WITHIN, referrer_keys, subject_keys
from services.intake.domain.language import Referrer
from tests.specs.intake.decisions import ADVICE, CLOSE, IDENTIFIED
from tests.specs.intake.examples import LAPSI, OLLI, RECEIVED
from tests.specs.intake.scenario import does, given

BEFORE, OTHER = uuid4(), uuid4()
SAME = does("resolve_duplicate", same=True)
NOT_SAME = does("resolve_duplicate", same=False)
NAME_ONLY = replace(OLLI, phone=None, email=None)


def same(one: Referrer, other: Referrer) -> bool:
    return not set(referrer_keys(one).sought).isdisjoint(referrer_keys(other).kept)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (replace(OLLI, name="O. Opettaja", email=None, phone="040-0000000"), True),
        (replace(OLLI, phone=None, email="OLLI@koulu.example"), True),
        (NAME_ONLY, True),
        (replace(NAME_ONLY, name=" olli  OPETTAJA "), True),
        (replace(OLLI, phone="040 111 1111", email=None), False),
        (replace(NAME_ONLY, organisation="Toinen koulu"), False),
    ],
)
def test_who_is_the_same_referrer(other: Referrer, expected: bool) -> None:  # noqa: FBT001
    """R-I7: phone or email, else name and organisation; it is the same from either side."""
    assert same(OLLI, other) is expected
    assert same(other, OLLI) is expected


def test_who_is_the_same_subject() -> None:
    """R-I7: person_id, else name and birth date."""
    keys = set(subject_keys(LAPSI))
    assert keys & set(subject_keys(replace(LAPSI, given_name="Toinen")))
    assert keys & set(subject_keys(replace(LAPSI, person_id=uuid4(), given_name="LAPSI")))
    assert not keys & set(subject_keys(replace(LAPSI, person_id=uuid4(), birth_date=date(2010, 5, 7))))


def test_a_month_apart_is_near() -> None:
    """R-I7: within 30 days (P)."""
    assert timedelta(days=30) == WITHIN


def test_a_duplicate_is_offered_and_decided() -> None:
    """R-I7: offered as a possible duplicate; a person decides."""
    offered = given(possible_duplicates=(BEFORE,)).then_it_is(possible_duplicates=(BEFORE,))
    assert offered.referral.waiting_for[0] == "duplicate"
    offered.when(SAME).then("DuplicateResolved").then_it_is(possible_duplicates=(), duplicate_of=BEFORE)
    offered.when(NOT_SAME.but(of=BEFORE)).then_it_is(duplicate_of=None)


def test_one_of_several_is_named() -> None:
    offered = given(possible_duplicates=(BEFORE, OTHER))
    offered.when(SAME).then_refused("say which one it repeats")
    offered.when(NOT_SAME.but(of=BEFORE)).then_it_is(possible_duplicates=(OTHER,))
    offered.when(NOT_SAME).then_it_is(possible_duplicates=(), duplicate_of=None)


def test_a_coordinator_may_know_of_one_that_was_not_offered() -> None:
    given().when(SAME.but(of=BEFORE)).then_it_is(duplicate_of=BEFORE)
    given().when(SAME).then_refused("say which contact it repeats")
    given().when(SAME.but(of=RECEIVED["id"])).then_refused("does not repeat itself")


def test_it_is_decided_also_after_the_end() -> None:
    given(ADVICE, CLOSE, possible_duplicates=(BEFORE,)).when(SAME).then("DuplicateResolved")


def test_two_contacts_about_one_child_are_two_referrals_of_one_subject() -> None:
    """R-I8: each goes its own way."""
    second = UUID("66666666-6666-4666-8666-666666666666")
    one = given(person_id=LAPSI.person_id)
    other = given(id=second, number="2023-00018", person_id=LAPSI.person_id)
    one.when(ADVICE, CLOSE).then_it_is(state="closed")
    other.then_it_is(state="received", person_id=LAPSI.person_id)


def test_a_subject_named_later_may_show_a_duplicate() -> None:
    identified = given().when(IDENTIFIED.but(possible_duplicates=(BEFORE,)))
    identified.then("SubjectIdentified").then_it_is(person_id=LAPSI.person_id, possible_duplicates=(BEFORE,))
    identified.when(IDENTIFIED.but(person_id=uuid4())).then_refused("already about another person")
