"""The waves' calendar: wave 1 on the day of the start, each next one some whole weeks after it.

A wave's number is its place in the calendar: wave 3 of a follow-up every 4 weeks asks how it is after 8
weeks. What was due while nothing ran is sent once, late; a wave that the next one's day has passed is left
out, so that nobody is asked twice about the same time.
"""

from datetime import date, timedelta


def day_of(wave: int, started_on: date, every_weeks: int | None) -> date | None:
    """The day on which a wave is due; None where there is none such (every_weeks None: one wave only)."""
    if wave == 1:
        return started_on
    return None if every_weeks is None else started_on + timedelta(weeks=every_weeks * (wave - 1))


def newest_by(day: date, started_on: date, every_weeks: int | None) -> int:
    """The number of the last wave whose day has come; 0 before the start."""
    if day < started_on:
        return 0
    return 1 if every_weeks is None else 1 + (day - started_on).days // (7 * every_weeks)
