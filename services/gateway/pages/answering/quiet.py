"""Pages for people without an account: no menu, no name, no script, nothing kept on the device."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.languages import LANGUAGES, language_of
from services.gateway.pages.page import LANGUAGE_NAMES, environment, in_other_words, say
from services.gateway.problems import Problem, kind_of
from services.gateway.sign_in import sign_in_of

HERE = "/f/"
"""Where these pages are."""
TOO_MANY = 429
AT_WORK = ("professional", "worker", "buyer")
"""Who is asked as somebody who works in the matter."""


def quiet_page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A whole page. The language stands in its address: not even that is kept in a cookie."""
    language = language_of(request)
    common: dict[str, Any] = {
        "language": language,
        "languages": [(code, LANGUAGE_NAMES[code], in_other_words(request, code)) for code in LANGUAGES],
        "for_trying_out": sign_in_of(request).demo,
        "errors": {},
        "problem": "",
    }
    text = environment().get_template(template).render(common | values)
    return HTMLResponse(text, status, {"Content-Language": language, "Cache-Control": "no-store"})


def quiet_problem(request: Request, problem: Problem) -> Response:
    """What went wrong, in plain words, without a way to the sign-in."""
    language = language_of(request)
    response = quiet_page(
        request,
        "answering/problem.html",
        problem.status,
        title=say(language, kind_of(problem.status)[1]),
        sentence=problem.said(language),
        wait=problem.values.get("seconds") if problem.status == TOO_MANY else None,
    )
    response.headers.update({k: v for k, v in problem.headers.items() if k.lower() != "www-authenticate"})
    return response
