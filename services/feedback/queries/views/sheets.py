"""The shapes of instruments, and of what a link asks."""

from datetime import date
from typing import Literal

from services.feedback.queries.views.view import View

Words = dict[str, str]
"""By language: fi, sv, en."""


class ItemView(View):
    """A question and its scale. item: the key to answer with; labels: what its figures mean, as "1" to "5",
    and at its ends as "min" and "max".
    """

    item: str
    text: Words
    easy: Words
    min: int
    max: int
    step: str
    labels: dict[str, Words]


class VariantView(View):
    """The items as some are asked them. age_groups empty: whatever their age."""

    variant: str
    roles: list[str]
    age_groups: list[str]
    items: list[ItemView]


class InstrumentView(View):
    """An instrument as it is chosen. own: the region's; items: of its first variant; asked: of each."""

    instrument: str
    version: str
    title: Words
    for_roles: list[str]
    variants: list[str]
    own: bool
    worded: bool
    items: list[ItemView]
    asked: list[VariantView]


class InstrumentsView(View):
    """The instruments there are, the newest version of each."""

    instruments: list[InstrumentView]


class SheetView(View):
    """One instrument as this recipient is asked it. faces: whether a small child answers with faces.

    Items may be left out; needed: how many have to be answered for a score.
    """

    instrument: str
    version: str
    title: Words
    easy_title: Words
    intro: Words
    faces: bool
    needed: int
    items: list[ItemView]


class AnswerSheetView(View):
    """What a link asks. Nothing of whom it is about, nobody's name, no number (R-F1)."""

    state: Literal["open", "used", "late", "stopped"]
    until: date | None = None
    role: str | None = None
    variant: str | None = None
    sheets: list[SheetView]
