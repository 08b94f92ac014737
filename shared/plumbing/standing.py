"""How far the loops of services are: what `status` of each says, put together."""

from collections.abc import Mapping
from typing import Any

READS = "from-"


def heads_of(asked: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The head of each service's own log, as its `status` says."""
    return {source: said["positions"].get(source, 0) for source, said in asked.items() if "positions" in said}


def behind(service: str, said: Mapping[str, Any], heads: Mapping[str, int]) -> dict[str, int | None]:
    """By loop the facts it has not yet relayed, sealed or made rows of; None where that cannot be known."""
    found: dict[str, int | None] = {}
    for loop, told in said.get("loops", {}).items():
        reads = loop.startswith(READS)
        if not reads and "position" not in told:
            continue  # it has no way to go: it looks after something
        source = loop.removeprefix(READS) if reads else service
        done = said["positions"].get(source, 0) if reads else told.get("position")
        found[loop] = max(0, heads[source] - done) if source in heads and done is not None else None
    return found
