"""What work costs: sums by month, sector, county, service line and payer, and what is still to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.billing.invoices import months_back
from services.gateway.pages.fields import HELSINKI
from services.gateway.pages.page import a_month, labelled, page
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

costs = APIRouter(include_in_schema=False)
ASKED = ("from", "to", "as_of")


@dataclass(frozen=True)
class Table:
    """A table of the page. by: what its rows are of; words: the list of their codes, or none."""

    by: str
    title: str
    words: str = ""


TABLES = (
    Table("month", N_("By month")),
    Table("sector", N_("By sector"), "sectors"),
    Table("county", N_("By wellbeing services county"), "counties"),
    Table("service_line", N_("By service"), "service_lines"),
    Table("payer", N_("By payer")),
)


@costs.get("/costs")
async def what_work_costs(request: Request) -> Response:
    """The costs of some months of work, of this year unless others are asked for."""
    language = language_of(request)
    asked = asked_for(request)
    months = {name: months_back(language, asked[name]) for name in ("from", "to")}
    try:
        told = [await one_table(request, table, asked) for table in shown_to(request)]
    except Problem as problem:
        if problem.status in (401, 403, 503):
            raise
        said = " ".join([problem.said(language), *(s for _, s in problem.fields_said(language))])
        return page(
            request, "costs.html", problem.status, asked=asked, months=months, found=None, problem=said
        )
    return page(request, "costs.html", asked=asked, months=months, found=told[0], tables=told)


async def one_table(request: Request, table: Table, asked: dict[str, str]) -> dict[str, Any]:
    """The answer by a key, its rows in words: what was invoiced, and what is still to come of each."""
    language = language_of(request)
    found = (await ask_query(request, "reporting", "costs", asked | {"by": table.by})).result
    invoiced = {row["key"]: row for row in found["rows"]}
    to_come = {row["key"]: row["net"] for row in found.get("forecast", {}).get("rows", ())}
    rows = [
        {"word": in_words(language, table, key), "invoiced": invoiced.get(key), "to_come": to_come.get(key)}
        for key in sorted({*invoiced, *to_come})
    ]
    return found | {"by": table.by, "title": table.title, "rows": rows}


def in_words(language: str, table: Table, key: str) -> str:
    """What a row is of; a payer is called by its code."""
    if table.by == "month":
        return a_month(language, key)
    return labelled(language, table.words, key) if table.words else key


def shown_to(request: Request) -> tuple[Table, ...]:
    """A payer's finance has one payer: itself."""
    asker = sessions.current_asker(request)
    return tuple(each for each in TABLES if each.by != "payer" or not (asker and asker.payer_id))


def asked_for(request: Request) -> dict[str, str]:
    """What the form asked for; the months of this year where it says nothing."""
    now = datetime.now(HELSINKI)
    this_year = {"from": f"{now.year}-01", "to": f"{now.year}-{now.month:02}"}
    return this_year | {name: request.query_params[name] for name in ASKED if request.query_params.get(name)}
