"""What the doctor finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """where: a short word ("settings", "keys", "broker"); what: one sentence; do: one action.

    fatal: whether nothing behind it can be looked at.
    """

    where: str
    what: str
    do: str
    fatal: bool = False
