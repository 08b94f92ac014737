"""The OT screen (OT-seula): a versioned instrument, its scoring, and a screening before any contact.

The screen is data: a region replaces the file with its own, under another version (domain.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from services.intake.domain.language import ScreenAnswer, Screened
from shared.kernel.facts import Stream
from shared.kernel.refused import Misfit

OT_SCREEN = Path(__file__).parent / "instruments" / "ot_screen.json"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a screen code is spelled with: nothing that is misheard on the phone or misread on paper."""
CODE_LENGTH = 8
SCREENINGS = UUID("6e0f0c57-6d52-5d63-8f0c-6c9a5b7f4d11")
"""The name space of screenings' ids, so that the code alone finds the screening."""


@dataclass(frozen=True)
class Item:
    """One question of the screen. text: by language."""

    id: str
    text: Mapping[str, str]
    least: int
    most: int


@dataclass(frozen=True)
class Level:
    """A range of scores, both ends included."""

    id: str
    least: int
    most: int


@dataclass(frozen=True)
class Instrument:
    """A screen as its file has it. Scores are sums of the items."""

    id: str
    version: str
    items: tuple[Item, ...]
    levels: tuple[Level, ...]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """The instrument of a file. ValueError where its levels leave a score out or overlap."""
        items = tuple(Item(i["id"], i["text"], i["min"], i["max"]) for i in document["items"])
        levels = tuple(Level(lv["id"], lv["min"], lv["max"]) for lv in document["levels"])
        made = cls(document["id"], str(document["version"]), items, levels)
        for score in range(sum(i.least for i in items), sum(i.most for i in items) + 1):
            if sum(level.least <= score <= level.most for level in levels) != 1:
                msg = f"the score {score} has no level or several in {made.id} {made.version}"
                raise ValueError(msg)
        return made

    def score(self, answers: Mapping[str, int]) -> Screened:
        """The answers' sum and level. Misfit, naming each item that is missing, strange or out of range."""
        self._refuse_what_does_not_fit(answers)
        total = sum(answers.values())
        level = next(lv.id for lv in self.levels if lv.least <= total <= lv.most)
        given = tuple(ScreenAnswer(item.id, answers[item.id]) for item in self.items)
        return Screened(given, total, level, self.id, self.version)

    def _refuse_what_does_not_fit(self, answers: Mapping[str, int]) -> None:
        known = {item.id: item for item in self.items}
        wrong: list[dict[str, object]] = [
            _field(item, "answer this item of the screen too") for item in known if item not in answers
        ]
        for name, points in answers.items():
            item = known.get(name)
            if item is None:
                wrong.append(_field(name, "the screen has no item of this name"))
            elif not item.least <= points <= item.most:
                wrong.append(_field(name, "answer from {least} to {most}", least=item.least, most=item.most))
        if wrong:
            names = [str(field["field"]).removeprefix("answers.") for field in wrong]
            raise Misfit(
                "the screen needs an answer to each of its items, within its range: look at {items}",
                fields=wrong, items=names,
            )  # fmt: skip


def _field(name: str, sentence: str, **values: object) -> dict[str, object]:
    return {"field": f"answers.{name[:80]}", "sentence": sentence, "values": values}


def read_instrument(path: Path = OT_SCREEN) -> Instrument:
    """The screen of a file: the one shipped, or a region's own."""
    return Instrument.of(json.loads(path.read_text(encoding="utf-8")))


def screen_code_of(command_id: UUID) -> str:
    """The code a professional takes along, the same for the same command: "7KQ2-MX4D"."""
    number, letters = command_id.int, []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    code = "".join(letters)
    return f"{code[:4]}-{code[4:]}"


def screening_id(screen_code: str) -> UUID:
    """The id of the screening with a code, however the code was typed."""
    return uuid5(SCREENINGS, "".join(screen_code.split()).replace("-", "").upper())


class SituationScreened(Stream.Created):
    """A professional screened a situation before contact: no person, no referral."""

    TOPIC = "intake.situation-screened"
    screen_code: str
    answers: tuple[ScreenAnswer, ...]
    score: int
    level: str
    instrument: str
    version: str


class Screening(Stream):
    """One filled-in screen, waiting for a contact to name its code."""

    TOPIC = "intake.screening"
    kind: ClassVar[str] = "screening"
    SituationScreened = SituationScreened

    @classmethod
    def screen_situation(
        cls, *, screen_code: str, answers: Mapping[str, int], instrument: Instrument
    ) -> Self:
        """Screens a situation under a new code; its id follows from the code."""
        screened = instrument.score(answers)
        return cls._create(
            cls.SituationScreened, id=screening_id(screen_code), screen_code=screen_code, **vars(screened)
        )

    def __init__(
        self, *, screen_code: str, answers: tuple[ScreenAnswer, ...], score: int, level: str,
        instrument: str, version: str,
    ) -> None:  # fmt: skip
        self.screen_code = screen_code
        self.screened = Screened(answers, score, level, instrument, version)
