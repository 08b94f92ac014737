"""Bad input by the pages' forms, against all of it running: as each role that sees a form, and as none.

Whatever is sent: no 5xx, no trace of the code, nothing of it is at work on a page, neither as it is said back
nor once it is stored. Every field with everything is tried at the edge alone (tests/specs/gateway); here what
the services and the server in front of them make of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from services.gateway.pages.fields import MOST_ROWS
from tests.pages.billing_way import BUYER, FINANCE, an_order, billed
from tests.pages.casework import PEOPLE, Made, a_case, this_month
from tests.pages.directory_way import a_professional, a_team, told
from tests.pages.feedback_way import linked, reachable
from tests.pages.matching_way import a_bank, a_search, says, somebody
from tests.pages.test_billing_payments import came_in
from tests.pages.test_every_page import as_far_as_a_plan
from tests.specs.gateway.edge import an_edge, paths
from tests.support.forms import Form, forms_of
from tests.support.hostile import FORM, HOSTILE, MARKUP, assert_calm, bodies_of, encoded
from tests.support.running import Running, carry_out

ODD = list(HOSTILE.values())
LONGEST_TYPED = 300
"""Of a value in an address: a client refuses to send longer addresses by itself."""
ENDING = re.compile(
    r"close|withdraw|decline|redirect|restrict|reopen|transfer|suspend|cancel|no_show|merge"
    r"|/end_|/give_notice|/decide_taxable|/credit_invoice|/set_payment_aside|/retire|/dissolve_team|/unseat"
    r"|/confirm_match|/stop_follow_up"
)
"""Forms after which the others have nothing left to be tried on."""
ELSEWHERE_TRIED = {
    "/sign-in/ended": "no page has it; the sign-in service's own (tests/flows/test_sign_in_service.py)",
    "/sign-in": "on its own, below",
    "/sign-out": "on its own, below",
    "/calls/{form_id}/similar": "sent by a script (tests/flows/test_similar_contacts.py)",
    "/operations/parked/{service}/retry": "nothing is parked (tests/pages/test_parked.py)",
    "/operations/parked/{service}/{source}/{position}/{verb}": "likewise",
}
"""Addresses that take a form which none of these pages shows, and why."""
with an_edge() as edge:
    TAKING = [p for method, p in paths(edge.router) if method == "POST" and not p.startswith("/api/")]
WHO = PEOPLE | {
    "operator": {"role": "operator"}, "admin": {"role": "admin"}, "finance": FINANCE, "payer": BUYER,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A form and the browser of who sees it; nobody's is one on which nobody is signed in."""

    browser: httpx.Client
    form: Form

    def sent(self, values: dict[str, str]) -> httpx.Response:
        """The form, as the browser sends it, whatever is typed."""
        if self.form.method == "get":
            asked = encoded([(name, value[:LONGEST_TYPED]) for name, value in values.items()]).decode()
            return self.browser.get(f"{self.form.action}?{asked}")
        headers = {"Content-Type": FORM}
        answer = self.browser.post(self.form.action, content=encoded(list(values.items())), headers=headers)
        assert "the form is out of date" not in answer.text, "it came no further than the door"
        return answer


@pytest.fixture(scope="module")
def browsers(running: Running) -> Iterator[dict[str, httpx.Client]]:
    """A browser for each role that sees forms, and one on which nobody is signed in."""
    signed = {who: running.cookies(**claims) for who, claims in WHO.items()} | {"nobody": {}}
    opened = {
        who: httpx.Client(base_url=running.base_url, cookies=cookies | {"lang": "en"}, timeout=30)
        for who, cookies in signed.items()
    }
    yield opened
    for browser in opened.values():
        browser.close()


@pytest.fixture(scope="module")
def pages(running: Running, browsers: dict[str, httpx.Client]) -> list[tuple[str, str]]:
    """Who opens what: the pages of a contact and of a case that both have come some way."""
    ids = {"referral": str(uuid4()), "step": str(uuid4())}
    with running.client(sub="koordinaattori-1") as client:
        for command, data in as_far_as_a_plan(ids):
            assert carry_out(client, f"intake.{command}", {"referral_id": ids["referral"]} | data).is_success
    case, contact = a_case(running), f"/referrals/{ids['referral']}"
    link = re.search(r"/s/[\w.-]+", browsers["coordinator"].get(f"{contact}/steps/{ids['step']}/link").text)
    assert link
    steps = [f"{contact}?step={step}" for step in ("buffer", "structuring", "expertise", "evaluation")]
    person = f"/people/{person_of(contact, browsers)}"
    directory = of_the_directory(running)
    profile = re.search(r"/p/[\w.-]+", browsers["coordinator"].get(f"{directory[0]}/link").text)
    assert profile
    asked = of_feedback(running, case)
    by_who = {
        "nobody": [link[0], profile[0], asked[0]],
        "operator": ["/operations/parked"],
        "admin": ["/access-log"],
        "worker": ["/meetings", "/offers", f"{case.path}/break-glass", *of_a_case(case)],
        "buyer": [f"{case.path}/supervision", f"{case.path}/reports"],
        "coordinator": [
            f"/calls/{uuid4()}", "/referrals", contact, *steps, f"{contact}/case", f"{contact}/break-glass",
            "/queue", "/statistics", "/casework-figures", "/network", "/cases", person, case.path,
            f"{case.path}/plan", f"{case.path}/revisions", f"{case.path}/meetings", *directory,
            *of_matching(running), *asked[1:],
        ],
        **of_billing(running, case),
    }  # fmt: skip
    return [(who, path) for who, several in by_who.items() for path in several]


def of_a_case(case: Made) -> list[str]:
    """What its worker writes: a meeting that is due, and the month's report."""
    return [f"{case.path}/meetings/{case.a_meeting()}", f"{case.path}/reports/{this_month()}"]


def of_billing(running: Running, case: Made) -> dict[str, list[str]]:
    """An order that was invoiced, one that its payers have not committed to yet, and a payment that waits."""
    order, waiting = billed(running), an_order(running)
    came_in(running, "66.60")
    number = order.invoiced()[0]["number"]
    return {
        "finance": [
            "/orders", f"/orders/new?case_id={case.case_id}", order.path, f"{order.path}/shares",
            f"/agreements/{order.agreement_id}", "/invoices", f"/invoices/{number}", "/payments", "/costs",
        ],
        "payer": [waiting.path, f"/agreements/{order.agreement_id}"],
    }  # fmt: skip


def of_the_directory(running: Running) -> list[str]:
    """Somebody in it first; a team, and a core unit with a seat that can be ended."""
    who = a_professional(running)
    told(running, "seat_core_unit_member",
         {"field": "health", "professional_id": who, "share": "50", "from": "2026-01-01"})  # fmt: skip
    return [
        f"/experts/{who}", "/experts", "/experts/new", "/experts/teams", "/experts/teams/new",
        f"/experts/teams/{a_team(running, [who])}", "/experts/core-unit", "/experts/contact-persons",
        "/expertise",
    ]  # fmt: skip


def of_matching(running: Running) -> list[str]:
    """A search that asked the worker, what one may do about others, and a plan of several."""
    own = somebody(running, "Keksitty Kysytty", contact={"user": PEOPLE["worker"]["sub"]}, hours_per_week=40)
    bank, search, other = a_bank(running), a_search(running), a_search(running)
    search.say("offer_match", professional_id=own)
    plan = says(running, "plan_matches", {"match_request_ids": [other.match_request_id]})
    two = "&".join(f"who={who}" for who in (own, bank.first))
    return [
        search.path, f"{search.path}/compare?{two}", other.path, "/searches",
        f"/searches/new?referral_id={other.referral_id}", "/plans/new", f"/plans/{plan['job']}",
    ]  # fmt: skip


def of_feedback(running: Running, case: Made) -> list[str]:
    """A link first; the follow-up that it is of, and what is written down for whom it went to."""
    reachable(running, case)
    made = linked(running, case, "guardian")
    on_behalf = f"{made.path}/on-behalf/1/{made.recipient_id}"
    return [made.link, f"/follow-ups/new?case_id={case.case_id}", made.path, on_behalf, "/outcomes"]


def person_of(contact: str, browsers: dict[str, httpx.Client]) -> str:
    """The id of whom a contact is about, as its page leads to them."""
    led = re.search(r"/people/([0-9a-f-]{36})", browsers["coordinator"].get(contact).text)
    assert led
    return led[1]


@pytest.fixture(scope="module")
def forms(browsers: dict[str, httpx.Client], pages: list[tuple[str, str]]) -> list[Found]:
    """Every form of these pages once, those that end something last."""
    found: dict[tuple[str, str], Found] = {}
    for who, path in pages:
        answer = browsers[who].get(path)
        assert answer.status_code == 200, (who, path, answer.status_code)
        for form in forms_of(path.partition("?")[0], answer.text):
            found.setdefault((form.method, form.action), Found(browsers[who], form))
    found.pop(("post", "/sign-out"))
    return sorted(found.values(), key=lambda one: bool(ENDING.search(one.form.action)))


def assert_pages_are_calm(browsers: dict[str, httpx.Client], pages: list[tuple[str, str]]) -> None:
    """All of them, as they stand by now."""
    for who, path in pages:
        answer = browsers[who].get(path)
        assert_calm(answer, (who, path))
        assert answer.headers["Cache-Control"] == "no-store", path


def test_every_address_that_takes_a_form_is_tried(forms: list[Found]) -> None:
    sent_to = {found.form.action for found in forms if found.form.method == "post"}
    for path in TAKING:
        pattern = re.compile(re.sub(r"{[a-z_]+}", "[^/]+", path))
        assert path in ELSEWHERE_TRIED or any(map(pattern.fullmatch, sent_to)), path


def test_one_odd_field_among_those_that_make_sense(
    browsers: dict[str, httpx.Client], pages: list[tuple[str, str]], forms: list[Found]
) -> None:
    """Some of it fits and is stored; it is shown as text then."""
    assert_pages_are_calm(browsers, pages)
    taken = 0
    for turn, found in enumerate(forms):
        form = found.form
        for at, name in enumerate(form.typed):
            odd = MARKUP if at % 2 else ODD[(turn + at) % len(ODD)]
            fresh = {"form_id": str(uuid4())} if "form_id" in dict(form.fields) else {}
            answer = found.sent(form.plausible() | fresh | {name: odd})
            assert_calm(answer, (form.action, name, odd[:40]))
            taken += answer.has_redirect_location and "done=" in answer.headers["Location"]
    assert taken > 20, "hardly anything was stored"
    assert_pages_are_calm(browsers, pages)


def test_all_fields_odd_at_once(forms: list[Found]) -> None:
    for turn, found in enumerate(forms):
        for odd in (MARKUP, ODD[turn % len(ODD)], ODD[(turn + 11) % len(ODD)]):
            values = found.form.filled(**dict.fromkeys(found.form.typed, odd))
            assert_calm(found.sent(values), (found.form.action, odd[:40]))


def test_the_way_in_and_out(running: Running) -> None:
    """Whoever chooses an odd person or an odd place to go on to is sent on to this site only."""
    for odd in ODD:
        with httpx.Client(base_url=running.base_url, headers={"Content-Type": FORM}) as browser:
            for sent in (
                {"person": odd, "next": odd, "csrf": odd},
                {"person": "koordinaattori-1", "next": odd},
            ):
                assert_calm(browser.post("/sign-in", content=encoded(list(sent.items()))), odd[:40])
            assert_calm(
                browser.get("/sign-in", params={"next": odd[:LONGEST_TYPED].replace("\ud800", "")}), odd[:40]
            )
            assert_calm(browser.post("/sign-out", content=encoded([("csrf", odd)])), odd[:40])


def test_rows_without_end_are_not_drawn(forms: list[Found]) -> None:
    counted = [(found, name) for found in forms for name in found.form.typed if name.endswith(".rows")]
    assert counted
    for found, name in counted[:5]:
        answer = found.sent(found.form.filled(**{name: "999"}))
        assert_calm(answer, (found.form.action, name))
        shown = re.findall(rf'name="{re.escape(name.removesuffix(".rows"))}\.(\d+)\.', answer.text)
        assert len(set(shown)) <= MOST_ROWS


@pytest.mark.parametrize("path", ["/sign-in", "/calls/x", "/s/x", "/sign-in/ended"])
def test_what_is_no_form_is_refused(path: str, browsers: dict[str, httpx.Client]) -> None:
    for who in ("coordinator", "nobody"):
        for what, (body, kind) in bodies_of([("a", MARKUP), ("b", "x")]).items():
            answer = browsers[who].post(path, content=body, headers={"Content-Type": kind})
            assert_calm(answer, (path, what))
            assert answer.status_code >= 400 or answer.headers["Location"].startswith("/sign-in?"), (
                path,
                what,
            )


def test_after_all_that_everything_still_works(running: Running) -> None:
    assert httpx.get(f"{running.base_url}/readyz").status_code == 200
