"""The contract gate: an incompatible change of a public message is named; an addition passes."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import BaseModel, Field, create_model

from shared.contracts.envelope import PublicFact
from tests.contracts.compatibility import breaks
from tests.contracts.gate import findings
from tests.contracts.golden import FACTS, FOLDER, golden, snapshot


def test_no_public_event_breaks_what_was_promised() -> None:
    """Each finding is a sentence that says what to do; `python -m tests.contracts.golden` says the same."""
    before = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.json")}
    now = {kind.routing_key(): snapshot(kind) for kind in FACTS.values()}
    assert findings(before, now, datetime.now(UTC).date()) == []


class Step(BaseModel):
    step_id: UUID
    sector: Annotated[str, Field(pattern="^[a-z_]+$")]


AS_IT_IS: dict[str, Any] = {
    "referral_id": (UUID, ...),
    "urgency": (Literal["routine", "urgent"], ...),
    "minutes": (Annotated[int, Field(ge=1, le=1440)], ...),
    "level": (Annotated[str, Field(pattern="^[a-z]+$")] | None, None),
    "sectors": (tuple[str, ...], ()),
    "steps": (tuple[Step, ...], ...),
    "outcome": (Literal["done"], ...),
    "scores": (dict[str, int], {}),
}


def shape(**changed: Any) -> dict[str, Any]:
    """A message's schema, as pydantic writes it; None takes a field away."""
    fields = {name: field for name, field in (AS_IT_IS | changed).items() if field}
    message: type[BaseModel] = create_model("Message", **fields)
    return message.model_json_schema()


def step(**changed: Any) -> Any:
    """A list of steps whose fields were changed."""
    whole: dict[str, Any] = {
        "step_id": (UUID, ...),
        "sector": (Annotated[str, Field(pattern="^[a-z_]+$")], ...),
    }
    changed_step = create_model("Step", **{name: it for name, it in (whole | changed).items() if it})
    return (tuple[changed_step, ...], ...)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"minutes": None}, ["minutes: was removed"]),
        ({"level": None}, ["level: was removed"]),
        ({"reason": (str, ...)}, ["reason: was added and must be there"]),
        ({"level": (Annotated[str, Field(pattern="^[a-z]+$")], ...)},
         ["level: must be there now: messages without it are still under way", "level: may no longer be null",
          "level: default was None and is nothing"]),
        ({"minutes": (Annotated[int, Field(ge=1, le=1440)], 5)},
         ["minutes: may be missing now: readers rely on it", "minutes: default was nothing and is 5"]),
        ({"minutes": (float, ...)}, ["minutes: was integer and is number"]),
        ({"minutes": (str, ...)}, ["minutes: was integer and is string"]),
        ({"minutes": (Annotated[int, Field(ge=1, le=600)], ...)},
         ["minutes: maximum was 1440 and is 600"]),
        ({"urgency": (Literal["routine"], ...)}, ["urgency: may no longer be 'urgent'"]),
        ({"urgency": (Literal["routine", "urgent", "immediate"], ...)},
         ["urgency: may be 'immediate' now, which readers do not know"]),
        ({"urgency": (str, ...)}, ["urgency: is no closed list any more"]),
        ({"outcome": (Literal["done", "moved"], ...)},
         ["outcome: may be 'moved' now, which readers do not know"]),
        ({"referral_id": (str, ...)}, ["referral_id: format was uuid and is nothing"]),
        ({"level": (Annotated[str, Field(pattern="^[a-z0-9]+$")] | None, None)},
         ["level: pattern was ^[a-z]+$ and is ^[a-z0-9]+$"]),
        ({"level": (Annotated[str, Field(pattern="^[a-z]+$")] | int | None, None)},
         ["level: may be integer now, which readers do not know"]),
        ({"level": (Annotated[str, Field(pattern="^[a-z]+$")] | None, "basic")},
         ["level: default was None and is basic"]),
        ({"sectors": (tuple[int, ...], ())}, ["sectors[]: was string and is integer"]),
        ({"sectors": (Annotated[tuple[str, ...], Field(min_length=1)], ())},
         ["sectors: minItems was nothing and is 1"]),
        ({"scores": (dict[str, str], {})}, ["scores[]: was integer and is string"]),
        ({"steps": step(sector=None)}, ["steps[].sector: was removed"]),
        ({"steps": step(due=(str, ...))}, ["steps[].due: was added and must be there"]),
        ({"steps": step(sector=(Literal["education"], ...))},
         ["steps[].sector: is a closed list now", "steps[].sector: pattern was ^[a-z_]+$ and is nothing"]),
    ],
)  # fmt: skip
def test_an_incompatible_change_is_named(changed: dict[str, Any], named: list[str]) -> None:
    assert sorted(breaks(shape(), shape(**changed))) == sorted(named)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"reason": (str | None, None)},
        {"by": (Literal["client", "guardian"] | None, None), "count": (int, 0)},
        {"minutes": (Annotated[int, Field(ge=1, le=1440, description="Said in other words")], ...)},
        {"steps": step(due=(str | None, None))},
    ],
)
def test_an_addition_passes(changed: dict[str, Any]) -> None:
    assert breaks(shape(), shape(**changed)) == []


@pytest.mark.parametrize("kind", FACTS.values(), ids=lambda kind: kind.routing_key())
def test_every_field_that_goes_is_named_in_every_public_fact(kind: type[PublicFact]) -> None:
    """The gate sees through the shapes that there are, not only through those of this page."""
    schema = golden(kind)["schema"]
    for name in schema["properties"]:
        without = schema | {
            "properties": {each: it for each, it in schema["properties"].items() if each != name},
            "required": [each for each in schema.get("required", ()) if each != name],
        }
        assert breaks(schema, without) == [f"{name}: was removed"]
