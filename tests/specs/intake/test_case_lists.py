"""A list of cases has each that one sees once, in whatever ways it is seen, and each filter narrows it."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import CONTACT_PERSON, WORKER, CaseDesk, a_desk, done, member


@pytest.fixture(scope="module")
def desk(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDesk]:
    """Its own: whole lists are counted here."""
    with a_desk(postgres, tmp_path_factory) as made:
        yield made


def listed(desk: CaseDesk, who: dict[str, Any], **asked: Any) -> list[str]:
    """The ids of the whole list, read two at a time."""
    found, cursor = [], None
    while True:
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = done(desk.store.ask("cases", {**asked, "limit": 2, **more}, who=who))
        found += [each["case_id"] for each in page["cases"]]
        cursor = page.get("next")
        if cursor is None:
            return found


@pytest.fixture(scope="module")
def seen(desk: CaseDesk) -> dict[str, str]:
    """What a contact person of education in county 08 sees, and why."""
    school, own = member("other", sector="education"), member("other", {"sub": CONTACT_PERSON["sub"]})
    elsewhere = desk.refer(county="07")
    desk.open(member("other", sector="police"))
    return {
        "sector": desk.open(school),
        "own": desk.open(own, **elsewhere),
        "both": desk.open(school, own, service_line="support_person"),
        "sector_too": desk.open(school),
    }


def test_what_is_seen_in_two_ways_is_listed_once(desk: CaseDesk, seen: dict[str, str]) -> None:
    assert sorted(listed(desk, CONTACT_PERSON)) == sorted(seen.values())


def test_pages_follow_each_other_without_a_gap(desk: CaseDesk, seen: dict[str, str]) -> None:
    """All were opened today: among those of one day the id decides."""
    assert listed(desk, CONTACT_PERSON) == sorted(seen.values(), reverse=True)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"county": "07"}, ["own"]),
        ({"service_line": "support_person"}, ["both"]),
        ({"mine": True}, ["own", "both"]),
        ({"state": "open", "county": "08"}, ["sector", "both", "sector_too"]),
        ({"state": "closed"}, []),
    ],
)
def test_a_list_is_narrowed(
    desk: CaseDesk, seen: dict[str, str], asked: dict[str, Any], found: list[str]
) -> None:
    assert set(listed(desk, CONTACT_PERSON, **asked)) == {seen[name] for name in found}


def test_who_sees_none_has_an_empty_list(desk: CaseDesk, seen: dict[str, str]) -> None:
    assert listed(desk, WORKER) == []
