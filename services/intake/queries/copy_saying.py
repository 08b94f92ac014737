"""How a copy of a case says things: in a language, to a reader, and to whom of the family it may go."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from services.intake.queries.one_case import Reader
from services.intake.queries.views.masking import hidden
from shared.kernel.calendar import local_date
from shared.kernel.reference import label

WORDS = Path(__file__).parent / "copy_out.json"


@dataclass(frozen=True)
class Family:
    """Who of the family may be told. not_told: how many guardians are told nothing (R-C9).

    to_one: the copy is for one guardian; apart: the guardians are separating, neither gets the other's.
    """

    not_told: int
    to_one: bool
    apart: bool


@cache
def _words() -> dict[str, Any]:
    return dict(json.loads(WORDS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Say:
    """Sentences and codes in one language: "fi", "sv" or "en"; texts, as far as the reader reads them.

    masked: places and contacts are not told (R-C13). family: who of it may be told (R-C9).
    """

    language: str
    reader: Reader
    masked: bool
    family: Family

    def __call__(self, name: str, **values: object) -> str:
        # Texts of people go in last, as values: braces of theirs are no places.
        return str(_words()[self.language][name]).format(**values)

    def text(self, written: str | None, *, own: bool = False) -> str:
        """A text of the matter; a dash where it is not this reader's. own: meant for the reader's sector.

        In a copy for one of two separating guardians no text stands: it may be the other's, or about them.
        """
        if self.one_of_two:
            return self("nothing")
        return (written if own else self.reader.text(written)) or self("nothing")

    @property
    def one_of_two(self) -> bool:
        """R-C9: whether this is for a guardian who is not to learn what is the other's."""
        return self.family.to_one and self.family.apart

    def place(self, code: str) -> str:
        """Where a meeting was."""
        return hidden(self.of("places", code), masked=self.masked)

    def word(self, code: str) -> str:
        """What a role, a state or an outcome is called."""
        return str(_words()[self.language]["words"][code])

    def of(self, vocabulary: str, code: str) -> str:
        """What a code of a reference list is called."""
        return label(vocabulary, code, self.language)

    def sectors(self, codes: tuple[str, ...]) -> str:
        return ", ".join(self.of("sectors", code) for code in codes)

    def day(self, day: date | datetime) -> str:
        """Written as it is in Finland: 3.9.2025; in English 2025-09-03."""
        if isinstance(day, datetime):
            day = local_date(day)
        return day.isoformat() if self.language == "en" else f"{day.day}.{day.month}.{day.year}"
