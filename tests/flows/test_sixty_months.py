"""60 months of a support person's weekly meetings by the clock: flags come and go as the rules say.

With holidays, no-shows, two pauses and a correction. Every day of them, and four months after the close, the
case's flags and its reports are those of a plain count (sixty_months.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from services.intake.domain.case.flags import flags_of
from services.intake.domain.case.language import Section
from services.intake.domain.case.month_facts import month_facts
from services.intake.domain.case.report_months import report_states
from tests.flows import sixty_months as made
from tests.specs.intake.case_decisions import PLAN, RECORD_START, SCHEDULE_START, VIEW
from tests.specs.intake.case_months import agreed, meeting_on, met
from tests.specs.intake.case_story import BUYER, CLIENT, WORKER, Decision, Story, adds, begun, does, moment

LINE = "support_person"
EVERYBODY = (WORKER.id, CLIENT.id, BUYER.id)
Days = dict[date, list[Decision]]


def diary() -> Days:
    """What is decided on each day, in the day's order."""
    by_day: Days = defaultdict(list)
    for member in (WORKER, CLIENT, BUYER):
        by_day[made.OPENED].append(adds(member, on=made.OPENED))
    start = moment(made.PLANNED)
    by_day[made.PLANNED] += [
        SCHEDULE_START.but(starts_at=start, service_line=LINE, at=moment(made.PLANNED, 8)),
        RECORD_START.but(started_at=start, at=moment(made.PLANNED, 15)),
        VIEW.but(on=made.PLANNED),
        PLAN.but(on=made.PLANNED, effective_from=made.PLANNED),
    ]
    for first, until in made.PAUSES:
        by_day[first].append(does("suspend_case", reason="Tauko.", on=first))
        by_day[until].append(does("resume_case", reason="Jatkuu.", on=until))
    _meet(by_day)
    _report(by_day)
    by_day[made.CLOSED].append(does("close_case", reason="Valmis.", on=made.CLOSED))
    return by_day


def _meet(by_day: Days) -> None:
    for meeting in made.meetings():
        day = meeting.day
        no_show = does("record_no_show", meeting_id=meeting_on(day), by="client", at=moment(day, 18))
        came = met(day, meeting.minutes) if meeting.minutes else no_show
        by_day[day] += [agreed(day, service_line=LINE, at=moment(day, 8)), came]
    for day in made.JOINT:
        joint = agreed(day, kind="joint", service_line=LINE, participants=EVERYBODY, at=moment(day, 8))
        by_day[day] += [joint, met(day, attended=EVERYBODY)]
    day, _, minutes, on = made.CORRECTED
    by_day[on].append(
        does("correct_meeting", meeting_id=meeting_on(day), minutes=minutes, reason="Kirjattu väärin.",
             at=moment(on, 20))
    )  # fmt: skip


def _report(by_day: Days) -> None:
    section = Section(("child_welfare",), "Kuukausi.")
    for month in made.months(made.LAST):
        if on := made.sent_on(month):
            by_day[on] += [
                does("write_monthly_report", month=month, sections=(section,), at=moment(on, 9)),
                does("send_monthly_report", month=month, at=moment(on, 10)),
            ]


def lived() -> Iterator[tuple[date, Story]]:
    """Each evening with the case as it stands then; the days go on after the close."""
    by_day = diary()
    story = begun(on=made.OPENED, service_line=LINE)
    for day in made.days(made.OPENED, made.LAST):
        for decision in by_day[day]:
            story.case.collect_events()
            getattr(story.case, decision.verb)(**decision.told)
        yield day, story


@cache
def seen() -> tuple[dict[date, dict[str, date]], dict[date, dict[str, str]], Story]:
    """The flags and the reports of every evening, and the case at the end."""
    flags, reports = {}, {}
    for day, story in lived():
        flags[day] = {flag.code: flag.since for flag in flags_of(story.case, day)}
        reports[day] = report_states(story.case, day)
    return flags, reports, story


def test_every_day_has_the_flags_of_a_plain_count() -> None:
    """R-C5, R-C7: they come and go as the rules say, holidays, pauses, no-shows and a correction included."""
    flags, _, _ = seen()
    assert len(flags) > 60 * 30
    wrong = {day: (flags[day], made.expected(day)) for day in flags if flags[day] != made.expected(day)}
    assert wrong == {}


def test_every_kind_of_flag_came_and_went() -> None:
    """The history is no empty one: what the count says changes often enough."""
    flags, _, _ = seen()
    for code in ("under_cadence", "shorter_than_usual", "joint_meeting_overdue", "report_overdue"):
        there = [code in found for found in flags.values()]
        turns = sum(before != after for before, after in pairwise(there))
        assert turns >= 6, code
    assert {code for found in flags.values() for code in found} == {
        "under_cadence", "shorter_than_usual", "joint_meeting_overdue", "report_overdue",
    }  # fmt: skip


def test_every_day_has_the_reports_of_a_plain_count() -> None:
    """R-C7: not_due, due, sent and overdue, month by month."""
    _, reports, _ = seen()
    wrong = {day for day in reports if reports[day] != made.states(day)}
    assert wrong == set()


def test_a_month_without_meetings_has_its_report_due() -> None:
    """R-C7: July 2022 was all holidays; a pause's July was quiet as well."""
    _, reports, story = seen()
    for month, last in (("2022-07", date(2022, 7, 31)), ("2021-07", date(2021, 7, 31))):
        assert month_facts(story.case, month).nothing_happened
        assert reports[last][month] == "due"


def test_overdue_stays_visible_after_closing() -> None:
    """R-C7: months later still, and nothing else does."""
    flags, reports, _ = seen()
    assert flags[made.LAST].keys() == {"report_overdue"}
    overdue = [month for month, state in reports[made.LAST].items() if state == "overdue"]
    assert overdue == list(made.UNSENT)
    assert "2025-03" not in reports[made.LAST]


def test_a_correction_takes_its_flag_away_on_that_day() -> None:
    """R-C5: a meeting first written too short."""
    flags, _, _ = seen()
    _, _, _, on = made.CORRECTED
    assert "shorter_than_usual" in flags[on - timedelta(days=1)]
    assert "shorter_than_usual" not in flags[on]
