"""Amounts and days as ISO 20022 writes them; None for what is none, so that the reader says where it is."""

import re
from datetime import date, datetime
from decimal import Decimal

from services.billing.application.bank_files.safe_xml import Element
from shared.kernel.calendar import local_date
from shared.kernel.money import CENT
from shared.kernel.refused import Misfit

DIRECTIONS = {"CRDT": 1, "DBIT": -1}

AMOUNT = re.compile(r"\d{1,13}(\.\d{1,5})?", re.ASCII)
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
EARLIEST, LATEST = 1990, 2200
"""Years. No statement in euros is older, and what lies beyond is a slip."""


def cents_in(text: str) -> int | None:
    """Cents of "12.50"; None for anything else than whole cents without a sign."""
    if not AMOUNT.fullmatch(text):
        return None
    amount = Decimal(text) / CENT
    return int(amount) if amount == amount.to_integral_value() else None


def euro_cents(told: Element | None, place: int) -> int:
    """Cents of an amount. place: which entry of the file it stands in. Misfit where it is none in euros."""
    if told is None:
        raise Misfit("entry {entry} has no amount, or a payment in it has none", entry=place)
    if told.currency != "EUR":
        raise Misfit("entry {entry} is not in euros: only euros are read", entry=place)
    amount = cents_in(told.text.strip())
    if amount is None:
        raise Misfit("entry {entry} has an amount that is not in whole cents", entry=place)
    return amount


def count_in(text: str) -> int | None:
    """A number of entries; None where it is none."""
    return int(text) if re.fullmatch(r"\d{1,15}", text, re.ASCII) else None


def day_in(choice: Element | None) -> date | None:
    """The day of a choice between a day (Dt) and a moment (DtTm), which is taken in Finland's time."""
    if choice is None:
        return None
    try:
        day = _day(choice.said("Dt")) or _day_of_moment(choice.said("DtTm"))
    except (ValueError, OverflowError):
        return None
    return day if day and EARLIEST <= day.year <= LATEST else None


def is_true(text: str) -> bool:
    """XML's own two ways of saying so."""
    return text in {"true", "1"}


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    return date.fromisoformat(found[1]) if found else None


def _day_of_moment(text: str) -> date | None:
    if not MOMENT.fullmatch(text):
        return None
    moment = datetime.fromisoformat(text)
    return local_date(moment) if moment.tzinfo else moment.date()
