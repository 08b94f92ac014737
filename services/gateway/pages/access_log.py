"""The access log of a person, for the region's admin, and its copy for the person (R-P4)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.access_rows import GIVEN_AWAY, READ, as_csv, disclosures, readings
from services.gateway.pages.page import a_day, environment, go_to, page, say
from services.gateway.pages.words import N_
from services.gateway.problems import Problem
from shared.kernel.grounds import codes_of, label_of

access_log = APIRouter(include_in_schema=False)
FIRST = "/access-log"
HERE = "/people/{person_id}/access-log"
A_PAGE = 50
COPIED_AT_ONCE, MOST_PAGES = 1000, 50
REASON = "special_reason"


@access_log.get(FIRST)
async def whose_log(request: Request) -> Response:
    """Asks whose log is to be shown, by the person's id."""
    given = (request.query_params.get("person_id") or "").strip()
    if not given:
        return page(request, "access_log_of.html", given="")
    try:
        return go_to(f"/people/{UUID(given)}/access-log")
    except ValueError:
        wrong = {"person_id": say(language_of(request), N_("a person's id is a UUID"))}
        return page(request, "access_log_of.html", 422, given=given, errors=wrong)


@access_log.get(HERE)
async def log_of_a_person(request: Request, person_id: str) -> Response:
    """Who read what, newest first, a page at a time; older than two years only with a reason."""
    asked, language = request.query_params, language_of(request)
    chosen = {REASON: asked[REASON]} if asked.get(REASON) else {}
    paging = {"cursor": asked["cursor"]} if asked.get("cursor") else {}
    data = {"person_id": person_id, "limit": A_PAGE, **chosen, **paging}
    found = (await ask_query(request, "intake", "access_log", data)).result
    return page(
        request,
        "access_log.html",
        person_id=person_id,
        log=found,
        read=[say(language, heading) for heading in READ],
        given=[say(language, heading) for heading in GIVEN_AWAY],
        readings=readings(language, found["entries"]),
        disclosures=disclosures(language, found["disclosures"]),
        reasons=[(code, label_of("special_reasons", code, language)) for code in codes_of("special_reasons")],
        chosen=chosen,
        first=not paging,
    )


@access_log.get(HERE + "/copy.csv")
async def copy_as_csv(request: Request, person_id: str) -> Response:
    """The copy for the person as a table; what was given to others stands below what was read."""
    log, language = await copied(request, person_id), language_of(request)
    read = [[say(language, each) for each in READ], *readings(language, log["entries"])]
    given = [[say(language, each) for each in GIVEN_AWAY], *disclosures(language, log["disclosures"])]
    text = as_csv([*read, [], *given])
    return PlainTextResponse(text, headers=sent_as(language, "csv"), media_type="text/csv")


@access_log.get(HERE + "/copy.html")
async def copy_as_page(request: Request, person_id: str) -> Response:
    """The copy for the person as a page that stands by itself."""
    log, language = await copied(request, person_id), language_of(request)
    text = environment().get_template("access_log_copy.html").render(
        language=language,
        log=log,
        since=a_day(language, log["since"]) if log.get("since") else "",
        read=[say(language, heading) for heading in READ],
        given=[say(language, heading) for heading in GIVEN_AWAY],
        readings=readings(language, log["entries"]),
        disclosures=disclosures(language, log["disclosures"]),
    )  # fmt: skip
    return Response(text, headers=sent_as(language, "html"), media_type="text/html")


async def copied(request: Request, person_id: str) -> dict[str, Any]:
    """All of it. Problem 503 where a service is away: a copy is whole or it is none."""
    reason = request.query_params.get(REASON)
    data: dict[str, Any] = {"person_id": person_id, "limit": COPIED_AT_ONCE}
    data |= {REASON: reason} if reason else {}
    whole = (await ask_query(request, "intake", "access_log_copy", data)).result
    following, away = whole.get("next"), list(whole["away"])
    for _ in range(MOST_PAGES):
        if not following or away:
            break
        further = (await ask_query(request, "intake", "access_log_copy", data | {"cursor": following})).result
        whole["entries"] += further["entries"]
        following, away = further.get("next"), further["away"]
    if away:
        raise Problem(
            503,
            N_("a part of the log cannot be read just now: try again shortly"),
            headers={"Retry-After": "5"},
        )
    return whole


def sent_as(language: str, ending: str) -> dict[str, str]:
    """A file, named without the person."""
    return {
        "Content-Language": language,
        "Content-Disposition": f'attachment; filename="access-log.{language}.{ending}"',
        "Cache-Control": "no-store",
    }
