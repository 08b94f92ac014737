"""A sheet of questions as the answer page shows it, and what was chosen as the service reads it.

The sheet is feedback's (`answer_sheet`): its texts in three languages, each with an easy wording beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from services.gateway.languages import N_

Sheet = dict[str, Any]
PREFIX = "answers."
CHOOSE = N_("choose an answer")
FACES = 5
MOST_CHOICES = 21
"""A scale of more points than this is typed as a number: nobody reads through a hundred circles."""
FACE_WORDS = (N_("Very bad"), N_("Bad"), N_("In between"), N_("Good"), N_("Very good"))
"""What the five faces say, from the saddest to the happiest, where the sheet has no words of its own."""


@dataclass(frozen=True)
class Point:
    """One of the answers to choose from. word: what it is called; face: 1 (sad) to 5 (happy), 0 for none."""

    value: str
    word: str = ""
    face: int = 0


@dataclass(frozen=True)
class Question:
    """One item. points: empty where the number is typed; low, high: what the ends of the scale mean."""

    item: str
    element: str
    text: str
    points: tuple[Point, ...]
    low: str
    high: str
    least: str
    most: str
    step: str

    @property
    def name(self) -> str:
        """Under which its answer is sent."""
        return f"{PREFIX}{self.item}"

    @property
    def has_faces(self) -> bool:
        """Whether it is answered by faces."""
        return any(point.face for point in self.points)

    @property
    def has_words(self) -> bool:
        """Whether each answer is called something: then that is read, and not a number."""
        return all(point.word for point in self.points)


@dataclass(frozen=True)
class Part:
    """One instrument of the sheet. needed: how many of its answers it takes to tell anything."""

    title: str
    intro: str
    needed: int
    questions: tuple[Question, ...]


def is_easy(sheet: Sheet, wish: str) -> bool:
    """Whether the easy wording is shown: as one wishes ("yes", "no"), else where the sheet is for a child."""
    return wish == "yes" if wish in ("yes", "no") else any(one.get("faces") for one in sheet["sheets"])


def parts_of(sheet: Sheet, language: str, *, easy: bool) -> list[Part]:
    """The sheet's instruments, in the language, in its easy wording or the plain one."""
    return [part_of(number, one, language, easy=easy) for number, one in enumerate(sheet["sheets"], 1)]


def part_of(number: int, one: dict[str, Any], language: str, *, easy: bool) -> Part:
    """One instrument. number: its place on the page, from which its elements have their ids."""
    return Part(
        title=worded(one, "title", language, easy=easy),
        intro=worded(one, "intro", language, easy=easy),
        needed=one.get("needed", len(one["items"])),
        questions=tuple(
            question_of(f"q-{number}-{place}", item, language, easy=easy)
            for place, item in enumerate(one["items"], 1)
        ),
    )


def worded(thing: Mapping[str, Any], name: str, language: str, *, easy: bool) -> str:
    """A text of the sheet: its easy wording where that is wanted and there is one."""
    plainly = (thing.get(name) or {}).get(language, "")
    easily = (thing.get("easy" if name == "text" else f"easy_{name}") or {}).get(language, "")
    return str(easily or plainly) if easy else str(plainly)


def question_of(element: str, item: dict[str, Any], language: str, *, easy: bool) -> Question:
    """One item, with its points: faces in the easy wording of a scale of five, else numbers."""
    words = {str(at): said.get(language, "") for at, said in (item.get("labels") or {}).items()}
    values = values_of(item["min"], item["max"], item.get("step") or 1)
    faces = easy and len(values) == FACES
    return Question(
        item=item["item"],
        element=element,
        text=worded(item, "text", language, easy=easy),
        points=tuple(
            Point(value, word_at(place, value, len(values), words), place + 1 if faces else 0)
            for place, value in enumerate(values)
        ),
        low=words.get("min", ""),
        high=words.get("max", ""),
        least=str(item["min"]),
        most=str(item["max"]),
        step=str(item.get("step") or 1),
    )


def values_of(least: object, most: object, step: object) -> list[str]:
    """The points of a scale; none where there are too many to choose from."""
    first, last, apart = (Decimal(str(one)) for one in (least, most, step))
    count = int((last - first) / apart) + 1 if apart > 0 else 0
    return [f"{first + apart * n:f}" for n in range(count)] if 0 < count <= MOST_CHOICES else []


def word_at(place: int, value: str, count: int, words: Mapping[str, str]) -> str:
    """What the sheet calls a point: by its value, or as one of the two ends."""
    ends = {0: words.get("min", ""), count - 1: words.get("max", "")}
    return words.get(value) or ends.get(place, "")


def chosen(parts: list[Part], posted: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen or typed, by item; what was left open is not there."""
    given = {each.item: str(posted.get(each.name) or "").strip() for part in parts for each in part.questions}
    return {item: value for item, value in given.items() if value}


def left_open(parts: list[Part], answers: Mapping[str, str]) -> list[Question]:
    """The open questions of instruments of which too few were answered, by mistake perhaps."""
    few = [part for part in parts if sum(each.item in answers for each in part.questions) < part.needed]
    return [each for part in few for each in part.questions if each.item not in answers]


def as_numbers(answers: Mapping[str, str]) -> dict[str, Any]:
    """The answers as numbers; what is none stays as it was typed, for the service to say so."""
    return {item: as_number(value) for item, value in answers.items()}


def as_number(value: str) -> int | float | str:
    """A number as JSON has it."""
    try:
        number = Decimal(value.replace(",", "."))
    except InvalidOperation:
        return value
    if not number.is_finite() or len(value) > len("100.000000"):
        return value
    return int(number) if number == number.to_integral_value() else float(number)
