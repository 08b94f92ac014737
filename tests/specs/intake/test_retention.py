"""R-P3: how long a record is kept, by service task, and what is to be erased by now."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from services.intake.domain.retention import Life, kept_until, refuse_before_its_time, years_after
from shared.kernel.refused import Refused
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import CaseDesk, a_desk, done

TODAY = date(2026, 11, 22)
BORN, DIED, CLOSED = date(2010, 5, 6), date(2024, 2, 29), date(2025, 8, 31)
ADMIN = {"sub": "paakayttaja-1", "role": "admin"}
OTHER_ADMIN = {"sub": "paakayttaja-2", "role": "admin"}


@pytest.fixture(scope="module")
def desk(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDesk]:
    """Its own: these tests go years ahead."""
    with a_desk(postgres, tmp_path_factory) as made:
        yield made


@pytest.mark.parametrize(
    ("task", "life", "until"),
    [
        ("child_welfare", Life(BORN, DIED, CLOSED), date(2026, 2, 28)),
        ("child_welfare", Life(BORN, None, CLOSED), date(2130, 5, 6)),
        ("child_welfare", Life(None, None, CLOSED), None),
        ("family_services", Life(BORN, None, CLOSED), date(2055, 8, 31)),
        ("family_services", Life(BORN, DIED, None), None),
        ("family_law", Life(BORN, DIED, CLOSED), date(2130, 5, 6)),
    ],
)
def test_how_long_is_told_by_the_service_task(task: str, life: Life, until: date | None) -> None:
    """R-P3: 2 years from the death, 30 from the end, 120 from the birth."""
    assert kept_until(task, life, TODAY) == until


def test_a_task_without_a_period_is_a_gap_in_the_table() -> None:
    with pytest.raises(LookupError):
        kept_until("an_unknown_task", Life(), TODAY)


def test_a_leap_day_has_its_years_on_the_day_before() -> None:
    assert years_after(date(2024, 2, 29), 30) == date(2054, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize("basis", ["mistaken_record", "authority_order"])
def test_some_bases_end_it_before_its_time(basis: str) -> None:
    """R-P3: nothing raised: a mistake, or an order."""
    refuse_before_its_time(basis, date(2055, 8, 31), TODAY)
    refuse_before_its_time(basis, None, TODAY)


@pytest.mark.parametrize(("until", "says"), [(TODAY, "kept until"), (None, "nobody knows")])
def test_its_last_day_is_still_a_day_on_which_it_is_kept(until: date | None, says: str) -> None:
    with pytest.raises(Refused, match=says):
        refuse_before_its_time("retention_ended", until, TODAY)


def test_the_day_after_its_last_it_may_go() -> None:
    refuse_before_its_time("retention_ended", date(2026, 11, 21), TODAY)


def due(desk: CaseDesk, clock: str, **told: Any) -> list[dict[str, Any]]:
    """All pages."""
    found, page = [], dict(told)
    while True:
        answer = done(desk.store.ask("retention_due", page, who=ADMIN | {"clock": clock}))
        found += answer["due"]
        if "next" not in answer:
            return found
        page["cursor"] = answer["next"]


@pytest.fixture
def ended(desk: CaseDesk) -> dict[str, str]:
    """A contact that was declined on 1 September 2025, about a child born in 2010."""
    contact = desk.refer()
    told = {"referral_id": contact["referral_id"], "reason": "Muualle."}
    done(desk.store.send("decline_referral", told, who={"clock": "2025-09-01T12:00:00+03:00"}))
    return contact


def test_a_matter_and_its_subject_are_due_the_day_after(desk: CaseDesk, ended: dict[str, str]) -> None:
    """R-P3: by id, number, task and day; nothing tells whom it is about."""
    assert ended["referral_id"] not in str(due(desk, "2055-09-01T12:00:00+03:00"))
    found = {each["id"]: each for each in due(desk, "2055-09-02T12:00:00+03:00")}
    matter, person = found[ended["referral_id"]], found[ended["person_id"]]
    assert (matter["kind"], matter["service_task"], matter["kept_until"]) == (
        "referral", "family_services", "2055-09-01",
    )  # fmt: skip
    assert person["kind"] == "person"
    assert "Esimerkki" not in str(found)


def test_page_by_page_each_is_told_once(desk: CaseDesk, ended: dict[str, str]) -> None:
    clock = "2055-09-02T12:00:00+03:00"
    whole, paged = due(desk, clock), due(desk, clock, limit=1)
    assert {each["id"] for each in paged} == {each["id"] for each in whole}
    matters = [each["id"] for each in paged if each["kind"] != "person"]
    assert len(matters) == len(set(matters))


def test_what_was_destroyed_is_not_due_again(desk: CaseDesk, ended: dict[str, str]) -> None:
    told = {"referral_id": ended["referral_id"], "basis": "retention_ended"}
    after = {"clock": "2055-09-02T12:00:00+03:00"}
    for who in (ADMIN, OTHER_ADMIN):
        done(desk.store.send("destroy_matter", told, who=who | after))
    assert ended["referral_id"] not in {each["id"] for each in due(desk, after["clock"])}


def test_while_another_matter_is_open_the_person_stays(desk: CaseDesk, ended: dict[str, str]) -> None:
    subject = {"person_id": ended["person_id"], "given_name": "Lapsi", "family_name": "Esimerkki"}
    again: dict[str, Any] = {"subject": {**subject, "birth_date": "2010-05-06", "languages": ["fi"]}}
    assert desk.store.receive(**again)["status"] == 200
    assert ended["person_id"] not in {each["id"] for each in due(desk, "2055-09-02T12:00:00+03:00")}


def test_a_region_sees_its_own_alone(desk: CaseDesk, ended: dict[str, str]) -> None:
    elsewhere = {"sub": "paakayttaja-9", "role": "admin", "region": "ita-suomi"}
    who = elsewhere | {"clock": "2055-09-02T12:00:00+03:00"}
    assert done(desk.store.ask("retention_due", {}, who=who))["due"] == []


def test_a_cursor_that_is_none_of_ours_is_a_misfit(desk: CaseDesk) -> None:
    assert desk.store.ask("retention_due", {"cursor": "x"}, who=ADMIN)["status"] == 422
