"""AsyncAPI's own parser, asked what it finds wrong with documents."""

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import to_json

from tests.support.node import NODE, installed

FOLDER = Path(__file__).parent / "asyncapi"
NEWER_ONE_EXISTS = "asyncapi-latest-version"
"""Said of every document of AsyncAPI 3.0 since there is a 3.1: it is no fault of the document."""


class Read(NamedTuple):
    """faults: errors, warnings and hints in words. told: how many channels, messages, operations; or None."""

    faults: list[str]
    told: dict[str, int] | None


def read_by_parser(*documents: dict[str, Any]) -> list[Read]:
    """What the parser says of each, asked at once."""
    there = installed(FOLDER)
    asked = subprocess.run(
        [NODE, there / "check.mjs"], input=to_json(documents), cwd=there, capture_output=True, check=True
    )
    return [Read(faults_of(answer["found"]), answer["told"]) for answer in json.loads(asked.stdout)]


def faults_of(found: list[dict[str, Any]]) -> list[str]:
    """Whatever is said of a document but that a newer AsyncAPI exists."""
    return [f"{one['at']}: {one['message']}" for one in found if one["code"] != NEWER_ONE_EXISTS]


def plain(said: Any) -> Any:
    """As JSON has it: text is read, anything else written and read."""
    return json.loads(said if isinstance(said, str) else to_json(said))
