"""The orders of the matrix: of each column's case one, with an agreement and an invoice."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from services.billing.commands import COMMANDS
from tests.permissions.matters import Matters
from tests.permissions.people import FAR_REGION, PEOPLE, REGION
from tests.permissions.told import STRANGE

EXAMPLE = dict(COMMANDS["place_order"].example)
AGREEMENT = dict(COMMANDS["sign_agreement"].example)
PATIENCE = 30.0
MONTHLY = {"per": "month", "amount": "500.00", "no_show": "none"}
"""So that a month can be invoiced in which nobody met."""
PROVIDER = PEOPLE["provider"]["organisation"]


class Orders:
    """Makes them as people do, once billing has heard of the cases. ask, token: as of `World`."""

    def __init__(
        self, ask: Callable[[str, str, dict[str, Any]], dict[str, Any]], token: Callable[..., str]
    ) -> None:
        self._ask = ask
        self._token = token

    def make(self, column: str, matter: Matters) -> Matters:
        """The column's order, signed, committed to and invoiced: the matter with its invoice's number."""
        own, region = column not in STRANGE, FAR_REGION if column == "other region" else REGION
        payer_id = "ls-08" if own else "ls-99"
        finance = self._token("finance", region=region)
        buyer = self._token("buyer", sub="tilaaja-9", payer_id=payer_id, region=region)
        order = {"order_id": matter.order_id}
        self._do(finance, "place_order", EXAMPLE | order | {
            "case_id": matter.case_id, "price": MONTHLY, "ceiling": None, "starts_on": "2025-09-01",
            "provider": {**EXAMPLE["provider"], "name": PROVIDER if own else "Muu tuottaja Oy"},
            "payers": [{**EXAMPLE["payers"][0], "payer_id": payer_id}],
        })  # fmt: skip
        self._do(finance, "sign_agreement", AGREEMENT | order | {"agreement_id": matter.agreement_id})
        decision = {"payer_id": payer_id, "decision_ref": "Päätös 1/2025", "decided_on": "2025-08-18"}
        self._do(buyer, "commit_to_pay", order | decision)
        job = self._do(finance, "run_invoicing", {"month": "2025-09", "order_ids": [matter.order_id]})["job"]
        self._until(lambda: self._answer(finance, "job", {"job": job})["state"] == "done")
        (invoice,) = self._answer(finance, "invoices", order)["invoices"]
        return replace(matter, number=invoice["number"], reference=invoice["reference"])

    def _do(self, token: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """Again while billing has not heard of the case yet: intake's facts come by the bus."""
        request = {"name": name, "data": data, "id": str(uuid4()), "token": token}
        reply: dict[str, Any] = {}

        def done() -> bool:
            reply.update(self._ask("billing", "carry_out", request))
            return bool(reply["status"] != 404)

        self._until(done)
        assert reply["status"] == 200, (name, reply)
        return dict(reply["result"])

    def _answer(self, token: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
        reply = self._ask("billing", "answer", {"name": name, "data": data, "token": token})
        assert reply["status"] == 200, (name, reply)
        return dict(reply["result"])

    @staticmethod
    def _until(is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until
            time.sleep(0.05)
