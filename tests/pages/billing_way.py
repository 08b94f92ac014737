"""Orders made over the API for the demo's people, and the hands that place one on the pages."""

import time
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.pages.casework import Made, a_case
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.support.running import Running, ask, carry_out

Hand = OnTheMouse | OnTheKeyboard
FINANCE: dict[str, str] = {"role": "finance", "sub": "talous-1"}
BUYER: dict[str, str] = {
    "role": "buyer", "sub": "tilaaja-a", "sector": "child_welfare", "organisation": "Hyvinvointialue (demo)",
}  # fmt: skip
SCHOOL: dict[str, str] = {
    "role": "buyer", "sub": "tilaaja-k", "sector": "education", "organisation": "Kunta (demo)",
}  # fmt: skip
PAYERS: tuple[dict[str, Any], ...] = (
    {
        "payer_id": "ls-08", "sector": "child_welfare", "organisation": "Hyvinvointialue (demo)",
        "business_id": "0112038-9", "e_invoice": {"address": "003701120389", "operator": "003721291126"},
    },
    {
        "payer_id": "si-08", "sector": "education", "organisation": "Kunta (demo)",
        "business_id": "0201256-6", "e_invoice": {"address": "003702012566", "operator": "003721291126"},
    },
)  # fmt: skip
PROVIDER = {"name": "Esimerkkituottaja Oy", "business_id": "2345678-0", "iban": "FI2112345600000785"}
EVIDENCE = dict.fromkeys(
    ("provider_registered", "authority_decision", "individual_plan", "self_monitoring_plan"), True
)
START, MONTH = "2025-09-01", "2025-09"
LATE = 30.0
NAMES = ("Lapsi Esimerkki", "Esimerkki Lapsi", "Ohjaaja", "Huoltaja")
"""Of those in the case: none of them has a place on these pages."""


@dataclass(frozen=True)
class Ordered:
    """An order of a case that was made up, with its agreement."""

    running: Running
    case: Made
    order_id: str
    agreement_id: str

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/orders/{self.order_id}"

    def say(self, name: str, whom: dict[str, str], **data: Any) -> dict[str, Any]:
        """A command about the order; its answer."""
        return done(self.running, name, whom, {"order_id": self.order_id} | data)

    def committed(self, *whom: dict[str, str]) -> None:
        """These buyers decide to pay."""
        for one in whom:
            payer = next(each["payer_id"] for each in PAYERS if each["sector"] == one["sector"])
            self.say("commit_to_pay", one, payer_id=payer, decision_ref="Päätös 1", decided_on="2025-08-20")

    def shared(self, first: str, second: str) -> None:
        """The payers' parts from the first day on."""
        shares = {"ls-08": first, "si-08": second}
        self.say("agree_cost_shares", FINANCE, effective_from=START, shares=shares)

    def signed(self, **more: Any) -> None:
        """An agreement with all evidence, for as long as one likes."""
        self.say(
            "sign_agreement", FINANCE, agreement_id=self.agreement_id, parties=["Kunta (demo)", "Tuottaja"],
            term={"from": START, "to": "2027-05-31"}, starts_on=START, rights_and_duties="Sovitun mukaan.",
            **{"vat_exemption": EVIDENCE, **more},
        )  # fmt: skip

    def invoiced(self) -> list[dict[str, Any]]:
        """The first month's run over this order; its invoices."""
        job = done(self.running, "run_invoicing", FINANCE, {"month": MONTH, "order_ids": [self.order_id]})
        until = time.monotonic() + LATE
        with self.running.client(**FINANCE) as client:
            while ask(client, "billing.job", job=job["job"]).json()["result"]["state"] != "done":
                assert time.monotonic() < until
                time.sleep(0.1)
            found = ask(client, "billing.invoices", order_id=self.order_id).json()["result"]["invoices"]
        return list(found)


def done(running: Running, name: str, whom: dict[str, str], data: dict[str, Any]) -> dict[str, Any]:
    """A command of billing; again while billing has not heard of its case yet."""
    until = time.monotonic() + LATE
    with running.client(**whom) as client:
        while (answer := carry_out(client, f"billing.{name}", data)).status_code == 404:
            assert time.monotonic() < until, answer.text
            time.sleep(0.1)
    assert answer.is_success, answer.text
    return dict(answer.json()["result"])


def an_order(running: Running, case: Made | None = None, *, payers: int = 2, **more: Any) -> Ordered:
    """An order of 1 000 euros a month that is placed, and no more. more: other data of place_order."""
    case = case or a_case(running)
    made = Ordered(running, case, str(uuid4()), str(uuid4()))
    told = {
        "case_id": case.case_id, "service_line": "neuropsychiatric_coaching", "provider": PROVIDER,
        "payers": list(PAYERS[:payers]), "starts_on": START,
        "price": {"per": "month", "amount": "1000.00", "no_show": "none"},
    }  # fmt: skip
    made.say("place_order", FINANCE, **{**told, **more})
    return made


def billed(running: Running) -> Ordered:
    """An order of two payers that paid-for work stands on: committed, shared 40 to 60, signed, invoiced."""
    made = an_order(running, ceiling={"amount": "30000.00"})
    made.committed(BUYER, SCHOOL)
    made.shared("40", "60")
    made.signed()
    assert len(made.invoiced()) == len(PAYERS)
    return made


def at(hands: Hand, form: str) -> Hand:
    """The same hands at a folded form, opened."""
    here = replace(hands, within=f"#{form}")
    here.unfold()
    return here


def saved(hands: Hand) -> None:
    """What was written is saved, and the page that comes says so."""
    with hands.page.expect_navigation():
        hands.save()
    expect(hands.page.locator(".note[role=status]")).to_be_visible()


def placed(hands: Hand) -> str:
    """An order for two payers, written into the form that is open; the id in its address."""
    form = replace(hands, within="form.sheet")
    day = form.page.input_value(form.part("[name=starts_on]"))
    assert day
    form.write("provider.name", PROVIDER["name"])
    form.write("provider.business_id", PROVIDER["business_id"])
    _payer(form, 0)
    form.press("add payers")
    expect(form.page.locator(form.part("[name='payers.1.payer_id']"))).to_be_focused()
    _payer(form, 1)
    form.tick("price.per", "hour")
    form.write("price.amount", "58,37")
    form.tick("price.no_show", "half")
    form.write("ceiling.amount", "4500")
    saved(form)
    return form.page.url.partition("/orders/")[2].partition("?")[0]


def _payer(form: Hand, n: int) -> None:
    payer = PAYERS[n]
    form.write(f"payers.{n}.payer_id", payer["payer_id"])
    form.choose(f"payers.{n}.sector", payer["sector"])
    form.write(f"payers.{n}.organisation", payer["organisation"])
    form.write(f"payers.{n}.business_id", payer["business_id"])
    form.write(f"payers.{n}.e_invoice.address", payer["e_invoice"]["address"])
    form.write(f"payers.{n}.e_invoice.operator", payer["e_invoice"]["operator"])
