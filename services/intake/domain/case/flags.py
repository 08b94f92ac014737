"""What to look at in a case on a day: R-C4 to R-C8 flag, they never refuse.

A flag comes and goes with the facts; each code is there once at most. A closed case keeps only its overdue
reports: nothing else can be mended any more. Pure: the case as it was known then, and the day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.intake.domain.case.cadence import newest_regular, outside, under_cadence_since
from services.intake.domain.case.report_months import overdue_from, report_states
from services.intake.domain.case.service_lines import ServiceLineRule, rule_for
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date, months_after
from shared.kernel.refused import said

SENTENCES = {
    "under_cadence": "fewer regular meetings a week than {least}, the least for this service line",
    "shorter_than_usual": "the meeting on {day} took {minutes} minutes; {least} or more are usual",
    "longer_than_allowed": "the meeting on {day} took {minutes} minutes; the most here is {most}",
    "joint_meeting_overdue": "no meeting together with the buyer for {weeks} weeks, since {day}",
    "missing_work_pair": "school support is done in pairs: the network has no work pair",
    "missing_standing_team": "the region has no standing team for demanding separations",
    "missing_required_party": "required parties are not in the network: {sectors}",
    "outside_usual_length": "the case has gone on for more than {months} months, longer than usual",
    "report_overdue": "monthly reports are overdue: {months}",
}
"""Code → its sentence, the key of its translations."""


@dataclass(frozen=True)
class Flag:
    """Something to look at. since: the first day on which it was so; values: what stands in the sentence."""

    code: str
    since: date
    values: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English sentence with its places."""
        return SENTENCES[self.code]

    @property
    def text(self) -> str:
        """The English sentence with the values in their places."""
        return said(self.sentence, self.values)


def flags_of(case: CaseState, day: date) -> list[Flag]:
    """The flags of a case on a day, the oldest first. case: as it was known then."""
    closed = case.closed_on is not None and case.closed_on <= day
    looks = AFTER_THE_CLOSE if closed else (*WHILE_OPEN, *AFTER_THE_CLOSE)
    found = (flag for look in looks for flag in look(case, day))
    return sorted(found, key=lambda flag: (flag.since, flag.code))


def _rule(case: CaseState, day: date) -> ServiceLineRule:
    return rule_for(case.service_line, day, case.region)


def _cadence(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C5: the newest week that counts was under the least."""
    since = under_cadence_since(case, day)
    week = _rule(case, day).meetings_per_week
    if since and week:
        yield Flag("under_cadence", since, {"least": week[0]})


def _duration(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C4, R-C5: of the newest regular meeting; it goes with the next one that is as usual."""
    meeting = newest_regular(case, day)
    code = meeting and outside(meeting, case.region)
    if not meeting or not code:
        return
    held_on = local_date(meeting.starts_at)
    least, most = rule_for(meeting.service_line, held_on, case.region).minutes or (None, None)
    limit = {"least": least} if code == "shorter_than_usual" else {"most": most}
    yield Flag(code, held_on, {"day": held_on, "minutes": meeting.minutes, **limit})


def _joint_meeting(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C5: so many weeks (P: 12) after the plan took effect, or after the last meeting with a buyer."""
    if not case.revisions:
        return
    last = max([case.revisions[0].effective_from, *_met_a_buyer(case, day)])
    weeks = _rule(case, day).joint_meeting_weeks
    since = last + timedelta(weeks=weeks, days=1)
    if day >= since:
        yield Flag("joint_meeting_overdue", since, {"weeks": weeks, "day": last})


def _met_a_buyer(case: CaseState, day: date) -> Iterator[date]:
    for meeting in case.meetings.values():
        held_on = local_date(meeting.starts_at)
        if meeting.state != "held" or held_on > day:
            continue
        there = (case.network[who].as_on(held_on) or case.network[who].member for who in meeting.attended)
        if meeting.kind == "joint" or any(member.role == "buyer" for member in there):
            yield held_on


def _work_pair(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C5: school support is done by a pair."""
    if _rule(case, day).work_pair:
        since = _missing_since(case, day, role="work_pair")
        if since:
            yield Flag("missing_work_pair", since)


def _standing_team(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C6: a demanding separation in a region without the team."""
    if "demanding_separation" in case.situations and not case.with_standing_team and day >= case.opened_on:
        yield Flag("missing_standing_team", case.opened_on)


def _required_parties(case: CaseState, day: date) -> Iterator[Flag]:
    absences = {sector: _missing_since(case, day, sector=sector) for sector in case.required_parties}
    missing = {sector: since for sector, since in absences.items() if since}
    if missing:
        yield Flag("missing_required_party", min(missing.values()), {"sectors": sorted(missing)})


def _missing_since(
    case: CaseState, day: date, *, role: str | None = None, sector: str | None = None
) -> date | None:
    """From which day on nobody of the role, or of the sector, has been in the network; None: somebody is."""
    spells = [
        spell
        for ship in case.network.values()
        for spell in ship.spells
        if (role is None or spell.member.role == role) and (sector is None or spell.member.sector == sector)
        if spell.since <= day
    ]
    if any(spell.within(day, day) for spell in spells):
        return None
    left = [spell.until + timedelta(days=1) for spell in spells if spell.until]
    return max([case.opened_on, *left])


def _length(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C8: shown, never blocked."""
    usual = _rule(case, day).usual_months
    if usual:
        since = months_after(case.opened_on, usual[1]) + timedelta(days=1)
        if day >= since:
            yield Flag("outside_usual_length", since, {"months": usual[1]})


def _reports(case: CaseState, day: date) -> Iterator[Flag]:
    """R-C7: until they are sent, after the close as well."""
    overdue = [month for month, state in report_states(case, day).items() if state == "overdue"]
    if overdue:
        yield Flag("report_overdue", overdue_from(overdue[0]), {"months": overdue})


Look = Callable[[CaseState, date], Iterator[Flag]]
WHILE_OPEN: tuple[Look, ...] = (
    _cadence, _duration, _joint_meeting, _work_pair, _standing_team, _required_parties, _length,
)  # fmt: skip
AFTER_THE_CLOSE: tuple[Look, ...] = (_reports,)
