"""Why somebody is proposed, or is not, in the reader's language (R-M2): codes by their words."""

from collections.abc import Iterable
from typing import Any

from services.gateway.pages.page import a_day, a_number, labelled, say

NOTHING = "–"
LISTS = {
    "competence": "competences", "competence_missing": "competences", "language": "child_languages",
    "language_missing": "child_languages",
}  # fmt: skip
"""A reason's code → the list that the codes in its places are of; without one they are words of people."""
WORDED = {"near": "nearness", "county": "counties", "mode": "modes", "reason": "decline_reasons"}
"""A place → the list that its code is of."""
NUMBERS = ("free", "own", "needed")
Why = dict[str, Any]


def in_words(reasons: Iterable[Why], language: str) -> list[Why]:
    """Each with its code, its points and its sentence, which begins with a capital letter."""
    return [
        {"code": why["code"], "points": why.get("points"), "text": sentence_of(why, language)}
        for why in reasons
    ]


def sentence_of(why: Why, language: str) -> str:
    """The sentence with its places filled in, in the reader's words."""
    values = {name: _written(why["code"], name, value, language) for name, value in why["values"].items()}
    text = say(language, why["sentence"], **values)
    return text[:1].upper() + text[1:]


def _written(code: str, name: str, value: Any, language: str) -> Any:
    if isinstance(value, list):
        return ", ".join(_word(LISTS.get(code), each, language) for each in value) or NOTHING
    if name in NUMBERS:
        return a_number(language, value)
    if name == "until":
        return a_day(language, value)
    return _word(WORDED.get(name), value, language)


def _word(name: str | None, code: Any, language: str) -> Any:
    return labelled(language, name, code) if name else code
