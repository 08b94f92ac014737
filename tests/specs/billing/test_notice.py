"""When an agreement ends after notice: every start and notice day of four years, against days walked."""

from datetime import date, timedelta

import pytest

from services.billing.domain.agreement.notice import (
    COACHING,
    NoticeClause,
    Term,
    Terms,
    end_of_first_month,
    ends_on,
    named_term,
)
from shared.kernel.refused import Refused

DAY = timedelta(days=1)
FOUR_YEARS = [date(2023, 6, 1) + n * DAY for n in range(4 * 365 + 1)]
"""With 29 February 2024 in them, and the days before it."""
ALWAYS = Term(date(2000, 1, 1), date(2100, 1, 1))
SUPPORT = "support_person"


def walked_first_month(start: date) -> date:
    """Day by day until tomorrow has the start's number, or the month after the start's is over."""
    day = start
    while True:
        tomorrow = day + DAY
        if tomorrow.day == start.day:
            return day
        if day.month not in {start.month, tomorrow.month}:
            return day
        day = tomorrow


def walked_month_end(day: date, months: int) -> date:
    """Day by day until so many months have begun after the day's own and the last of them is over."""
    begun = 0
    while True:
        tomorrow = day + DAY
        if tomorrow.day == 1:
            if begun == months:
                return day
            begun += 1
        day = tomorrow


def test_the_first_month_ends_before_the_same_day_comes_again() -> None:
    """R-A2: for every start day of four years."""
    for start in FOUR_YEARS:
        assert end_of_first_month(start) == walked_first_month(start), start


def test_coaching_ends_a_whole_month_later_and_at_once_before() -> None:
    """R-A2, R-A3: every start day with every notice day of four years."""
    month_later = {day: walked_month_end(day, 1) for day in FOUR_YEARS}
    for start in FOUR_YEARS:
        terms, first_month = Terms(COACHING, start, ALWAYS), walked_first_month(start)
        for given in FOUR_YEARS:
            assert ends_on(terms, given) == (given if given <= first_month else month_later[given])


@pytest.mark.parametrize(
    "clause", [NoticeClause(days=14), NoticeClause(whole_months=2), NoticeClause(days=90)]
)
def test_others_end_by_their_clause_and_coaching_never_sooner_than_a_month(clause: NoticeClause) -> None:
    """R-A3, R-A4: a clause may be longer for coaching; others have nothing else."""
    for start in FOUR_YEARS[::7]:
        for given in FOUR_YEARS[:: 5 if clause.days else 3]:
            if given <= walked_first_month(start):
                assert ends_on(Terms(SUPPORT, start, ALWAYS, clause), given) == given
                continue
            if clause.days is None:
                by_clause = walked_month_end(given, clause.whole_months or 0)
            else:
                by_clause = given + clause.days * DAY
            assert ends_on(Terms(SUPPORT, start, ALWAYS, clause), given) == by_clause
            assert ends_on(Terms(COACHING, start, ALWAYS, clause), given) == max(
                by_clause, walked_month_end(given, 1)
            )


def test_without_a_clause_an_end_date_is_agreed_instead() -> None:
    """R-A4: after the first month; in it notice ends it at once all the same (R-A2)."""
    terms = Terms(SUPPORT, date(2025, 9, 10), ALWAYS)
    assert ends_on(terms, date(2025, 10, 5)) == date(2025, 10, 5)
    with pytest.raises(Refused, match="no notice clause: agree an end date"):
        ends_on(terms, date(2025, 10, 10))


def test_never_past_the_terms_end() -> None:
    """R-A4: what was agreed to end earlier ends then."""
    autumn = named_term("autumn", date(2025, 8, 11))
    assert (autumn.first, autumn.last) == (date(2025, 8, 1), date(2025, 12, 31))
    assert ends_on(Terms(COACHING, date(2025, 8, 11), autumn), date(2025, 12, 1)) == date(2025, 12, 31)
    assert named_term("spring", date(2026, 2, 2)).last == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("start", "given", "end"),
    [
        ("2025-09-10", "2025-10-05", "2025-10-05"),
        ("2025-08-01", "2025-10-15", "2025-11-30"),
        ("2025-08-01", "2025-10-31", "2025-11-30"),
        ("2025-08-01", "2025-11-01", "2025-12-31"),
        ("2026-01-31", "2026-02-28", "2026-02-28"),
        ("2026-01-31", "2026-03-01", "2026-04-30"),
    ],
)
def test_the_days_that_the_rules_name(start: str, given: str, end: str) -> None:
    """R-A2, R-A3: the examples of the rules."""
    terms = Terms(COACHING, date.fromisoformat(start), ALWAYS)
    assert ends_on(terms, date.fromisoformat(given)) == date.fromisoformat(end)
