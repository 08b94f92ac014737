"""As known then: the moment that an `as_of` means (R-T1)."""

from datetime import date, datetime, time, timedelta

from shared.kernel.asker import HELSINKI, Asker
from shared.kernel.refused import Refused


def moment_of(as_of: date | datetime | None, asker: Asker) -> datetime | None:
    """The last moment whose facts count: recorded_at at or before it. None: all that is known now.

    A date means the end of that day in Finland; today's end stands for now. Refused: a time in the future.
    """
    if as_of is None:
        return None
    if isinstance(as_of, datetime):
        if as_of > asker.now:
            raise Refused("as_of lies in the future: {as_of}", as_of=as_of.isoformat())
        return as_of
    if as_of > asker.today:
        raise Refused("as_of lies in the future: {as_of}", as_of=as_of.isoformat())
    return end_of(as_of)


def end_of(day: date) -> datetime:
    """The day's last microsecond in Finland, the finest step the store keeps."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=HELSINKI)
    return midnight - timedelta(microseconds=1)
