"""R-C13: an order masks places, organisations and contacts in every answer, for everyone, from today on."""

import json
from collections.abc import Iterator
from typing import Any, get_args
from uuid import uuid4

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from services.intake.queries import QUERIES, VIEWS
from services.intake.queries.views.masking import Masked
from services.intake.queries.views.others import SafeContactView
from shared.contracts.masking import MASK
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, done
from tests.specs.intake.case_in_time import ClockedStore
from tests.specs.intake.sheltered import (
    CONTACT_PERSON,
    PLACES,
    PROFESSIONAL,
    REFERRER,
    Sheltered,
    planted,
)
from tests.support.servers import passing_database

EVERYBODY = (COORDINATOR, WORKER, BUYER, CONTACT_PERSON, PROFESSIONAL)
TELLS_A_PLACE = {
    "place", "by_place", "minutes_by_place", "municipality", "organisation", "provider", "base_services",
    "prior_services", "source_other", "phone", "email", "address", "with_whom", "street", "postal", "town",
    "location", "school", "unit", "recipient_organisation",
}  # fmt: skip
"""Names of fields that tell a place, an organisation or a contact."""


@pytest.fixture(scope="module")
def store(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedStore]:
    with passing_database(postgres) as url:
        yield ClockedStore(tmp_path_factory.mktemp("data"), url)


@pytest.fixture(scope="module")
def sheltered(store: ClockedStore) -> Sheltered:
    family = Sheltered(store)
    family.protect()
    return family


def asked_of(family: Sheltered) -> dict[str, dict[str, Any]]:
    """How each question is asked about the family; those that are about nobody are asked too."""
    case, contact = {"case_id": family.case_id}, {"referral_id": family.referral_id}
    names = ("given_name", "family_name", "birth_date", "person_id")
    return {
        "referral": contact,
        "referrals": {"limit": 200},
        "person": {"person_id": family.person_id},
        "screen": {},
        "step_link": {**contact, "step_id": step_of(family)},
        "similar_contacts": {
            "referrer": {"name": REFERRER["name"], "organisation": REFERRER["organisation"]},
            "subject": {name: family.subject[name] for name in names},
            "received_at": "2025-08-26T09:00:00+03:00",
        },
        "case": case,
        "cases": {"person_id": family.person_id},
        "monthly_report": {**case, "month": "2025-09"},
        "copy_out": case,
        "my_meetings": {"from": "2025-09-01", "to": "2025-09-30"},
        "calendar_link": {},
        "people": {name: family.subject[name] for name in names[:3]},
        "access_log": {"person_id": family.person_id},
        "access_log_copy": {"person_id": family.person_id},
        "retention_due": {},
        "origin": {"position": family.store.head()},
    }


def step_of(family: Sheltered) -> str:
    told = done(family.store.ask("referral", {"referral_id": family.referral_id}))
    return str(told["plan"]["steps"][0]["step_id"])


@pytest.mark.parametrize("name", QUERIES)
def test_no_answer_tells_where_the_family_is(sheltered: Sheltered, name: str) -> None:
    """R-C13: to nobody, whatever their role."""
    data = asked_of(sheltered)[name]
    for who in (*EVERYBODY, {"sub": "paakayttaja-1", "role": "admin"}):
        reply = sheltered.store.ask(name, data, who=who)
        assert planted(json.dumps(reply, ensure_ascii=False)) == set(), (name, who)


@pytest.mark.parametrize(
    ("name", "who"),
    [("referral", COORDINATOR), ("case", WORKER), ("person", COORDINATOR), ("copy_out", BUYER)],
)
def test_without_an_order_it_is_told(store: ClockedStore, name: str, who: dict[str, Any]) -> None:
    """What the test above looks for is there to be found; a buyer's copy has the places."""
    family = Sheltered(store)
    told = json.dumps(done(store.ask(name, asked_of(family)[name], who=who)), ensure_ascii=False)
    assert planted(told) or (name == "copy_out" and "Koulu" in told)


def test_places_of_meetings_are_masked(sheltered: Sheltered) -> None:
    """R-C13: in the case, in the month's report and in one's own calendar; the figures stay."""
    store = sheltered.store
    case = done(store.ask("case", {"case_id": sheltered.case_id}, who=WORKER))
    assert {each["place"] for each in case["meetings"]} == {MASK}
    month = done(store.ask("monthly_report", {"case_id": sheltered.case_id, "month": "2025-09"}, who=BUYER))
    assert {each["place"] for each in month["meetings"]} == {MASK}
    assert month["totals"]["by_place"] == {MASK: len(PLACES)}
    assert month["totals"]["minutes_by_place"] == {MASK: 90 * len(PLACES)}
    mine = done(store.ask("my_meetings", {"from": "2025-09-01", "to": "2025-09-30"}, who=WORKER))["meetings"]
    of_family = [each for each in mine if each["case_id"] == sheltered.case_id]
    assert {each["place"] for each in of_family} == {MASK}


def test_other_families_meetings_keep_their_places(sheltered: Sheltered) -> None:
    """R-C13: a calendar has the meetings of many families, each masked by itself."""
    other = Sheltered(sheltered.store)
    mine = done(sheltered.store.ask("my_meetings", {"from": "2025-09-01", "to": "2025-09-30"}, who=WORKER))[
        "meetings"
    ]
    assert {each["place"] for each in mine if each["case_id"] == other.case_id} == set(PLACES)


def test_a_copy_says_that_it_is_masked(sheltered: Sheltered) -> None:
    """R-C13: whoever copies it knows that something is missing."""
    copy = done(sheltered.store.ask("copy_out", {"case_id": sheltered.case_id, "language": "en"}))
    assert "Non-disclosure order" in copy["text"]
    assert "School" not in copy["text"]
    assert copy["masked"]


def test_the_link_to_a_step_tells_no_place(sheltered: Sheltered) -> None:
    """R-C13, R-C9: whoever holds it sees the number, the sector and the day."""
    store = sheltered.store
    step = step_of(sheltered)
    token = done(store.ask("step_link", {"referral_id": sheltered.referral_id, "step_id": step}))["token"]
    told = done(store.ask("referral", {"referral_id": sheltered.referral_id}, token=token))
    assert set(told) == {"referral_id", "number", "step_id", "sector", "due"}


@pytest.mark.parametrize(
    ("name", "who"), [("referral", COORDINATOR), ("case", WORKER), ("person", COORDINATOR)]
)
def test_who_works_on_it_sees_through_the_mask_by_saying_why(
    sheltered: Sheltered, name: str, who: dict[str, Any]
) -> None:
    """R-C13: the work goes on; for one answer, with a reason."""
    told = done(sheltered.store.ask(name, {**asked_of(sheltered)[name], "reveal": "arranging"}, who=who))
    assert planted(json.dumps(told, ensure_ascii=False))
    assert told["masked"] is False


@pytest.mark.parametrize("who", [BUYER, {**CONTACT_PERSON, "sector": "child_welfare"}])
def test_others_do_not_see_through_it(sheltered: Sheltered, who: dict[str, Any]) -> None:
    """R-C13."""
    asked = {"case_id": sheltered.case_id, "reveal": "safety"}
    assert sheltered.store.ask("case", asked, who=who)["status"] == 403


def test_the_mask_is_not_written_over_what_it_hides(sheltered: Sheltered) -> None:
    """R-C13: a form that was filled in from a masked page would lose what is known."""
    agency = {"sector": "education", "organisation": MASK, "role": "opetus"}
    told = {"referral_id": sheltered.referral_id, "summary": "Lyhyesti.", "agencies": [agency]}
    refused = sheltered.store.send("gather_background", told)
    assert refused["status"] == 409
    assert "what is masked" in refused["problem"]["sentence"]


def test_an_order_masks_what_was_written_before_it(store: ClockedStore) -> None:
    """R-C13, R-T1: whatever moment is asked for, what counts is today."""
    family = Sheltered(store)
    family.at("2025-10-20")
    family.protect()
    before = "2025-10-19T12:00:00+03:00"
    told = done(store.ask("case", {"case_id": family.case_id, "as_of": before}, who=WORKER))
    assert told["meetings"]
    assert planted(json.dumps(told, ensure_ascii=False)) == set()


def test_when_the_order_has_ended_it_is_told_again(store: ClockedStore) -> None:
    """R-C13: nothing was lost."""
    family = Sheltered(store)
    family.protect(until="2025-10-31")
    family.at("2025-10-31")
    assert done(store.ask("case", {"case_id": family.case_id}, who=WORKER))["masked"]
    family.at("2025-11-01")
    told = done(store.ask("case", {"case_id": family.case_id}, who=WORKER))
    assert planted(json.dumps(told, ensure_ascii=False))
    assert not told["protected"]


def test_a_guardian_under_an_order_masks_the_childs_matter(store: ClockedStore) -> None:
    """R-C13: where the child is, the guardian is."""
    family = Sheltered(store)
    mother = {**family.subject, "person_id": family_member(store)}
    guardian = {"person_id": mother["person_id"], "custody": "sole", "right_to_information": True}
    done(store.send("correct_person", {**family.subject, "guardians": [guardian]}))
    done(store.send("protect_person", {"person_id": mother["person_id"], "order": "non_disclosure"}))
    told = done(store.ask("case", {"case_id": family.case_id}, who=WORKER))
    assert planted(json.dumps(told, ensure_ascii=False)) == set()


def family_member(store: ClockedStore) -> str:
    """Somebody whom the region registers apart from any contact."""
    person_id = str(uuid4())
    who = {"person_id": person_id, "given_name": "Äiti", "family_name": "Esimerkki",
           "birth_date": "1980-01-01", "languages": ["fi"]}  # fmt: skip
    done(store.send("register_person", who))
    return person_id


def fields_of(view: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, str, bool]]:
    """Each field of a view and of the views in it: the view, the field, whether it is marked."""
    if view in seen:
        return
    seen.add(view)
    for name, field in view.model_fields.items():
        marks = [*field.metadata, *parts_of(field.annotation)]
        yield view.__name__, name, any(isinstance(mark, Masked) for mark in marks)
        for part in marks:
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from fields_of(part, seen)


def parts_of(hint: Any) -> Iterator[Any]:
    """A type and what it is made of, its marks included."""
    yield hint
    for part in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        yield from parts_of(part)


def test_a_field_that_tells_a_place_is_marked() -> None:
    """R-C13: a new one, too, or this fails."""
    seen: set[type[BaseModel]] = set()
    found = [each for view in VIEWS.values() for each in fields_of(view, seen)]
    telling = [each for each in found if each[1] in TELLS_A_PLACE]
    assert len(telling) > len(TELLS_A_PLACE) / 2, "the walk finds the fields"
    assert [f"{view}.{name}" for view, name, marked in telling if not marked] == []


def test_an_answer_that_does_not_say_whether_it_is_masked_is_not_given() -> None:
    """R-C13: who forgets it finds out before anybody reads it."""
    view = SafeContactView(channel="paper", address="Piilopaikantie 1", safe_for="lapsi")
    with pytest.raises(PydanticSerializationError, match="masked"):
        view.said()
