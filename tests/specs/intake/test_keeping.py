"""R-T2: whose register a fact about a person belongs to, by a dated table."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from shared.kernel import keeping
from shared.kernel.facts import Keeping
from shared.kernel.keeping import hosting_county, keeping_for
from shared.kernel.reference import codes, document
from tests.specs.intake.examples import TUESDAY

TABLE = document("registers")


@pytest.mark.parametrize("line", [*codes("service_lines"), None])
@pytest.mark.parametrize(("notification", "task"), [(True, "child_welfare"), (False, "family_services")])
def test_the_service_task_follows_from_the_notification(
    line: str | None,
    notification: bool,  # noqa: FBT001
    task: str,
) -> None:
    """R-T2: from service line and child_welfare_notification; the controller is the county."""
    kept = keeping_for(line, child_welfare_notification=notification, county="08", on=TUESDAY)
    assert kept == Keeping("08", "social_welfare_client_register", task)


def test_every_row_names_what_the_table_explains() -> None:
    registers = {entry["id"] for entry in TABLE["registers"]}
    tasks = {entry["id"] for entry in TABLE["service_tasks"]}
    for row in TABLE["keeping"]:
        assert row["register"] in registers
        assert row["service_task"] in tasks
    for entry in (*TABLE["registers"], *TABLE["service_tasks"]):
        assert entry["fi"]
        assert entry["sv"]
        assert entry["en"]


def test_each_region_s_centre_is_run_by_one_of_its_counties() -> None:
    for region in document("regions")["regions"]:
        assert hosting_county(region["id"], TUESDAY) in region["counties"]
    with pytest.raises(LookupError):
        hosting_county("muualla", TUESDAY)


@pytest.fixture
def changed_in_2026(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The table of a region that gave one service line a register of its own from 2026."""
    table = deepcopy(TABLE)
    own = {"service_line": "support_person", "child_welfare_notification": None, "valid_from": "2026-01-01",
           "valid_to": "2026-12-31", "register": "own", "service_task": "family_law"}  # fmt: skip
    table["keeping"].insert(0, own)
    monkeypatch.setattr(keeping, "document", lambda _name: table)
    return table


@pytest.mark.parametrize(
    ("on", "register"),
    [
        (date(2025, 12, 31), "social_welfare_client_register"),
        (date(2026, 1, 1), "own"),
        (date(2026, 12, 31), "own"),
        (date(2027, 1, 1), "social_welfare_client_register"),
    ],
)
def test_the_table_is_dated(changed_in_2026: dict[str, Any], on: date, register: str) -> None:
    """R-T2: a dated table (P): the first row that holds on the day counts."""
    kept = keeping_for("support_person", child_welfare_notification=False, county="08", on=on)
    assert kept.register == register


def test_a_gap_in_the_table_is_an_error(changed_in_2026: dict[str, Any]) -> None:
    del changed_in_2026["keeping"][1:]
    with pytest.raises(LookupError, match="has no row"):
        keeping_for("support_person", child_welfare_notification=False, county="08", on=TUESDAY)
