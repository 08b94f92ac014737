"""Files of the casework scenario's shape with other values: what comes out is what a plain count says."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.casefile import CaseFile
from tests.support.playing import ON, play, some

SEEDS = {21: ON[0], 22: ON[1], 23: ON[1]}


def stands(answer: dict[str, Any]) -> dict[str, Any]:
    """What the count knows of an answer."""
    return {
        "state": answer["state"], "revision": answer["plan"]["revision"], "reports": answer["reports"],
    }  # fmt: skip


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(SEEDS))
def test_a_case_comes_out_as_counted(
    seed: int, on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-C3, R-C4, R-C7, R-C12 and R-T1: now, and as known on some day on the way."""
    file = CaseFile(seed)
    later: date = file.closed + timedelta(days=60)
    then = file.planned + timedelta(days=file.chance.randrange(1, (file.closed - file.planned).days + 30))
    asked = {"now": {}, "then": {"as_of": then.isoformat()}}
    queries = [
        {"at": f"{later}T09:00:00+02:00", "by": file.lines[0]["by"], "query": "intake.case",
         "data": {"case_id": file.case_id, **more}, "save_as": name}
        for name, more in asked.items()
    ]  # fmt: skip
    path = tmp_path / "made-up-case.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in [*file.lines, *queries]), encoding="utf-8")
    printed = json.loads(play(path, on, request, tmp_path))
    assert printed["commands"] == file.commands()
    answers = printed["queries"]
    assert stands(answers["now"]) == file.standing(later)
    assert stands(answers["then"]) == file.standing(then)
    assert Counter(meeting["state"] for meeting in answers["now"]["meetings"]) == file.states
