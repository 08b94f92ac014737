"""Opening a matter in an emergency, as a page: offered where there seems to be none, and said by a reason."""

import re
from typing import Any

import httpx
import pytest

from tests.specs.gateway.edge import Echo, an_edge, refusal, send_to, signed_in

HERE = "/cases/0f6c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a01"
CONTACT = "/referrals/0f6c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a02"
WORKER = {"sub": "tukihenkilo-1", "role": "worker", "region": "sisa-suomi"}
NOT_THERE = refusal(404, "there is no {kind} with the id {id}", kind="case", id="x")


def visit(path: str, echo: Echo, method: str = "GET", **more: Any) -> httpx.Response:
    who = WORKER | more.pop("who", {})
    with an_edge(echo) as app:
        cookies = signed_in(app, who) | {"lang": "en"}
        if method == "POST":
            form = send_to(app, "GET", path, cookies)
            hidden = dict(re.findall(r'name="(csrf|form_id)" value="([^"]*)"', form.text))
            more["data"] = hidden | more.get("data", {})
        return send_to(app, method, path, cookies, **more)


@pytest.mark.parametrize("role", ["worker", "expert", "contact_person"])
def test_where_there_seems_to_be_no_case_the_way_in_is_shown(role: str) -> None:
    """Whether there is one or not: the way in tells nothing (R-C10)."""
    answer = visit(HERE, Echo(NOT_THERE), who={"role": role})
    assert answer.status_code == 404
    assert f'href="{HERE}/break-glass"' in answer.text


@pytest.mark.parametrize(("path", "role"), [(HERE, "coordinator"), (HERE, "buyer"), (CONTACT, "worker")])
def test_who_may_not_is_offered_none(path: str, role: str) -> None:
    answer = visit(path, Echo(NOT_THERE), who={"role": role})
    assert answer.status_code == 404
    assert "break-glass" not in answer.text


def test_another_page_that_is_not_there_offers_none() -> None:
    assert "break-glass" not in visit("/no-such-page", Echo()).text


def test_the_form_says_what_it_does_and_who_is_told() -> None:
    text = visit(f"{HERE}/break-glass", Echo()).text
    assert "for 24 hours" in text
    assert "The coordinator is told at once" in text


def test_the_reason_is_sent_and_the_case_is_shown() -> None:
    echo = Echo({"status": 200, "result": {"facts": ["CaseGlassBroken"]}, "position": {"intake": 17}})
    answer = visit(f"{HERE}/break-glass", echo, "POST", data={"reason": "Lapsi on päivystyksessä."})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?after=intake%3A17")


def test_a_refusal_brings_the_form_back_as_it_was() -> None:
    echo = Echo(refusal(409, "this is open to you already: no glass needs to be broken"))
    answer = visit(f"{HERE}/break-glass", echo, "POST", data={"reason": "Lapsi on päivystyksessä."})
    assert "no glass needs to be broken" in answer.text
    assert "Lapsi on päivystyksessä." in answer.text
