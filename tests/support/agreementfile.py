"""Files of the agreements scenario's shape with other values, and when each agreement ends: counted by days.

The count walks the calendar day by day and asks nothing of the code under test.
"""

import random
from datetime import date, datetime, time
from typing import Any

from tests.support.playfile import DAY, FINANCE, HELSINKI, Line, PlayFile

COACHING = "neuropsychiatric_coaching"
SERVICE_LINES = (COACHING, COACHING, "support_person", "school_support", "ot_consultation")
AGREEMENTS = 24


class AgreementFile(PlayFile):
    """Agreements, each with a notice or two, an end that is agreed, and what is refused of these."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.year = self.chance.choice([2023, 2024, 2025])
        self.signed = date(self.year, 1, 1) + 3 * DAY
        self.timed = []
        self.ends: dict[str, str | None] = {}
        self.cases = {line: self._case(line) for line in sorted(set(SERVICE_LINES))}
        self.settle(nine(self.signed))
        for number in range(AGREEMENTS):
            self._agreement(f"agreement-{number}")

    def _say(self, day: date, command: str, /, *, refused: bool = False, **data: Any) -> None:
        self.say(nine(day), FINANCE, f"billing.{command}", refused=refused, **data)

    def _case(self, service_line: str) -> str:
        case = self.new_id()
        self.begin_case(nine(self.signed), case, service_line)
        return case

    def _agreement(self, name: str) -> None:
        chance, order, self.agreement = self.chance, self.new_id(), self.new_id()
        service_line = chance.choice(SERVICE_LINES)
        e_invoice = {"address": "003701120389", "operator": "003721291126"}
        buyer = {"payer_id": "a", "sector": "child_welfare", "organisation": "Tilaaja",
                 "business_id": "0112038-9", "e_invoice": e_invoice}  # fmt: skip
        starts, term, last = self._times()
        self._say(
            self.signed, "place_order", order_id=order, case_id=self.cases[service_line],
            service_line=service_line,
            provider={"name": "Tuottaja Oy", "business_id": "2345678-0"},
            payers=[buyer], price={"per": "hour", "amount": "55.00", "no_show": "none"},
            starts_on=starts.isoformat(),
        )  # fmt: skip
        clause: Line | None = chance.choice(
            [None, {"days": chance.randint(0, 90)}, {"whole_months": chance.randint(0, 4)}]
        )
        signing: Line = {"agreement_id": self.agreement, "order_id": order,
                         "parties": ["Tilaaja", "Tuottaja"],
                   "rights_and_duties": "Sopimuksen mukaan."}  # fmt: skip
        if clause:
            signing["notice_clause"] = clause
        if chance.random() < 0.2:  # a start outside its term
            self._say(self.signed, "sign_agreement", refused=True, **signing, term=term,
                      starts_on=(last + DAY).isoformat())  # fmt: skip
        self._say(self.signed, "sign_agreement", **signing, term=term,
                  starts_on=starts.isoformat())  # fmt: skip
        self._noticed(name, service_line, starts, last, clause)
        self.ask(nine(date(self.year + 2, 6, 1)), "billing.agreement", name, agreement_id=self.agreement)

    def _times(self) -> tuple[date, str | Line, date]:
        """The start, the term as it is told, and its last day: spring, autumn, or days of their own."""
        chance, year = self.chance, self.year
        if (named := chance.choice(["spring", "autumn", None, None])) is not None:
            autumn, spring = ((8, 1), (12, 31)), ((1, 10), (5, 31))
            first, last = (date(year, *each) for each in (autumn if named == "autumn" else spring))
            return first + chance.randrange(40) * DAY, named, last
        ends = ((1, 29), (1, 30), (1, 31), (3, 31), (5, 31), (8, 31), (10, 31), (12, 31))
        month_ends = [date(year, *each) for each in ends]
        starts = chance.choice([*month_ends, date(year, 2, 10) + chance.randrange(300) * DAY])
        last = starts + chance.randint(100, 350) * DAY
        return starts, {"from": starts.isoformat(), "to": last.isoformat()}, last

    def _noticed(self, name: str, service_line: str, starts: date, last: date, clause: Line | None) -> None:
        """Notice on a telling day; where it is refused an end is agreed, sometimes; never two notices."""
        chance = self.chance
        first_month = last_of_first_month(starts)
        ended = _end_of_month(first_month + 20 * DAY)
        some = starts + chance.randrange((last - starts).days) * DAY
        telling = [starts - 2 * DAY, starts, first_month, first_month + DAY, ended, ended + DAY, some]
        day = max(chance.choice(telling), self.signed)
        by = chance.choice(["buyer", "provider"])
        notice: Line = {"agreement_id": self.agreement, "by": by}
        if chance.random() < 0.2:
            self._say(day, "give_notice", refused=True, **notice,
                      given_on=(day + DAY).isoformat())  # fmt: skip
        ends = counted_end(service_line, starts, last, clause, day)
        self._say(day, "give_notice", refused=ends is None, **notice, given_on=day.isoformat())
        self.ends[name] = ends.isoformat() if ends else None
        if ends:
            self._say(day, "give_notice", refused=True, **notice, given_on=day.isoformat())
        elif chance.random() < 0.6:
            agreed: Line = {"agreement_id": self.agreement, "reason": "Sovittiin."}
            self._say(day, "end_agreement", refused=True, **agreed,
                      ends_on=(last + DAY).isoformat())  # fmt: skip
            end = min(day + 10 * DAY, last)
            self._say(day, "end_agreement", **agreed, ends_on=end.isoformat())
            self.ends[name] = end.isoformat()


def last_of_first_month(starts: date) -> date:
    """Day by day to the day before the same day of the next month, or to that month's last (R-A2)."""
    day = starts + DAY
    while day.month == starts.month:
        day += DAY
    following = day.month
    while day.day != starts.day:
        day += DAY
        if day.month != following:
            return day - DAY
    return day - DAY


def counted_end(
    service_line: str, starts: date, last: date, clause: Line | None, given_on: date
) -> date | None:
    """R-A2 to R-A4: None where notice is refused."""
    if given_on <= last_of_first_month(starts):
        return min(given_on, last)
    by_clause = _after_clause(clause, given_on) if clause else None
    if service_line == COACHING:
        whole = _end_of_month(_end_of_month(given_on) + DAY)
        return min(max(whole, by_clause or whole), last)
    return min(by_clause, last) if by_clause else None


def _after_clause(clause: Line, given_on: date) -> date:
    if "days" in clause:
        return given_on + int(clause["days"]) * DAY
    end = _end_of_month(given_on)
    for _ in range(clause["whole_months"]):
        end = _end_of_month(end + DAY)
    return end


def _end_of_month(day: date) -> date:
    month = day.month
    while (day + DAY).month == month:
        day += DAY
    return day


def nine(day: date) -> datetime:
    return datetime.combine(day, time(9), HELSINKI)
