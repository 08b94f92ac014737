"""The finance office of the specs: cases, orders and their work, as intake and billing are asked for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from services.billing.commands import COMMANDS
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import member
from tests.support.billing_store import BillingStore
from tests.support.intake_store import EXAMPLE as REFERRAL
from tests.support.intake_store import Reply
from tests.support.servers import passing_database

AUGUST = {"clock": "2025-08-25T09:00:00+03:00"}
"""When cases are opened and workers join: claims of who asks."""
OCTOBER = "2025-10-01T09:00:00+03:00"
WORKER = {"sub": "tukihenkilo-1", "role": "worker"}
EXAMPLE = dict(COMMANDS["place_order"].example)
AGREEMENT = dict(COMMANDS["sign_agreement"].example)
HOURLY = {"per": "hour", "amount": "60.00", "no_show": "half", "late_cancellation_hours": 24, "km": "0.50"}
PAYER = dict(EXAMPLE["payers"][0])
SECTORS = {"ls": "child_welfare", "si": "education", "ps": "youth_psychiatry"}
SELLERS = count(1)


def done(reply: Reply) -> dict[str, Any]:
    """The result of what went through."""
    assert reply["status"] == 200, reply
    return dict(reply["result"])


def refused(reply: Reply) -> str:
    """The sentence of what did not, its places filled in."""
    assert reply["status"] != 200, reply
    problem = reply["problem"]
    values = {k: ", ".join(v) if isinstance(v, list) else v for k, v in problem["values"].items()}
    return str(problem["sentence"]).format(**values)


def business_id(n: int) -> str:
    """A business id of a seller of its own, with its check digit; made up."""
    while True:
        digits = f"{9000000 + n % 999_999:07d}"
        rest = sum(int(d) * w for d, w in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        if rest != 1:
            return f"{digits}-{11 - rest if rest else 0}"
        n += 500_000


def payer(payer_id: str) -> dict[str, Any]:
    return {**PAYER, "payer_id": payer_id, "sector": SECTORS[payer_id], "organisation": f"Maksaja {payer_id}"}


def user_of(payer_id: str, role: str = "buyer") -> dict[str, Any]:
    """The claims of a payer's own user."""
    own = {"sector": SECTORS[payer_id], "organisation": f"Maksaja {payer_id}"}
    return {"sub": f"{role}-{payer_id}", "role": role, "payer_id": payer_id, **own}


@contextmanager
def an_office(postgres: Postgres, folders: pytest.TempPathFactory) -> Iterator["Office"]:
    """An office with a database of its own."""
    with passing_database(postgres) as url:
        yield Office(BillingStore(folders.mktemp("data"), url))


class Office:
    """Opens cases, holds meetings, places orders and invoices them. Each order has a seller of its own."""

    def __init__(self, store: BillingStore) -> None:
        self.store = store

    def case(self, service_line: str = "school_support") -> str:
        """A case that billing has heard of: its id."""
        person_id, referral_id, case_id = (str(uuid4()) for _ in range(3))
        subject = {**REFERRAL["subject"], "person_id": person_id}
        received = {"referral_id": referral_id, "received_at": AUGUST["clock"], "subject": subject}
        done(self.store.intake.send("receive_referral", {**REFERRAL, **received}, who=AUGUST))
        opening = {"referral_id": referral_id, "person_id": person_id, "process_lead": "child_welfare"}
        opening |= {"case_id": case_id, "service_line": service_line}
        done(self.store.intake.send("open_case", opening, who=AUGUST))
        self.store.hear()
        return case_id

    def meet(self, case_id: str, day: str, minutes: int = 60, **told: Any) -> str:
        """A meeting that was held, as billing has heard of it: its id. kind, travel_km, hour: told."""
        meeting_id, about = str(uuid4()), {"case_id": case_id}
        worker = member("worker", WORKER)
        done(self.store.intake.send("add_network_member", about | {"member": worker}, who=AUGUST))
        at = f"{day}T{told.pop('hour', 10):02d}:00:00+03:00"
        told_of_it = {**about, "meeting_id": meeting_id, "minutes": minutes, "place": "school"}
        done(self.store.intake.send("schedule_meeting", told_of_it | {
            "kind": told.pop("kind", "network"), "starts_at": at, "participants": [worker["id"]],
            "service_line": told.pop("service_line", "school_support"),
        }, who=AUGUST))  # fmt: skip
        if told.pop("held", True):
            done(self.store.intake.send("record_meeting", told_of_it | told | {
                "started_at": at, "attended": [worker["id"]], "summary": "Tavattiin.",
            }))  # fmt: skip
        self.store.hear()
        return meeting_id

    def order(self, case_id: str, *payers: str, signed: bool = True, **told: Any) -> str:
        """An order of the payers, who have committed, signed with all evidence unless said: its id."""
        order_id, committed = str(uuid4()), told.pop("committed", payers)
        agreement = told.pop("agreement", {})
        done(self.place(case_id, *payers, order_id=order_id, **told))
        for payer_id in committed:
            done(self.commit(order_id, payer_id))
        if signed:
            self.sign(order_id, **agreement)
        return order_id

    def place(self, case_id: str, *payers: str, **told: Any) -> Reply:
        data = {**EXAMPLE, "order_id": str(uuid4()), "case_id": case_id, "price": HOURLY, "ceiling": None}
        data |= {"provider": {**EXAMPLE["provider"], "business_id": business_id(next(SELLERS))}}
        data |= {"service_line": "school_support", "payers": [payer(each) for each in payers or ("ls",)]}
        return self.store.send("place_order", data | told)

    def commit(self, order_id: str, payer_id: str, **told: Any) -> Reply:
        decision = {"decision_ref": f"Päätös {payer_id}", "decided_on": "2025-08-18", **told}
        about = {"order_id": order_id, "payer_id": payer_id}
        return self.store.send("commit_to_pay", about | decision, **user_of(payer_id))

    def sign(self, order_id: str, **told: Any) -> str:
        """An agreement of the order: its id."""
        agreement_id = str(uuid4())
        data = {**AGREEMENT, "agreement_id": agreement_id, "order_id": order_id} | told
        done(self.store.send("sign_agreement", data))
        return agreement_id

    def share(self, order_id: str, effective_from: str = "2025-09-01", **shares: str) -> Reply:
        data = {"order_id": order_id, "effective_from": effective_from, "shares": shares}
        return self.store.send("agree_cost_shares", data)

    def revise(self, order_id: str, effective_from: str, **shares: str) -> Reply:
        data = {"order_id": order_id, "effective_from": effective_from, "shares": shares}
        return self.store.send("revise_cost_shares", data | {"reason": "Sovittiin uudelleen."})

    def invoice(self, *orders: str, month: str = "2025-09", clock: str = OCTOBER) -> dict[str, Any]:
        """Asks for the run of a month and has it done: what `job` says of it."""
        asked = {"month": month, "order_ids": list(orders)}
        job = done(self.store.send("run_invoicing", asked, clock=clock))["job"]
        self.store.work_off()
        return done(self.store.ask("job", {"job": job}))

    def invoices(self, order_id: str, **who: Any) -> list[dict[str, Any]]:
        return list(done(self.store.ask("invoices", {"order_id": order_id}, **who))["invoices"])

    def nets(self, order_id: str) -> dict[str, str]:
        """By payer the sum of its invoices and credit notes."""
        sums: dict[str, Decimal] = {}
        for each in self.invoices(order_id):
            sums[each["payer_id"]] = sums.get(each["payer_id"], Decimal()) + Decimal(each["net"])
        return {name: str(total) for name, total in sums.items()}

    def asked(self, order_id: str, **more: Any) -> dict[str, Any]:
        """What `order` says."""
        who = more.pop("who", {})
        return done(self.store.ask("order", {"order_id": order_id, **more}, **who))

    def flags(self, order_id: str) -> set[str]:
        return {flag["code"] for flag in self.asked(order_id)["flags"]}
