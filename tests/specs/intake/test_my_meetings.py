"""One's own meetings, and the link by which a calendar reads them: it shows no more than its maker sees."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER, COORDINATOR, OTHER_WORKER, WORKER, CaseDesk, done, member
from tests.specs.intake.case_in_time import ClockedStore
from tests.support.intake_store import Reply
from tests.support.servers import passing_database

SEPTEMBER = {"from": "2025-09-01", "to": "2025-09-30"}
NOON = "2025-09-03T12:00:00+03:00"


@pytest.fixture(scope="module")
def store(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedStore]:
    with passing_database(postgres) as url:
        yield ClockedStore(tmp_path_factory.mktemp("data"), url)


class Meetings:
    """A case with a worker and a client, and meetings that the worker is to hold."""

    def __init__(self, store: ClockedStore, **opening: Any) -> None:
        store.clock = "2025-08-25T10:00:00+03:00"
        self.store, self.desk = store, CaseDesk(store)
        self.worker = member("worker", WORKER, name="Tuuli Tukija")
        self.client, self.buyer = member("client", name="Nuori"), member("buyer", BUYER)
        self.case_id = self.desk.open(self.worker, self.client, self.buyer, **opening)

    def schedule(self, starts_at: str = NOON, *who: dict[str, Any]) -> str:
        there = [each["id"] for each in who or (self.worker, self.client)]
        meeting_id = str(uuid4())
        self.does(
            "schedule_meeting", meeting_id=meeting_id, kind="regular", starts_at=starts_at, minutes=90,
            place="home", participants=there, service_line="neuropsychiatric_coaching",
        )  # fmt: skip
        return meeting_id

    def does(self, name: str, who: dict[str, Any] = COORDINATOR, **told: Any) -> None:
        done(self.desk.does(name, self.case_id, who, **told))

    def seen(self, who: dict[str, Any] = WORKER, days: Any = None) -> list[dict[str, Any]]:
        """Those of this case among somebody's meetings."""
        return self.of_this(self.store.ask("my_meetings", days or SEPTEMBER, who=who))

    def by_link(self, token: str) -> list[dict[str, Any]]:
        return self.of_this(self.store.ask("my_meetings", SEPTEMBER, token=token))

    def of_this(self, reply: Reply) -> list[dict[str, Any]]:
        return [each for each in done(reply)["meetings"] if each["case_id"] == self.case_id]

    def link(self, who: dict[str, Any] = WORKER) -> str:
        return str(done(self.store.ask("calendar_link", {}, who=who))["token"])


@pytest.fixture
def case(store: ClockedStore) -> Meetings:
    return Meetings(store)


def test_a_meeting_is_told_in_codes_days_and_numbers(case: Meetings) -> None:
    """R-P1: whatever else is known of it stays in the case."""
    meeting_id = case.schedule()
    (told,) = case.seen()
    number = told.pop("number")
    assert number.startswith("case/2025-")
    assert told == {
        "case_id": case.case_id, "meeting_id": meeting_id, "kind": "regular", "minutes": 90, "place": "home",
        "starts_at": "2025-09-03T09:00:00Z", "state": "scheduled", "changes": 0,
        "changed_at": "2025-08-25T07:00:00Z",
    }  # fmt: skip


def test_only_those_who_take_part_have_it(case: Meetings) -> None:
    case.schedule()
    assert len(case.seen()) == 1
    assert case.seen(BUYER) == case.seen(COORDINATOR) == case.seen(OTHER_WORKER) == []
    case.schedule("2025-09-05T12:00:00+03:00", case.worker, case.buyer)
    assert len(case.seen(BUYER)) == 1


def test_each_change_is_counted(case: Meetings) -> None:
    meeting_id = case.schedule()
    case.store.clock = "2025-08-26T10:00:00+03:00"
    case.does("move_meeting", meeting_id=meeting_id, starts_at="2025-09-04T12:00:00+03:00", reason="Retki.")
    moved = case.seen()[0]
    assert (moved["changes"], moved["starts_at"]) == (1, "2025-09-04T09:00:00Z")
    assert moved["changed_at"] == "2025-08-26T07:00:00Z"
    case.does("cancel_meeting", meeting_id=meeting_id, cancelled_by="client", reason="Sairaana.")
    assert [(each["changes"], each["state"]) for each in case.seen()] == [(2, "cancelled")]


def test_what_was_held_is_told_as_it_was(case: Meetings) -> None:
    """Also to somebody who came though they were not expected."""
    meeting_id = case.schedule()
    case.store.clock = "2025-09-03T16:00:00+03:00"
    case.does(
        "record_meeting", WORKER, meeting_id=meeting_id, started_at="2025-09-03T13:00:00+03:00", minutes=45,
        place="school", attended=[case.worker["id"], case.buyer["id"]], summary="Tavattiin.",
    )  # fmt: skip
    (held,) = case.seen(BUYER)
    assert (held["state"], held["minutes"], held["place"]) == ("held", 45, "school")
    assert held["starts_at"] == "2025-09-03T10:00:00Z"


def test_days_are_finland_s(case: Meetings) -> None:
    """A meeting before one in the morning of the first of September, by UTC, is still August."""
    case.schedule("2025-09-01T00:30:00+03:00")
    assert len(case.seen(days={"from": "2025-09-01", "to": "2025-09-01"})) == 1
    assert case.seen(days={"from": "2025-08-31", "to": "2025-08-31"}) == []


def test_unless_said_it_is_a_month_back_and_a_year_ahead(case: Meetings) -> None:
    case.schedule()
    case.schedule("2026-08-31T12:00:00+03:00")
    case.schedule("2026-09-01T12:00:00+03:00")
    case.store.clock = "2025-10-04T10:00:00+03:00"
    assert len(case.of_this(case.store.ask("my_meetings", {}, who=WORKER))) == 3
    case.store.clock = "2025-10-05T10:00:00+03:00"
    assert len(case.of_this(case.store.ask("my_meetings", {}, who=WORKER))) == 2


def test_more_days_than_a_calendar_shows_are_refused(case: Meetings) -> None:
    days = {"from": "2025-01-01", "to": "2026-02-04"}
    assert len(case.seen(days=days)) == 0
    refused = case.store.ask("my_meetings", {**days, "to": "2026-02-05"}, who=WORKER)
    assert (refused["status"], refused["problem"]["values"]) == (422, {"most": "400"})


def test_who_left_has_them_no_more(case: Meetings) -> None:
    """Neither by the link that they still have."""
    case.schedule()
    link = case.link()
    assert len(case.by_link(link)) == 1
    case.does("remove_network_member", member_id=case.worker["id"])
    assert case.seen() == case.by_link(link) == []


def test_a_restricted_case_is_in_nobody_else_s_calendar(case: Meetings) -> None:
    """R-C10."""
    case.schedule()
    link = case.link()
    case.does("change_restriction", restricted_to=["koordinaattori-1"], reason="Turva.")
    assert case.seen() == case.by_link(link) == []
    case.does("change_restriction", restricted_to=["koordinaattori-1", WORKER["sub"]], reason="Turva.")
    assert len(case.by_link(link)) == 1


def test_a_link_shows_what_its_maker_sees(case: Meetings) -> None:
    """A buyer's for the sector that it buys for, and nobody else's."""
    case.schedule(NOON, case.worker, case.buyer)
    assert case.by_link(case.link(BUYER)) == case.seen(BUYER) == case.seen()
    assert case.by_link(case.link({**BUYER, "sector": "education"})) == []
    assert case.by_link(case.link(OTHER_WORKER)) == []


def test_a_link_reads_nothing_else(case: Meetings) -> None:
    case.schedule()
    link = case.link()
    assert case.store.ask("case", {"case_id": case.case_id}, token=link)["status"] == 403
    assert case.store.ask("calendar_link", {}, token=link)["status"] == 403
    referral = case.desk.refer()["referral_id"]
    assert case.store.ask("referral", {"referral_id": referral}, token=link)["status"] == 404


def test_a_link_for_something_else_is_no_calendar(case: Meetings) -> None:
    step = {"sub": "link:1", "role": "link", "may": {"referral_id": str(uuid4()), "step_id": str(uuid4())}}
    assert case.store.ask("my_meetings", {}, who=step)["status"] == 404


def test_a_link_holds_for_a_year_and_a_new_one_ends_none(case: Meetings) -> None:
    case.schedule()
    told = done(case.store.ask("calendar_link", {}, who=WORKER))
    assert datetime.fromisoformat(told["expires_at"]).date().isoformat() == "2026-08-25"
    first, second = case.link(), case.link()
    assert case.by_link(first) == case.by_link(second) == case.seen()
