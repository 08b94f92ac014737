"""What `status` makes of the services' own words, and what it says is to be done."""

from pathlib import Path
from typing import Any

import pytest

from services.console.standing import AWAY, AsTable, Standing
from shared.plumbing.settings import Settings
from shared.plumbing.standing import behind

RELAY = {"ready": True, "active": True, "fault": None, "position": 7}
READER = {"ready": True, "active": True, "fault": None, "stopped": None}
INTAKE = {"ready": True, "positions": {"intake": 9}, "loops": {"relay": RELAY}}
REPORTING = {"ready": True, "positions": {"intake": 4}, "loops": {"from-intake": READER}}
GONE = {"ready": False, "because": AWAY}


def standing(intake: dict[str, Any], reporting: dict[str, Any], *, embedded: bool = True) -> Standing:
    heads = {"intake": 9} if "positions" in intake else {}
    services = {"intake": intake, "reporting": reporting}
    told = {name: {**said, "behind": behind(name, said, heads)} for name, said in services.items()}
    return Standing(told, embedded, str(Settings(data=Path("here")).home))


def test_ready_needs_nobody_and_each_loop_says_how_far_behind_it_is() -> None:
    all_well = standing(INTAKE, REPORTING)
    assert (all_well.ready, all_well.what_to_do()) == (True, None)
    assert all_well.services["intake"]["behind"] == {"relay": 2}
    assert all_well.services["reporting"]["behind"] == {"from-intake": 5}


def test_how_far_behind_is_not_known_while_the_source_is_away() -> None:
    assert standing(GONE, REPORTING).services["reporting"]["behind"] == {"from-intake": None}


STOPPED = {"ready": False, "loops": {"from-intake": READER | {"stopped": "another log: rebuild"}}}
RESTORED = {
    "ready": False,
    "loops": STOPPED["loops"] | {"renewal": {"ready": True, "fault": None, "making": "intake: 5 of 9"}},  # type: ignore[operator]
}
FAULTY = {"ready": False, "loops": {"relay": RELAY | {"fault": "OSError"}}}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (standing(GONE, GONE), "tukiverkko up --data"),
        (standing(GONE, GONE, embedded=False), "TUKIVERKKO_AMQP_URL"),
        (standing(GONE, REPORTING, embedded=False), "away: intake"),
        (standing(INTAKE, REPORTING | STOPPED), "stands still"),
        (standing(INTAKE, REPORTING | RESTORED), "are being made anew"),
        (standing(INTAKE | FAULTY, REPORTING), "mends itself"),
    ],
)
def test_a_sentence_says_what_to_do(told: Standing, words: str) -> None:
    assert not told.ready
    assert words in str(told.what_to_do())


def test_the_table_has_a_line_for_each_service_with_what_stopped() -> None:
    lines = str(AsTable(standing(INTAKE, REPORTING | STOPPED))).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["intake", "yes"], ["reporting", "no"]]
    assert "from-intake: another log: rebuild" in lines[2]


def test_the_table_says_how_far_rows_are_made_anew() -> None:
    assert "renewal: makes rows anew, intake: 5 of 9" in str(AsTable(standing(INTAKE, REPORTING | RESTORED)))
