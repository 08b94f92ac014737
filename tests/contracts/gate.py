"""The gate that public events go through: what was promised to readers, against what is told now.

Each finding is a sentence that says what is wrong and what to do about it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.contracts.compatibility import breaks

Golden = dict[str, Any]
"""{"message": CloudEvent, "schema": JSON Schema of its data, "deprecated"?: the day that was promised}."""
HOW = "CONTRIBUTING.md, “A new version of an event”, says how"


def findings(before: Mapping[str, Golden], now: Mapping[str, Golden], today: date) -> list[str]:
    """What is wrong, event by event; nothing: an empty list. Both by name: `intake.referral-received.v1`."""
    found: list[str] = []
    for name, promised in before.items():
        if name in now:
            found += changed(name, promised, now[name])
        else:
            found.append(gone(name, promised, today))
    return found


def changed(name: str, promised: Golden, told: Golden) -> list[str]:
    """Where an event that goes on is not what was promised."""
    found = []
    if broken := breaks(promised["schema"], told["schema"]):
        found.append(
            f"{name} no longer keeps what its readers rely on ({'; '.join(broken)}): leave this version as it"
            f" was, under another class name, and tell the change as {next_version(name)} beside it. {HOW}"
        )
    until, was = told.get("deprecated"), promised.get("deprecated")
    if was and until and until < was:
        found.append(
            f"{name} was promised until {was}, and would now be told only until {until}: let it be {was}"
        )
    return found


def gone(name: str, promised: Golden, today: date) -> str:
    """What to do where an event is told no more."""
    until = promised.get("deprecated")
    if until is None:
        sentence = (
            f"{name} is told no more, and nobody was warned: bring its contract back and give it a"
            f" DEPRECATED, the last day on which it is told, a release or more before it goes. {HOW}"
        )
    elif today <= date.fromisoformat(until):
        sentence = f"{name} was promised until {until}: bring its contract back and leave it until then"
    else:
        file = f"tests/golden/public/{name}.json"
        sentence = f"{name} is told no more, as was said: delete {file} and say so in CHANGELOG.md"
    return sentence


def next_version(name: str) -> str:
    """`billing.order-placed.v1` → `billing.order-placed.v2`."""
    fact, _, number = name.rpartition(".v")
    return f"{fact}.v{int(number) + 1}"
