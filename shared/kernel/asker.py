"""Who asks, and what time it is for them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Asker:
    """A signed-in person, program or link.

    now: the clock of the request (aware): the wall's, or in a played file that line's.
    may: what a link without an account may do, e.g. {"referral_id": …, "step_id": …}.
    asks: the command or query that they ask for just now, by its name.
    """

    user: str
    role: str
    region: str
    now: datetime
    organisation: str | None = None
    sector: str | None = None
    county: str | None = None
    payer_id: str | None = None
    may: dict[str, str] | None = None
    asks: str = ""

    @property
    def today(self) -> date:
        """The asker's date in Finland."""
        return self.now.astimezone(HELSINKI).date()
