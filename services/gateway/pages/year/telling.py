"""How a year is said: chapters of words, figures, pictures and tables, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.dates import format_date

from services.gateway.languages import N_
from services.gateway.pages.page import LOCALES, a_month, a_number, a_sum, as_date, labelled, say

View = Mapping[str, Any]
"""reporting's answer `region_year`."""


@dataclass(frozen=True)
class Cell:
    """A number as it is said. behind: figure and key of what it was made of; none where nobody is shown."""

    text: str
    behind: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table: head's words, rows of a word and cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Chapter:
    """A part of the year. name: of its place in the page; picture: SVG, or nothing where there is none."""

    name: str
    title: str
    lead: str
    totals: tuple[tuple[Cell, str], ...] = ()
    picture: str = ""
    tables: tuple[Table, ...] = field(default=())


class Telling:
    """The year said in a language. opens: whether figures lead to what is behind them."""

    def __init__(self, view: View, language: str, *, opens: bool) -> None:
        self.view = view
        self.language = language
        self._opens = opens

    def say(self, sentence: str, **values: Any) -> str:
        return say(self.language, sentence, **values)

    def word(self, words: str, code: str) -> str:
        return labelled(self.language, words, code) if code else self.say(N_("Without an area"))

    def month(self, month: str) -> str:
        """The month's name in short: the year is the page's."""
        return a_month(self.language, month).split(" ")[0]

    def short(self, month: str) -> str:
        """The same as it fits under a column; what is no month as it stands."""
        try:
            first = as_date(f"{month}-01")
        except ValueError:
            return month
        return format_date(first, "LLL", LOCALES[self.language]).rstrip(".")

    def cell(self, number: Any, figure: str = "", key: str = "") -> Cell:
        """A number, or the word for a hidden one; a link where there is anything behind it."""
        if number is None:
            return Cell(self.say(N_("hidden")))
        text = a_number(self.language, number)
        return Cell(text, (figure, key) if figure and self._opens and number else None)

    def or_dash(self, number: Any) -> Cell:
        """A number, or a dash where there is none or it is not told."""
        return Cell("–" if number is None else a_number(self.language, number))

    def percent(self, rate: float | None) -> Cell:
        """A rate of 0 to 1 in percent."""
        return Cell("–" if rate is None else f"{a_number(self.language, round(100 * rate))} %")


def money(t: Telling, amount: str, figure: str, key: str) -> Cell:
    """Euros, with what is behind them."""
    return Cell(a_sum(t.language, amount), t.cell(1, figure, key).behind)


def rest(each: View) -> int | None:
    """Who was asked and did not answer (yet)."""
    requested, answered = each["requested"], each["answered"]
    return None if requested is None or answered is None else requested - answered


def counts(
    t: Telling, figure: str, words: Sequence[str], rows: Iterable[tuple[str, str, int | None]]
) -> Table:
    """A table of counts. words: title, head, and what is counted where it is not contacts.

    rows: word, key and number.
    """
    title, first, counted = (*words, N_("Contacts"))[:3]
    told = tuple((word, (t.cell(number, figure, key),)) for word, key, number in rows)
    return Table(t.say(title), said(t, (first, counted)), told)


def said(t: Telling, words: Sequence[str]) -> tuple[str, ...]:
    """Words in the reader's language."""
    return tuple(t.say(word) for word in words)


def in_days(t: Telling, days: int | None) -> Cell:
    """Days, or a dash where nobody waited or it is not told."""
    return t.or_dash(days)


def by_month(found: Mapping[str, int | None] | None) -> list[tuple[str, int | None]]:
    """In order."""
    return sorted((found or {}).items())


def by_size(found: Mapping[str, int | None] | None) -> list[tuple[str, int | None]]:
    """From the most to the fewest, what is hidden last."""
    return sorted((found or {}).items(), key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
