"""Who works with whom: the sectors and roles that share cases, as a picture and a table."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.drawings import who_works_with_whom
from services.gateway.pages.page import labelled, page, say
from services.gateway.pages.words import N_

network_map = APIRouter(include_in_schema=False)
ASKED = ("service_line", "county", "as_of")
TITLE = N_("Who works with whom")


@network_map.get("/network")
async def map_page(request: Request) -> Response:
    """The picture, and the same numbers as tables."""
    asked = asked_for(request)
    found = (await ask_query(request, "reporting", "network_map", asked)).result
    language = language_of(request)
    return page(
        request,
        "network.html",
        asked=asked,
        query=urlencode(asked),
        parties=parties(found, language),
        hidden_under=found.get("hidden_under"),
        shared=[(*called_pair(edge, found, language), edge["cases"]) for edge in strongest(found)],
    )


@network_map.get("/network.svg")
async def picture(request: Request) -> Response:
    """The picture alone."""
    found = (await ask_query(request, "reporting", "network_map", asked_for(request))).result
    language = language_of(request)
    places = {node["party"]: number for number, node in enumerate(found["nodes"])}
    edges = [
        (places[edge["between"][0]], places[edge["between"][1]], edge["cases"]) for edge in strongest(found)
    ]
    drawn = who_works_with_whom(
        say(language, TITLE), parties(found, language), edges, say(language, "hidden")
    )
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def asked_for(request: Request) -> dict[str, str]:
    """What the form asks for."""
    return {name: request.query_params[name] for name in ASKED if request.query_params.get(name)}


def parties(found: dict[str, Any], language: str) -> list[tuple[str, int | None]]:
    """Each party's name and cases, in the answer's order; None: hidden."""
    return [(called(node, language), node["cases"]) for node in found["nodes"]]


def called(node: dict[str, Any], language: str) -> str:
    """A sector's or a role's name."""
    return labelled(language, "sectors" if node["kind"] == "sector" else "network_roles", node["party"])


def strongest(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Those that share cases, the most first and those whose number is hidden last."""
    return sorted(found["edges"], key=lambda edge: (-(edge["cases"] or 0), edge["between"]))


def called_pair(edge: dict[str, Any], found: dict[str, Any], language: str) -> tuple[str, str]:
    """The names of the two."""
    names = {node["party"]: called(node, language) for node in found["nodes"]}
    one, other = edge["between"]
    return names[one], names[other]
