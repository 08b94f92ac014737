"""Instruments read from files: those shipped beside this one, and a region's own folder.

A file that cannot be read is told by its name and its field; nothing starts with half of the instruments.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, get_args

from services.feedback.domain.instruments.catalogue import Instruments
from services.feedback.domain.instruments.instrument import (
    Instrument,
    Item,
    Method,
    Scale,
    Scoring,
    Texts,
    Variant,
)
from services.feedback.domain.language import AgeGroup, Role

SHIPPED: Final = Path(__file__).parent
LANGUAGES: Final = ("fi", "sv", "en")
NAME: Final = re.compile(r"(?=.{1,60}$)[a-z0-9]+(_[a-z0-9]+)*")
VERSION: Final = re.compile(r"(?=.{1,20}$)[0-9]+(\.[0-9]+)*")
DIRECTIONS: Final = ("higher_is_better", "lower_is_better")


class UnreadableInstrument(ValueError):
    """A file that is no instrument: which, and what about it."""


def read_instruments(own: Path | None = None) -> Instruments:
    """The shipped instruments and those of a region's folder, every `*.json` in it.

    UnreadableInstrument where the folder is not there, a file does not fit, or two files hold the same
    version of an instrument: answers that were given to one must not be read by another.
    """
    found: dict[tuple[str, str], tuple[Instrument, Path]] = {}
    for path in _files(own):
        made = replace(read_instrument(path), own=path.parent != SHIPPED)
        before = found.get((made.id, made.version))
        if before:
            raise UnreadableInstrument(
                f"{path}: {made.id} {made.version} is in {before[1]} already: give it another version"
            )
        found[made.id, made.version] = made, path
    return Instruments.of(made for made, _ in found.values())


def read_instrument(path: Path) -> Instrument:
    """The instrument of a file. UnreadableInstrument, naming the field, where it does not fit."""
    try:
        return _instrument(_Told(json.loads(path.read_text(encoding="utf-8")), str(path)))
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableInstrument):
            raise
        raise UnreadableInstrument(f"{path}: {error}") from error


def _files(own: Path | None) -> Iterator[Path]:
    yield from sorted(SHIPPED.glob("*.json"))
    if own is not None:
        if not own.is_dir():
            raise UnreadableInstrument(f"{own}: there is no such folder of instruments")
        yield from sorted(own.glob("*.json"))


class _Told:
    """A part of a file, and where it stands: what is wrong with it names the place."""

    def __init__(self, value: Any, place: str) -> None:
        self.value = value
        self.place = place

    def __getitem__(self, name: str) -> "_Told":
        if not isinstance(self.value, dict):
            raise self.wrong("write an object with named fields")
        if name not in self.value:
            raise self.wrong(f"{name} is missing")
        return _Told(self.value[name], f"{self.place}: {name}")

    def get(self, name: str) -> "_Told | None":
        there = isinstance(self.value, dict) and self.value.get(name) is not None
        return self[name] if there else None

    def each(self) -> "Iterator[_Told]":
        if not isinstance(self.value, list) or not self.value:
            raise self.wrong("write a list with at least one entry")
        for number, value in enumerate(self.value):
            yield _Told(value, f"{self.place}[{number}]")

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong("write a text")
        return self.value

    def whole(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("write a whole number")
        return self.value

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong("write true or false")
        return self.value

    def one_of(self, allowed: tuple[Any, ...]) -> Any:
        if self.value not in allowed:
            raise self.wrong(f"{self.value!r} is none of {', '.join(map(str, allowed))}")
        return self.value

    def texts(self) -> Texts:
        """Words in every language."""
        return {language: self[language].text() for language in LANGUAGES}

    def wrong(self, what: str) -> UnreadableInstrument:
        return UnreadableInstrument(f"{self.place}: {what}")


def _instrument(told: _Told) -> Instrument:
    change = told.get("reliable_change")
    licensed = told.get("licensed")
    wordless = licensed is not None and licensed.truth()
    variants = tuple(_variant(each, wordless=wordless) for each in told["variants"].each())
    scoring, title = _scoring(told["scoring"]), told["title"].texts()
    easy, intro = told.get("easy_title"), told.get("intro")
    if any(len(each.items) < scoring.needed for each in variants):
        raise told["scoring"]["needed"].wrong("a variant has fewer items than that")
    return Instrument(
        id=_name(told["id"]),
        version=_version(told["version"]),
        title=title,
        easy_title=easy.texts() if easy else title,
        intro=intro.texts() if intro else {},
        scale=_scale(told["scale"]),
        scoring=scoring,
        variants=variants,
        reliable_change=None if change is None else _positive(change["points"]),
        higher_is_better=told["direction"].one_of(DIRECTIONS) == DIRECTIONS[0],
    )


def _name(told: _Told) -> str:
    if not NAME.fullmatch(told.text()):
        raise told.wrong("write a name of small letters, digits and _, of 60 at most")
    return told.text()


def _version(told: _Told) -> str:
    if not VERSION.fullmatch(told.text()):
        raise told.wrong('write a version as text, like "1" or "1.2"')
    return told.text()


def _scale(told: _Told) -> Scale:
    least, most = told["min"].whole(), told["max"].whole()
    if least >= most:
        raise told["max"].wrong("it is not above min")
    words = told.get("labels")
    values = {} if words is None else {str(value): value for value in range(least, most + 1)}
    labels = {value: words[name].texts() for name, value in values.items() if words and words.get(name)}
    decimals = told.get("decimals")
    fine = decimals.one_of((0, 1, 2)) if decimals else 0
    return Scale(least, most, fine, labels)


def _scoring(told: _Told) -> Scoring:
    to, needed = told["to"], told["needed"]
    if to.whole() < 1 or needed.whole() < 1:
        raise told.wrong("to and needed are at least 1")
    return Scoring(told["method"].one_of(get_args(Method)), to.whole(), needed.whole())


def _variant(told: _Told, *, wordless: bool) -> Variant:
    items = tuple(_item(each, wordless=wordless) for each in told["items"].each())
    names = [each.item for each in items]
    if len(set(names)) < len(names):
        raise told["items"].wrong("an item stands there twice")
    ages, faces = told.get("age_groups"), told.get("faces")
    return Variant(
        variant=_name(told["variant"]),
        roles=tuple(each.one_of(get_args(Role)) for each in told["roles"].each()),
        age_groups=tuple(each.one_of(get_args(AgeGroup)) for each in ages.each()) if ages else (),
        items=items,
        faces=faces is not None and faces.truth(),
    )


def _item(told: _Told, *, wordless: bool) -> Item:
    name = _name(told["item"])
    if wordless:
        return Item(name, {}, {})
    text, easy = told["text"].texts(), told.get("easy")
    return Item(name, text, easy.texts() if easy else text)


def _positive(told: _Told) -> Decimal:
    value: Any = told.value
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise told.wrong("write a number above 0")
    return Decimal(str(value))
