"""One follow-up: waves, scores and goals over time, what needs a look, and what may be done with it."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.feedback import forms
from services.gateway.pages.feedback.pictures import over_time
from services.gateway.pages.feedback.shown import (
    Goal,
    choices_of,
    columns_of,
    flags_in_words,
    goals_of,
    instrument_titles,
    open_requests,
    people_of,
    requests_by_person,
    score_lines,
    t_line,
    titles_of,
)
from services.gateway.pages.page import go_to, say
from services.gateway.pages.sending import Opened, drawn, form_named, sent, today
from services.gateway.pages.words import N_

follow_ups = APIRouter(include_in_schema=False)
SCORES = N_("Answers over time")
T_SCORES = N_("Goals over time, as one figure")


@dataclass(frozen=True)
class Reader:
    """Who looks, as the page needs to know it."""

    role: str
    language: str


@follow_ups.get("/follow-ups/{follow_up_id}")
async def one_follow_up(request: Request, follow_up_id: str) -> Response:
    """One follow-up as it stands."""
    return await show(request, follow_up_id)


@follow_ups.get("/follow-ups/{follow_up_id}/scores.svg")
async def picture_of_scores(request: Request, follow_up_id: str) -> Response:
    """What was answered, as scores over time."""
    language, follow_up = language_of(request), await a_follow_up(request, follow_up_id)
    days = [day for _, day in columns_of(follow_up, language)]
    return picture(over_time(say(language, SCORES), days, score_lines(follow_up, language)))


@follow_ups.get("/follow-ups/{follow_up_id}/goals.svg")
async def picture_of_goals(request: Request, follow_up_id: str) -> Response:
    """The goals' common score over time."""
    language = language_of(request)
    title = say(language, T_SCORES)
    line = t_line(await a_follow_up(request, follow_up_id), title, language)
    return picture(over_time(title, list(line.points) if line else [], [line] if line else []))


@follow_ups.get("/follow-ups/{follow_up_id}/do/{name}")
async def where_a_form_was(request: Request, follow_up_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the follow-up's page."""
    return await show(request, follow_up_id, Opened(name if name in forms.EVERY else ""))


@follow_ups.post("/follow-ups/{follow_up_id}/do/{name}")
async def act(request: Request, follow_up_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the page again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(forms.EVERY, name)
    came = await sent(request, "feedback", action, form, lambda data: forms.data_of(str(follow_up_id), data))
    if isinstance(came, Opened):
        return await show(request, follow_up_id, came)
    return go_to(f"/follow-ups/{follow_up_id}", came.position, done=name)


async def a_follow_up(request: Request, follow_up_id: str) -> forms.FollowUp:
    """The follow-up, as it stands."""
    asked = {"follow_up_id": str(follow_up_id)}
    return (await ask_query(request, "feedback", "follow_up", asked)).result


async def show(request: Request, follow_up_id: str, opened: Opened | None = None) -> Response:
    """The follow-up's page. opened: a form that was refused."""
    follow_up, asker = await a_follow_up(request, follow_up_id), sessions.current_asker(request)
    reader = Reader(asker.role if asker else "", language_of(request))
    goals = goals_of(follow_up, await titles_of(request, follow_up), reader.language)
    return drawn(
        request,
        "feedback/follow_up.html",
        opened or Opened(),
        follow_up=follow_up,
        follow_up_id=follow_up["follow_up_id"],
        **waves_shown(follow_up, reader),
        **goals_shown(follow_up, goals, reader),
        done=said_of(request, reader.language),
    )


def waves_shown(follow_up: forms.FollowUp, reader: Reader) -> dict[str, Any]:
    """Who was asked and what came of it, for the page."""
    people = people_of(follow_up, reader.language)
    writes = forms.may(reader.role, "record_on_behalf")
    return {
        "people": people,
        "columns": people if any(wave["requests"] for wave in follow_up["waves"]) else {},
        "instruments": instrument_titles(follow_up, reader.language),
        "flags": flags_in_words(follow_up, people, reader.language),
        "waves": [(wave, requests_by_person(wave)) for wave in reversed(follow_up["waves"])],
        "open_requests": open_requests(follow_up) if writes else set(),
        "days": [day for _, day in columns_of(follow_up, reader.language)],
        "lines": score_lines(follow_up, reader.language),
        "sends": forms.sends(follow_up, reader.role),
    }


def goals_shown(follow_up: forms.FollowUp, goals: list[Goal], reader: Reader) -> dict[str, Any]:
    """The goals and the forms about them, for the page."""
    choices = choices_of(goals)
    return {
        "goals": goals,
        "t_line": t_line(follow_up, say(reader.language, T_SCORES), reader.language),
        "deeds": forms.offered(follow_up, reader.role, choices),
        "known": forms.known_values(today(), reader.role, choices),
        "own_choices": {"goals": choices},
    }


def said_of(request: Request, language: str) -> str:
    """What was just done, in words; empty for nothing."""
    sentence = forms.DONE.get(request.query_params.get("done", ""), "")
    return say(language, sentence) if sentence else ""


def picture(drawing: bytes) -> Response:
    """A picture that no cache keeps."""
    return Response(drawing, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})
