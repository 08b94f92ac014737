"""What is behind a figure of the year, and where one fact comes from."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import N_, language_of
from services.gateway.offers import OFFERS
from services.gateway.pages.page import labelled, page, say
from services.gateway.pages.words import WORDS
from services.gateway.problems import Problem

behind = APIRouter(include_in_schema=False)
PAGE = "50"
FIGURES = {
    "by_month": (N_("Contacts by month"), ""),
    "by_source": (N_("By who contacted"), "contact_sources"),
    "by_theme": (N_("Situations mentioned"), "situations"),
    "by_tier": (N_("By tier"), "tiers"),
    "wait_assessment": (N_("From the contact to the assessment"), ""),
    "wait_plan": (N_("From the contact to the plan"), ""),
    "wait_meeting": (N_("From the contact to the first meeting"), ""),
    "wait_expertise": (N_("From the contact to special expertise"), ""),
    "waits_at": (N_("Contacts that wait, by step"), "referral_steps"),
    "step_due": (N_("Steps of plans, by sector"), "sectors"),
    "expertise": (N_("Special expertise"), ""),
    "by_competence": (N_("Requests by competence"), "competences"),
    "consultations": (N_("Consultations held"), "modes"),
    "consulted_sectors": (N_("Sectors in consultations"), "sectors"),
    "meetings_by_month": (N_("Meetings by month"), ""),
    "meetings_by_line": (N_("Meetings by service"), "service_lines"),
    "attained": (N_("Goals by area"), "goal_areas"),
    "t_score": (N_("follow-ups with rated goals"), ""),
    "feedback_by_month": (N_("Who was asked, by month"), ""),
    "feedback_by_role": (N_("Who was asked, by role"), ""),
    "costs_by_sector": (N_("Costs by sector"), "sectors"),
    "costs_by_month": (N_("Costs by month"), ""),
}
"""Figure → its title, and the list that its keys are of."""
KEEPS_FACTS = tuple(offer.service for offer in OFFERS if "origin" in offer.queries)
"""The services that tell where their facts come from."""


@behind.get("/year/{of}/behind")
async def behind_a_figure(request: Request, of: str) -> Response:
    """The facts of the matters that one may open, and how many there are in all."""
    asked = {name: value for name in ("figure", "key", "cursor") if (value := request.query_params.get(name))}
    if asked.get("figure") not in FIGURES:
        raise Problem(404, N_("there is no such figure"))
    found = (await ask_query(request, "reporting", "behind", {"year": of, "limit": PAGE, **asked})).result
    title, words = FIGURES[found["figure"]]
    return page(
        request,
        "year/behind.html",
        year=of,
        found=found,
        title=say(language_of(request), title),
        key=key_in_words(language_of(request), words, found["key"]),
        told=dict(WORDS["facts"]),
        opens=KEEPS_FACTS,
    )


@behind.get("/facts/{service}/{position}")
async def where_a_fact_comes_from(request: Request, service: str, position: str) -> Response:
    """Which command of whom it was recorded by, and when."""
    if service not in KEEPS_FACTS:
        raise Problem(404, N_("there is no such page"))
    found: dict[str, Any] = (await ask_query(request, service, "origin", {"position": position})).result
    return page(request, "year/origin.html", found=found, told=dict(WORDS["facts"]))


def key_in_words(language: str, words: str, key: str) -> str:
    """What of the figure it is: codes in words, months and days as they stand."""
    return " ".join(labelled(language, words, part) if words else part for part in key.split(" ") if part)
