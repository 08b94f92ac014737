"""Finnish, Swedish and English: which one is asked for, and the sentences in it.

Sentences are written in English in the code; `locale/<language>/LC_MESSAGES/messages.po` has the others.
They are read as they are, so that there is no compiled file to keep in step.
"""

import re
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.core import negotiate_locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.requests import HTTPConnection

LANGUAGES = ("fi", "sv", "en")
FOLDER = Path(__file__).parent / "locale"
COOKIE = "lang"
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def N_(sentence: str) -> str:  # noqa: N802 - the usual mark of a sentence that is translated later
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return sentence


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of a language, ready for gettext; English is the sentences themselves."""
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(fp=compiled)


def language_of(request: HTTPConnection) -> str:
    """`?lang=`, then the cookie, then Accept-Language; Finnish where none of them says anything known."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    wishes = accepted(request.headers.get("accept-language", ""))
    return negotiate_locale(wishes, LANGUAGES, sep="-") or "fi"


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header (RFC 9110, 12.5.4), the most wanted first."""
    wishes: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.strip().partition(";")
        number = weight.strip().removeprefix("q=")
        quality = float(number) if re.fullmatch(r"[01](\.\d{0,3})?", number) else 1.0
        if tag and quality > 0:
            wishes.append((quality, tag.strip()))
    return [tag for _, tag in sorted(wishes, key=lambda wish: -wish[0])]


def translate(language: str, sentence: str, values: dict[str, Any] | None = None) -> str:
    """The sentence in the language, with its values in their places; in English where it has none.

    A value that is itself a sentence or a word of the catalogue is translated, a date is written as
    the language writes it, a list is joined with commas.
    """
    words = {name: in_words(language, value) for name, value in (values or {}).items()}
    for wording in (catalogue(language).gettext(sentence), sentence) if sentence else ():
        try:
            return wording.format_map(words)
        except (KeyError, ValueError, IndexError, AttributeError):
            continue  # a wording with a place that has no value: say it in English, or as it is
    return sentence


def in_words(language: str, value: Any) -> str:
    """A value as it is read in a sentence."""
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(language, item) for item in value)
    if isinstance(value, str) and A_DAY.fullmatch(value):
        try:
            return format_date(date.fromisoformat(value), "short" if language == "fi" else "medium", language)
        except ValueError:
            return value
    return catalogue(language).gettext(value) if isinstance(value, str) and value else str(value)
