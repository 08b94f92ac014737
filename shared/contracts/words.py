"""The words that commands and queries are written in: texts, days, codes and counts, each checked.

A wrong type is refused, never bent: "yes" is no boolean and 5.7 no number of minutes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import GetCoreSchemaHandler as Handler
from pydantic_core import CoreSchema, PydanticCustomError

from shared.kernel.reference import codes

EARLIEST, LATEST = 1900, 2200
"""Years. A day outside is a slip of the pen, and time zones have no room at the ends of time."""
MOST = 100
"""How many entries a list may have."""


def finding(sentence: str, **values: str | int) -> PydanticCustomError:
    """What a validator raises: a sentence with `{places}` that the edge can translate."""
    return PydanticCustomError("finding", sentence, {"sentence": sentence, **values})


def Code(vocabulary: str) -> Any:  # noqa: N802 - reads as a type where it is used
    """The type of a code of a reference list; others are refused with a sentence naming the allowed."""
    allowed = codes(vocabulary)

    def known(code: str) -> str:
        if code not in allowed:
            raise finding(
                "{code} is not known here: use one of {allowed}", code=code, allowed=", ".join(allowed)
            )
        return code

    return Annotated[str, AfterValidator(known), Field(json_schema_extra={"enum": list(allowed)})]


def legible(text: str) -> str:
    """A text that can be stored and printed: no NUL character."""
    if "\0" in text:
        raise finding("the text has a character (NUL) that cannot be stored")
    return text


def _written_as_text(given: object) -> object:
    if isinstance(given, (date, str)) and not (isinstance(given, str) and given.strip().isdigit()):
        return given
    raise finding("write a day like 2023-03-07 and a moment like 2023-03-07T09:30:00+02:00")


def _within_time(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise finding("the year is not between {earliest} and {latest}", earliest=EARLIEST, latest=LATEST)
    return day


def _moment_within_time(moment: datetime) -> datetime:
    _within_time(moment)
    return moment


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise finding("an email address is written like name@example.fi")
    return text


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[\d\s()./-]+", text) or not re.search(r"(\D*\d){3}", text):
        raise finding("a phone number has digits, spaces and hyphens, like +358 40 123 4567")
    return text


def _language(text: str) -> str:
    # BCP 47 as far as it goes for people: language, script, region. No room for any word beside.
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", text):
        raise finding("a language is given by its code, like fi, sv or ar")
    return text


def _once(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(entries)) < len(entries):
        raise finding("name each only once")
    return entries


def _text(longest: int) -> Any:
    return Field(min_length=1, max_length=longest)


Short = Annotated[str, _text(200), AfterValidator(legible)]
Long = Annotated[str, _text(20_000), AfterValidator(legible)]
Email = Annotated[str, _text(254), AfterValidator(legible), AfterValidator(_email)]
Phone = Annotated[str, _text(50), AfterValidator(_phone)]
Language = Annotated[str, _text(20), AfterValidator(_language)]
Day = Annotated[date, BeforeValidator(_written_as_text), AfterValidator(_within_time)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_as_text), AfterValidator(_moment_within_time)]
Truth = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1, le=MOST)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
Hours = Annotated[float, Field(strict=True, gt=0, le=60, allow_inf_nan=False)]
Upto = Field(max_length=MOST)
AtLeastOne = Field(min_length=1, max_length=MOST)
Once: Callable[..., Any] = AfterValidator(_once)  # type: ignore[assignment]


@dataclass(frozen=True)
class Listed:
    """Marks a text as a code of a reference list."""

    vocabulary: str

    def __get_pydantic_core_schema__(self, _source: Any, handler: Handler) -> CoreSchema:
        return handler.generate_schema(Code(self.vocabulary))


class Part(BaseModel):
    """A part of a command. Its class's and its fields' names are those of the domain's values."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
