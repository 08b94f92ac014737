"""What the edge says when it cannot do what was asked: RFC 9457 `application/problem+json`.

{"type": "/api/problems/refused", "title": …, "status": 409, "detail": the sentence in the reader's language,
 "instance": "/api/v1/intake/agree_consultation_plan", "fields"?: [{"field": "steps.0.due", "detail": …}],
 "policy"?: the id of the policy that said no (docs/permissions.md)}
"""

from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from services.gateway.languages import N_, language_of, translate

TITLES = {
    401: ("not-signed-in", N_("Sign in first")),
    403: ("not-allowed", N_("You may not do this")),
    404: ("unknown", N_("There is no such thing here")),
    405: ("method", N_("This address is used in another way")),
    408: ("too-slow", N_("The request did not arrive whole")),
    409: ("refused", N_("This cannot be done now")),
    413: ("too-large", N_("The request is too large")),
    415: ("media-type", N_("The request is in another format than JSON")),
    422: ("misfit", N_("The request does not fit")),
    429: ("too-many", N_("Too many requests at once")),
    431: ("too-large", N_("The request is too large")),
    500: ("broken", N_("Something is broken here")),
    503: ("not-yet", N_("This cannot be answered just now")),
}
OTHER = ("other", N_("The request could not be answered"))
PROBLEM_JSON = "application/problem+json"


class Problem(Exception):
    """The one exception of the edge: a status, a sentence to translate, and the fields it is about.

    fields: [{"field": "steps.0.due", "sentence": English with {places}, "values": {…}}].
    policy: the id of the policy that decided, where one did.
    """

    def __init__(
        self,
        status: int,
        sentence: str,
        values: dict[str, Any] | None = None,
        *,
        fields: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
        policy: str | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.values = values or {}
        self.fields = fields or []
        self.headers = headers or {}
        self.policy = policy

    def said(self, language: str) -> str:
        """The sentence in a language ("fi", "sv", "en")."""
        return translate(language, self.sentence, self.values)

    def fields_said(self, language: str) -> list[tuple[str, str]]:
        """Each field with what is wrong with it, in a language."""
        return [
            (str(f.get("field", "")), translate(language, str(f["sentence"]), f.get("values") or {}))
            for f in self.fields
        ]


def not_signed_in(sentence: str) -> Problem:
    """A 401 that says how one signs in (RFC 6750)."""
    return Problem(401, sentence, headers={"WWW-Authenticate": 'Bearer realm="tukiverkko"'})


def not_yet(sentence: str, values: dict[str, Any] | None = None) -> Problem:
    """A 503: the same request may go through in a second."""
    return Problem(503, sentence, values, headers={"Retry-After": "1"})


def kind_of(status: int) -> tuple[str, str]:
    """The kind of problem (the last word of its `type`) and its English title."""
    return TITLES.get(status, OTHER)


def problem_json(request: HTTPConnection, problem: Problem) -> JSONResponse:
    """The problem as an answer, in the language asked for."""
    language = language_of(request)
    kind, title = kind_of(problem.status)
    body: dict[str, Any] = {
        "type": f"/api/problems/{kind}",
        "title": translate(language, title),
        "status": problem.status,
        "detail": problem.said(language),
        "instance": request.url.path,
    }
    if problem.fields:
        body["fields"] = [
            {"field": field, "detail": sentence} for field, sentence in problem.fields_said(language)
        ]
    if problem.policy:
        body["policy"] = problem.policy
    headers = {"Content-Language": language, "Vary": "Accept-Language"} | problem.headers
    return JSONResponse(body, problem.status, headers, media_type=PROBLEM_JSON)
