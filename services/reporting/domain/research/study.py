"""A study and its permit: what a research file is given for, to whom, and how long (R-R5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.research.columns import columns
from shared.kernel.refused import NotAllowed, Refused


@dataclass(frozen=True)
class Permit:
    """A permit for research use (tutkimuslupa). valid_until: its last day."""

    number: str
    authority: str
    granted_on: date
    valid_until: date


@dataclass(frozen=True)
class Study:
    """What a study may have. researchers: who may ask; period: days of receipt, both included; k: R-R5."""

    study_id: str
    name: str
    controller: str
    permit: Permit
    researchers: frozenset[str]
    columns: tuple[str, ...]
    first: date
    last: date
    region: str
    purpose: str
    k: int

    def refuse(self, user: str, region: str, asked: Iterable[str], on: date) -> None:
        """NotAllowed for who is not of the study, Refused out of the permit's time or beyond its columns."""
        if user not in self.researchers or region != self.region:
            raise NotAllowed("you are not named as a researcher of this study")
        if on < self.permit.granted_on:
            raise Refused(
                "the permit of this study is not in force yet: it was granted on {day}",
                day=self.permit.granted_on,
            )
        if on > self.permit.valid_until:
            raise Refused(
                "the permit of this study has ended: it was valid until {day}", day=self.permit.valid_until
            )
        if beyond := [name for name in asked if name not in self.columns]:
            raise Refused("the permit of this study does not cover {columns}", columns=", ".join(beyond))


def faults_of(names: Iterable[str], known: Mapping[str, object] | None = None) -> list[str]:
    """The names that are no columns of research files."""
    return [name for name in names if name not in (columns() if known is None else known)]
