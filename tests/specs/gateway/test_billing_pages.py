"""Billing's pages over billing's answers: what each role is offered, how sums are written and read."""

import re
from decimal import Decimal
from typing import Any

import httpx
import pytest
from starlette.datastructures import FormData

from services.gateway.pages.billing.invoices import offered, owed
from services.gateway.pages.billing.shares import sum_of
from services.gateway.pages.fields import Field, read
from services.gateway.pages.page import a_number, a_sum
from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

AN_ID = "3d1c7d52-8f63-4d9c-9b58-0f6a1c3b7e21"
FORM_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
LS, SI = (
    {
        "payer_id": payer_id, "sector": sector, "organisation": "Esimerkkilän kunta",
        "business_id": "0112038-9", "e_invoice": {"address": "003701120389", "operator": "003721291126"},
    }
    for payer_id, sector in (("ls-08", "child_welfare"), ("si-08", "education"))
)  # fmt: skip
ORDER: dict[str, Any] = {
    "order_id": AN_ID, "number": "order/2026-00003", "state": "placed", "case_id": AN_ID,
    "case_number": "case/2026-00004", "service_line": "support_person", "county": "08",
    "starts_on": "2026-01-01", "provider": {"name": "Esimerkkituottaja Oy", "business_id": "2345678-0"},
    "payers": [LS, SI], "prices": [
        {"effective_from": "2026-01-01", "per": "hour", "amount": "58.37", "no_show": "half"},
    ],
    "shares": [{"effective_from": "2026-01-01", "shares": {"ls-08": "33.3334", "si-08": "66.6666"}}],
    "committed": ["si-08"], "commitments": [], "own": [],
    "ceiling": {"limit": "60.00", "used": "15.00", "unit": "hour", "limits": [
        {"effective_from": "2026-01-01", "hours": "60.00"},
    ]},
    "flags": [{"code": "commitment", "payer_id": "ls-08", "amount": "1234.50", "since": "2026-01-07"}],
    "agreements": [], "positions": {},
}  # fmt: skip
AGREEMENT: dict[str, Any] = {
    "agreement_id": AN_ID, "number": "agreement/2026-00001", "state": "signed", "order_id": AN_ID,
    "case_id": AN_ID, "service_line": "support_person", "starts_on": "2026-01-01",
    "term": {"from": "2026-01-01", "to": "2026-12-31"}, "ends_on": None, "signed_on": "2026-01-01",
    "vat_exemption": {"provider_registered": True, "individual_plan": False}, "positions": {},
}  # fmt: skip
FINANCE: dict[str, Any] = {"role": "finance"}
PAYER: dict[str, Any] = {"role": "finance", "payer_id": "ls-08"}
BUYER: dict[str, Any] = {"role": "buyer", "sector": "child_welfare"}


class Billing(Echo):
    """Answers with the order or another answer, and remembers what it was asked to do."""

    def __init__(self, **answers: Any) -> None:
        super().__init__()
        self.answers = {"order": ORDER, "agreement": AGREEMENT, "invoices": {"invoices": []}} | answers
        self.done: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method == "answer":
            return {"status": 200, "result": self.answers[request["name"]], "position": {}}
        self.done.append((request["name"], request["data"]))
        return {"status": 200, "result": {"job": AN_ID}, "position": {"billing": 7}}


def visit(path: str, billing: Billing | None = None, **who: Any) -> httpx.Response:
    """A page in English, for who is signed in."""
    with an_edge(billing or Billing()) as app:
        return send_to(app, "GET", path, signed_in(app, {"sub": "somebody"} | who) | {"lang": "en"})


def post(path: str, billing: Billing, data: dict[str, str], **who: Any) -> httpx.Response:
    """A form, sent from a page of ours."""
    with an_edge(billing) as app:
        cookies = signed_in(app, {"sub": "somebody"} | who) | {"lang": "en"}
        csrf = send_to(app, "GET", "/nowhere", cookies).text.partition('name="csrf" value="')[2]
        told = data | {"csrf": csrf.partition('"')[0], "form_id": FORM_ID}
        return send_to(app, "POST", path, cookies, data=told)


def forms(text: str) -> list[str]:
    """The names of the commands that a page has forms for."""
    return re.findall(r'action="/[a-z]+/[^"/]+/do/([a-z_]+)"', text)


def test_each_is_offered_what_is_theirs_to_do() -> None:
    """R-B7: finance does all but commit, a buyer commits and no more, the others read."""
    of_finance = ["sign_agreement", "raise_ceiling", "change_price", "decide_taxable", "end_order"]
    assert forms(visit(f"/orders/{AN_ID}", **FINANCE).text) == of_finance
    for who in (PAYER, {"role": "coordinator"}, BUYER):
        assert forms(visit(f"/orders/{AN_ID}", **who).text) == []
    own = Billing(order=ORDER | {"own": ["ls-08"]})
    assert forms(visit(f"/orders/{AN_ID}", own, **BUYER).text) == ["commit_to_pay"]
    committed = Billing(order=ORDER | {"own": ["si-08"]})
    assert forms(visit(f"/orders/{AN_ID}", committed, **BUYER).text) == []


def test_a_form_is_offered_where_it_makes_sense() -> None:
    ended = ORDER | {
        "state": "ended",
        "taxable_since": "2026-02-01",
        "ceiling": {"used": "0.00", "limits": []},
    }
    assert forms(visit(f"/orders/{AN_ID}", Billing(order=ended), **FINANCE).text) == [
        "sign_agreement", "change_price",
    ]  # fmt: skip


def test_an_order_tells_its_payers_apart_and_what_waits() -> None:
    """One organisation may pay for two sectors; what waits says why, for whom, since when and how much."""
    text = " ".join(re.sub(r"<[^>]*>", " ", visit(f"/orders/{AN_ID}", **FINANCE).text).split())
    assert "Esimerkkilän kunta (Child welfare) ls-08 33.3334 % Waits for the payer" in text
    assert (
        "A payer has not committed: its part waits Esimerkkilän kunta (Child welfare) 7 Jan 2026 €1,234.50"
        in text
    )
    assert "15 h of 60 h are used (25 %)" in text


def test_a_party_gives_its_own_notice_and_is_not_asked_whose() -> None:
    """R-A2: the form of a buyer and a provider has no side; the centre chooses."""
    notice = {"given_on": "2026-03-01"}
    for who in (BUYER, {"role": "provider", "organisation": "Esimerkkituottaja Oy"}):
        billing = Billing()
        assert 'name="by"' not in visit(f"/agreements/{AN_ID}", billing, **who).text
        assert post(
            f"/agreements/{AN_ID}/do/give_notice", billing, notice | {"by": "other"}, **who
        ).is_redirect
        assert billing.done == [("give_notice", {"agreement_id": AN_ID, "by": who["role"], **notice})]
    assert 'name="by"' in visit(f"/agreements/{AN_ID}", **FINANCE).text


def test_looking_saves_nothing() -> None:
    """What shares and notices would do is looked at, and no command is sent."""
    billing = Billing(
        agreement=AGREEMENT | {"notice_ends_on": "2026-03-31"},
        preview_shares={"case_id": AN_ID, "uncommitted": ["ls-08"], "payers": [
            {"payer_id": "ls-08", "share_percent": "50.0000", "credited": "33.33", "charged": "50.00",
             "change": "16.67"},
        ]},
    )  # fmt: skip
    shares = {"shares.ls-08": "50", "shares.si-08": "50,0", "effective_from": "2026-01-01"}
    looked = post(f"/orders/{AN_ID}/shares/preview", billing, shares, **FINANCE).text
    for words in ("Together 100 %", "€33.33", "€16.67", "have to commit before"):
        assert words in looked
    noticed = post(f"/agreements/{AN_ID}/notice", billing, {"given_on": "2026-03-01"}, **BUYER).text
    assert "ends on 31 Mar 2026" in noticed
    assert billing.done == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("40", "60% is missing"),
        ("140", "from 0 to 100"),
        ("99,9999", "0.0001% is missing"),
        ("x", "from 0 to 100"),
    ],
)
def test_a_sum_that_is_not_100_says_what_is_missing(typed: str, said: str) -> None:
    """R-B1. Nothing is asked of billing then."""
    form = {"shares.ls-08": typed, "effective_from": "2026-01-01"}
    text = post(f"/orders/{AN_ID}/shares/preview", Billing(), form, **FINANCE).text
    assert said in " ".join(text.split()).replace(" %", "%")


def test_only_the_centre_agrees_shares() -> None:
    """R-B5: a payer reads its order, and changes nothing."""
    assert visit(f"/orders/{AN_ID}/shares", **FINANCE).status_code == 200
    assert visit(f"/orders/{AN_ID}/shares", **PAYER).status_code == 403
    assert visit("/orders/new", **PAYER).status_code == 403


def test_a_run_is_looked_at_until_it_is_done() -> None:
    """The page looks again by itself while the run goes on; a file of the bank has no page here."""
    job = {"job": AN_ID, "state": "working", "month": "2026-01", "orders": 3, "bills": 2}
    assert 'hx-trigger="every' in visit(f"/invoices/runs/{AN_ID}", Billing(job=job), **FINANCE).text
    done = Billing(job=job | {"state": "done"})
    assert "hx-trigger" not in visit(f"/invoices/runs/{AN_ID}", done, **FINANCE).text
    file = Billing(job={"job": AN_ID, "state": "done", "payments": 1})
    assert visit(f"/invoices/runs/{AN_ID}", file, **FINANCE).status_code == 404
    billing = Billing()
    answer = post("/invoices/run", billing, {"month": "2026-01"}, **FINANCE)
    assert answer.headers["location"] == f"/invoices/runs/{AN_ID}"
    assert billing.done == [("run_invoicing", {"month": "2026-01"})]


@pytest.mark.parametrize(
    ("invoice", "forms_there", "left"),
    [
        ({"state": "issued"}, ["send_invoice", "record_payment", "credit_invoice"], "100.00"),
        ({"state": "sent", "paid": "40.00"}, ["record_payment"], "60.00"),
        ({"state": "paid", "paid": "100.00"}, ["record_payment"], ""),
        ({"state": "credited", "credited": "100.00"}, [], ""),
        ({"state": "issued", "kind": "credit"}, ["send_invoice"], ""),
    ],
)
def test_what_may_be_done_with_an_invoice(invoice: dict[str, str], forms_there: list[str], left: str) -> None:
    whole = {"kind": "invoice", "total": "100.00", "paid": "0.00", "credited": "0.00"} | invoice
    assert [action.name for action in offered(whole)] == forms_there
    assert owed(whole) == left


@pytest.mark.parametrize(
    ("language", "amount", "number"),
    [("fi", "1 234,50 €", "33,3334"), ("sv", "1 234,50 €", "33,3334"), ("en", "€1,234.50", "33.3334")],
)
def test_sums_are_written_as_the_language_does(language: str, amount: str, number: str) -> None:
    assert a_sum(language, "1234.50").replace("\u00a0", " ") == amount
    assert a_number(language, "33.3334") == number
    assert a_number(language, "40.0000") == "40"


@pytest.mark.parametrize("told", ["<b>", "", "NaN", "1,2"])
def test_what_is_no_sum_stands_as_it_is(told: str) -> None:
    assert a_sum("en", told) == a_number("en", told) == told


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("58,37", "58.37"), ("1 234,50 €", "1234.50"), ("33.3334 %", "33.3334"), ("paljon", "paljon")],
)
def test_sums_are_read_as_people_type_them(typed: str, read_as: str) -> None:
    """To the cent: they stay text and never become a binary fraction."""
    filled = read((Field("amount", "Euros", "exact"),), FormData({"amount": typed}))
    assert filled.data == {"amount": read_as}
    assert filled.values == {"amount": typed}


def test_percents_are_added_exactly() -> None:
    """0.1 and 0.2 are 0.3 here."""
    thirds = {"shares.ls-08": "33,3334", "shares.si-08": "66.6666"}
    assert sum_of(ORDER, thirds) == Decimal(100)
    assert sum_of(ORDER, {"shares.ls-08": "0.1", "shares.si-08": "0.2"}) == Decimal("0.3")
    assert sum_of(ORDER, {"shares.ls-08": "100"}) == Decimal(100)
    assert sum_of(ORDER, {"shares.ls-08": "-1"}) is None
