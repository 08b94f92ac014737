"""The decisions on whether a professional may be asked: vetting, conflicts, parking, hours taken."""

from datetime import date, timedelta
from uuid import UUID

from services.matching.domain.hours import hundredths, most_taken
from services.matching.domain.language import ConflictWith
from services.matching.domain.professional import facts
from services.matching.domain.professional.state import ProfessionalState
from shared.kernel.calendar import months_after
from shared.kernel.refused import Refused

EXTRACT_MONTHS = 6
"""How old an extract may be when it is checked (504/2002, section 3)."""
PARKED_DAYS = 30


class AvailabilityDecisions(ProfessionalState):
    """Each has the name of its command, but for what matches do to a professional's time."""

    def attest_vetting(
        self, *, by: str, extract_issued_on: date, checked_on: date, on: date, months: int = EXTRACT_MONTHS
    ) -> None:
        """The employer saw the extract (R-M1).

        Refused where it was older than `months` when it was checked, checked before it was issued, or later
        than today.
        """
        if checked_on > on:
            raise Refused("a time in the future is refused: {field}", field="checked_on")
        if checked_on < extract_issued_on:
            raise Refused("the extract was checked before it was issued")
        if checked_on > months_after(extract_issued_on, months):
            raise Refused(
                "the extract was older than {months} months when it was checked: ask for a new one",
                months=months,
            )
        self.tell(
            facts.VettingAttested, by=by, extract_issued_on=extract_issued_on, checked_on=checked_on
        )  # fmt: skip

    def declare_conflict(self, *, conflict: ConflictWith, reason: str) -> None:
        """With a person or a case. Refused where it names neither, and where it was declared before."""
        what = conflict.what
        if what is None:
            raise Refused("say with whom, or with which case, the conflict is")
        if any(each.what == what for each in self.conflicts):
            raise Refused("this conflict was declared already")
        self.tell(facts.ConflictDeclared, what=what, reason=reason)

    def rule_out_for(self, subject: UUID, *, reason: str) -> None:
        """An offer was declined for a conflict of interest: never again for that subject (R-M7)."""
        if all(each.what != subject for each in self.conflicts):
            self.tell(facts.ConflictDeclared, what=subject, reason=reason)

    def park(self, *, match_request_id: UUID, on: date, days: int = PARKED_DAYS) -> None:
        """An offer was declined for workload: not proposed for so many days (R-M7)."""
        until = on + timedelta(days=days)
        if self.parked_until is None or self.parked_until < until:
            self.tell(facts.ProfessionalParked, match_request_id=match_request_id, until=until)

    def reserve_hours(
        self, *, match_request_id: UUID, hours_per_week: float, starts_on: date, ends_on: date | None
    ) -> None:
        """A confirmed match takes its hours. Refused where they are not free in every week of it (R-M1).

        The stream's version makes two who confirm the last hours at one moment come one after the other.
        """
        others = [each for each in self.reservations.values() if each.match_request_id != match_request_id]
        free = hundredths(self.hours_per_week) - most_taken(others, starts_on, ends_on)
        if hundredths(hours_per_week) > free:
            raise Refused(
                "the professional has {free} free hours a week, and {needed} are needed",
                free=f"{max(free, 0) / 100:g}", needed=f"{hours_per_week:g}",
            )  # fmt: skip
        self.tell(
            facts.HoursReserved,
            match_request_id=match_request_id, hours_per_week=hours_per_week, starts_on=starts_on,
            ends_on=ends_on,
        )  # fmt: skip

    def release_hours(self, *, match_request_id: UUID, ended_on: date) -> None:
        """The match ended: nothing where it took no hours, or ended by then anyway."""
        kept = self.reservations.get(match_request_id)
        if kept and (kept.ends_on is None or ended_on < kept.ends_on):
            self.tell(facts.HoursReleased, match_request_id=match_request_id, ended_on=ended_on)
