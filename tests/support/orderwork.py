"""The meetings of an order's file: held, missed, cancelled, written up late, put right."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from services.billing.domain.invoicing.work import WorkItem
from tests.support.playfile import DAY, HELSINKI, HOUR, WORKER, Line, PlayFile, after


class OrderWork(PlayFile):
    """work: what was known of each meeting, and since when."""

    case_id: str
    worker: str
    client: str
    service_line: str
    starts_on: date
    months: list[date]
    work: list[tuple[datetime, WorkItem]]

    def of_case(self, at: datetime, by: Line, command: str, /, *, refused: bool = False, **data: Any) -> None:
        self.say(at, by, f"intake.{command}", refused=refused, case_id=self.case_id, **data)

    def meet(self) -> None:
        day, last = self.starts_on - 2 * DAY, after(self.months[-1])
        while day < last:
            self._meeting(day)
            day += timedelta(days=self.chance.randint(2, 6))

    def _meeting(self, day: date) -> None:
        """Agreed four days before; held, missed or cancelled; written up at once, or late, or put right."""
        chance, planned = self.chance, self.chance.randint(30, 150)
        starts = datetime.combine(
            day, chance.choice([time(0, 30), time(9), time(15), time(23, 30)]), HELSINKI
        )
        starts = starts.astimezone(UTC)  # hours before it are hours, also where the clocks change
        meeting: Line = {"meeting_id": self.new_id()}
        who = [self.worker, self.client]
        self.of_case(starts - 4 * DAY, WORKER, "schedule_meeting", **meeting, kind="regular",
                      starts_at=starts.isoformat(), minutes=planned, place="school", participants=who,
                      service_line=self.service_line)  # fmt: skip
        what = chance.choice(["held", "held", "held", "held", "no_show", "cancelled"])
        item = WorkItem(meeting["meeting_id"], what, starts, planned)  # type: ignore[arg-type]
        if what == "cancelled":
            at = starts - chance.choice(
                [HOUR, 24 * HOUR - timedelta(minutes=1), 24 * HOUR, 47 * HOUR, 3 * DAY]
            )
            by = chance.choice(["client", "buyer", "worker", "provider"])
            self.of_case(at, WORKER, "cancel_meeting", **meeting, cancelled_by=by, reason="Este.")
            self.work.append((at, item._replace(by=by, cancelled_at=at)))
        elif what == "no_show":
            at, by = starts + 5 * HOUR, chance.choice(["client", "client", "worker"])
            self.of_case(at, WORKER, "record_no_show", **meeting, by=by)
            self.work.append((at, item._replace(by=by)))
        else:
            self._held(item, meeting, who)

    def _held(self, item: WorkItem, meeting: Line, who: list[str]) -> None:
        chance = self.chance
        at = item.starts_at + 5 * HOUR + (chance.randint(15, 40) * DAY if chance.random() < 0.2 else 0 * DAY)
        item = item._replace(minutes=chance.randint(20, 150), travel_km=chance.choice([0, 0, 7, 24, 113]))
        travel: Line = {"travel_km": item.travel_km} if item.travel_km else {}
        told: Line = {"started_at": item.starts_at.isoformat(), "place": "school", "summary": "Tavattiin."}
        self.of_case(
            at, WORKER, "record_meeting", **meeting, **told, minutes=item.minutes, attended=who, **travel
        )
        self.work.append((at, item))
        if chance.random() < 0.3:
            at += chance.randint(1, 40) * DAY
            right = item._replace(minutes=item.minutes % 150 + 1, travel_km=item.travel_km + 10)
            if chance.random() < 0.3:
                right = right._replace(starts_at=item.starts_at - DAY)
            self.of_case(at, WORKER, "correct_meeting", **meeting, started_at=right.starts_at.isoformat(),
                          minutes=right.minutes, travel_km=right.travel_km, reason="Väärin.")  # fmt: skip
            self.work.append((at, right))
