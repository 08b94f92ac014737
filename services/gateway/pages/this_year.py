"""The period of figures where a page is asked for none."""

from calendar import monthrange
from datetime import datetime

from services.gateway.pages.fields import HELSINKI


def this_year() -> dict[str, str]:
    """From the first of January to the end of this month: figures of parts of months not all are told."""
    today = datetime.now(HELSINKI).date()
    last = monthrange(today.year, today.month)[1]
    return {"from": today.replace(month=1, day=1).isoformat(), "to": today.replace(day=last).isoformat()}
