"""kill -9 of everything in turn while people work: nothing lost, nothing doubled, and the rows are a fold.

`make soak` does the same for longer (docs/faults.md).
"""

from pathlib import Path

import pytest

from tests.support.harness import harness

KILLS = 12
WITHOUT_POSTGRESQL = 12.0  # seconds


@pytest.mark.timeout(900)
def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    told: list[str] = []
    with harness(tmp_path, told.append) as harmed:
        account = harmed.run(KILLS - 3, away=WITHOUT_POSTGRESQL)
    said = "\n".join([*told, *account.lines()])
    assert account.kills >= KILLS, said
    assert account.acknowledged > 10 * KILLS, said
    assert account.rows > account.kills, said
    assert account.good(), said
