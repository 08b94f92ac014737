"""The golden public messages: `python -m tests.contracts.golden` writes those that are missing.

A message that is there is never written over: readers may have it. The shape beside it is what readers rely
on: it takes in what was added compatibly, and nothing else. `deprecated` is the day that was promised.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared.contracts import billing, feedback, intake, matching
from shared.contracts.catalogue import EVENTS
from shared.contracts.envelope import PublicFact
from tests.contracts.gate import Golden, findings

FACTS: dict[str, type[PublicFact]] = {**intake.FACTS, **matching.FACTS, **billing.FACTS, **feedback.FACTS}
"""Every service's public facts by type."""
FOLDER = Path(__file__).parents[1] / "golden" / "public"


def file_of(kind: type[PublicFact]) -> Path:
    return FOLDER / f"{kind.routing_key()}.json"


def golden(kind: type[PublicFact]) -> dict[str, Any]:
    """{"message": CloudEvent, "schema": JSON Schema of its data}."""
    return dict(json.loads(file_of(kind).read_text(encoding="utf-8")))


def snapshot(kind: type[PublicFact]) -> Golden:
    """What its golden file is to hold, were it written today."""
    whole: Golden = {"message": EVENTS[kind.routing_key()].example, "schema": kind.model_json_schema()}
    return whole | ({"deprecated": f"{kind.DEPRECATED}"} if kind.DEPRECATED else {})


def write_missing() -> None:
    """Writes what is new. Exits with what to do where something is not compatible with what was promised."""
    before = {file.stem: dict(json.loads(file.read_text(encoding="utf-8"))) for file in FOLDER.glob("*.json")}
    now = {kind.routing_key(): snapshot(kind) for kind in FACTS.values()}
    if found := findings(before, now, datetime.now(UTC).date()):
        sys.exit("\n".join(found))
    for kind in FACTS.values():
        name = kind.routing_key()
        whole = now[name] | ({"message": before[name]["message"]} if name in before else {})
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        file_of(kind).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
