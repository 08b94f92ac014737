"""How long a record is kept, and whether it may be erased (R-P3). The periods are data: retention.json."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kernel.reference import document
from shared.kernel.refused import Refused


@dataclass(frozen=True)
class Life:
    """The days that retention counts from. closed_on: of the matter; None while it is open.

    born_on: None where it is not known or not any more; died_on: None while that is not known.
    """

    born_on: date | None = None
    died_on: date | None = None
    closed_on: date | None = None


def kept_until(service_task: str, life: Life, on: date) -> date | None:
    """The last day on which a record is kept, by the periods valid on a day; None while it cannot be told.

    LookupError where the table has no row for the task: a gap in the table.
    """
    for row in document("retention")["periods"]:
        if row["service_task"] == service_task and _holds(row, on):
            return _ends(row, life) or _ends(row.get("unless_known"), life)
    msg = f"retention.json has no period for {service_task} on {on}"
    raise LookupError(msg)


def refuse_before_its_time(basis: str, until: date | None, on: date) -> None:
    """Refuses to erase what is still kept, unless the basis is one that ends the retention.

    until: the last day on which it is kept; None: not known yet.
    """
    if _ends_it(basis, on) or (until is not None and until < on):
        return
    if until is None:
        raise Refused("nobody knows yet how long this is kept: end what is open first")
    raise Refused("this is kept until {until}", until=until.isoformat())


def _ends(row: dict[str, Any] | None, life: Life) -> date | None:
    if row is None:
        return None
    begins = {"birth": life.born_on, "death": life.died_on, "closing": life.closed_on}[row["after"]]
    return None if begins is None else years_after(begins, row["years"])


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the day before where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February the day before where that year has none."""
    return years_after(day, -years)


def _ends_it(basis: str, on: date) -> bool:
    rows = document("retention")["bases"]
    return any(row["id"] == basis and row["before_its_time"] and _holds(row, on) for row in rows)


def _holds(row: dict[str, Any], on: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return date.fromisoformat(row["valid_from"]) <= on <= ends
