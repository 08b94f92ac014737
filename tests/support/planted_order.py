"""Orders of which every text has a mark, and so has everything that was told of the people behind them.

One is of two payers, the other of a third, whose code in it is the first one's in the first: a payer's code
is unique in its order only.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.specs.billing.office import (
    AGREEMENT,
    AUGUST,
    EXAMPLE,
    HOURLY,
    OCTOBER,
    WORKER,
    business_id,
    done,
    payer,
)
from tests.support.everything_said import subject
from tests.support.intake_store import EXAMPLE as REFERRAL
from tests.support.intake_store import Reply
from tests.support.planting import COMMANDS, planted
from tests.support.three_desks import ThreeDesks

LINE = "school_support"
PROVIDERS = ("Esimerkkituottaja Oy", "Toinen tuottaja Oy")
STRANGER = {"payer_id": "ls", "sector": "adult_social_work", "organisation": "Vieras kunta"}
"""Another payer, called in its own order what somebody else is called in theirs."""


@dataclass
class Ids:
    """Of an order and of what it is about; numbers: of its first invoices, by payer."""

    referral_id: str
    person_id: str
    case_id: str
    meeting_id: str
    order_id: str
    agreement_id: str
    numbers: dict[str, str] = field(default_factory=dict)


class PlantedOrders(ThreeDesks):
    """Two cases, each with an order that was invoiced, revised, credited in part and told at length."""

    def __init__(self, home: Path, url: str) -> None:
        super().__init__(home, url)
        others = {"edu": {**payer("si"), "language": "sv"}, "psy": {**payer("ps"), "language": "en"}}
        first = [payer("ls"), others["edu"], others["psy"]]
        self.own = self._whole(1, first, {"ls": "40", "si": "35", "ps": "25"})
        self.other = self._whole(2, [{**payer("ls"), **STRANGER}], {"ls": "100"})
        self.catch_up()

    def say(self, name: str, data: dict[str, Any], **who: Any) -> dict[str, Any]:
        """A command, each of its texts marked."""
        data = planted(COMMANDS[name], data)
        if name in self.desk.commands:
            return done(self.send(name, data, **{"clock": OCTOBER, **who}))
        return done(self.intake.send(name, data, who={**AUGUST, **who}))

    def _whole(self, seller: int, payers: list[dict[str, Any]], shares: dict[str, str]) -> Ids:
        referral, person, case, meeting, order_id, agreement = (str(uuid4()) for _ in range(6))
        ids = Ids(referral, person, case, meeting, order_id, agreement)
        self._case(ids)
        self.hear()
        provider = {**EXAMPLE["provider"], "business_id": business_id(600 + seller)}
        order = {"order_id": ids.order_id}
        self.say("place_order", {
            **EXAMPLE, **order, "case_id": ids.case_id, "service_line": LINE, "payers": payers,
            "provider": {**provider, "name": PROVIDERS[seller - 1]}, "price": HOURLY,
            "ceiling": {"amount": "5000.00"},
        })  # fmt: skip
        for each in payers:
            own = {name: each[name] for name in ("payer_id", "sector", "organisation")}
            who = {"sub": f"tilaaja-{each['organisation']}", "role": "buyer", **own}
            decision = {"decision_ref": f"Päätös {each['payer_id']}", "decided_on": "2025-08-18"}
            self.say("commit_to_pay", {**order, "payer_id": each["payer_id"], **decision}, **who)
        self.say("agree_cost_shares", {**order, "effective_from": "2025-09-01", "shares": shares})
        self.say("sign_agreement", {**AGREEMENT, **order, "agreement_id": ids.agreement_id})
        self._invoiced(ids)
        self._changed(ids, shares)
        return ids

    def _case(self, ids: Ids) -> None:
        about, who = {"case_id": ids.case_id}, {"person_id": ids.person_id}
        received = {"referral_id": ids.referral_id, "received_at": AUGUST["clock"]}
        self.say("receive_referral", {**REFERRAL, **received, "subject": subject(ids.person_id)})
        self.say("open_case", {**about, **who, "referral_id": ids.referral_id, "service_line": LINE,
                               "process_lead": "child_welfare"})  # fmt: skip
        worker = {"id": str(uuid4()), "role": "worker", "user": WORKER["sub"], "name": "Liisa Esimerkki",
                  "organisation": "Esimerkki Oy"}  # fmt: skip
        self.say("add_network_member", {**about, "member": worker})
        at = "2025-09-03T10:00:00+03:00"
        meeting = {**about, "meeting_id": ids.meeting_id, "minutes": 90, "place": "home"}
        self.say("schedule_meeting", {**meeting, "kind": "start", "starts_at": at, "service_line": LINE,
                                      "participants": [worker["id"]]})  # fmt: skip
        held = {"started_at": at, "attended": [worker["id"]], "summary": "Tavattiin.", "travel_km": 24}
        self.say("record_meeting", meeting | held, clock=OCTOBER)
        self.say("correct_meeting", {**about, "meeting_id": ids.meeting_id, "minutes": 95,
                                     "reason": "Väärin."}, clock=OCTOBER)  # fmt: skip

    def _invoiced(self, ids: Ids) -> None:
        self.say("run_invoicing", {"month": "2025-09", "order_ids": [ids.order_id]})
        self.work_off()
        for each in done(self.ask("invoices", {"order_id": ids.order_id}))["invoices"]:
            ids.numbers[each["payer_id"]] = each["number"]

    def _changed(self, ids: Ids, shares: dict[str, str]) -> None:
        """All the rest in which a text may stand: shares, price, ceiling, what is credited, ended, taxed."""
        order = {"order_id": ids.order_id}
        revised = dict(zip(shares, reversed(shares.values()), strict=True))
        self.say("revise_cost_shares", {**order, "effective_from": "2025-09-02", "shares": revised,
                                        "reason": "Sovittiin."})  # fmt: skip
        self.say("raise_ceiling", {**order, "ceiling": {"amount": "6000.00"}, "effective_from": "2025-10-01",
                                   "reason": "Työ jatkuu."})  # fmt: skip
        self.say("change_price", {**order, "price": {**HOURLY, "amount": "61.00"}, "reason": "Indeksi.",
                                  "effective_from": "2025-11-01"})  # fmt: skip
        self.say("credit_invoice", {"number": self._standing(ids), "reason": "Väärä osoite."})
        self.say("decide_taxable", {**order, "reason": "Ei ole."})
        self.say("run_invoicing", {"month": "2025-10", "order_ids": [ids.order_id]})
        self.work_off()
        agreement = {"agreement_id": ids.agreement_id}
        self.say("end_agreement", {**agreement, "ends_on": "2025-12-31", "reason": "Osapuolet sopivat."})
        self.say("end_order", {**order, "ends_on": "2025-12-31", "reason": "Työ päättyi."})

    def _standing(self, ids: Ids) -> str:
        """An invoice on which something still stands."""
        found = done(self.ask("invoices", {"order_id": ids.order_id}))["invoices"]
        return next(
            str(each["number"]) for each in found if each["kind"] == "invoice" and each["state"] != "credited"
        )

    def told(self, service: str, name: str, data: dict[str, Any], **who: Any) -> Reply:
        """What is replied to a question. who: claims besides the centre's finance's."""
        return self.asked_of(service, name, data, **{"clock": OCTOBER, **who})
