"""What contacts come to: the figures of the statistics, counted in plain Python."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
Line = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """A contact as the statistics see it, from one moment on."""

    since: datetime
    state: str = "received"
    tier: int | None = None
    level: str | None = None
    support: frozenset[str] = frozenset()
    otherwise: bool = False
    duplicate: bool = False


@dataclass
class Contact:
    """One contact of the file, and everything it has been."""

    referral_id: str
    at: datetime
    county: str
    source: str
    channel: str
    situations: tuple[str, ...]
    history: list[Standing]
    lines: list[Line] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.at.astimezone(HELSINKI).date()

    def then(self, moment: datetime | None) -> Standing | None:
        """As it was known at a moment; None before it was."""
        known = [s for s in self.history if moment is None or s.since <= moment]
        return known[-1] if known else None


def figures_of(
    contacts: Sequence[Contact], as_of: date | None = None, county: str | None = None
) -> dict[str, Any]:
    """The contact statistics of all days, now or as known at the end of a day."""
    moment = None
    if as_of:
        midnight = datetime.combine(as_of + timedelta(days=1), datetime.min.time(), HELSINKI)
        moment = midnight - timedelta(microseconds=1)
    known = [(c, s) for c in contacts if (s := c.then(moment)) and county in {None, c.county}]
    counted = [(c, s) for c, s in known if not s.duplicate]

    def count(key: Callable[[Contact, Standing], Any]) -> dict[str, int]:
        return dict(Counter(str(k) for c, s in counted if (k := key(c, s)) is not None))

    return {
        "contacts": len(counted),
        "duplicates": len(known) - len(counted),
        "identified_otherwise": sum(s.otherwise for _, s in counted),
        "by_source": count(lambda c, _: c.source),
        "by_county": count(lambda c, _: c.county),
        "by_channel": count(lambda c, _: c.channel),
        "by_month": count(lambda c, _: c.day.isoformat()[:7]),
        "by_state": count(lambda _, s: s.state),
        "by_tier": count(lambda _, s: s.tier),
        "by_level": count(lambda _, s: s.level),
        "mentions_by_situation": dict(Counter(m for c, _ in counted for m in c.situations)),
        "by_support_kind": dict(Counter(k for _, s in counted for k in s.support)),
    }
