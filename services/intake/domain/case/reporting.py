"""Decisions: a month's word to the buyers is written, sent and read (R-C7)."""

from datetime import date, datetime
from typing import Any

from services.intake.domain.case import facts
from services.intake.domain.case.language import Recipient, Section
from services.intake.domain.case.report_months import first_day, last_day, month_of
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused

LAYOUT = "monthly-report-1"
"""Of the document that is sent from now on; kept with the fact, so that it can be made again as it was."""


class ReportDecisions(CaseState):
    """The months' reports: written by the worker, sent to each buyer in its version, acknowledged by it."""

    def write_monthly_report(self, *, month: str, sections: tuple[Section, ...], at: datetime) -> None:
        """Writes a month's report, or writes it anew until it is sent; without any meetings as well."""
        self._must_have_a_report_for(month, local_date(at))
        self._must_not_be_sent(month)
        self._goals_must_be_known(sections)
        self.tell(facts.MonthlyReportWritten, month=month, sections=sections, written_at=at)

    def send_monthly_report(self, *, month: str, at: datetime) -> None:
        """Sends what was written to the buyers who are in the network now, or were in that month."""
        self._must_not_be_sent(month)
        if month not in self.reports:
            raise Refused("the report for {month} is not written yet", month=month)
        self._month_must_be_over(month, local_date(at))
        to = self._buyers_of(month, local_date(at))
        if not to:
            raise Refused("there is no buyer in the network whom the report for {month} is for", month=month)
        self.tell(facts.MonthlyReportSent, month=month, to=to, layout=LAYOUT, sent_at=at)

    def acknowledge_report(self, *, month: str, sector: str | None, at: datetime) -> None:
        """A buyer says that it read its version. sector: the buyer's own."""
        report = self.reports.get(month)
        if report is None or report.sent_at is None:
            raise Refused("the report for {month} was not sent yet", month=month)
        if sector is None or sector not in {each.sector for each in report.sent_to}:
            raise Refused("a report is acknowledged by a buyer whom it was sent to")
        if sector in report.read:
            raise Refused(
                "{sector} has acknowledged the report for {month} before", sector=sector, month=month
            )
        self.tell(facts.MonthlyReportRead, month=month, sector=sector, read_at=at)

    def _must_have_a_report_for(self, month: str, day: date) -> None:
        told: dict[str, Any] = {"month": month}
        if month < (first := month_of(self.opened_on)):
            raise Refused("the case was opened in {first}: {month} has no report", first=first, **told)
        if self.closed_on and month > (last := month_of(self.closed_on)):
            raise Refused("the case was closed in {last}: {month} has no report", last=last, **told)
        if month > month_of(day):
            raise Refused("{month} has not begun yet: its report is written later", **told)

    def _must_not_be_sent(self, month: str) -> None:
        report = self.reports.get(month)
        if report and report.sent_at:
            raise Refused("the report for {month} was sent and stays as it is", month=month)

    def _goals_must_be_known(self, sections: tuple[Section, ...]) -> None:
        known = {goal.goal_id for revision in self.revisions for goal in revision.goals}
        for progress in (each for section in sections for each in section.progress):
            if progress.goal_id not in known:
                raise Refused("the plan has no goal {goal}", goal=str(progress.goal_id))

    def _month_must_be_over(self, month: str, day: date) -> None:
        """The month's last day is soon enough, and so is the close in that month."""
        if self.closed_on is None and day < (last := last_day(month)):
            raise Refused("{month} is not over: its report is sent from {last} on", month=month, last=last)

    def _buyers_of(self, month: str, day: date) -> tuple[Recipient, ...]:
        """Who was a buyer at some time from the month's first day to its last, or is one on the day."""
        spells = [spell for ship in self.network.values() for spell in ship.spells]
        buyers = {
            Recipient(spell.member.id, spell.member.sector)
            for spell in spells
            if spell.member.role == "buyer"
            and spell.member.sector
            and (spell.within(day, day) or spell.within(first_day(month), last_day(month)))
        }
        return tuple(sorted(buyers, key=lambda buyer: (buyer.sector, buyer.member_id)))
