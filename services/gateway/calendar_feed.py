"""One's meetings as iCalendar (RFC 5545), for calendar programs: no name, no text, no place but its kind.

Where an order protects the family, the place stays away altogether (R-C13).

An event is the same event for ever (UID), and each change of the meeting is its next SEQUENCE. Times are on
the Finnish clock with its rules for summer time in the file; only a moment that this clock shows twice, in
the hour when summer time ends, is written in UTC.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event
from icalendar.prop import vDuration

from services.gateway.languages import N_, translate
from shared.contracts.masking import MASK
from shared.kernel.asker import HELSINKI
from shared.kernel.reference import label

PRODUCT = "-//Tukiverkko//meetings//EN"
READ_AGAIN = timedelta(hours=1)
TITLE = N_("Meeting {number}")


def feed(view: Mapping[str, Any], language: str, site: str) -> bytes:
    """The calendar. view: as intake's `my_meetings` answers; site: the address of the pages, to lead back."""
    calendar = Calendar.new(prodid=PRODUCT, name="Tukiverkko", language=language)
    del calendar["UID"]  # made up anew each time: it would make every reading another calendar
    # By RFC 7986 this property says its type; the library leaves it out.
    calendar.add("REFRESH-INTERVAL", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    for meeting in view["meetings"]:
        calendar.add_component(event(meeting, language, site))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def event(meeting: Mapping[str, Any], language: str, site: str) -> Event:
    """One meeting: cancelled ones stay, marked so, and take up no time."""
    cancelled = meeting["state"] == "cancelled"
    begins = datetime.fromisoformat(meeting["starts_at"])
    return Event.new(
        uid=uid_of(meeting),
        sequence=int(meeting["changes"]),
        stamp=datetime.fromisoformat(meeting["changed_at"]),
        summary=translate(language, TITLE, {"number": meeting["number"]}),
        start=on_the_clock(begins),
        end=on_the_clock(begins + timedelta(minutes=int(meeting["minutes"]))),
        location=label("places", meeting["place"], language) if meeting["place"] != MASK else None,
        status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if cancelled else TRANSP.OPAQUE,
        classification=CLASS.PRIVATE,
        url=f"{site.rstrip('/')}/cases/{meeting['case_id']}/meetings/{meeting['meeting_id']}",
    )


def uid_of(meeting: Mapping[str, Any]) -> UUID:
    """The event's id: a meeting's own id is its case's affair."""
    return uuid5(UUID(meeting["case_id"]), str(meeting["meeting_id"]))


def on_the_clock(moment: datetime) -> datetime:
    """The moment in Finland; in UTC where the Finnish clock shows it a second time."""
    local = moment.astimezone(UTC).astimezone(HELSINKI)
    return local.astimezone(UTC) if local.fold else local
