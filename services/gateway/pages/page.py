"""Drawing a page: the template, the reader's language, and the few words every page needs."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.gateway import sessions
from services.gateway.languages import LANGUAGES, language_of, translate
from services.gateway.pages.fields import HELSINKI, count_of, element_id, rows_of
from services.gateway.pages.menus import menu
from services.gateway.pages.words import ENDED, code_list, word
from services.gateway.sign_in import is_https, sign_in_of

TEMPLATES = Path(__file__).parent.parent / "templates"
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
FLASH = "done"
SLASHES = "/\\"
FOR_ONCE = frozenset({"code", "state", "session_state", "iss", "error", "error_description", "error_uri"})
"""What a sign-in service gives along when it sends somebody back."""


def say(language: str, sentence: str, **values: Any) -> str:
    """A sentence of the pages in the reader's language."""
    return translate(language, sentence, values)


def labelled(language: str, name: str, code: object) -> str:
    """A code's word in the reader's language."""
    return translate(language, word(name, code, language))


GONE = ("[erased]", "[key lost]")
"""What is read in the place of a birth date that nobody can read any more (R-P2)."""


def a_day(language: str, value: object) -> str:
    """A date (or the Finnish day of a moment) as the language writes it; nothing for nothing."""
    if not value:
        return ""
    if value in GONE:
        return str(value)
    day = as_local(value).date() if "T" in str(value) or isinstance(value, datetime) else as_date(value)
    return format_date(day, "short" if language == "fi" else "medium", LOCALES[language])


def a_moment(language: str, value: object) -> str:
    """A moment on the Finnish clock."""
    if not value:
        return ""
    pattern = "d.M.y 'klo' H.mm" if language == "fi" else "d MMM y HH:mm"
    return format_datetime(as_local(value), pattern, tzinfo=HELSINKI, locale=LOCALES[language])


def a_clock(language: str, value: object) -> str:
    """The time of a moment on the Finnish clock."""
    return f"{as_local(value):%H.%M}" if language == "fi" else f"{as_local(value):%H:%M}"


def a_month(language: str, month: object) -> str:
    """A month as the language writes it: "2025-09" is "syyskuu 2025"; what is none as it stands."""
    try:
        first = as_date(f"{month}-01")
    except ValueError:
        return str(month)
    return format_date(first, "LLLL y", LOCALES[language])


def a_sum(language: str, amount: object) -> str:
    """Euros as the language writes them: "1234.50" is "1 234,50 €"; what is no number as it stands."""
    number = as_number(amount)
    return str(amount) if number is None else format_currency(number, "EUR", locale=LOCALES[language])


def a_number(language: str, number: object) -> str:
    """A decimal number without needless noughts: "40.0000" is "40"; what is none as it stands."""
    found = as_number(number)
    return str(number) if found is None else format_decimal(found, "#,##0.####", LOCALES[language])


def as_number(said: object) -> Decimal | None:
    """A number of JSON; None for what is none."""
    try:
        number = Decimal(str(said))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def a_count(language: str, count: int | None) -> int | str:
    """A count as it is told: None is hidden (R-R2)."""
    return say(language, "hidden") if count is None else count


def short(number: object) -> str:
    """A number as people say it: `referral/2023-00017` is `2023-00017`."""
    return str(number).rpartition("/")[2]


def as_date(value: object) -> date:
    """A date of JSON or of Python."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def as_local(value: object) -> datetime:
    """A moment of JSON or of Python, on the Finnish clock."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.astimezone(HELSINKI)


@cache
def environment() -> Environment:
    """The templates, escaped always."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"] = in_language(say)
    made.globals["label"] = in_language(labelled)
    made.globals["choices"] = in_language(choices)
    made.filters["day"] = in_language(a_day)
    made.filters["moment"] = in_language(a_moment)
    made.filters["clock"] = in_language(a_clock)
    made.filters["month"] = in_language(a_month)
    made.filters["euros"] = in_language(a_sum)
    made.filters["number"] = in_language(a_number)
    made.filters["told"] = in_language(a_count)
    made.filters["element_id"] = element_id
    made.filters["rows_of"] = rows_of
    made.filters["count_of"] = count_of
    made.filters["short"] = short
    made.globals["ended"] = ENDED
    return made


def in_language(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function for templates: its first argument, the language, comes from the page."""

    @pass_context
    def call(context: Context, *arguments: Any, **values: Any) -> Any:
        return function(context["language"], *arguments, **values)

    return call


def choices(language: str, name: str) -> list[tuple[str, str]]:
    """The codes of a list with their words, in the list's order."""
    return [(code, labelled(language, name, code)) for code in code_list(name)]


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page. values: what its template shows beside what is common to all."""
    language = language_of(request)
    asker = sessions.current_asker(request)
    common: dict[str, Any] = {
        "language": language,
        "languages": [(code, LANGUAGE_NAMES[code], in_other_words(request, code)) for code in LANGUAGES],
        "asker": asker,
        "menu": menu(asker.role) if asker else [],
        "csrf": sessions.csrf_token(request),
        "path": request.url.path,
        "for_trying_out": sign_in_of(request).demo,
        "errors": {},
        "problem": "",
        "htmx": json.dumps({"includeIndicatorStyles": False, "allowEval": False}),
        "own_choices": {},
        "focus": "",
        "labels": {},
    }
    text = environment().get_template(template).render(common | values)
    response = HTMLResponse(text, status, {"Content-Language": language, "Cache-Control": "no-store"})
    if request.query_params.get("lang") in LANGUAGES:
        keep_language(request, response, language)
    return response


def in_other_words(request: Request, language: str) -> str:
    """The address of this page in another language (of a posted form: where it was)."""
    said = request.query_params.multi_items()
    kept = [(name, value) for name, value in said if name != "lang" and name not in FOR_ONCE]
    here = f"/{request.url.path.lstrip(SLASHES)}"  # with two slashes it would name another site
    return f"{here}?{urlencode([*kept, ('lang', language)])}"


def keep_language(request: Request, response: Response, language: str) -> None:
    """The chosen language stays chosen, for a year."""
    response.set_cookie(
        "lang", language,
        max_age=31_536_000, httponly=True, samesite="lax", path="/", secure=is_https(request),
    )  # fmt: skip


def go_to(path: str, position: Mapping[str, int] | None = None, **values: str) -> RedirectResponse:
    """On to another page after something was done, which will have seen what was done."""
    query = [*values.items(), *(("after", f"{service}:{n}") for service, n in (position or {}).items())]
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)
