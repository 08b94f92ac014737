"""Whatever happens in a case: its flags and its reports say what happened, and nothing that did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.intake.domain.case.flags import SENTENCES, flags_of
from services.intake.domain.case.month_facts import month_facts
from services.intake.domain.case.report_months import months_of, report_states
from tests.specs.intake.case_decisions import PLANNED
from tests.specs.intake.case_months import REPORT, SEND, held
from tests.specs.intake.case_story import Decision, Story, does, given, moment

MONDAY = date(2025, 9, 8)
"""Of the first whole week after the plan."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """minutes: of each day's meeting, Monday first, 0 for none; paused: from Tuesday to Thursday."""

    minutes: tuple[int, ...]
    paused: bool

    @property
    def met(self) -> int:
        return sum(minutes > 0 for minutes in self.minutes)


weeks = st.builds(
    Week,
    st.tuples(*[st.sampled_from([0, 0, 0, 0, 30, 60, 150])] * 7),
    st.sampled_from([False, False, True]),
)
histories = st.lists(weeks, min_size=1, max_size=8)
months = st.lists(st.sampled_from(["nothing", "written", "sent"]), min_size=1, max_size=14)


def told(history: Sequence[Week]) -> Story:
    """The case after these weeks, the first of them from MONDAY on."""
    decisions: list[Decision] = []
    for number, week in enumerate(history):
        monday = MONDAY + number * WEEK
        for offset, minutes in enumerate(week.minutes):
            day = monday + offset * DAY
            if week.paused and offset in {1, 3}:
                verb = "suspend_case" if offset == 1 else "resume_case"
                decisions.append(does(verb, reason="Tauko.", on=day))
            if minutes and not (week.paused and offset in {1, 2}):
                decisions += held(day, minutes=minutes)
    return given(*PLANNED, *decisions)


@whatever(histories)
def test_under_cadence_is_the_end_of_the_row(history: list[Week]) -> None:
    """R-C5: flagged since the first of the weeks on end, next to today, that counted and had no meeting."""
    today = MONDAY + len(history) * WEEK
    since = None
    for number, week in enumerate(history):
        if not week.paused:
            since = None if week.met else since or MONDAY + number * WEEK
    flags = {flag.code: flag.since for flag in flags_of(told(history).case, today)}
    assert flags.get("under_cadence") == since


@whatever(histories, st.integers(0, 200))
def test_flags_have_begun_and_stand_there_once(history: list[Week], later: int) -> None:
    """R-C5: each code once, no flag from tomorrow, each with its sentence; the oldest first."""
    case, day = told(history).case, MONDAY + len(history) * WEEK + later * DAY
    flags = flags_of(case, day)
    assert len({flag.code for flag in flags}) == len(flags)
    assert [flag.since for flag in flags] == sorted(flag.since for flag in flags)
    for flag in flags:
        assert case.opened_on <= flag.since <= day
        assert "{" not in flag.text
        assert flag.sentence == SENTENCES[flag.code]


@whatever(histories)
def test_no_minute_is_lost_between_the_months(history: list[Week]) -> None:
    """R-C7: what all drafts count together is what was held: no meeting in two months, none in no month."""
    case = told(history).case
    drafts = [month_facts(case, month) for month in months_of(case, MONDAY + len(history) * WEEK)]
    was_held = [each for each in case.meetings.values() if each.state == "held"]
    assert sum(draft.minutes for draft in drafts) == sum(each.minutes for each in was_held)
    assert sum(len(draft.held) for draft in drafts) == len(was_held)
    assert all(sum(place.minutes for place in draft.places) == draft.minutes for draft in drafts)


@whatever(months, st.integers(0, 500))
def test_a_report_stands_as_its_days_and_its_sending_say(done: list[str], later: int) -> None:
    """R-C7: sent once it is sent; else overdue from the 8th, whether written or not."""
    decisions: list[Decision] = []
    year, number = 2025, 9
    expected: dict[str, str] = {}
    ends: dict[str, date] = {}
    for what in done:
        month = f"{year}-{number:02}"
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
        first_of_next = date(year, number, 1)
        at = moment(first_of_next + DAY)
        decisions += [REPORT.but(month=month, at=at)] if what != "nothing" else []
        decisions += [SEND.but(month=month, at=at)] if what == "sent" else []
        expected[month], ends[month] = what, first_of_next
    case = given(*PLANNED, *decisions).case
    today = date(year, number, 2) + later * DAY
    states = report_states(case, today)
    for month, what in expected.items():
        overdue = today >= ends[month].replace(day=8)
        assert states[month] == ("sent" if what == "sent" else _otherwise(what, overdue=overdue))


def _otherwise(what: str, *, overdue: bool) -> str:
    if overdue:
        return "overdue"
    return "written" if what == "written" else "due"
