"""Every form of the edge, found on the pages that have it: by whom it is seen, and how it stands there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
from fastapi import FastAPI

from services.gateway.pages.words import WORDS
from shared.plumbing.tokens import issue
from tests.specs.gateway.edge import an_edge, paths, send_to, signed_in
from tests.specs.gateway.telling import AN_ID, MONTH, STATES, STEPS, Telling
from tests.support.forms import Form, forms_of
from tests.support.hostile import FORM

ROLES = tuple(role for role in WORDS["roles"] if role not in ("link", "system"))
NOBODY = ""
SOMEBODY_ELSE = "7d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
PLACES = {
    "month": MONTH, "key": "by_source", "kind": "misfit", "service": "reporting", "source": "intake",
    "position": "7", "person_id": SOMEBODY_ELSE, "name": "search", "command": "write_monthly_report",
    "verb": "retry", "wave": "1",
}  # fmt: skip
"""What stands in the places of an address; an id where nothing is said."""
NO_PAGE = re.compile(r"/api/|/livez|/readyz|/metrics|.*\.(svg|pdf|ics|csv|txt|xml)$")
DOORS = ("/sign-in", "/sign-out")
A_LINK = "k" * 43
"""What stands in the link of who is asked for feedback: nothing signed."""
PLACE = re.compile(r"{([a-z_]+)}")
OF_A_CASE = ("/orders/new", "/searches/new", "/follow-ups/new")
BY_A_SCRIPT = "/similar"
"""What the call's form sends while it is written."""


@dataclass(frozen=True)
class Found:
    """A form, who sees it, and as matters stand then (of `STATES`). here: the page."""

    form: Form
    role: str
    state: int
    here: str


@dataclass
class Edge:
    """An app over services that tell only harmful texts, and browsers of every role."""

    app: FastAPI
    services: Telling
    browsers: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def browser(self, role: str) -> dict[str, str]:
        """The cookies of a browser on which somebody in this role is signed in; none for nobody."""
        if role not in self.browsers:
            self.browsers[role] = self.signed_in_anew(role)
        return self.browsers[role]

    def signed_in_anew(self, role: str) -> dict[str, str]:
        """The cookies of another browser of theirs."""
        claims = {"sub": "somebody", "role": role, "county": "08", "sector": "education"}
        return {"lang": "en"} | (signed_in(self.app, claims) if role else {})

    def token(self, role: str) -> str:
        """What the forms carry on their first browser."""
        if role not in self.tokens:
            self.tokens[role] = self.token_on(self.browser(role))
        return self.tokens[role]

    def token_on(self, cookies: dict[str, str]) -> str:
        """What the forms carry on a browser; nothing where nobody is signed in."""
        page = send_to(self.app, "GET", "/nowhere", cookies).text
        return page.partition('name="csrf" value="')[2].partition('"')[0]

    def send(self, role: str, state: int, method: str, path: str, **more: Any) -> httpx.Response:
        """A request by somebody in this role, as matters stand; on a new browser where it signs in or out."""
        self.services.state = STATES[state]
        cookies = self.browser(role)
        if method == "POST" and path in DOORS and role:
            cookies = self.signed_in_anew(role)
            here, there = self.token(role).encode(), self.token_on(cookies).encode()
            more["content"] = more["content"].replace(here, there)
        return send_to(self.app, method, path, cookies, **more)

    def post(self, found: Found, body: bytes, kind: str = FORM) -> httpx.Response:
        """The form, sent by who sees it, who is still signed in."""
        headers = {"Content-Type": kind} if kind else {}
        path = found.form.action
        answer = self.send(found.role, found.state, "POST", path, content=body, headers=headers)
        assert not answer.headers.get("Location", "").startswith("/sign-in?"), path
        return answer

    def addresses(self, method: str) -> list[tuple[str, str]]:
        """Each page's path, and it with something in every place; those with a step once for each."""
        link = issue(self.app.state.sign_in.key, OF_A_LINK)
        of_token = {True: A_LINK, False: link}
        found = [
            (path, PLACE.sub(partial(placed, token=of_token[path.startswith("/f/")]), path))
            for asked, path in paths(self.app.router)
            if asked == method and not NO_PAGE.fullmatch(path) and not path.startswith("/api/")
        ]
        steps = [("/referrals/{referral_id}", f"/referrals/{AN_ID}?step={step}") for step in STEPS]
        asked = [(path, f"{path}?case_id={AN_ID}") for path in OF_A_CASE]
        return found + ([*steps, *asked] if method == "GET" else [])


def placed(place: re.Match[str], token: str) -> str:
    """What stands in a place of an address."""
    return token if place[1] == "token" else PLACES.get(place[1], AN_ID)


OF_A_LINK = {
    "sub": "link", "role": "link", "region": "sisa-suomi",
    "may": {"referral_id": AN_ID, "step_id": AN_ID, "professional_id": AN_ID},
}  # fmt: skip


@contextmanager
def an_edge_that_tells() -> Iterator[Edge]:
    """Such an edge, without limits of how often one may ask."""
    services = Telling()
    with an_edge(services, sign_ins_a_minute=0, links_a_minute=0, requests_a_minute=0) as app:
        yield Edge(app, services)


LOOKING = (
    "coordinator", "worker", "buyer", "provider", "finance", "professional", "operator", "admin", NOBODY,
)  # fmt: skip
"""Who opens every page; as matters stand otherwise, only the coordinator does."""
CHANGING = re.compile(r"/(cases|referrals|calls|invoices|experts|searches|plans|follow-ups)/[^/]{36}")
"""Pages that look otherwise as matters stand otherwise."""


def opened(edge: Edge) -> Iterator[tuple[str, int, str, httpx.Response]]:
    """Every page, as everybody sees it."""
    addresses = [address for _, address in edge.addresses("GET")]
    for role in LOOKING:
        for address in addresses:
            yield role, 1, address, edge.send(role, 1, "GET", address)
    for state in range(len(STATES)):
        for address in filter(CHANGING.match, addresses):
            yield "coordinator", state, address, edge.send("coordinator", state, "GET", address)


def forms_on(edge: Edge, role: str, state: int, here: str, page: str) -> Iterator[Found]:
    """The forms of a page; with the one that a search brings, and what a script sends."""
    for form in forms_of(here, page):
        yield Found(form, role, state, here)
        if form.action.startswith("/calls/"):
            yield Found(Form(form.action + BY_A_SCRIPT, "post", form.fields, form.kinds), role, state, here)
        if form.action.endswith("/do/search"):
            answer = edge.send(role, state, "POST", form.action, data=form.filled())
            more = [one for one in forms_of(here, answer.text) if one.action.endswith("merge_persons")]
            yield from (Found(one, role, state, here) for one in more)


def as_a_pattern(path: str) -> re.Pattern[str]:
    """What addresses of this path look like."""
    return re.compile(re.sub(r"{[a-z_]+}", "[^/]+", path))
