"""When a follow-up next has to do something by itself: a wave, a reminder, or what was not answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.feedback.domain.follow_up.state import FollowUpState


def wakes_on(follow_up: FollowUpState) -> date | None:
    """The first day on which something is to be done by itself; None where nothing ever is.

    It may lie in the past: then it was not done yet. Who cannot be reached waits without a day.
    """
    return min(_days(follow_up), default=None)


def _days(follow_up: FollowUpState) -> Iterator[date]:
    if follow_up.state == "stopped":
        return
    coming = follow_up.next_wave
    if coming is not None:
        yield coming[1]
    for each in follow_up.open_requests:
        if each.remind_on and not each.reminded:
            yield each.remind_on
        if each.due:
            yield each.due + timedelta(days=1)
