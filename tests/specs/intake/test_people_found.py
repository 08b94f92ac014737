"""Who may be the same person twice is found by name and birth date, among those one may know of."""

from typing import Any
from uuid import uuid4

from tests.specs.intake.case_desk import CONTACT_PERSON, OTHER_COORDINATOR, CaseDesk, done
from tests.support.intake_store import EXAMPLE

OTHER_REGION = {"sub": "koordinaattori-9", "region": "ita-suomi"}


def twins(desk: CaseDesk) -> tuple[dict[str, Any], list[str]]:
    """A name that nobody else has, and two persons who were registered with it."""
    name = {"given_name": f"Lapsi {uuid4()}", "family_name": "Esimerkki", "birth_date": "2010-05-06"}
    people = [{**EXAMPLE["subject"], **name, "person_id": str(uuid4())} for _ in range(2)]
    for subject in people:
        desk.refer(subject=subject)
    return name, sorted(str(each["person_id"]) for each in people)


def found(desk: CaseDesk, name: dict[str, Any], who: dict[str, Any] | None = None) -> list[str]:
    told = done(desk.store.ask("people", name, who=who or {}))
    return [row["person_id"] for row in told["people"]]


def test_people_of_one_name_and_birth_date_are_found(desk: CaseDesk) -> None:
    """R-P1: by a blind index, in whatever letters."""
    name, both = twins(desk)
    assert found(desk, {**name, "family_name": " ESIMERKKI "}) == both
    assert found(desk, {**name, "birth_date": "2010-05-07"}) == []


def test_who_was_merged_is_found_once(desk: CaseDesk) -> None:
    name, (one, other) = twins(desk)
    done(desk.store.send("merge_persons", {"person_id": one, "into": other}))
    assert found(desk, name) == [other]


def test_another_regions_people_are_not_there(desk: CaseDesk) -> None:
    name, _ = twins(desk)
    assert found(desk, name, OTHER_REGION) == []


def test_who_is_behind_a_restricted_case_is_not_there(desk: CaseDesk) -> None:
    """R-C10: for everybody who is not named."""
    name = {"given_name": f"Lapsi {uuid4()}", "family_name": "Esimerkki", "birth_date": "2010-05-06"}
    subject = {**EXAMPLE["subject"], **name, "person_id": str(uuid4())}
    told = desk.refer(subject=subject)
    desk.open(
        referral_id=told["referral_id"], person_id=subject["person_id"], restricted_to=["koordinaattori-1"]
    )
    assert found(desk, name) == [subject["person_id"]]
    assert found(desk, name, OTHER_COORDINATOR) == []


def test_only_coordinators_search_for_people(desk: CaseDesk) -> None:
    """Deny by default."""
    name, _ = twins(desk)
    assert desk.store.ask("people", name, who=CONTACT_PERSON)["status"] == 403
