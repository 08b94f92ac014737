"""To whom figures are told how (R-R2): a coordinator sees every count of the region, others no small ones.

Hiding small counts in one answer is of little use where the difference of two answers gives them away: the
figures of a day more, of a county less, as they were known a minute later. So figures without small counts
come in whole months, undivided, and as known now or at the end of a month. docs/privacy/threat-model.md (R1)
says what this does not keep from somebody who compares answers.
"""

from datetime import date, datetime, timedelta

from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.reference import document
from shared.kernel.refused import Refused

SEES_ALL = "coordinator"
"""Of the own region; another's nobody sees here (sight.py, case_sight.py)."""


def hidden_under(asker: Asker, as_of: date | datetime | None) -> int | None:
    """Under which counts are hidden from the asker; None: none are.

    The policy of the day that was asked as of counts, so that the answer stays the same (R-T1).
    LookupError where small_counts.json has no row for the day: a gap in the table.
    """
    if asker.role == SEES_ALL:
        return None
    at = moment_of(as_of, asker)
    return smallest_told(local_date(at) if at else asker.today)


def smallest_told(on: date) -> int:
    """The policy (P): from which count on figures are told on a day."""
    for row in document("small_counts")["hidden_under"]:
        ends = row["valid_to"]
        if date.fromisoformat(row["valid_from"]) <= on and (ends is None or on <= date.fromisoformat(ends)):
            return int(row["count"])
    msg = f"small_counts.json has no row for {on}"
    raise LookupError(msg)


def refuse_slices(
    asker: Asker, as_of: date | datetime | None, first: date | None = None, last: date | None = None
) -> None:
    """Refused, but to a coordinator: a period of parts of months, and an as_of that ends none.

    first, last: the period's days, both included; None: without a beginning or an end.
    """
    if asker.role == SEES_ALL:
        return
    if (first and first.day != 1) or (last and not _ends_a_month(last)):
        raise Refused("figures without small counts are told of whole months: from a first day to a last day")
    if as_of is None or as_of == asker.today:
        return
    if isinstance(as_of, datetime) or not _ends_a_month(as_of):
        raise Refused("figures without small counts are told as known at the end of a month, or now")


def refuse_division(asker: Asker, county: str | None = None, service_line: str | None = None) -> None:
    """Refused, but to a coordinator: a part of what the asker is told as a whole."""
    if asker.role == SEES_ALL:
        return
    own = asker.county if asker.role == "contact_person" else None
    if service_line or (county and county != own):
        raise Refused(
            "figures without small counts are told undivided: of one service or county there are none"
        )


def _ends_a_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
