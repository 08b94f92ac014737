"""A case is opened from an open contact, for its subject; it takes on what the contact knows."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.intake.domain.case.opening import refusal_to_open
from shared.kernel.facts import Keeping
from tests.specs.intake.case_desk import BUYER, COORDINATOR, OTHER_COORDINATOR, WORKER, CaseDesk, done
from tests.specs.intake.case_story import AUGUST_25, OPENED, begun
from tests.specs.intake.examples import LAPSI

ALLOWED: dict[str, Any] = {
    "ended": None,
    "subject": LAPSI.person_id,
    "person_id": LAPSI.person_id,
    "received_on": AUGUST_25,
    "on": AUGUST_25,
}
CASE: dict[str, Any] = {"service_line": "support_person", "process_lead": "child_welfare"}


def test_a_case_begins_open() -> None:
    """R-T2: in the register that its service line and its contact belong to."""
    begun().then("CaseOpened", opened_on=AUGUST_25, keeping=OPENED["keeping"]).then_it_is(
        state="open", network={}, restricted_to=(), subject="case/2025-00004"
    )


def test_what_is_known_at_the_opening_is_kept() -> None:
    told: dict[str, Any] = {
        "nature": "preventive",
        "required_parties": ("education", "child_psychiatry"),
        "base_services": ("Kouluterveydenhuolto",),
        "restricted_to": ("koordinaattori-1",),
        "usual_end": date(2026, 8, 31),
        "situations": ("demanding_separation",),
        "with_standing_team": False,
    }
    begun(**told).then("CaseOpened", **told).then_it_is(**told)


def test_a_case_may_follow_an_open_contact() -> None:
    """R-I2: from any open referral with a subject."""
    assert refusal_to_open(**ALLOWED) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"ended": "closed"}, "an open contact"),
        ({"subject": None}, "identify the contact's subject first"),
        ({"subject": UUID(int=7)}, "about somebody else"),
        ({"on": AUGUST_25 - timedelta(days=1)}, "after its contact came in"),
    ],
)
def test_no_case_follows_another_contact(told: dict[str, Any], words: str) -> None:
    """R-I2: from any open referral with a subject."""
    assert words in str(refusal_to_open(**{**ALLOWED, **told}))


def test_a_case_does_not_end_before_it_is_opened(desk: CaseDesk) -> None:
    told = {**CASE, **desk.refer(), "case_id": str(uuid4()), "usual_end": "2025-08-24"}
    reply = desk.store.send("open_case", told, who={"clock": "2025-08-25T12:00:00+03:00"})
    assert (reply["status"], reply["problem"]["sentence"]) == (
        409,
        "the usual end lies before the case is opened",
    )


def test_the_answer_names_the_case(desk: CaseDesk) -> None:
    case_id = str(uuid4())
    clock = {"clock": "2023-09-01T10:00:00+03:00"}
    contact = desk.refer(received_at="2023-03-07T09:20:00+02:00")
    told = {**CASE, **contact, "case_id": case_id}
    first = done(desk.store.send("open_case", told, who=clock))
    assert first == {"case_id": case_id, "number": first["number"], "state": "open", "facts": ["CaseOpened"]}
    year, number = first["number"].removeprefix("case/").split("-")
    assert year == "2023", "of the year in which it is opened"
    told = {**CASE, **contact, "case_id": str(uuid4())}
    second = done(desk.store.send("open_case", told, who=clock))
    assert second["number"] == f"case/2023-{int(number) + 1:05d}", "another line for the same contact"


def test_the_contact_gives_place_and_situations(desk: CaseDesk) -> None:
    """R-T2: a child welfare notification decides the service task of the case, too."""
    contact = desk.refer(
        situations=["demanding_separation", "school_absence"], county="13", child_welfare_notification=True
    )
    case = desk.case(desk.open(**contact))
    assert (case.county, case.region) == ("13", "sisa-suomi")
    assert case.situations == ("demanding_separation", "school_absence")
    assert case.keeping == Keeping("13", "social_welfare_client_register", "child_welfare")


def test_the_contact_has_to_concern_whoever_opens(desk: CaseDesk) -> None:
    told = {**CASE, **desk.refer(), "case_id": str(uuid4())}
    elsewhere = {**OTHER_COORDINATOR, "region": "etela-suomi"}
    assert desk.store.send("open_case", told, who=elsewhere)["status"] == 404


def test_an_ended_contact_opens_no_case(desk: CaseDesk) -> None:
    """R-I2: asked of the contact as it is stored."""
    contact = desk.refer()
    done(desk.store.send("decline_referral", {"referral_id": contact["referral_id"], "reason": "Muualla."}))
    reply = desk.store.send("open_case", {**CASE, **contact, "case_id": str(uuid4())})
    assert (reply["status"], reply["problem"]["sentence"]) == (
        409,
        "a case follows an open contact: this one has ended",
    )


def test_an_id_that_is_taken_opens_nothing(desk: CaseDesk) -> None:
    case_id = desk.open()
    again = desk.store.send("open_case", {**CASE, **desk.refer(), "case_id": case_id})
    assert (again["status"], again["problem"]["sentence"]) == (
        409,
        "the id {id} is taken already: give a new one",
    )


@pytest.mark.parametrize("who", [WORKER, BUYER, {"sub": "tutkija-1", "role": "researcher"}])
def test_a_coordinator_opens_cases(desk: CaseDesk, who: dict[str, Any]) -> None:
    told = {**CASE, **desk.refer(), "case_id": str(uuid4())}
    assert desk.store.send("open_case", told, who=who)["status"] == 403
    assert desk.store.send("open_case", told, who=COORDINATOR)["status"] == 200
