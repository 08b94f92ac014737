"""The words of a layout, kept with it.

They are no part of the catalogues on purpose: a better translation of today must not change a report that was
sent a year ago. Days and moments are written by the layout's own patterns for the same reason, on the Finnish
clock.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

WORDS = Path(__file__).parent / "words"
HELSINKI = ZoneInfo("Europe/Helsinki")
AN_HOUR = 60


@dataclass(frozen=True)
class Wording:
    """A layout's words in one language."""

    language: str
    sentences: dict[str, str]
    months: tuple[str, ...]
    lists: dict[str, dict[str, str]]

    def say(self, sentence: str, /, **values: Any) -> str:
        """A sentence with its values in their places. KeyError for one that the layout does not have."""
        return self.sentences[sentence].format(**values)

    def word(self, name: str, code: object) -> str:
        """A code's word; the code itself where it is younger than the layout."""
        return self.lists[name].get(str(code), str(code))

    def month(self, month: str) -> str:
        """A month ("2025-09") in words."""
        year, number = month.split("-")
        return self.say("a_month", name=self.months[int(number) - 1], year=year)

    def day(self, day: date) -> str:
        """A day."""
        return self.say("day", day=day.day, m=day.month, name=self.months[day.month - 1], year=day.year)

    def moment(self, moment: datetime) -> str:
        """A moment on the Finnish clock."""
        local = moment.astimezone(HELSINKI)
        return self.say(
            "moment", day=local.day, m=local.month, name=self.months[local.month - 1], year=local.year,
            hour=local.hour, minute=f"{local.minute:02}",
        )  # fmt: skip

    def duration(self, minutes: int) -> str:
        """Minutes as hours and minutes."""
        hours, rest = divmod(minutes, AN_HOUR)
        return (
            self.say("hours", hours=hours, minutes=rest) if hours else self.say("only_minutes", minutes=rest)
        )


@cache
def wording(layout: str, language: str) -> Wording:
    """The words of a layout ("monthly-report-1") in a language. KeyError for a language it does not have."""
    spoken = json.loads((WORDS / f"{layout}.json").read_text(encoding="utf-8"))[language]
    return Wording(language, spoken["sentences"], tuple(spoken["months"]), spoken["lists"])
